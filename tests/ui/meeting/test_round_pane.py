from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.meeting.at_table import AtTable, at_table, clipped, controls, unnamed
from zvdesk.services import presence, rounds
from zvdesk.ui.meeting.big_rows import BigMark
from zvdesk.ui.meeting.round_pane import RoundPane
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.meetings import SpeakingRound
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot)


@pytest.fixture
def pane(place: AtTable) -> RoundPane:
    place.start()
    view = place.view
    ids = view.item.invited_ids[:3]
    place.do(lambda: presence.set_all_here(place.desk, view.meeting.id, view.item.id, ids))
    place.table.reload()
    place.settle()
    shown = place.host(RoundPane(place.table))
    shown.take_focus()
    return shown


def held(place: AtTable) -> SpeakingRound:
    found = place.item.speaking_round
    assert found is not None
    return found


def test_everyone_speaks_once_by_enter_alone(place: AtTable, pane: RoundPane) -> None:
    order = place.view.item.present_ids
    place.press(pane.minutes, _KEY.Key_Return)
    for number, organisation_id in enumerate(order):
        assert held(place).turn_id == organisation_id
        assert pane.now.text() == place.view.organisation(organisation_id)
        assert [row.mark for row in pane.list.rows].count(BigMark.DONE) == number
        place.press(pane.list, (_KEY.Key_Return, _KEY.Key_Space)[number % 2])
    assert held(place).turn_id == ""
    assert pane.now.text() == "Iedereen heeft gesproken"
    assert not pane.next.isVisible()
    with place.qtbot.waitSignal(pane.done):
        place.press(pane.end, _KEY.Key_Return)
    assert place.item.speaking_round is None


def test_who_is_not_ready_speaks_later(place: AtTable, pane: RoundPane) -> None:
    first, second, third = place.view.item.present_ids
    place.press(pane.minutes, _KEY.Key_Return)
    place.press(pane.list, _KEY.Key_Left)
    assert held(place).turn_id == second
    assert held(place).spoken_ids == ()
    place.press(pane.list, _KEY.Key_Return, _KEY.Key_Return)
    assert held(place).turn_id == first
    assert set(held(place).spoken_ids) == {second, third}
    assert pane.words.text() == "Dit is de laatste."


def test_a_row_is_marked_and_unmarked(place: AtTable, pane: RoundPane) -> None:
    _first, _second, third = place.view.item.present_ids
    place.press(pane.minutes, _KEY.Key_Return)
    pane.list.choose(third)
    place.press(pane.list, _KEY.Key_Right)
    assert held(place).spoken_ids == (third,)
    place.press(pane.list, _KEY.Key_Left)
    assert held(place).spoken_ids == ()


def test_the_time_of_a_voice_is_said_in_words_and_colour(place: AtTable, pane: RoundPane) -> None:
    place.type(pane.minutes, "2")
    assert held(place).minutes_each == 2
    assert pane.left.text().startswith(("nog 2:00", "nog 1:5"))
    view = place.view
    assert view.item.speaking_round is not None
    since = view.item.speaking_round.turn_since
    assert since is not None
    for seconds, words, tone in ((100, "bijna om", Tone.WARN), (150, "over de tijd", Tone.DANGER)):
        earlier = replace(view.item.speaking_round, turn_since=since - timedelta(seconds=seconds))
        pane.show_view(replace(view, item=replace(view.item, speaking_round=earlier)))
        assert words in pane.left.text()
        assert pane.left.property("tone") == tone.value


def test_what_is_no_number_of_minutes_is_refused(place: AtTable, pane: RoundPane) -> None:
    for text in ("2m", "61"):
        place.type(pane.minutes, text)
        assert "minuten" in pane.trouble.text.text()
        assert place.item.speaking_round is None
        pane.minutes.clear()


def test_without_minutes_there_is_no_clock(place: AtTable, pane: RoundPane) -> None:
    place.press(pane.begin, _KEY.Key_Return)
    assert held(place).minutes_each == 0
    assert not pane.left.isVisible()


def test_the_round_survives_a_lock(place: AtTable, pane: RoundPane) -> None:
    place.press(pane.minutes, _KEY.Key_Return)
    place.press(pane.list, _KEY.Key_Return)
    before = held(place)
    place.table = place.new_table()
    place.table.open(place.practice.meeting_id)
    place.settle()
    again = place.host(RoundPane(place.table))
    again.take_focus()
    assert again.now.text() == place.view.organisation(before.turn_id)
    assert again.list.chosen_key == before.turn_id
    assert [row.mark for row in again.list.rows] == [BigMark.DONE, BigMark.NOW, BigMark.OPEN]


def test_a_round_that_ended_elsewhere_says_so(place: AtTable, pane: RoundPane) -> None:
    place.press(pane.minutes, _KEY.Key_Return)
    view = place.view
    place.do(lambda: rounds.end_round(place.desk, view.meeting.id, view.item.id))
    place.press(pane.list, _KEY.Key_Return)
    assert pane.trouble.isVisible()


def test_nobody_at_the_table_is_no_round(place: AtTable) -> None:
    place.start()
    pane = place.host(RoundPane(place.table))
    assert not pane.begin.isEnabled()
    assert "F3" in pane.words.text()


def test_nothing_is_too_much_too_small_or_unnamed(
    place: AtTable, pane: RoundPane, keeper: ThemeKeeper
) -> None:
    for minutes in ("", "1"):
        assert len(controls(pane)) <= 7
        assert not unnamed(pane)
        keeper.set_text_size(28)
        place.settle()
        assert not clipped(pane)
        keeper.reset_text_size()
        if not minutes:
            place.type(pane.minutes, "1")
