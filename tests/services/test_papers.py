"""The papers beside the lists: who gets a crisis card, and what is left when it cannot be made."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY
from tests.services.test_exports import CHAIR, ground, text_of
from tests.services.world import World, log, sign_document
from zvdesk.domain.actions import ConditionalAgreement
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import (
    CardTooFull,
    FolderUnusable,
    MissingGlyphs,
    NotAllowed,
    NotFound,
    NothingOnCard,
)
from zvdesk.services import cases, exports, house, meetings, papers, today, vaults, verification
from zvdesk.storage.records import find_records, save_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.services.handing_out import Exported

S = SharingCondition


def card(desk: Desk, world: World, short: str | None, folder: Path) -> Exported:
    organisation_id = world.organisations[short] if short else None
    with exports.signing(desk, CHAIR) as signer:
        return sign_document(
            desk, signer, world.meeting_id, world.case_id, organisation_id, folder, kind=papers.CARD
        )


def correct(desk: Desk, world: World, *agreements: ConditionalAgreement) -> None:
    """Adopt a correction of the closed list with these agreements besides the one that is there."""
    meetings.begin_correction(desk, world.meeting_id, world.case_id, "Als-dan vergeten")
    for agreement in agreements:
        cases.save(desk, agreement)
    meetings.adopt_correction(desk, world.meeting_id, world.case_id)


def agreement(
    world: World, trigger: str, short: str, share: S = S.ALL, named: tuple[str, ...] = ()
) -> ConditionalAgreement:
    return ConditionalAgreement(
        case_id=world.case_id,
        meeting_id=world.meeting_id,
        trigger=trigger,
        response="bellen",
        organisation_id=world.organisations[short],
        within_hours=4,
        phones=("Crisisdienst 088-0001234",),
        sharing_condition=share,
        named_organisation_ids=named,
    )


def of_kind(desk: Desk, world: World, kind: str) -> int:
    return sum(d.kind == kind for d in exports.disclosures(desk, world.case_id))


# --- the crisis card -------------------------------------------------------------------------------------


def test_a_card_is_signed_registered_private_and_valid(after: Desk, closed: World, tmp_path: Path) -> None:
    made = card(after, closed, None, tmp_path / "uit")
    assert re.fullmatch(rf"{closed.number}-crisiskaart-\d{{8}}-volledig-v1\.pdf", made.path.name)
    assert made.path.stat().st_mode & 0o077 == 0
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    (kept,) = (d for d in exports.disclosures(after, closed.case_id) if d.kind == "crisiskaart")
    assert (kept.document_id, kept.sha256, kept.recipient_id) == (made.document_id, made.sha256, "")
    assert (kept.version, kept.made_at, kept.destroy_before) == (1, NOW, TODAY.replace(year=2031))
    verified = verification.verify_file(made.path, desk=after, at=NOW)
    assert (verified.verdict.kind, verified.is_registered) == (VerdictKind.VALID, True)
    line = next(line for line in log(after) if line.action == "exporteren")
    assert (line.object, line.object_id, line.case_number) == (
        "crisiskaart",
        made.document_id,
        closed.number,
    )


def test_a_card_is_for_whom_its_conditions_allow(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    cases.save(after, ground(closed))
    ggz, third = closed.organisations["ggz"], closed.organisations["corporatie"]
    correct(
        after,
        closed,
        agreement(closed, "KAART-ALLEN", "gemeente"),
        agreement(closed, "KAART-GENOEMD", "gemeente", S.NAMED, (ggz,)),
        agreement(closed, "KAART-NIETVERSLAG", "ggz", S.NOT_IN_REPORT),
        agreement(closed, "KAART-NIETDERDEN", "corporatie", S.NOT_TO_THIRD),
        agreement(closed, "KAART-DERDE", "corporatie"),
        agreement(closed, "KAART-NOEMTDERDE", "politie", named=(third,)),
    )
    on: dict[str | None, set[str]] = {
        None: {"ALLEN", "GENOEMD", "NIETDERDEN", "DERDE", "NOEMTDERDE", "nacht"},
        "gemeente": {"ALLEN", "GENOEMD", "NIETDERDEN", "DERDE", "NOEMTDERDE", "nacht"},
        "ggz": {"ALLEN", "GENOEMD", "NIETDERDEN", "DERDE", "NOEMTDERDE", "nacht"},
        "politie": {"ALLEN", "NIETDERDEN", "DERDE", "NOEMTDERDE", "nacht"},
        "corporatie": {"DERDE", "NOEMTDERDE"},
    }
    every = on[None] | {"NIETVERSLAG"}
    for recipient, wanted in on.items():
        text = text_of(card(after, closed, recipient, tmp_path).path, requires)
        found = {word for word in every if re.search(rf"(KAART-|in de ){word}", text)}
        assert found == wanted, recipient
        assert "088-0001234" in text
        assert "Is in zorg sinds 2025" not in text
    (kept,) = (d for d in exports.disclosures(after, closed.case_id) if d.recipient_id == third and d.sha256)
    assert (kept.kind, kept.ground, kept.version) == ("crisiskaart", "Wgs 1.7, tweede lid", 2)


def test_who_has_nothing_on_it_gets_no_card(after: Desk, closed: World, tmp_path: Path) -> None:
    cases.save(after, ground(closed))
    offered = papers.card_targets(after, closed.meeting_id, closed.case_id)
    assert offered[0].organisation is None
    names = {t.organisation.name for t in offered if t.organisation}
    assert names == {"Gemeente Oefenstad", "Politie Oefenstad", "GGZ Verzonnen"}
    with pytest.raises(NothingOnCard):
        card(after, closed, "corporatie", tmp_path)
    with pytest.raises(NotFound):
        papers.preview_card(after, closed.meeting_id, closed.case_id, "weg")
    assert not list(tmp_path.glob("*.pdf"))
    assert of_kind(after, closed, "crisiskaart") == 0


def test_a_derde_without_a_ground_gets_no_card(after: Desk, closed: World, tmp_path: Path) -> None:
    correct(after, closed, agreement(closed, "iets", "corporatie"))
    targets = papers.card_targets(after, closed.meeting_id, closed.case_id)
    (third,) = [t for t in targets if t.organisation and t.organisation.name == "Wonen in Fictie"]
    assert [b.code for b in third.blockers] == [
        BlockerCode.THIRD_GROUND_MISSING,
        BlockerCode.THIRD_TEST_MISSING,
    ]
    with pytest.raises(Blocked) as error:
        card(after, closed, "corporatie", tmp_path)
    assert error.value.blockers == third.blockers


def test_nothing_is_made_before_the_meeting_closed(desk: Desk, world: World, tmp_path: Path) -> None:
    targets = papers.card_targets(desk, world.meeting_id, world.case_id)
    assert {t.blockers[0].code for t in targets} == {BlockerCode.NOT_ADOPTED}
    with pytest.raises(Blocked):
        card(desk, world, None, tmp_path)


def test_a_card_holds_what_was_adopted_and_not_what_was_written_since(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Datum")
    cases.save(after, agreement(closed, "NA-SLUITING", "ggz"))
    text = text_of(card(after, closed, None, tmp_path).path, requires)
    assert "NA-SLUITING" not in text
    meetings.adopt_correction(after, closed.meeting_id, closed.case_id)
    made = card(after, closed, None, tmp_path)
    assert made.path.name.endswith("-v2.pdf")
    assert "NA-SLUITING" in text_of(made.path, requires)


def test_a_card_that_cannot_be_drawn_leaves_nothing(after: Desk, closed: World, tmp_path: Path) -> None:
    correct(after, closed, *(agreement(closed, f"Voorval {n}", "ggz") for n in range(40)))
    with pytest.raises(CardTooFull) as full:
        card(after, closed, None, tmp_path)
    assert (full.value.total, 0 < full.value.fitting < 41) == (41, True)
    known = house.organisations_by_id(after)[closed.organisations["ggz"]]
    house.save_organisation(after, replace(known, name="GGZ 東京"))
    with pytest.raises(MissingGlyphs):
        card(after, closed, None, tmp_path)
    assert of_kind(after, closed, "crisiskaart") == 0
    assert not list(tmp_path.glob("*.pdf"))


def test_a_place_that_cannot_be_written_leaves_no_trace(after: Desk, closed: World, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    earlier = len(log(after))
    with pytest.raises(FolderUnusable):
        card(after, closed, None, tmp_path / "bestand")
    with pytest.raises(FolderUnusable):
        papers.export_script(after, closed.meeting_id, tmp_path / "bestand")
    made = [line for line in log(after)[: len(log(after)) - earlier] if line.action != "lezen"]
    assert [(line.object, line.result) for line in made] == [
        ("regieboek", "mislukt"),
        ("crisiskaart", "mislukt"),
    ]


def test_a_preview_is_logged_and_not_signed(after: Desk, closed: World) -> None:
    shown = papers.preview_card(after, closed.meeting_id, closed.case_id, None)
    assert shown.startswith(b"%PDF")
    assert b"/ByteRange" not in shown
    assert (log(after)[0].action, log(after)[0].object) == ("bekijken", "crisiskaart")
    assert of_kind(after, closed, "crisiskaart") == 0


def test_a_card_does_not_count_as_a_list_that_was_given(after: Desk, closed: World, tmp_path: Path) -> None:
    waiting = [(lists.meeting_id, lists.waiting) for lists in today.today(after).lists]
    assert waiting == [(closed.meeting_id, 1)]
    card(after, closed, None, tmp_path)
    assert [lists.waiting for lists in today.today(after).lists] == [1]
    with exports.signing(after, CHAIR) as signer:
        sign_document(after, signer, closed.meeting_id, closed.case_id, None, tmp_path)
    assert [lists.waiting for lists in today.today(after).lists] == [0]  # it is not handed over yet


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SECRETARY, Role.PRIVACY_OFFICER])
def test_only_the_chair_signs_a_card_or_has_a_regieboek(closed: World, tmp_path: Path, role: Role) -> None:
    desk = closed.desk(role)
    with pytest.raises(NotAllowed):
        papers.preview_card(desk, closed.meeting_id, closed.case_id, None)
    for ask in (papers.preview_script, lambda d, m: papers.export_script(d, m, tmp_path)):
        with pytest.raises(NotAllowed):
            ask(desk, closed.meeting_id)
    assert [line.result for line in log(desk)[:3]] == ["geweigerd"] * 3
    assert not list(tmp_path.glob("*.pdf"))
    vaults.lock(desk)


# --- the regieboek ---------------------------------------------------------------------------------------


@pytest.fixture
def prepared(desk: Desk, world: World) -> Desk:
    """Give an open meeting whose chair wrote a note before it."""
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.write_note(desk, world.meeting_id, world.item_id, Step.ANALYSIS, "Vraag GGZ eerst.")
    return desk


def test_a_regieboek_is_written_privately_logged_and_goes_to_nobody(
    prepared: Desk, world: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    before = exports.disclosures(prepared, world.case_id)
    path = papers.export_script(prepared, world.meeting_id, tmp_path / "papier")
    assert re.fullmatch(r"regieboek-\d{8}\.pdf", path.name)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    line = log(prepared)[0]
    assert (line.action, line.object, line.object_id) == ("afdrukken", "regieboek", world.meeting_id)
    read = [line for line in log(prepared) if line.case_number == world.number and line.action == "lezen"]
    assert read
    assert exports.disclosures(prepared, world.case_id) == before
    with prepared.vault.read() as connection:
        (copy,) = find_records(connection, KeptCopy)
    assert (copy.kind, copy.case_number, copy.recipient) == ("regieboek", world.number, "")
    assert copy.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert copy.destroy_before == TODAY + timedelta(days=1)  # after the meeting
    text = text_of(path, requires)
    for words in (
        "Alleen voor de voorzitter. Hoort niet bij de lijst.",
        "Tafel Noord",
        "F. Voorbeeld",
        world.number,
        "Wonen in Fictie",
        "Kent het gezin.",
        "Vraag GGZ eerst.",
        "Signaal",
        "Vervolg",
        "Er zijn geen acties van een eerder overleg.",
    ):
        assert words in text, words
    assert "Is in zorg sinds 2025" not in text
    assert verification.verify_file(path, at=NOW).verdict.kind is VerdictKind.UNSIGNED
    again = papers.export_script(prepared, world.meeting_id, tmp_path / "papier")
    assert again.name.endswith("-2.pdf")


def test_last_times_actions_and_the_signs_of_stagnation_are_in_the_regieboek(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    action = cases.case_file(after, closed.case_id).actions[0]
    with after.vault.transaction() as connection:
        save_record(connection, replace(action, due_on=TODAY.replace(year=2020)))
    earlier = closed.meeting_id
    row = meetings.meeting(after, earlier)
    again = meetings.prepare_meeting(after, kind=row.kind, title="Terug", chair_id="")
    meetings.add_case(after, again.id, closed.case_id)
    text = text_of(papers.export_script(after, again.id, tmp_path), requires)
    assert "Elke week langsgaan" in text
    assert "te laat" in text
    assert "Bespreek of opschalen nodig is" in text
    assert "Te laat en nog niet af" in text
    assert "AVE 3" in text


def test_a_regieboek_can_be_looked_at_first(prepared: Desk, world: World) -> None:
    shown = papers.preview_script(prepared, world.meeting_id)
    assert shown.startswith(b"%PDF")
    assert (log(prepared)[0].action, log(prepared)[0].object) == ("bekijken", "regieboek")
    with pytest.raises(NotFound):
        papers.preview_script(prepared, "weg")


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.factories import clock
from tests.services.world import sign_document
from zvdesk.errors import FolderUnusable
from zvdesk.services import exports, papers, vaults
folder, out, meeting, case, words = sys.argv[1:]
desk = vaults.unlock(Path(folder), words, clock=clock())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with exports.signing(desk, words) as signer:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        sign_document(desk, signer, meeting, case, None, Path(out), kind=papers.CARD)
    except FolderUnusable as error:
        print(error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_leaves_no_half_card(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, closed.folder, out, closed.meeting_id, closed.case_id, CHAIR],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.split(), done.returncode) == (["no_space"], 0), done.stderr
    assert list(out.iterdir()) == []
    desk = closed.desk()
    assert not [line for line in log(desk) if line.action == "exporteren"]
    assert of_kind(desk, closed, "crisiskaart") == 0
    vaults.lock(desk)
