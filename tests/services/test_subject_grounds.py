"""BSN and address on a list: only for whom a ground is recorded, never for a derde, and on nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.documents.schemas import faults, outcome_schema
from tests.factories import NOW, TODAY
from tests.services.test_distribution import row_of
from tests.services.test_exports import export, ground, text_of
from tests.services.test_mail_drafts import opened, the_file
from tests.services.world import NAMES, World, log
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.disclosure import HandOverWay, SubjectGround
from zvdesk.domain.distribution import Stage
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.people import Role
from zvdesk.errors import InvalidField, NotAllowed
from zvdesk.exchange.tables import TableForm
from zvdesk.services import (
    calendars,
    cases,
    distribution,
    exports,
    house,
    mail_drafts,
    outcomes,
    tables,
)
from zvdesk.services.export_sets import Recipient
from zvdesk.texts.outcomes import list_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk

LAW = "artikel 10 Wabb"
WHOM = ("111222333", "Schuilhof", "9876 XY", "Elders", "Testhuizen")


@pytest.fixture
def known(after: Desk, closed: World) -> Desk:
    """Give a desk on which the case holds a BSN and an address."""
    subject = cases.case_file(after, closed.case_id).main_subject
    assert subject is not None
    cases.save(
        after,
        replace(
            subject,
            bsn="111222333",
            street="Schuilhof",
            house_number="7",
            postcode="9876XY",
            town="Elders",
            born_on=date(1984, 2, 29),
        ),
    )
    return after


def allow(desk: Desk, world: World, short: str, law: str = LAW) -> SubjectGround:
    return cases.save(
        desk,
        SubjectGround(
            case_id=world.case_id,
            organisation_id=world.organisations[short],
            ground=law,
            recorded_by="niemand",
            recorded_on=date(2020, 1, 1),
        ),
    )


def become(desk: Desk, world: World, short: str, position: WgsPosition) -> None:
    organisation = house.organisations_by_id(desk)[world.organisations[short]]
    house.save_organisation(desk, replace(organisation, position=position))


def given(text: str) -> list[str]:
    return [word for word in WHOM if word in text]


def test_who_recorded_a_ground_and_when_cannot_be_made_up(known: Desk, closed: World) -> None:
    kept = allow(known, closed, "ggz")
    assert (kept.recorded_by, kept.recorded_on) == (NAMES[Role.CHAIR], TODAY)
    assert (log(known)[0].action, log(known)[0].object) == ("toevoegen", "grondslag BSN en adres")
    with pytest.raises(InvalidField) as refused:
        allow(known, closed, "ggz", "een andere wet")
    assert (refused.value.field, refused.value.reason) == ("organisation_id", "second")
    with pytest.raises(InvalidField) as refused:
        allow(known, closed, "politie", " ")
    assert (refused.value.field, refused.value.reason) == ("ground", "empty")
    cases.erase(known, kept)
    assert (log(known)[0].action, log(known)[0].object) == ("wissen", "grondslag BSN en adres")
    assert cases.case_file(known, closed.case_id).subject_grounds == ()


def test_of_a_derde_none_is_recorded(known: Desk, closed: World) -> None:
    with pytest.raises(Blocked) as refused:
        allow(known, closed, "corporatie")
    assert [b.code for b in refused.value.blockers] == [BlockerCode.SUBJECT_NOT_FOR_THIRD]
    assert cases.case_file(known, closed.case_id).subject_grounds == ()


def test_a_privacy_officer_records_none(closed: World) -> None:
    with pytest.raises(NotAllowed):
        allow(closed.desk(Role.PRIVACY_OFFICER), closed, "ggz")


def test_the_list_and_its_data_say_who_it_is_about(
    known: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    allow(known, closed, "ggz")
    made = export(known, closed, "ggz", tmp_path)
    assert given(text_of(made.path, requires)) == list(WHOM)
    read = outcomes.read_list(made.path, desk=known, at=NOW)
    assert read.content is not None
    assert read.content.subject is not None
    assert read.content.subject.ground == LAW
    assert given("\n".join(list_lines(read.content))) == list(WHOM)
    assert faults(read.record, outcome_schema()) == []
    (action,) = read.record["betreft"]["heeftActie"]
    assert action["heeftBetrekkingOp"]["burgerservicenummer"] == "111222333"
    assert action["heeftBetrekkingOp"]["adres"]["huisnummer"] == 7
    assert not [path for path in read.record["zvdesk"]["ontbreekt"] if "heeftBetrekkingOp" in path]
    out = tmp_path / "uitkomst.json"
    outcomes.export_outcome(known, closed.meeting_id, closed.case_id, closed.organisations["ggz"], out)
    assert given(out.read_text(encoding="utf-8")) == list(WHOM)
    register = {d.kind: d.subject_ground for d in exports.disclosures(known, closed.case_id) if d.document_id}
    assert register[exports.KIND] == register[outcomes.KIND] == LAW


@pytest.mark.parametrize("recipient", [None, "gemeente", "politie", "corporatie"])
def test_nobody_else_is_told(
    known: Desk,
    closed: World,
    tmp_path: Path,
    requires: Callable[[str], Path],
    recipient: str | None,
) -> None:
    cases.save(known, ground(closed))
    before = outcomes.read_list(
        export(known, closed, recipient, tmp_path / "zonder").path, desk=known, at=NOW
    )
    allow(known, closed, "ggz")
    made = export(known, closed, recipient, tmp_path / "met")
    assert given(text_of(made.path, requires)) == []
    after = outcomes.read_list(made.path, desk=known, at=NOW)
    for read in (before, after):
        for part in ("id", "logboek", "opgemaaktOp"):
            read.record["zvdesk"]["document"].pop(part, None)
        read.record.pop("notulen")
    assert after.record == before.record
    assert {d.subject_ground for d in exports.disclosures(known, closed.case_id)} == {""}


def test_a_table_and_a_calendar_do_not_say_it(known: Desk, closed: World, tmp_path: Path) -> None:
    allow(known, closed, "ggz")
    wanted = [Recipient(closed.case_id, closed.organisations["ggz"])]
    out = tmp_path / "uit"
    tables.export_tables(known, closed.meeting_id, wanted, [TableForm.CSV], out)
    calendars.export_calendars(known, closed.meeting_id, wanted, out)
    written = "".join(path.read_text(encoding="utf-8-sig") for path in out.iterdir())
    assert given(written) == []
    assert LAW not in written
    register = {d.kind: d.subject_ground for d in exports.disclosures(known, closed.case_id)}
    assert set(register.values()) == {""}
    assert {tables.KIND, calendars.KIND} <= set(register)


def test_a_ground_is_void_at_once_when_its_organisation_becomes_a_derde(
    known: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    allow(known, closed, "ggz")
    lists = tmp_path / "lijsten"
    made = export(known, closed, "ggz", lists)
    (document,) = [d for d in exports.disclosures(known, closed.case_id) if d.document_id == made.document_id]
    distribution.mark_checked(known, [document.id])
    become(known, closed, "ggz", WgsPosition.THIRD)
    complete = replace(ground(closed), organisation_id=closed.organisations["ggz"])
    cases.save(known, complete)
    with pytest.raises(Blocked) as refused:
        distribution.mark_handed_over(known, [document.id], HandOverWay.SECURE_MAIL)
    assert [b.code for b in refused.value.blockers] == [BlockerCode.SUBJECT_GROUND_GONE]
    row = row_of(distribution.board(known, closed.meeting_id), closed, "ggz")
    assert (row.stage, row.document, row.blockers) == (Stage.TO_MAKE, None, ())
    wanted = [Recipient(closed.case_id, closed.organisations["ggz"])]
    done = mail_drafts.export_drafts(known, closed.meeting_id, wanted, lists, tmp_path / "mail")
    assert not done.made
    again = export(known, closed, "ggz", lists)
    assert given(text_of(again.path, requires)) == []
    row = row_of(distribution.board(known, closed.meeting_id), closed, "ggz")
    assert row.document is not None
    assert row.document.document_id == again.document_id
    done = mail_drafts.export_drafts(known, closed.meeting_id, wanted, lists, tmp_path / "mail")
    assert len(done.made) == 1
    _, attached = the_file(opened(done.made[0].exported.path))
    assert attached == again.path.read_bytes()


def test_a_document_goes_again_when_the_ground_is_back(known: Desk, closed: World, tmp_path: Path) -> None:
    kept = allow(known, closed, "ggz")
    made = export(known, closed, "ggz", tmp_path)
    (document,) = [d for d in exports.disclosures(known, closed.case_id) if d.document_id == made.document_id]
    distribution.mark_checked(known, [document.id])
    cases.erase(known, kept)
    with pytest.raises(Blocked):
        distribution.mark_handed_over(known, [document.id], HandOverWay.SECURE_MAIL)
    cases.save(known, kept)
    distribution.mark_handed_over(known, [document.id], HandOverWay.SECURE_MAIL)
