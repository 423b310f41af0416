"""Lead three cases through AT-SPI, from another process, by accessible names and keys only."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from tests.journeys.screen_reader import ScreenReader, lacking, running
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.presence import heard
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import meetings, practice, vaults, verification

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.journey

#: What is typed in a field that a step still lacks, by the beginning of its name; else a person's name.
ANSWERS = {
    "Is er nu direct gevaar": "",
    "Motivering": "Het loopt nu beter.",
    "Hertoetsdatum": "over 6 wk",
    "Wat is besproken": "Opschalen is nog niet nodig.",
    "Wie besloot": "De tafel",
    "Wie bewaakt": "C. Oefenaar",
    "Wanneer": "over 6 wk",
}
READING = {"voorlezen", "parkeerplaats"}
LINE = "Vastlegregel"
WAY_ON = r"Verder: |Casus klaar|.* (ding|dingen)$"


def way_on(reader: ScreenReader) -> tuple[str, set[str]]:
    """Return where the way on leads, and what still lacks."""
    button = reader.find(like=WAY_ON, role="push button")
    lacks = button["description"].partition(": ")[2]
    goal = button["name"].removeprefix("Verder: ").partition(":")[0]
    return goal, set(filter(None, lacks.split(", ")))


def focused_name(reader: ScreenReader, *, other_than: str = "") -> str:
    """Return the name of the field that has the focus, once it is something else."""
    name = ""
    for _ in range(60):
        focused = reader.focused()
        name = str(focused["within"] or focused["name"])
        if name and name != other_than:
            return name
        time.sleep(0.1)
    return name


def through_the_steps(reader: ScreenReader) -> None:
    for _ in range(30):
        goal, lacks = way_on(reader)
        if goal == "Casus klaar" and lacks <= READING:
            return
        reader.find(name=LINE)
        reader.key("F7")
        if not lacks:
            for _ in range(60):
                if way_on(reader)[0] != goal:
                    break
                time.sleep(0.1)
            continue
        name = focused_name(reader, other_than=LINE)
        words = next((w for start, w in ANSWERS.items() if name.startswith(start)), "P. Regisseur")
        if words:
            reader.type(words)
        reader.key("Enter", "F2")
        for _ in range(60):
            if way_on(reader) != (goal, lacks):
                break
            time.sleep(0.1)
    raise AssertionError(f"the case does not come further: {way_on(reader)}")


def read_back(reader: ScreenReader) -> None:
    reader.key("F10")
    reader.find(starts="Akkoord", role="push button")
    before = ""
    for _ in range(60):
        if reader.is_there(name="Klaar met voorlezen", role="push button"):
            reader.press(name="Klaar met voorlezen", role="push button")
            return
        if reader.is_there(starts="Waarom blijft dit punt liggen"):
            reader.type("Wacht op de gemeente", starts="Waarom blijft dit punt liggen")
            reader.key("Enter")
        else:
            reader.press(starts="Akkoord", role="push button")
        for _ in range(60):
            said = " ".join(n["name"] for n in reader.everything(role="heading"))
            if said != before:
                break
            time.sleep(0.1)
        before = said
    raise AssertionError("the reading does not end")


@pytest.mark.usefixtures("window_manager")
def test_three_cases_are_led_by_accessible_names_alone(tmp_path: Path) -> None:
    missing = lacking()
    if missing:
        assert os.environ.get("CI") != "true", f"not installed: {missing}"
        pytest.skip(f"not installed: {missing}")
    made = practice.create_practice(tmp_path / "oefen.zvkluis")
    words, folder, meeting_id = made.passphrase, made.desk.vault.folder, made.meeting_id
    vaults.lock(made.desk)
    home, out = tmp_path / "thuis", tmp_path / "uit"
    for place in (home, out):
        place.mkdir()
    with running(home, "open", folder) as reader:
        reader.type(words, name="Uw wachtzin", role="password text")
        reader.key("Enter")
        reader.find(name="Overleggen", seconds=60)
        reader.key("Ctrl+3")
        reader.find(name="Nieuw overleg")
        reader.find(starts="Overleggen", role="table")
        reader.key("Enter")
        reader.press(name="Begin het overleg")
        reader.press(name="Begin deze casus")
        for number in range(3):
            reader.press(name="De tafel is gewisseld")
            reader.press(starts="Begin casus")
            reader.find(name=LINE)
            if number == 0:
                reader.type("Bezoek plannen @wijkteam/Voorbeeld over 2 wk !", name=LINE)
                reader.key("Enter")
                reader.find(holds="Bezoek plannen", role="list item")
            through_the_steps(reader)
            read_back(reader)
            reader.find(name=LINE)
            reader.key("F7")
            if number < 2:
                reader.press(starts="Naar 2026-")
                reader.press(name="Begin deze casus")
        reader.press(name="Sluit het overleg en stel vast")
        reader.press(name="Bekijk en onderteken de lijsten")
        reader.focus(name="Map", role="text")
        reader.key("Ctrl+a")
        reader.type(str(out))
        reader.type(words, name="Uw wachtzin", role="password text")
        reader.key("Enter")
        reader.press(name="Klaar", seconds=120)
    desk = vaults.unlock(folder, words)
    stored = meetings.meeting(desk, meeting_id)
    assert stored.state is MeetingState.CLOSED
    assert all(heard(item) for item in stored.items)
    lists = sorted(out.glob("*.pdf"))
    assert len(lists) >= 3
    for path in lists:
        checked = verification.verify_file(path, desk=desk)
        assert (checked.verdict.kind, checked.is_registered) == (VerdictKind.VALID, True)
    vaults.lock(desk)
