"""Show every key of the window by group; the list is made from the keys themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from zvdesk.ui.shortcuts import ROOM_KEYS, Group, keys_by_group
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.cards import Card, Page
from zvdesk.ui.widgets.labels import Text, keycap
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence


_BESIDE = 860  # from this width at 100 % the groups stand in two columns
_CAP = 110  # of the column of keys, in pixels at 100 %


class KeysPage(Page):
    """List the keys; ``rooms`` are the titles in the rail, for the keys that lead there."""

    def __init__(self, rooms: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.header.set_title(self.tr("Toetsen"), self.tr("Alles in zvdesk kan zonder muis."))
        caps = [key.label for key in ROOM_KEYS]
        names, unused = dict(zip(caps, rooms, strict=False)), caps[len(rooms) :]
        cards = []
        for title, keys in keys_by_group():
            shown = keys
            if title == Group.ROOMS.title and rooms:
                shown = tuple((cap, names.get(cap, words)) for cap, words in keys if cap not in unused)
            cards.append(_group(title, shown))
        half = (len(cards) + 1) // 2
        self.body.addWidget(TwoColumns(stacked(*cards[:half]), stacked(*cards[half:]), _BESIDE))
        self.body.addStretch(1)


def _group(title: str, keys: tuple[tuple[str, str], ...]) -> Card:
    card = Card(title)
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.THREE)
    grid.setVerticalSpacing(Space.ONE)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, current_theme().scaled(_CAP))
    for number, (cap, words) in enumerate(keys):
        grid.addWidget(keycap(cap), number, 0)
        grid.addWidget(Text(words), number, 1)
    card.add(inner)
    return card
