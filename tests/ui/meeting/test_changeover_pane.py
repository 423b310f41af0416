from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.meeting.at_table import AtTable, at_table, clipped, controls, unnamed
from zvdesk.domain.meetings import ItemEvent, Phase
from zvdesk.services import cases, meetings, presence
from zvdesk.ui.meeting.big_rows import BigMark
from zvdesk.ui.meeting.changeover_pane import ChangeoverPane

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot, with_third=True)


def to_next_case(place: AtTable) -> ChangeoverPane:
    """Discuss the first case with everyone who may, postpone it, and bring the second one in sight."""
    place.start()
    first, second = place.view.meeting.items[:2]
    meeting_id, desk = place.practice.meeting_id, place.desk

    def end() -> None:
        ids = tuple(i for i in first.invited_ids if i != place.third_id)
        presence.set_all_here(desk, meeting_id, first.id, ids)
        presence.set_here(desk, meeting_id, first.id, ids[0], "K. Extra", is_here=True)
        meetings.advance_item(desk, meeting_id, first.id, ItemEvent.POSTPONE, reason="te weinig tijd")

    place.do(end)
    place.table.open(meeting_id, second.id)
    place.settle()
    pane = place.host(ChangeoverPane(place.table))
    pane.take_focus()
    return pane


@pytest.fixture
def pane(place: AtTable) -> ChangeoverPane:
    return to_next_case(place)


def keys(pane: ChangeoverPane, group: str) -> list[str]:
    return [r.key for r in pane.list.rows if r.key.startswith(f"{group}|") and not r.is_heading]


def ids(pane: ChangeoverPane, group: str) -> set[str]:
    return {key.split("|")[1] for key in keys(pane, group)}


def test_it_says_by_name_who_goes_stays_and_comes(place: AtTable, pane: ChangeoverPane) -> None:
    first, second = place.view.meeting.items[:2]
    here, wanted = set(first.invited_ids) - {place.third_id}, set(second.invited_ids) - {place.third_id}
    assert ids(pane, "leave") == here - wanted
    assert ids(pane, "stay") == here & wanted
    assert ids(pane, "come") == wanted - here
    assert ids(pane, "barred") == {place.third_id}
    titles = [row.name for row in pane.list.rows if row.is_heading]
    assert titles[0] == "Moet weg"
    assert any("K. Extra" in row.spoken for row in pane.list.rows)
    row = pane.list.rows[1]
    assert row.spoken == f"Moet weg. {row.name}, {row.more}: moet de kamer uit."


def test_nothing_begins_before_the_table_has_changed(place: AtTable, pane: ChangeoverPane) -> None:
    assert not pane.begin.isEnabled()
    pane.begin.click()
    place.settle()
    assert place.item.phase is Phase.WAITING
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    assert pane.begin.isEnabled()
    with place.qtbot.waitSignal(pane.done):
        place.press(pane.begin, _KEY.Key_Return)
    item = place.item
    assert item.phase is Phase.SIGNAL
    assert set(item.present_ids) == set(item.invited_ids) - {place.third_id}
    first = place.meeting.items[0]
    stayed = {(p.organisation_id, p.person) for p in first.presences if p.organisation_id in item.present_ids}
    assert stayed <= {(p.organisation_id, p.person) for p in item.presences}


@pytest.mark.parametrize("key_of_row", [_KEY.Key_Space, _KEY.Key_Return])
def test_each_is_ticked_with_one_key(place: AtTable, pane: ChangeoverPane, key_of_row: Qt.Key) -> None:
    asking = [*keys(pane, "leave"), *keys(pane, "come")]
    assert len(asking) >= 2
    for key in asking:
        assert not pane.is_confirmed
        assert pane.list.chosen_key == key
        place.press(pane.list, key_of_row)
        row = next(row for row in pane.list.rows if row.key == key)
        assert row.state in ("is weg", "zit aan tafel")
    assert pane.is_confirmed
    assert pane.begin.isEnabled()
    place.press(pane.list, _KEY.Key_Space)  # the last one after all not
    assert not pane.begin.isEnabled()


def test_who_does_not_come_is_not_at_the_table(place: AtTable, pane: ChangeoverPane) -> None:
    absent = keys(pane, "come")[0]
    pane.list.choose(absent)
    place.press(pane.list, _KEY.Key_Delete)
    row = next(row for row in pane.list.rows if row.key == absent)
    assert row.mark is BigMark.GONE
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    place.press(pane.begin, _KEY.Key_Return)
    assert absent.split("|")[1] not in place.item.present_ids


def test_a_derde_without_a_declaration_cannot_be_ticked_in(place: AtTable, pane: ChangeoverPane) -> None:
    pane.list.choose(keys(pane, "barred")[0])
    place.press(pane.list, _KEY.Key_Space)
    assert "geheimhouding" in pane.trouble.text.text()
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    place.press(pane.begin, _KEY.Key_Return)
    assert place.item.phase is Phase.SIGNAL
    assert place.third_id not in place.item.present_ids


def test_of_the_next_case_only_its_number_is_in_sight(place: AtTable, pane: ChangeoverPane) -> None:
    case = place.view.file.case
    place.do(lambda: cases.save(place.desk, replace(case, alias="Zeezicht", purpose="Rust in de straat")))
    place.table.reload()
    place.settle()
    shown = [label.text() for label in pane.findChildren(QLabel)]
    shown += [row.spoken for row in pane.list.rows] + [b.text() for b in (pane.begin, pane.confirm)]
    assert any(case.number in text for text in shown)
    subject = place.view.file.main_subject
    assert subject is not None
    for secret in ("Zeezicht", "Rust in de straat", subject.family_name):
        assert not any(secret in text for text in shown)


def test_one_enter_never_says_that_the_whole_table_is_right(place: AtTable, pane: ChangeoverPane) -> None:
    """Also when nobody leaves or comes: the key at the start is of one row."""
    place.press(pane.list, _KEY.Key_Return)
    assert not pane.is_confirmed
    assert pane._change is not None
    stay = (*pane._change.stay, *pane._change.come)
    pane._change, pane._ticked = replace(pane._change, leave=(), stay=stay, come=()), set()
    pane._draw()
    pane.list.choose(keys(pane, "stay")[0])
    for key in keys(pane, "stay"):
        assert not pane.is_confirmed
        assert pane.list.chosen_key == key
        place.press(pane.list, _KEY.Key_Return)
    assert pane.is_confirmed


def test_escape_begins_nothing(place: AtTable, pane: ChangeoverPane) -> None:
    told: list[bool] = []
    pane.done.connect(lambda: told.append(True))
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    place.press(pane.begin, _KEY.Key_Escape)
    assert not told
    assert place.item.phase is Phase.WAITING


def test_before_the_first_case_nobody_leaves(place: AtTable) -> None:
    pane = place.host(ChangeoverPane(place.table))
    assert not keys(pane, "leave")
    assert pane.title.text() == "Wie komt er aan tafel?"
    assert ids(pane, "come") == set(place.view.item.invited_ids) - {place.third_id}
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    place.press(pane.begin, _KEY.Key_Return)
    assert set(place.item.present_ids) == ids(pane, "come")


def test_nothing_is_too_much_too_small_or_unnamed(
    place: AtTable, pane: ChangeoverPane, keeper: ThemeKeeper
) -> None:
    assert len(controls(pane)) <= 7
    assert not unnamed(pane)
    keeper.set_text_size(28)
    place.settle()
    assert not clipped(pane)
