"""Ask the chair once, in the page, whether a line with words about health may show on the beamer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.domain.read_back import title_of
from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.tokens import TONE_TOKENS, Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.labels import ElidedLabel, IconLabel, show_when

if TYPE_CHECKING:
    from zvdesk.ui.meeting.audience_feed import AudienceFeed
    from zvdesk.ui.meeting.table import Table


class HealthStrip(QFrame):
    """Show which line waits, with two answers; it never takes the focus."""

    def __init__(self, table: Table, feed: AudienceFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setProperty("kind", "callout")
        self.setProperty("tone", Tone.WARN.value)
        self.words = ElidedLabel("")
        self.show_it = LinkButton(self.tr("Laat zien ({key})").format(key=Shortcut.AUDIENCE_ALLOW.label))
        self.show_it.clicked.connect(lambda: feed.answer(is_shown=True))
        self.keep_back = LinkButton(self.tr("Niet laten zien"))
        self.keep_back.clicked.connect(lambda: feed.answer(is_shown=False))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.THREE, Space.HALF, Space.TWO, Space.HALF)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel("presentation", TONE_TOKENS[Tone.WARN], 20))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.show_it)
        layout.addWidget(self.keep_back)
        self.hide()
        feed.healthAsked.connect(self.ask)

    def ask(self, record_id: str) -> None:
        """Ask about a record, or nothing any more."""
        view = self._table.view
        title = ""
        if view is not None and record_id:
            file = view.file
            titles = {record.id: title_of(record) for record in file.decisions}
            titles |= {action.id: title_of(action) for action in file.actions}
            titles |= {agreement.id: title_of(agreement) for agreement in file.conditionals}
            title = titles.get(record_id, file.case.shared_goal)
        words = self.tr("Gaat dit over gezondheid? Mag het op het scherm: {title}").format(title=title)
        self.words.set_full_text(words if title else "")
        show_when(self, bool(title))
        if title:
            announce(self, words)
