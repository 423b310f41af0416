"""What becomes of a document once it is made: who may say so, in which order, and how it is taken back."""

from __future__ import annotations

import hashlib
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import TODAY
from tests.services.conftest import copied
from tests.services.world import NAMES, PASSPHRASES, World, log, sign_document
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.disclosure import Disclosure, HandOverWay, ThirdPartyGround
from zvdesk.domain.distribution import NO_MEETING, Board, BoardRow, Stage
from zvdesk.domain.people import Role
from zvdesk.errors import InvalidField, NotAllowed, NotFound
from zvdesk.services import (
    access_packages,
    calendars,
    case_overviews,
    case_papers,
    cases,
    distribution,
    exports,
    made_files,
    meetings,
    retention,
    shielding,
    signers,
    tables,
    vaults,
    verification,
)
from zvdesk.services.export_sets import Recipient
from zvdesk.services.today import today
from zvdesk.storage.records import find_records, get_record, replace_record
from zvdesk.storage.shielding import erase_case, put_back, rows_of
from zvdesk.storage.today_lists import meetings_to_hand_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.desk import Desk

MAIL = HandOverWay.SECURE_MAIL


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, closed_once: World) -> World:
    """Make a vault of which three lists were signed: the house's own, one for GGZ, one for a derde."""
    world = copied(closed_once, tmp_path_factory.mktemp("made"))
    desk = world.desk()
    ground = ThirdPartyGround(
        case_id=world.case_id,
        organisation_id=world.organisations["corporatie"],
        ground="Wgs 1.7",
        legal_test="RAC akkoord",
        needs_supplier_consent=False,
        recorded_on=TODAY,
    )
    cases.save(desk, ground)
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        for organisation_id in (None, world.organisations["ggz"], world.organisations["corporatie"]):
            sign_document(
                desk, signer, world.meeting_id, world.case_id, organisation_id, world.folder.parent / "uit"
            )
    vaults.lock(desk)
    return world


@pytest.fixture
def made(tmp_path: Path, made_once: World) -> World:
    return copied(made_once, tmp_path)


@pytest.fixture
def secretary(made: World) -> Iterator[Desk]:
    opened = made.desk(Role.SECRETARY)
    yield opened
    vaults.lock(opened)


def row_of(found: Board, world: World, short: str) -> BoardRow:
    wanted = world.organisations[short] if short else ""
    return next(row for row in found.rows if row.recipient_id == wanted)


def ids(desk: Desk, world: World, *shorts: str) -> list[str]:
    found = distribution.board(desk, world.meeting_id)
    documents = [row_of(found, world, short).document for short in shorts]
    return [document.id for document in documents if document is not None]


def stages(desk: Desk, world: World, *shorts: str) -> list[Stage]:
    found = distribution.board(desk, world.meeting_id)
    return [row_of(found, world, short).stage for short in shorts]


def test_the_board_says_who_gets_what(secretary: Desk, made: World) -> None:
    found = distribution.board(secretary, made.meeting_id)
    assert found.title == "Tafel Noord"
    assert {row.recipient: row.stage for row in found.rows} == {
        "": Stage.MADE,
        "Gemeente Oefenstad": Stage.TO_MAKE,
        "Politie Oefenstad": Stage.TO_MAKE,
        "GGZ Verzonnen": Stage.MADE,
        "Wonen in Fictie": Stage.MADE,
    }
    third = row_of(found, made, "corporatie").third
    assert third is not None
    assert (third.ground, third.legal_test) == ("Wgs 1.7", "RAC akkoord")
    document = row_of(found, made, "ggz").document
    assert document is not None
    assert len(document.sha256) == 64
    assert document.destroy_before > TODAY


def test_there_is_no_board_before_a_meeting_closes(desk: Desk, world: World) -> None:
    assert distribution.board(desk, world.meeting_id).rows == ()
    with pytest.raises(NotFound):
        distribution.board(desk, "weg")


def test_a_document_goes_from_hand_to_hand_and_back(secretary: Desk, made: World) -> None:
    both = ids(secretary, made, "ggz", "corporatie")
    distribution.mark_checked(secretary, both)
    distribution.mark_handed_over(secretary, both, HandOverWay.ON_PAPER_AT_TABLE)
    changes = distribution.mark_received(secretary, both[:1])
    assert changes.case_ids == {made.case_id}
    assert stages(secretary, made, "ggz", "corporatie") == [Stage.RECEIVED, Stage.HANDED_OVER]
    document = row_of(distribution.board(secretary, made.meeting_id), made, "ggz").document
    assert document is not None
    name = NAMES[Role.SECRETARY]
    assert (document.checked_by, document.checked_on) == (name, TODAY)
    assert (document.handed_over_by, document.handed_over_on) == (name, TODAY)
    assert (document.handed_over_how, document.received_on) == (HandOverWay.ON_PAPER_AT_TABLE, TODAY)
    for stage in (Stage.RECEIVED, Stage.HANDED_OVER, Stage.CHECKED):
        distribution.take_back(secretary, both[:1], stage)
    found = row_of(distribution.board(secretary, made.meeting_id), made, "ggz").document
    assert found is not None
    assert found == get_first(made_documents(secretary, made), found.id)
    assert (found.checked_by, found.handed_over_by, found.handed_over_how) == ("", "", None)
    told = [(line.action, line.object_id) for line in log(secretary) if line.object == "actielijst"][:8]
    of_one = [action for action, object_id in told if object_id == found.document_id]
    assert of_one == [
        "nalezen terugnemen",
        "verstrekken terugnemen",
        "ontvangst terugnemen",
        "ontvangst vastleggen",
        "verstrekken",
        "nalezen",
    ]
    assert sorted(action for action, object_id in told if object_id != found.document_id) == [
        "nalezen",
        "verstrekken",
    ]


def made_documents(desk: Desk, world: World) -> tuple[Disclosure, ...]:
    with desk.vault.read() as connection:
        return find_records(connection, Disclosure, meeting_id=world.meeting_id)


def get_first(documents: tuple[Disclosure, ...], wanted: str) -> Disclosure | None:
    return next((document for document in documents if document.id == wanted), None)


def test_nothing_goes_before_it_is_read_through_and_all_or_none(secretary: Desk, made: World) -> None:
    checked, unchecked = ids(secretary, made, "ggz", "corporatie")
    distribution.mark_checked(secretary, [checked])
    with pytest.raises(Blocked) as caught:
        distribution.mark_handed_over(secretary, [checked, unchecked], MAIL)
    assert [(b.code, b.names) for b in caught.value.blockers] == [
        (BlockerCode.NOT_CHECKED, ("Wonen in Fictie",))
    ]
    assert stages(secretary, made, "ggz", "corporatie") == [Stage.CHECKED, Stage.MADE]
    assert [line.result for line in log(secretary) if line.action == "verstrekken"] == ["mislukt"]
    with pytest.raises(Blocked) as caught:
        distribution.mark_received(secretary, [checked])
    assert caught.value.blockers[0].code is BlockerCode.NOT_HANDED_OVER


def test_what_is_further_already_stays_as_it_is(secretary: Desk, made: World) -> None:
    (one,) = ids(secretary, made, "ggz")
    distribution.mark_checked(secretary, [one])
    distribution.mark_handed_over(secretary, [one], MAIL)
    before = len(log(secretary))
    assert distribution.mark_checked(secretary, [one]).kinds == frozenset()
    distribution.mark_handed_over(secretary, [one], HandOverWay.REGISTERED_POST)
    assert distribution.mark_checked(secretary, []).kinds == frozenset()
    assert len(log(secretary)) == before
    document = row_of(distribution.board(secretary, made.meeting_id), made, "ggz").document
    assert document is not None
    assert document.handed_over_how is MAIL


def test_only_the_last_step_is_taken_back(secretary: Desk, made: World) -> None:
    (one,) = ids(secretary, made, "ggz")
    with pytest.raises(Blocked) as caught:
        distribution.take_back(secretary, [one], Stage.CHECKED)
    assert caught.value.blockers[0].code is BlockerCode.OTHER_STAGE
    distribution.mark_checked(secretary, [one])
    distribution.mark_handed_over(secretary, [one], MAIL)
    with pytest.raises(Blocked):
        distribution.take_back(secretary, [one], Stage.CHECKED)
    with pytest.raises(InvalidField):
        distribution.take_back(secretary, [one], Stage.MADE)


def test_a_day_lies_between_the_step_before_and_today(secretary: Desk, made: World) -> None:
    (one,) = ids(secretary, made, "ggz")
    for day, reason in ((TODAY + timedelta(days=1), "future"), (TODAY - timedelta(days=1), "too_early")):
        with pytest.raises(InvalidField) as caught:
            distribution.mark_checked(secretary, [one], day)
        assert (caught.value.field, caught.value.reason) == ("on", reason)
    source = made.clock.source
    made.clock.source = lambda: source() + timedelta(days=2)
    distribution.mark_checked(secretary, [one], TODAY + timedelta(days=1))
    with pytest.raises(InvalidField):
        distribution.mark_handed_over(secretary, [one], MAIL, TODAY)
    distribution.mark_handed_over(secretary, [one], MAIL)
    with pytest.raises(InvalidField):
        distribution.mark_received(secretary, [one], TODAY + timedelta(days=1))


def test_a_derde_whose_ground_went_gets_nothing(secretary: Desk, made: World) -> None:
    (one,) = ids(secretary, made, "corporatie")
    distribution.mark_checked(secretary, [one])
    ground = cases.case_file(secretary, made.case_id).grounds[0]
    cases.erase(secretary, ground)
    with pytest.raises(Blocked) as caught:
        distribution.mark_handed_over(secretary, [one], MAIL)
    assert {b.code for b in caught.value.blockers} == {
        BlockerCode.THIRD_GROUND_MISSING,
        BlockerCode.THIRD_TEST_MISSING,
    }
    found = distribution.board(secretary, made.meeting_id)
    assert len(row_of(found, made, "corporatie").blockers) == 2


def test_a_list_that_was_corrected_does_not_go_out(made: World) -> None:
    desk = made.desk()
    one, own = ids(desk, made, "ggz", "")
    distribution.mark_checked(desk, [one, own])
    distribution.mark_handed_over(desk, [own], HandOverWay.ON_PAPER_IN_PERSON)
    meetings.begin_correction(desk, made.meeting_id, made.case_id, "Dag was fout")
    meetings.adopt_correction(desk, made.meeting_id, made.case_id)
    with pytest.raises(Blocked) as caught:
        distribution.mark_handed_over(desk, [one], MAIL)
    assert caught.value.blockers[0].code is BlockerCode.LIST_REPLACED
    row = row_of(distribution.board(desk, made.meeting_id), made, "")
    assert (row.stage, row.earlier_version) == (Stage.TO_MAKE, 1)
    vaults.lock(desk)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COORDINATOR, Role.SECRETARY])
def test_who_leads_and_who_writes_may_mark(made: World, role: Role) -> None:
    desk = made.desk(role)
    distribution.mark_checked(desk, ids(desk, made, "ggz"))
    assert stages(desk, made, "ggz") == [Stage.CHECKED]
    vaults.lock(desk)


@pytest.mark.parametrize("role", [Role.FUNCTIONAL_ADMIN, Role.PRIVACY_OFFICER])
def test_others_look_and_do_not_mark(made: World, role: Role) -> None:
    desk = made.desk(role)
    wanted = ids(desk, made, "ggz")
    with pytest.raises(NotAllowed):
        distribution.mark_checked(desk, wanted)
    with pytest.raises(NotAllowed):
        distribution.take_back(desk, wanted, Stage.CHECKED)
    assert log(desk)[0].result == "geweigerd"
    assert stages(desk, made, "ggz") == [Stage.MADE]
    vaults.lock(desk)


def test_presence_and_what_is_not_there_are_no_documents(secretary: Desk, made: World) -> None:
    heard = next(d for d in made_documents(secretary, made) if d.kind == "aanwezigheid")
    for wanted in (heard.id, "weg"):
        with pytest.raises(NotFound):
            distribution.mark_checked(secretary, [wanted])


def test_today_counts_what_must_still_be_done(secretary: Desk, made: World) -> None:
    (lists,) = today(secretary).lists
    assert (lists.waiting, lists.adopted) == (0, 1)
    assert (lists.to_make, lists.to_check, lists.to_hand_over) == (2, 3, 0)
    distribution.mark_checked(secretary, ids(secretary, made, "", "ggz", "corporatie"))
    (lists,) = today(secretary).lists
    assert (lists.to_make, lists.to_check, lists.to_hand_over) == (2, 0, 2)


def test_today_is_silent_once_everything_went(made: World) -> None:
    desk = made.desk()
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        for short in ("gemeente", "politie"):
            sign_document(
                desk,
                signer,
                made.meeting_id,
                made.case_id,
                made.organisations[short],
                made.folder.parent / "nog",
            )
    every = ids(desk, made, *made.organisations)
    distribution.mark_checked(desk, [*every, *ids(desk, made, "")])
    assert today(desk).lists[0].to_hand_over == 4
    distribution.mark_handed_over(desk, every, MAIL)
    assert today(desk).lists == ()
    vaults.lock(desk)


def test_an_old_meeting_is_told_as_long_as_a_document_waits(secretary: Desk, made: World) -> None:
    source = made.clock.source
    made.clock.source = lambda: source() + timedelta(days=90)
    assert today(secretary).lists[0].to_check == 3
    wanted = ids(secretary, made, "", "ggz", "corporatie")
    distribution.mark_checked(secretary, wanted)
    distribution.mark_handed_over(secretary, wanted, MAIL)
    assert today(secretary).lists == ()


def test_what_was_sealed_before_the_board_was_handed_over(made: World) -> None:
    desk = made.desk()
    before = made_documents(desk, made)
    with desk.vault.transaction() as connection:
        rows = rows_of(connection, made.case_id)
        for row in rows["disclosures"]:
            for name in ("handed_over_on", "handed_over_by", "checked_on", "checked_by", "received_on"):
                del row[name]
        erase_case(connection, made.case_id)
        put_back(connection, rows)
    for document in made_documents(desk, made):
        is_paper = document.kind != "aanwezigheid"
        assert document.handed_over_on == (TODAY if is_paper else None)
    assert len(before) == len(made_documents(desk, made))
    vaults.lock(desk)


def test_marks_survive_shielding_and_a_copy_that_went(made: World) -> None:
    desk = made.desk(Role.CHAIR)
    (one,) = ids(desk, made, "ggz")
    distribution.mark_checked(desk, [one])
    distribution.mark_handed_over(desk, [one], MAIL)
    with desk.vault.transaction() as connection:
        case = get_record(connection, Case, made.case_id)
        assert case is not None
        values = {name: getattr(case, name) for name in case.__slots__} | {"state": CaseState.CLOSED}
        replace_record(connection, Case(**values))
    vaults.lock(desk)
    keeper = made.desk(Role.FUNCTIONAL_ADMIN)
    before = next(d for d in made_documents(keeper, made) if d.id == one)
    shielding.shield(keeper, made.case_id)
    assert distribution.board(keeper, made.meeting_id).rows == ()
    assert today(keeper).lists == ()
    assert one in {copy.id for copy in retention.copies(keeper)}
    shielding.unshield(keeper, made.case_id, PASSPHRASES[Role.FUNCTIONAL_ADMIN], "Nieuwe aanmelding")
    assert next(d for d in made_documents(keeper, made) if d.id == one) == before
    retention.mark_gone(keeper, one, TODAY)
    assert stages(keeper, made, "ggz") == [Stage.HANDED_OVER]
    vaults.lock(keeper)


def test_a_new_calendar_and_every_form_of_a_table_stand_on_the_board(secretary: Desk, made: World) -> None:
    one, out = [Recipient(made.case_id, made.organisations["ggz"])], made.folder.parent / "tabel"
    forms = (tables.TableForm.CSV, tables.TableForm.XLSX)
    tables.export_tables(secretary, made.meeting_id, one, forms, out)
    calendars.export_calendars(secretary, made.meeting_id, one, out)

    def found(kind: str) -> BoardRow:
        rows = distribution.board(secretary, made.meeting_id).rows
        return next(row for row in rows if (row.kind, row.recipient) == (kind, "GGZ Verzonnen"))

    wanted = [d.id for kind in (tables.KIND, calendars.KIND) for d in found(kind).documents]
    assert len(wanted) == 3
    distribution.mark_checked(secretary, wanted)
    distribution.mark_handed_over(secretary, wanted, MAIL)
    assert not found(tables.KIND).is_open
    calendars.export_calendars(secretary, made.meeting_id, one, out, cancels=True)
    again = found(calendars.KIND)
    assert (again.stage, again.earlier_on) == (Stage.MADE, TODAY)
    assert [d.id for d in again.documents] != wanted[2:]
    (lists,) = today(secretary).lists
    assert lists.to_check == 4


def test_what_a_newer_file_replaced_keeps_no_old_meeting_open(secretary: Desk, made: World) -> None:
    source = made.clock.source
    one = [Recipient(made.case_id, made.organisations["ggz"])]
    for _ in range(2):
        calendars.export_calendars(secretary, made.meeting_id, one, made.folder.parent / "agenda")
    made.clock.source = lambda: source() + timedelta(days=90)
    rows = distribution.board(secretary, made.meeting_id).rows
    wanted = [d.id for row in rows for d in row.documents]
    assert len(wanted) == 4, "three lists, and the newest of two calendars"
    distribution.mark_checked(secretary, wanted)
    distribution.mark_handed_over(secretary, wanted, MAIL)
    with secretary.vault.read() as connection:
        assert meetings_to_hand_out(connection, secretary.clock.today()) == ()


def test_papers_of_a_case_are_read_through_handed_over_and_received(made: World) -> None:
    desk, out = made.desk(), made.folder.parent / "casus"
    assert not distribution.has_papers(desk)
    assert distribution.board(desk, NO_MEETING).rows == ()
    ggz = made.organisations["ggz"]
    person = cases.case_file(desk, made.case_id).subjects[0].id
    with case_papers.signing(desk, PASSPHRASES[Role.CHAIR], case_papers.OVERVIEW) as signer:
        case_overviews.export_overview(desk, signer, made.case_id, ggz, out)
        access_packages.export_access(desk, signer, made.case_id, person, out)
    assert distribution.has_papers(desk)
    board = distribution.board(desk, NO_MEETING)
    assert {(row.case_number, row.kind) for row in board.rows} == {
        (made.number, "casusoverzicht"),
        (made.number, "inzage-pakket"),
    }
    last = today(desk).lists[-1]
    assert (last.meeting_id, last.to_make, last.to_check, last.to_hand_over) == (NO_MEETING, 0, 2, 0)
    wanted = [d.id for row in board.rows for d in row.documents]
    distribution.mark_checked(desk, wanted)
    distribution.mark_handed_over(desk, wanted, HandOverWay.ON_PAPER_IN_PERSON)
    assert [one.meeting_id for one in today(desk).lists] == [made.meeting_id]
    distribution.mark_received(desk, wanted)
    assert {row.stage for row in distribution.board(desk, NO_MEETING).rows} == {Stage.RECEIVED}
    with case_papers.signing(desk, PASSPHRASES[Role.CHAIR], case_papers.OVERVIEW) as signer:
        case_overviews.export_overview(desk, signer, made.case_id, ggz, out)
    again = distribution.board(desk, NO_MEETING).open_rows[0]
    assert (again.version, again.earlier_version) == (2, 1)
    vaults.lock(desk)


def test_an_inzage_pakket_is_given_by_who_may_make_it(made: World) -> None:
    desk, out = made.desk(Role.PRIVACY_OFFICER), made.folder.parent / "casus"
    person = cases.case_file(desk, made.case_id).subjects[0].id
    with case_papers.signing(desk, PASSPHRASES[Role.PRIVACY_OFFICER], case_papers.ACCESS) as signer:
        access_packages.export_access(desk, signer, made.case_id, person, out)
    (row,) = distribution.board(desk, NO_MEETING).rows
    wanted = [d.id for d in row.documents]
    distribution.mark_checked(desk, wanted)
    vaults.lock(desk)
    desk = made.desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        distribution.mark_handed_over(desk, wanted, MAIL)
    with pytest.raises(NotAllowed):
        made_files.made_file(desk, wanted[0])
    vaults.lock(desk)


def test_a_second_signature_is_the_file_that_goes(
    secretary: Desk, made: World, made_once: World, tmp_path: Path
) -> None:
    folder = tmp_path / "lijsten"
    shutil.copytree(made_once.folder.parent / "uit", folder)
    (one,) = ids(secretary, made, "ggz")
    distribution.mark_checked(secretary, [one])
    (first,) = folder.glob("*voor-ggz*")
    before = first.read_bytes()
    with signers.countersigning(secretary, PASSPHRASES[Role.SECRETARY]) as signer:
        both = signers.countersign_file(secretary, signer, first, tmp_path / "samen")
        row = row_of(distribution.board(secretary, made.meeting_id), made, "ggz")
        assert row.document is not None
        assert row.document.sha256 == hashlib.sha256(both.read_bytes()).hexdigest()
        assert (row.stage, row.document.checked_on) == (Stage.CHECKED, TODAY)
        assert not [d for d in made_documents(secretary, made) if d.gone_on]
        (own,) = folder.glob("*volledig*")
        signers.countersign_file(secretary, signer, own)
    old, new = (d for d in made_documents(secretary, made) if d.recipient_id == "" and d.sha256)
    assert (old.gone_on, new.gone_on) == (TODAY, None), "the file in its place is the only one"
    assert new.sha256 == hashlib.sha256(own.read_bytes()).hexdigest()
    assert first.read_bytes() == before
    for path in (first, both, own):
        assert verification.verify_file(path, desk=secretary).is_registered
