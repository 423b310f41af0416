"""Lead three cases from attendance to signed lists with keys alone: no mouse event at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.keyboard import Keyboard, MouseCounter
from tests.ui.conftest import keeper, theme
from tests.ui.frame.desktops import desktop
from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.meetings import MeetingState, Phase
from zvdesk.domain.presence import heard
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import exports, meetings, practice, vaults, verification
from zvdesk.ui.meeting.page import MeetingsPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.meeting.lead import LeadPage
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["keeper", "theme"]
pytestmark = pytest.mark.journey

#: What the chair types in a field that a step still lacks, by the beginning of its accessible name.
ANSWERS = {
    "Is er nu direct gevaar": "",
    "Aanleiding": "Twee meldingen in een week.",
    "Motivering": "Het loopt nu beter.",
    "Hertoetsdatum": "over 6 wk",
    "Wat is besproken": "Opschalen is nog niet nodig.",
    "Wie besloot": "De tafel",
    "Wie hoort": "De wethouder",
    "Waarheen": "Het wijkteam",
    "Wie bewaakt": "C. Oefenaar",
    "Wanneer": "over 6 wk",
    "Vervolgdatum": "over 6 wk",
}
CAPTURED = (
    "Bezoek aan huis plannen @wijkteam/Voorbeeld over 2 wk !",
    "/b Wij houden het plan nog zes weken vol",
    "/i Er kwam gisteren een brief",
    "/als er weer een melding is dan gaat @politie binnen 24 uur langs",
    "/p Wie betaalt het vervoer?",
)


def lead_of(made: Desktop) -> LeadPage:
    room = made.holders["meetings"].room
    assert isinstance(room, MeetingsPage)
    return room.lead


def answer(keys: Keyboard) -> None:
    """Fill in the field that the cockpit put the focus on."""
    name = keys.named
    words = next((w for start, w in ANSWERS.items() if name.startswith(start)), "P. Regisseur")
    if words:
        keys.write(words)
    keys.press("Return")


def through_the_steps(keys: Keyboard, lead: LeadPage) -> None:
    """Press the key of the next step until the case is at Vervolg and lacks only the reading."""
    for _ in range(30):
        view = lead.table.view
        assert view is not None
        assert view.step is not None
        lacks = {blocker.code for blocker in view.lacks[view.step]}
        if lacks <= {BlockerCode.NOT_READ_BACK, BlockerCode.PARKING_NOT_EMPTY} and lacks:
            return
        keys.press("F7")
        after = lead.table.view
        assert after is not None
        if after.step is view.step:
            answer(keys)
            keys.press("F2")
    raise AssertionError(f"the case does not come further: {lacks} at {keys.named!r}")


def read_back(keys: Keyboard) -> int:
    """Read everything back with Enter and return how many pages there were."""
    keys.press("F10")
    for pages in range(60):
        name = keys.named
        if name.startswith("Waarom blijft"):
            keys.write("Wacht op de gemeente", then="Return")
        elif name == "Klaar met voorlezen":
            keys.press("Return")
            return pages
        else:
            assert name == "Akkoord", name
            keys.press("Return")
    raise AssertionError("the reading does not end")


def sign(keys: Keyboard, out: Path, words: str) -> None:
    """Name the folder, type the passphrase, sign, and leave the dialog with Enter."""
    keys.tab_to("^Map$", back=True)
    keys.press("Ctrl+A")
    keys.write(str(out))
    keys.tab_to("^Uw wachtzin$")
    keys.write(words, then="Return")
    assert keys.named == "Klaar"
    keys.press("Return")


@pytest.mark.usefixtures("window_manager")
def test_three_cases_are_led_and_signed_by_keys_alone(
    qtbot: QtBot, qapp: QApplication, keeper: ThemeKeeper, tmp_path: Path
) -> None:
    made = practice.create_practice(tmp_path / "oefen.zvkluis")
    words, folder, meeting_id = made.passphrase, made.desk.vault.folder, made.meeting_id
    vaults.lock(made.desk)
    out = tmp_path / "uit"
    out.mkdir()
    with desktop(qtbot, keeper, folder) as shown:
        mouse, keys = MouseCounter(qapp), Keyboard(qtbot, shown)
        keys.write(words, then="Return")
        keys.press("Ctrl+3", "Return")
        keys.tab_to("Begin het overleg")
        keys.press("Return")
        lead = lead_of(shown)
        for number in range(3):
            keys.press("F7", "Ctrl+A", "Return")  # begin: the whole table is right, and the case is there
            view = lead.table.view
            assert view is not None
            assert view.item.phase is Phase.SIGNAL, number
            assert view.item.present_ids
            if number == 0:
                keys.press("F8", "F2")
                for line in CAPTURED:
                    keys.write(line, then="Return")
                keys.press("F6", "F6", "F6")
            through_the_steps(keys, lead)
            assert read_back(keys) >= 3
            keys.press("F7")
            view = lead.table.view
            assert view is not None
            assert view.item.phase is Phase.FINISHED
            assert set(view.item.agreed_ids) == set(view.item.present_ids)
            if number < 2:
                keys.press("F7")
        file = lead.table.view
        assert file is not None
        keys.tab_to("Sluit het overleg")
        keys.press("Return")
        keys.tab_to("Bekijk en onderteken")
        keys.press("Return")
        sign(keys, out, words)
        assert mouse.count == 0
    desk = vaults.unlock(folder, words)
    stored = meetings.meeting(desk, meeting_id)
    assert stored.state is MeetingState.CLOSED
    first = stored.items[0]
    assert heard(first)
    present = [d for d in exports.disclosures(desk, first.case_id) if d.kind == "aanwezigheid"]
    assert {d.recipient_id for d in present} == {h.organisation_id for h in heard(first)}
    texts = [d.text for d in meetings.adopted_versions(desk, meeting_id, first.case_id)[-1].content.decisions]
    assert texts == ["Wij houden het plan nog zes weken vol"]
    made_files = sorted(out.glob("*.pdf"))
    assert len(made_files) >= 3
    for path in made_files:
        checked = verification.verify_file(path, desk=desk)
        assert (checked.verdict.kind, checked.is_registered) == (VerdictKind.VALID, True)
    vaults.lock(desk)
