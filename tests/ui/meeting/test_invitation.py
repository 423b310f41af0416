from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.ui.meeting.room import Room, open_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

EVENT = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Tafel Noord\nLOCATION:Raadhuis\\, zaal 2\n"
    "DTSTART:20301201T103000\nATTENDEE;CN=Iemand:mailto:i@voorbeeld.example\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def test_an_invitation_fills_the_form_and_a_bad_one_leaves_it(room: Room, tmp_path: Path) -> None:
    good, bad = tmp_path / "goed.ics", tmp_path / "fout.ics"
    good.write_text(EVENT)
    bad.write_text(EVENT.replace("END:VEVENT\n", ""))
    page = room.page
    page.resize(1366, 768)
    page.show()
    page.activated()
    room.settle()
    before = len(page.overview.table.rows_model.rows)
    page.begin_new()
    new = page.overview.new
    new.invitation.take(good)
    room.settle()
    facts = new.fields.facts()
    assert (facts.title, facts.place) == ("Tafel Noord", "Raadhuis, zaal 2")
    assert facts.starts_at is not None
    assert f"{facts.starts_at:%d-%m-%Y %H:%M}" == "01-12-2030 10:30"
    if out := os.environ.get("ZVDESK_PEEK"):
        page.grab().save(f"{out}/invitation.png")
    new.invitation.take(bad)
    room.settle()
    assert "niet compleet" in new.refusal.text.text()
    assert new.fields.facts() == facts
    new.invitation.take(tmp_path / "iets.pdf")
    assert "niet het goede soort" in new.refusal.text.text()
    page.activated()
    room.settle()
    assert len(page.overview.table.rows_model.rows) == before
