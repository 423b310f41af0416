"""Say what the chosen AVE level asks of the case and of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.steps import missing_partners
from zvdesk.texts.blockers import sentence
from zvdesk.ui.meeting.parts import listed
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.domain.escalation import Level
    from zvdesk.ui.meeting.views import TableView

_FEW = 2  # names that are said here; the others stand in red beside the steps


class LevelAsks(QWidget):
    """Show the demands of a level in one block, and what is worth minding below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(Space.ONE)
        self.setLayout(outer)
        self.asks = Callout("", Tone.WARN)
        self.notices = Callout("", Tone.NEUTRAL)
        outer.addWidget(self.asks)
        outer.addWidget(self.notices)

    def show_view(self, view: TableView) -> None:
        """Show what the level of now asks."""
        level = view.context.level
        show_when(self, level is not None)
        if level is None:
            return
        self.asks.set_text(self._sentence(view, level))
        said = [n for n in view.notices if n.code is not BlockerCode.PARTNER_MISSING]
        self.notices.set_text("\n".join(sentence(notice) for notice in said))

    def _sentence(self, view: TableView, level: Level) -> str:
        """Return what lacks, shortly; a level of which all is there asks nothing more."""
        parts = []
        missing = missing_partners(view.context)
        if missing:
            few = self.tr("{names} aan tafel (ontbreekt)").format(names=listed(missing))
            many = self.tr("{count} partners aan tafel die er nu niet zijn").format(count=len(missing))
            parts.append(few if len(missing) <= _FEW else many)
        if level.retest_weeks:
            words = self.tr("hertoets binnen {weeks} weken")
            words = self.tr("hertoets binnen 1 week") if level.retest_weeks == 1 else words
            parts.append(words.format(weeks=level.retest_weeks))
        if not parts:
            return ""
        return self.tr("{code} vraagt ook: {parts}.").format(code=level.code, parts=", ".join(parts))
