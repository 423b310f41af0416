"""Show who has the regie, by name: the card that stays in sight during a case."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Token, Tone
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import LevelTag
from zvdesk.ui.widgets.labels import Heading, IconLabel, Style, Text, restyle, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class HolderView:
    """Hold one responsibility: its label, who has it and from where; without a name ``missing`` is shown."""

    label: str
    name: str
    organisation: str = ""
    missing: str = ""
    phone: str = ""
    mandate: str = ""


@dataclass(frozen=True)
class RegieView:
    """Hold all that the card shows; ``up`` and ``down`` are (heading, sentence), empty when there is none."""

    level_code: str
    level_colour: str
    level_name: str
    holders: tuple[HolderView, ...]
    up: tuple[str, str] = ("", "")
    down: tuple[str, str] = ("", "")
    stuck: str = ""  # whom to call
    stuck_detail: str = ""  # "binnen 24 uur"


class NamedValue(QLabel):
    """Show a name in firm type with the rest after it; both are shown as typed."""

    def __init__(self, name: str, rest: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setText(
            f'<span style="font-weight:600">{escape(name)}</span>{", " if rest else ""}{escape(rest)}'
        )
        self.setAccessibleName(", ".join(part for part in (name, rest) if part))
        restyle(self, tone=tone.value)


class RegieCard(QWidget):
    """Show level, holders, what moves the level and whom to phone, as three cards below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: RegieView | None = None
        self.setAccessibleName(self.tr("Regiekaart"))
        self._who = Card()
        self._level = LevelTag(size=Size.HEADING)
        head = QHBoxLayout()
        head.addWidget(Heading(self.tr("Regiekaart"), Style.SECTION), 1)
        head.addWidget(self._level)
        self._who.add(head)
        self._holders = column(2)
        self._who.add(self._holders)
        self._moves = Card()
        self._calls = Card()
        self._call_words = column(2)
        call = QHBoxLayout()
        call.setSpacing(Space.HALF_MORE)
        call.addWidget(IconLabel("phone", Token.ACCENT, 20), 0, Qt.AlignmentFlag.AlignTop)
        call.addLayout(self._call_words, 1)
        self._calls.add(call)
        outer = column(Space.HALF_MORE)
        self.setLayout(outer)
        for card in (self._who, self._moves, self._calls):
            outer.addWidget(card)
        outer.addStretch(1)
        self.setMinimumWidth(current_theme().scaled(240))

    def show_view(self, view: RegieView) -> None:
        """Show how the regie is now; the same again changes nothing."""
        if view == self._shown:
            return
        self._shown = view
        self._level.set_level(view.level_code, view.level_colour, view.level_name)
        self._show_holders(view.holders)
        clear(self._moves.body)
        for heading, sentence in (view.up, view.down):
            if sentence:
                self._moves.add(Text(heading, Style.CAPTION))
                self._moves.add(Text(sentence))
        show_when(self._moves, bool(view.up[1] or view.down[1]))
        clear(self._call_words)
        self._call_words.addWidget(Text(self.tr("Als het stokt"), Style.SMALL))
        self._call_words.addWidget(NamedValue(view.stuck, view.stuck_detail))
        show_when(self._calls, bool(view.stuck))

    def _show_holders(self, holders: Sequence[HolderView]) -> None:
        clear(self._holders)
        for holder in holders:
            self._holders.addSpacing(Space.HALF)
            self._holders.addWidget(Text(holder.label, Style.SMALL))
            if holder.name:
                self._holders.addWidget(NamedValue(holder.name, holder.organisation))
            else:
                self._holders.addWidget(NamedValue(holder.missing, tone=Tone.DANGER))
