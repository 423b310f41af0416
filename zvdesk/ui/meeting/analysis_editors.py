"""Edit what only the analysis has: scores on the life domains, and factors in people's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.cases import Factor, FactorKind
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.field import FieldEditor
from zvdesk.ui.meeting.option_list import Option, OptionList
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.meeting.score_grid import ScoreGrid, ScoreRow
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.history_edit import HistoryLineEdit
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from zvdesk.domain.life_domains import DomainScore
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class ScoreEditor(FieldEditor):
    """Score each life domain of the case's set."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._source = Text("", Style.SMALL)
        self.grid = ScoreGrid(self.tr("Scores op de leefgebieden"))
        self.grid.scored.connect(self._keep)
        self.body.addWidget(self._source)
        self.body.addWidget(self.grid)

    def show_view(self, view: TableView) -> None:
        """Show the latest score on each domain."""
        scale = view.domains.scale
        self._source.setText(
            self.tr("{low} is {low_words}, {high} is {high_words}.").format(
                low=scale[0].score,
                low_words=scale[0].label,
                high=scale[-1].score,
                high_words=scale[-1].label,
            )
        )
        self.grid.set_scale({label.score: label.label for label in scale})
        latest = latest_scores(view)
        rows = []
        for domain in view.domains.domains:
            last = latest.get(domain.code)
            words = view.domains.label_of(last.score) if last is not None else self.tr("geen score")
            is_old = last is not None and last.scored_on < view.today
            before = f"{last.scored_on:%d-%m-%Y}" if last is not None and is_old else ""
            rows.append(ScoreRow(domain.code, domain.label, last.score if last else None, words, before))
        self.grid.show_rows(tuple(rows))

    def take_focus(self) -> None:
        """Put the focus on the first domain."""
        self.grid.setFocus()

    def _keep(self, code: str, score: object) -> None:
        value = score if isinstance(score, int) else None
        self._table.do(lambda desk, view: acts.score(desk, view, code, value))


class FactorEditor(FieldEditor):
    """Add a factor with Enter; Delete on one takes it away, and that can be undone."""

    def __init__(self, table: Table, kind: FactorKind, name: str) -> None:
        super().__init__()
        self._table, self._kind, self._case_id = table, kind, ""
        self._factors: tuple[Factor, ...] = ()
        self._changed_id = ""  # of the factor whose words are in the line
        self.line = HistoryLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("Typ en druk op Enter"))
        self.line.historyChanged.connect(table.keep_history)
        self.line.returnPressed.connect(self._add)
        self.list = OptionList(self.tr("{name}: wat er staat").format(name=name))
        self.list.chosen.connect(self._change)
        self.list.erased.connect(self._erase)
        self._help = Text(self.tr("Enter op een regel wijzigt die, Delete wist die."), Style.SMALL)
        for part in (self.line, self.list, self._help):
            self.body.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show the factors of the case."""
        if view.file.case.id != self._case_id:
            self._case_id, self._changed_id = view.file.case.id, ""
        self.line.bind_history(self._table.history(f"factor:{self._case_id}:{self._kind.value}"))
        self._factors = tuple(f for f in view.file.factors if f.kind is self._kind)
        self.list.show_options(tuple(Option(f.id, f.text) for f in self._factors))
        for part in (self.list, self._help):
            show_when(part, bool(self._factors))

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.line.setFocus()

    def _add(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.finished.emit()
            return
        record = Factor(id=self._changed_id, case_id=self._case_id, kind=self._kind, text=text)
        self._table.save(record, self._is_added, self._refuse)

    def _is_added(self) -> None:
        self._changed_id = ""
        self.line.setText("")
        self.line.textEdited.emit("")
        self._help.set_tone(Tone.NEUTRAL)

    def _refuse(self, error: Exception) -> None:
        self._help.setText(said(error))
        self._help.set_tone(Tone.DANGER)
        show_when(self._help, True)

    def _factor(self, factor_id: object) -> Factor | None:
        return next((f for f in self._factors if f.id == factor_id), None)

    def _change(self, factor_id: object) -> None:
        factor = self._factor(factor_id)
        if factor is not None:
            self._changed_id = factor.id
            self.line.setText(factor.text)
            self.line.textEdited.emit(factor.text)
            self.line.setFocus()

    def _erase(self, factor_id: object) -> None:
        factor = self._factor(factor_id)
        if factor is not None:
            self._changed_id = "" if factor.id == self._changed_id else self._changed_id
            self._table.erase(factor, self.tr("Gewist: {text}").format(text=factor.text))


def latest_scores(view: TableView) -> dict[str, DomainScore]:
    """Return the latest score on each domain of the case's set."""
    found: dict[str, DomainScore] = {}
    for score in sorted(view.file.scores, key=lambda s: (s.scored_on, s.id)):
        if score.set_id == view.domains.id:
            found[score.domain] = score
    return found
