"""Show what is known of one line of the room: captions with their values, and buttons below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.labels import Style, Text, hairline
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class Details(Card):
    """Hold the facts of what is chosen, what to mind, and what can be done."""

    def __init__(self, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(Space.TWO)
        self._facts = column(Space.HALF_MORE)
        self.mind = Callout("", Tone.WARN)
        self.mind.set_text("")
        self.urgent = Callout("", Tone.DANGER)
        self.urgent.set_text("")
        self.why = Text("", Style.SMALL)  # why a button cannot be pressed
        self.add(self._facts)
        self.add(self.mind)
        self.add(self.urgent)
        self.add(hairline())
        for button in buttons:
            self.add(button)
        self.add(self.why)

    def show_facts(
        self, title: str, facts: Iterable[tuple[str, str]], mind: str = "", *, is_urgent: bool = False
    ) -> None:
        """Show this; an empty fact is left out, and ``mind`` is what to mind."""
        self.set_title(title)
        clear(self._facts)
        for caption, value in facts:
            if not value:
                continue
            pair = column(2)
            pair.addWidget(Text(caption, Style.CAPTION))
            pair.addWidget(Text(value))
            self._facts.addLayout(pair)
        self.mind.set_text("" if is_urgent else mind)
        self.urgent.set_text(mind if is_urgent else "")
