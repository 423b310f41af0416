from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.meeting.at_table import AtTable, at_table, clipped, controls, unnamed
from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.domain.meetings import MeetingState
from zvdesk.services import evaluations, meetings, presence
from zvdesk.ui.meeting.closed import ClosedPage
from zvdesk.ui.meeting.evaluation_box import over_time_view
from zvdesk.ui.meeting.evaluation_pane import EvaluationPane

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot)


@pytest.fixture
def pane(place: AtTable) -> EvaluationPane:
    return evaluated(place)


def evaluated(place: AtTable) -> EvaluationPane:
    """Open the eindevaluatie with three organisations that were there."""
    place.start()
    view = place.view
    ids = view.item.invited_ids[:3]
    place.do(lambda: presence.set_all_here(place.desk, view.meeting.id, view.item.id, ids))
    place.table.reload()
    place.settle()
    pane = place.host(EvaluationPane(place.table))
    place.settle()
    return pane


def given(place: AtTable) -> dict[str, tuple[Tap | None, ...]]:
    found = place.do(lambda: evaluations.evaluations(place.desk, place.practice.meeting_id))
    return {e.organisation_id: (e.goal_clear, e.roles_clear, e.cooperation) for e in found}


def test_nine_keys_answer_for_three_organisations(place: AtTable, pane: EvaluationPane) -> None:
    ids = place.view.item.present_ids
    assert [row.key for row in pane.box.grid.rows] == list(ids)
    place.press(pane.box.grid, *[_KEY.Key_1, _KEY.Key_2, _KEY.Key_3] * 3)
    assert given(place) == dict.fromkeys(ids, (Tap.YES, Tap.PARTLY, Tap.NO))
    assert "3 ja" in pane.box.picture.accessibleDescription()
    with place.qtbot.waitSignal(pane.done):
        place.press(pane.ready, _KEY.Key_Return)


def test_an_answer_is_changed_turned_and_taken_away(place: AtTable, pane: EvaluationPane) -> None:
    first = place.view.item.present_ids[0]
    grid = pane.box.grid
    place.press(grid, _KEY.Key_3, _KEY.Key_Left, _KEY.Key_1)
    assert given(place)[first][0] is Tap.YES
    place.press(grid, _KEY.Key_Left, _KEY.Key_Space)
    assert given(place)[first][0] is Tap.PARTLY
    place.press(grid, _KEY.Key_Delete)
    assert given(place)[first] == (None, None, None)
    place.press(grid, _KEY.Key_Up, _KEY.Key_Left)  # no further than the first answer
    place.press(grid, _KEY.Key_1)
    assert given(place)[first][0] is Tap.YES


def test_each_cell_is_a_sentence(place: AtTable, pane: EvaluationPane) -> None:
    place.press(pane.box.grid, _KEY.Key_1)
    model = pane.box.grid.model()
    name = pane.box.grid.rows[0].name
    assert model.index(0, 1).data() == f"{name}. Was het doel duidelijk? ja"
    assert model.index(0, 2).data() == f"{name}. Waren de rollen duidelijk? nog geen antwoord"


def test_enter_is_done_and_letters_do_nothing(place: AtTable, pane: EvaluationPane) -> None:
    place.press(pane.box.grid, _KEY.Key_J, _KEY.Key_4)
    assert given(place) == {}
    with place.qtbot.waitSignal(pane.box.ended):
        place.press(pane.box.grid, _KEY.Key_Return)


def test_nobody_there_is_nobody_asked(place: AtTable) -> None:
    pane = place.host(EvaluationPane(place.table))
    place.settle()
    assert pane.box.nobody.isVisible()
    assert not pane.box.grid.isVisible()


def test_nothing_is_too_much_too_small_or_unnamed(
    place: AtTable, pane: EvaluationPane, keeper: ThemeKeeper
) -> None:
    place.press(pane.box.grid, _KEY.Key_1)
    assert len(controls(pane)) <= 7
    assert not unnamed(pane)
    keeper.set_text_size(28)
    place.settle()
    assert not clipped(pane)


def test_the_page_of_a_closed_meeting_takes_the_answers_too(place: AtTable) -> None:
    rows = place.do(lambda: meetings.meeting_rows(place.desk))
    closed = next(row for row in rows if row.state is MeetingState.CLOSED)
    page = ClosedPage(place.context)
    place.qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open_meeting(closed.id)
    place.settle()
    grid = page.evaluation.grid
    assert grid.rows
    page.board.click()
    assert place.went[-1] == ("board", closed.id)
    place.press(grid, _KEY.Key_1, _KEY.Key_1, _KEY.Key_3)
    (kept,) = place.do(lambda: evaluations.evaluations(place.desk, closed.id))
    assert (kept.goal_clear, kept.roles_clear, kept.cooperation) == (Tap.YES, Tap.YES, Tap.NO)
    assert "1 ja" in page.evaluation.picture.accessibleDescription()


def test_two_meetings_on_one_day_are_one_column() -> None:
    def one(meeting_id: str, tap: Tap | None) -> Evaluation:
        return Evaluation(meeting_id=meeting_id, organisation_id="o", goal_clear=tap)

    first, later = date(2026, 11, 1), date(2026, 11, 8)
    view = over_time_view(
        (
            ("m1", first, "Noord", (one("m1", Tap.YES),)),
            ("m2", first, "Zuid", (one("m2", Tap.NO), one("m2", None))),
            ("m3", later, "Noord", (one("m3", Tap.PARTLY),)),
        ),
        ("doel", "rollen", "samen"),
    )
    goal = view.rows[0].meetings
    assert [(m.on, m.yes, m.partly, m.no) for m in goal] == [(first, 1, 0, 1), (later, 0, 1, 0)]
    assert view.rows[1].meetings[0].total == 0
