"""Show the signs of stagnation in sentences that can be read aloud, until the table has discussed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.domain.agenda import Step
from zvdesk.ui.tokens import TONE_TOKENS, Space, Tone
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, restyle, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.views import TableView


class Signs(QFrame):
    """Suggest to discuss opschalen, with the reasons; it decides nothing and asks for no key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "callout")
        self.setProperty("tone", Tone.WARN.value)
        self.title = Text(self.tr("Bespreek opschalen"), Style.STRONG, tone=Tone.WARN)
        self.words = Text("")
        self._how = Text(self.tr("Leg hieronder vast wat is besproken. De tafel beslist."), Style.SMALL)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.TWO, Space.HALF_MORE, Space.TWO, Space.HALF_MORE)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel("trending-up", TONE_TOKENS[Tone.WARN], 20))
        inner = column(2)
        for part in (self.title, self.words, self._how):
            inner.addWidget(part)
        layout.addLayout(inner, 1)
        self.hide()

    def show_view(self, view: TableView) -> None:
        """Show the reasons at the step Regie, and that they were discussed until the table goes on."""
        is_shown = view.step is Step.LEAD and bool(view.findings)
        is_discussed = bool(view.item.escalation_discussed)
        self.words.setText("\n".join(finding.words for finding in view.findings) if is_shown else "")
        self.title.setText(
            self.tr("Opschalen is besproken") if is_discussed else self.tr("Bespreek opschalen")
        )
        self.title.set_tone(Tone.NEUTRAL if is_discussed else Tone.WARN)
        restyle(self, tone=(Tone.NEUTRAL if is_discussed else Tone.WARN).value)
        show_when(self._how, not is_discussed)
        show_when(self, is_shown)
