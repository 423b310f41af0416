"""The papers that hold contributions: filtered, signed, disclosed, and saying that something was left out."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import make_contribution
from tests.services.world import PASSPHRASES, log
from zvdesk.domain.actions import ActionItem, Informing
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.cases import SubjectKind
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.meetings import AgendaItem
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import NoSigningKey, NotAllowed, NotFound
from zvdesk.services import access_packages, case_overviews, case_papers, cases, vaults, verification
from zvdesk.storage.records import find_records, get_record, insert_record, save_record
from zvdesk.texts.labels import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk

CONDITION, PRESENCE, NOT_TOLD, OTHERS = WITHHELD.values()
CHAIR = PASSPHRASES[Role.CHAIR]


@pytest.fixture
def words(requires: Callable[[str], Path], tmp_path: Path) -> Callable[[bytes], str]:
    """Give a function that reads the words of a PDF, with one space between them."""

    def read(pdf: bytes) -> str:
        file = tmp_path / "gelezen.pdf"
        file.write_bytes(pdf)
        command = [str(requires("pdftotext")), "-raw", str(file), "-"]
        return " ".join(subprocess.run(command, capture_output=True, check=True).stdout.decode().split())

    return read


def bring_in(desk: Desk, world: World, supplier: str, text: str, condition: SharingCondition) -> None:
    """Let an organisation bring something in, for the police only where it names somebody."""
    contribution = make_contribution(
        id=desk.clock.new_id(),
        case_id=world.case_id,
        organisation_id=world.organisations[supplier],
        text=text,
        sharing_condition=condition,
        named_organisation_ids=(world.organisations["politie"],),
    )
    with desk.vault.transaction() as connection:
        insert_record(connection, contribution)


def subject(desk: Desk, world: World, kind: SubjectKind) -> str:
    """Return the id of the person of a kind."""
    return next(s.id for s in cases.case_file(desk, world.case_id).subjects if s.kind is kind)


def test_an_overview_is_signed_disclosed_logged_and_neutral_by_name(
    after: Desk, closed: World, tmp_path: Path, words: Callable[[bytes], str]
) -> None:
    ggz = closed.organisations["ggz"]
    with case_papers.signing(after, CHAIR, case_papers.OVERVIEW) as signer:
        made = case_overviews.export_overview(after, signer, closed.case_id, ggz, tmp_path)
        again = case_overviews.export_overview(after, signer, closed.case_id, ggz, tmp_path)
        whole = case_overviews.export_overview(after, signer, closed.case_id, None, tmp_path)
    assert made.path.name == f"{closed.number}-casusoverzicht-{after.clock.today():%Y%m%d}-voor-ggz-v1.pdf"
    assert again.path.name.endswith("-voor-ggz-v2.pdf")
    assert whole.path.name.endswith("-volledig-v1.pdf")
    verified = verification.verify_file(made.path, desk=after)
    assert (verified.verdict.kind, verified.is_registered) == (VerdictKind.VALID, True)
    with after.vault.read() as connection:
        stored = find_records(connection, Disclosure, case_id=closed.case_id, kind=case_papers.OVERVIEW)
    assert [(d.recipient_id, d.version) for d in stored] == [(ggz, 1), (ggz, 2), ("", 1)]
    assert stored[0].sha256 == made.sha256
    line = next(line for line in log(after) if line.object == case_papers.OVERVIEW)
    assert (line.action, line.case_number) == ("exporteren", closed.number)
    text = words(made.path.read_bytes())
    assert "Zorg afstemmen" in text
    assert "Elke week langsgaan" not in text  # the action of another
    assert "Ondertekend door F. Voorbeeld, voorzitter" in text
    assert CONDITION not in text
    assert PRESENCE not in text


def test_what_is_left_out_is_said_without_saying_what_or_whose(
    after: Desk, closed: World, words: Callable[[bytes], str]
) -> None:
    gemeente = closed.organisations["gemeente"]
    before = words(case_overviews.preview_overview(after, closed.case_id, gemeente))
    bring_in(after, closed, "ggz", "Alleen politie weet van de hamster Bolle Jan.", SharingCondition.NAMED)
    text = words(case_overviews.preview_overview(after, closed.case_id, gemeente))
    assert "hamster" not in text
    assert f"{CONDITION} (artikel 2.29, derde lid, Wgs)." in text
    assert before.replace("Wij hebben verder niets weggelaten.", "")[:600] == text[:600]
    told = words(case_overviews.preview_overview(after, closed.case_id, closed.organisations["politie"]))
    assert "hamster Bolle Jan" in told
    assert "GGZ Verzonnen" in told
    assert CONDITION not in told


def test_a_copy_of_what_is_left_out_stands_nowhere_else(
    after: Desk, closed: World, words: Callable[[bytes], str]
) -> None:
    secret = "De oom in Fictiestad leent het gezin steeds geld voor de huur."
    bring_in(after, closed, "ggz", secret, SharingCondition.NOT_IN_REPORT)
    case = cases.case_file(after, closed.case_id).case
    with after.vault.transaction() as connection:
        save_record(connection, replace(case, occasion="Twee meldingen. De oom in Fictiestad leent geld."))
    for organisation in (None, closed.organisations["ggz"], closed.organisations["politie"]):
        text = words(case_overviews.preview_overview(after, closed.case_id, organisation))
        assert "oom in Fictiestad" not in text
        assert "Twee meldingen." in text
        assert CONDITION in text
    person = subject(after, closed, SubjectKind.MAIN)
    text = words(access_packages.preview_access(after, closed.case_id, person))
    assert "oom in Fictiestad" not in text
    assert CONDITION in text


def test_who_was_not_at_the_table_gets_only_what_it_brought_in_itself(
    after: Desk, closed: World, words: Callable[[bytes], str]
) -> None:
    politie = closed.organisations["politie"]
    bring_in(after, closed, "politie", "De wijkagent zag vuurwerk.", SharingCondition.ALL)
    with after.vault.transaction() as connection:
        item = get_record(connection, AgendaItem, closed.item_id)
        assert item is not None
        stayed = tuple(p for p in item.presences if p.organisation_id != politie)
        save_record(connection, replace(item, presences=stayed))
    text = words(case_overviews.preview_overview(after, closed.case_id, politie))
    assert "vuurwerk" in text
    assert make_contribution().text.split(".")[0] not in text
    assert "Eén plan." not in text
    assert "Twee meldingen in een week." not in text
    assert f"{PRESENCE} (artikel 2.31, vierde lid, Wgs)." in text


def test_a_derde_needs_a_ground_and_a_stranger_gets_nothing(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    with case_papers.signing(after, CHAIR, case_papers.OVERVIEW) as signer:
        with pytest.raises(Blocked) as blocked:
            case_overviews.export_overview(
                after, signer, closed.case_id, closed.organisations["corporatie"], tmp_path
            )
        assert BlockerCode.THIRD_GROUND_MISSING in {b.code for b in blocked.value.blockers}
        for wrong in ("weg", subject(after, closed, SubjectKind.MAIN)):
            with pytest.raises(NotFound):
                case_overviews.export_overview(after, signer, closed.case_id, wrong, tmp_path)
        with pytest.raises(NotFound):
            case_overviews.export_overview(after, signer, "weg", None, tmp_path)
        with pytest.raises(NotFound):
            access_packages.export_access(after, signer, closed.case_id, "weg", tmp_path)
    assert not list(tmp_path.glob("*.pdf"))
    targets = case_overviews.overview_targets(after, closed.case_id)
    assert [bool(t.blockers) for t in targets] == [False, False, False, False, True]


def test_an_inzage_pakket_is_of_one_person_and_of_nobody_else(
    after: Desk, closed: World, tmp_path: Path, words: Callable[[bytes], str]
) -> None:
    file = cases.case_file(after, closed.case_id)
    main = next(s for s in file.subjects if s.kind is SubjectKind.MAIN)
    related = next(s for s in file.subjects if s.kind is SubjectKind.RELATED)
    bring_in(
        after,
        closed,
        "gemeente",
        f"{main.full_name} woont bij {related.full_name}, bel D. Ggz.",
        SharingCondition.NOT_TO_THIRD,
    )
    with case_papers.signing(after, CHAIR, case_papers.ACCESS) as signer:
        made = access_packages.export_access(after, signer, closed.case_id, main.id, tmp_path)
        other = access_packages.export_access(after, signer, closed.case_id, related.id, tmp_path)
    assert made.path.name == (
        f"{closed.number}-inzage-pakket-{after.clock.today():%Y%m%d}-voor-betrokkene-v1.pdf"
    )
    assert verification.verify_file(made.path, desk=after).is_registered is True
    with after.vault.read() as connection:
        stored = find_records(connection, Disclosure, case_id=closed.case_id, kind=case_papers.ACCESS)
    assert {d.recipient for d in stored} == {"betrokkene"}
    assert [d.version for d in stored] == [1, 1]
    text = words(made.path.read_bytes())
    for wanted in (main.full_name, "woont bij [naam]", "Eén plan.", "Zorg afstemmen", OTHERS):
        assert wanted in text, wanted
    for barred in ("Łucja", "Ggz.", "D. Gemeente", "A. Melder", closed.organisations["ggz"]):
        assert barred not in text, barred
    assert CONDITION not in text
    theirs = words(other.path.read_bytes())
    assert "Łucja Verzonnen" in theirs
    assert "zus" in theirs
    for barred in (main.given_names, main.family_name, "Zorg afstemmen", "Schulden."):
        assert barred not in theirs, barred
    assert OTHERS in theirs


def test_conditions_and_what_may_not_be_told_yet_are_kept_from_the_person(
    after: Desk, closed: World, words: Callable[[bytes], str]
) -> None:
    bring_in(after, closed, "ggz", "Alleen politie: kanarie.", SharingCondition.NAMED)
    with after.vault.transaction() as connection:
        for condition in SharingCondition:
            decision = Decision(
                id=after.clock.new_id(),
                case_id=closed.case_id,
                text=f"Zwaan{condition.name.replace('_', '')}.",
                decided_on=after.clock.today(),
                sharing_condition=condition,
            )
            insert_record(connection, decision)
        insert_record(
            connection,
            ActionItem(
                id=after.clock.new_id(),
                case_id=closed.case_id,
                what="Melden bij de reiger",
                informing=Informing.EXCEPTION,
                informing_note="dan loopt een uil gevaar",
            ),
        )
    text = words(
        access_packages.preview_access(after, closed.case_id, subject(after, closed, SubjectKind.MAIN))
    )
    assert "ZwaanALL." in text
    assert "ZwaanNOTTOTHIRD." in text
    for barred in ("kanarie", "ZwaanNAMED", "ZwaanNOTINREPORT", "reiger", "uil"):
        assert barred not in text, barred
    assert CONDITION in text
    assert NOT_TOLD in text


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.FUNCTIONAL_ADMIN, Role.PRIVACY_OFFICER])
def test_who_may_make_which(role: Role, closed: World, tmp_path: Path) -> None:
    desk = closed.desk(role)
    person = next(iter(cases.case_file(desk, closed.case_id).subjects)).id
    with pytest.raises(NotAllowed):
        case_overviews.preview_overview(desk, closed.case_id, None)
    assert log(desk)[0].result == "geweigerd"
    if role is Role.PRIVACY_OFFICER:  # who answers a request for access
        with case_papers.signing(desk, PASSPHRASES[role], case_papers.ACCESS) as signer:
            made = access_packages.export_access(desk, signer, closed.case_id, person, tmp_path)
        assert made.path.is_file()
    else:
        with pytest.raises(NotAllowed):
            access_packages.preview_access(desk, closed.case_id, person)
    vaults.lock(desk)


def test_noodtoegang_reads_but_signs_nothing(closed: World) -> None:
    desk = closed.emergency()
    person = next(iter(cases.case_file(desk, closed.case_id).subjects)).id
    assert access_packages.preview_access(desk, closed.case_id, person).startswith(b"%PDF-")
    with pytest.raises(NoSigningKey), case_papers.signing(desk, CHAIR, case_papers.ACCESS):
        pass
    desk.vault.close()
