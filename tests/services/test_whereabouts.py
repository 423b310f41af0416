from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import clock
from tests.services.laptops import NAMES
from zvdesk import app
from zvdesk.domain.handovers import Pen
from zvdesk.domain.people import Role
from zvdesk.errors import FolderUnusable, PackageRefused
from zvdesk.services import handover_register, handovers, taking_over, waiting_packages, whereabouts
from zvdesk.settings import Settings
from zvdesk.texts.whereabouts import lies_with, near_day, with_whom

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.laptops import Table

COORDINATOR, CHAIR, SECRETARY = Role.COORDINATOR, Role.CHAIR, Role.SECRETARY


def test_a_page_hears_who_has_the_pen_and_who_gave_it(table: Table) -> None:
    desk, there = table.desk(COORDINATOR), table.desk(CHAIR)
    assert whereabouts.elsewhere(desk) == {}
    assert whereabouts.giver(desk, table.case_id) is None
    given = table.give(COORDINATOR, CHAIR)
    pen = whereabouts.elsewhere(desk)[table.case_id]
    assert pen.holder == NAMES[CHAIR]
    assert whereabouts.giver(desk, table.case_id) is None
    table.take(CHAIR, given)
    giver = whereabouts.giver(there, table.case_id)
    assert giver is not None
    assert giver.name == NAMES[COORDINATOR]
    assert whereabouts.elsewhere(there) == {}
    taking_over.take_over(desk, table.case_id, "De laptop is gestolen.")
    assert whereabouts.elsewhere(desk) == {}
    assert whereabouts.giver(desk, table.case_id) is None


def test_what_came_in_is_told_for_a_week_until_it_is_given_on(table: Table) -> None:
    coordinator, chair, secretary = (table.desk(role) for role in (COORDINATOR, CHAIR, SECRETARY))
    assert handover_register.arrived(chair) == ()
    given = table.give(COORDINATOR, CHAIR, SECRETARY)
    assert handover_register.arrived(coordinator) == ()
    table.take(CHAIR, given)
    table.take(SECRETARY, given)
    (row,) = handover_register.arrived(chair)  # the meeting stands for its case
    assert (row.subject_id, row.label, row.sender) == (table.meeting_id, "Tafel Noord", NAMES[COORDINATOR])
    assert not row.is_to_read
    (copy,) = handover_register.arrived(secretary)
    assert copy.is_to_read
    now = chair.clock
    chair.clock = clock(now.now() + timedelta(days=8))
    assert handover_register.arrived(chair) == ()
    chair.clock = now
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    assert handover_register.arrived(chair) == ()
    assert [one.subject_id for one in handover_register.arrived(coordinator)] == [table.meeting_id]


def test_the_folder_shows_what_is_new_here_and_nothing_else(table: Table, tmp_path: Path) -> None:
    desk, there, stick = table.desk(COORDINATOR), table.desk(CHAIR), tmp_path / "stick"
    assert waiting_packages.waiting(desk, stick) is None
    stick.mkdir()
    assert waiting_packages.waiting(desk, stick) == ()
    given = table.give(COORDINATOR, CHAIR)
    package = stick / "A.ZVPAKKET"
    package.write_bytes(given.path.read_bytes())
    (stick / "nog een keer.zvpakket").write_bytes(given.path.read_bytes())
    (stick / "half.zvpakket").write_bytes(given.path.read_bytes()[:20])
    (stick / "leeg.zvpakket").write_bytes(b"")
    (stick / "ander.zvpakket").write_bytes(b"%PDF-1.7 en nog veel meer tekst")
    (stick / ".verborgen.zvpakket").write_bytes(given.path.read_bytes())
    (stick / "lijst.pdf").write_bytes(b"%PDF")
    (stick / "map.zvpakket").mkdir()
    (stick / "koppeling.zvpakket").symlink_to(package)
    assert waiting_packages.waiting(desk, stick) == ()  # made here
    found = waiting_packages.waiting(there, stick)
    assert found is not None
    (one,) = found
    assert (one.package_id, one.size) == (given.handover.id, package.stat().st_size)
    table.take(CHAIR, given)
    assert waiting_packages.waiting(there, stick) == ()


def test_a_package_for_another_is_offered_until_it_was_looked_at(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    for role in (SECRETARY, CHAIR):
        found = waiting_packages.waiting(table.desk(role), table.stick)
        assert found is not None
        assert [one.package_id for one in found] == [given.handover.id]
    with pytest.raises(PackageRefused):
        table.preview(SECRETARY, given)
    assert waiting_packages.waiting(table.desk(SECRETARY), table.stick) == ()


def test_a_copy_that_was_cut_does_not_hide_the_whole_one(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    cut = table.stick / "afgebroken.zvpakket"
    cut.write_bytes(given.path.read_bytes()[:40_000])
    for age in (3_600, -3_600):
        os.utime(cut, (given.path.stat().st_mtime - age,) * 2)
        found = waiting_packages.waiting(table.desk(CHAIR), table.stick)
        assert found is not None
        assert [one.path for one in found] == [given.path]


def test_the_pen_does_not_leave_for_a_folder_that_is_away_or_of_the_vault(
    table: Table, tmp_path: Path
) -> None:
    desk, words = table.desk(COORDINATOR), table.laptop(COORDINATOR).passphrase
    away, share = tmp_path / "stick" / "overdragen", tmp_path / "share"
    waiting_packages.watch(share)
    for folder, reason in ((away, "away"), (share, "away"), (desk.vault.folder / "uit", "in_vault")):
        with pytest.raises(FolderUnusable) as caught:
            handovers.give_case(desk, table.case_id, folder, [table.laptops.ids[CHAIR]], passphrase=words)
        assert caught.value.reason == reason
        assert not folder.exists()
    assert whereabouts.elsewhere(desk) == {}


def test_a_folder_is_watched_until_another_or_none_is(tmp_path: Path) -> None:
    assert waiting_packages.watched_folder() is None
    waiting_packages.watch(tmp_path)
    assert waiting_packages.watched_folder() == tmp_path
    waiting_packages.watch(None)
    assert waiting_packages.watched_folder() is None


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "vandaag"), (1, "gisteren"), (2, "zondag"), (6, "woensdag"), (7, "17 nov"), (400, "20 okt 2025")],
)
def test_a_day_is_named_as_people_do(days: int, words: str) -> None:
    today = date(2026, 11, 24)
    assert near_day(today - timedelta(days=days), today) == words


def test_it_is_said_with_whom_something_lies() -> None:
    since = datetime(2026, 11, 23, 12, tzinfo=UTC)
    pen = Pen(id="1", holder_id="2", holder="F. Voorbeeld", since=since)
    assert lies_with(pen, date(2026, 11, 24)) == "Ligt bij F. Voorbeeld sinds gisteren."
    assert lies_with(Pen(id="1", holder="F. Voorbeeld"), date(2026, 11, 24)) == "Ligt bij F. Voorbeeld."
    assert with_whom(pen) == "ligt bij F. Voorbeeld"


def test_the_window_keeps_the_folder_that_a_room_set(tmp_path: Path) -> None:
    waiting_packages.watch(tmp_path)
    app.keep_settings(Settings(text_size=20))
    assert waiting_packages.watched_folder() == tmp_path
