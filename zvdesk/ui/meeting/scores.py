"""Give scores on the life domains of the case's set, with those of last time beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.score_strip import ScoreStrip
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class Scores(QWidget):
    """Show one line per life domain: its name, the strip and what the score means."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._key: tuple[str, int] | None = None
        self.strips: dict[str, ScoreStrip] = {}
        self._words: dict[str, Text] = {}
        outer = column(Space.ONE)
        self.setLayout(outer)
        outer.addWidget(Text(self.tr("Leefgebieden"), Style.STRONG))
        self._source = Text("", Style.SMALL)
        outer.addWidget(self._source)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.TWO)
        self._grid.setVerticalSpacing(Space.HALF)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 3)
        outer.addWidget(inner)

    def show_view(self, view: TableView) -> None:
        """Show the latest score on each domain."""
        domains = view.domains
        if self._key != (domains.id, domains.version):
            self._key = (domains.id, domains.version)
            self._build(view)
        for code, strip in self.strips.items():
            scores = [s for s in view.file.scores if s.set_id == domains.id and s.domain == code]
            last = max(scores, key=lambda s: (s.scored_on, s.id), default=None)
            strip.set_score(last.score if last is not None else None)
            words = strip.words
            if last is not None and last.scored_on < view.today:
                words = self.tr("{words} (op {day:%d-%m-%Y})").format(words=words, day=last.scored_on)
            self._words[code].setText(words)

    def _build(self, view: TableView) -> None:
        clear(self._grid)
        self.strips, self._words = {}, {}
        scale = view.domains.scale
        self._source.setText(
            self.tr("{name}. {low} is: {low_words}. {high} is: {high_words}.").format(
                name=view.domains.name,
                low=scale[0].score,
                low_words=scale[0].label,
                high=scale[-1].score,
                high_words=scale[-1].label,
            )
        )
        for number, domain in enumerate(view.domains.domains):
            strip = ScoreStrip(domain.label, view.domains)
            strip.scored.connect(partial(self._keep, domain.code))
            words = Text("", Style.SMALL)
            strip.valueChanged.connect(lambda _v, s=strip, w=words: w.setText(s.words))
            self._grid.addWidget(Text(domain.label), number, 0)
            self._grid.addWidget(strip, number, 1)
            self._grid.addWidget(words, number, 2)
            self.strips[domain.code], self._words[domain.code] = strip, words

    def _keep(self, code: str, score: object) -> None:
        value = score if isinstance(score, int) else None
        self._table.do(lambda desk, view: acts.score(desk, view, code, value))
