"""Show the eindevaluatie: three taps per organisation, and how it went over the meetings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.services import evaluations, house, meetings
from zvdesk.texts.chart_views import EvaluationRow, EvaluationView, MeetingShare
from zvdesk.ui.meeting.tap_grid import TapGrid, TapRow
from zvdesk.ui.meeting.views import short_name
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.charts.evaluation_grid import EvaluationGrid
from zvdesk.ui.widgets.labels import Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk

_FIELDS = ("goal_clear", "roles_clear", "cooperation")
OverTime = tuple[tuple[str, "date", str, tuple[Evaluation, ...]], ...]


@dataclass(frozen=True)
class EvaluationFacts:
    """Hold who was at the meeting, what they answered, and what was answered over time."""

    names: Mapping[str, str]  # of the organisations that were there, by their id
    given: tuple[Evaluation, ...]
    over_time: OverTime


def load_facts(desk: Desk, meeting_id: str) -> EvaluationFacts:
    """Load the eindevaluatie of a meeting; it runs in the worker."""
    known = house.organisations_by_id(desk)
    there = who_was_there(meetings.meeting(desk, meeting_id))
    return EvaluationFacts(
        names={i: short_name(known.get(i)) for i in there},
        given=evaluations.evaluations(desk, meeting_id),
        over_time=evaluations.evaluations_over_time(desk),
    )


def who_was_there(meeting: Meeting) -> tuple[str, ...]:
    """Return the organisations that sat at the table for any case, in the order in which they came."""
    return tuple(
        dict.fromkeys(
            i
            for item in meeting.items
            for i in (*(p.organisation_id for p in item.presences), *item.present_ids)
        )
    )


def over_time_view(over_time: OverTime, questions: tuple[str, ...]) -> EvaluationView:
    """Return the small multiples: per question the answers at each meeting; one day is one column."""
    by_day: dict[date, list[Evaluation]] = defaultdict(list)
    for _meeting_id, on, _title, given in over_time:
        by_day[on].extend(given)
    return EvaluationView(
        rows=tuple(
            EvaluationRow(
                label=question,
                meetings=tuple(_share(on, by_day[on], field) for on in sorted(by_day)),
            )
            for question, field in zip(questions, _FIELDS, strict=True)
        )
    )


class EvaluationBox(QWidget):
    """Show the grid and the picture.

    Signals: ``given(Evaluation)`` with the answers of one organisation; ``ended()`` when the person is done.
    """

    given = Signal(object)
    ended = Signal()

    def __init__(self, meeting_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting_id = meeting_id
        self.questions = (
            self.tr("Was het doel duidelijk?"),
            self.tr("Waren de rollen duidelijk?"),
            self.tr("Was de samenwerking goed?"),
        )
        self._known: dict[str, Evaluation] = {}
        self.grid = TapGrid(self.tr("Eindevaluatie: drie antwoorden per organisatie"), self.questions)
        self.grid.tapped.connect(self._take)
        self.grid.ended.connect(self.ended)
        self.nobody = Text(self.tr("Er was niemand aan tafel bij dit overleg."), Style.LEAD)
        self._title = Heading(self.tr("Door de tijd"), Style.SECTION)
        self.picture = EvaluationGrid()
        outer = column(Space.TWO)
        self.setLayout(outer)
        for part in (self.nobody, self.grid, self._title, self.picture):
            outer.addWidget(part)

    def show_facts(self, facts: EvaluationFacts) -> None:
        """Show what was answered."""
        self._known = {e.organisation_id: e for e in facts.given}
        for i in facts.names:
            self._known.setdefault(i, Evaluation(meeting_id=self.meeting_id, organisation_id=i))
        rows = tuple(TapRow(i, name, _taps(self._known[i])) for i, name in facts.names.items())
        self.grid.show_rows(rows)
        show_when(self.nobody, not rows)
        show_when(self.grid, bool(rows))
        self.picture.show_view(over_time_view(facts.over_time, self.questions))
        for part in (self._title, self.picture):
            show_when(part, bool(facts.over_time))

    def _take(self, organisation_id: str, question: int, tap: Tap | None) -> None:
        now = _with(self._known[organisation_id], _FIELDS[question], tap)
        self._known[organisation_id] = now
        self.grid.show_rows(tuple(replace(row, taps=_taps(self._known[row.key])) for row in self.grid.rows))
        self.given.emit(now)


def _taps(evaluation: Evaluation) -> tuple[Tap | None, ...]:
    return evaluation.goal_clear, evaluation.roles_clear, evaluation.cooperation


def _with(evaluation: Evaluation, field: str, tap: Tap | None) -> Evaluation:
    values = dict(zip(_FIELDS, _taps(evaluation), strict=True)) | {field: tap}
    return replace(
        evaluation,
        goal_clear=values["goal_clear"],
        roles_clear=values["roles_clear"],
        cooperation=values["cooperation"],
    )


def _share(on: date, given: list[Evaluation], field: str) -> MeetingShare:
    answers = [_taps(e)[_FIELDS.index(field)] for e in given]
    return MeetingShare(
        on=on, yes=answers.count(Tap.YES), partly=answers.count(Tap.PARTLY), no=answers.count(Tap.NO)
    )
