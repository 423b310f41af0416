"""Offer names after an @ and commands after a slash, in a list above the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from zvdesk.ui.icons import icon
from zvdesk.ui.meeting.floating import Floating
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.domain.capture_completion import Completion

MOST = 6
_WIDTH, _ICON = 380, 18  # in pixels at 100 %


class CompletionList(Floating):
    """Show what the word before the cursor can become; the focus stays in the line.

    Signal: ``taken(Completion)``.
    """

    taken = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.rows = QListWidget()
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setAccessibleName(self.tr("Aanvullen"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(lambda _item: self.take())
        self._offers: tuple[Completion, ...] = ()
        self._speaker = owner
        body = column(Space.HALF, Space.ONE)
        self.setLayout(body)
        body.addWidget(self.rows)
        body.addWidget(
            Text(self.tr("Pijlen kiezen, Enter of pijl rechts neemt over, Esc sluit"), Style.SMALL)
        )

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to choose from."""
        return not self.isHidden()

    @property
    def current(self) -> Completion | None:
        """Return the offer that Enter takes, or None."""
        row = self.rows.currentRow()
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def offer(self, offers: Sequence[Completion], beside: QWidget, at: int, *, is_sure: bool) -> None:
        """Offer the first few; none is chosen beforehand when the word is understood (``is_sure``)."""
        first = tuple(offers)[:MOST]
        if not first:
            self.close_list()
            return
        if first != self._offers or not self.is_open:
            self._fill(first)
        self.rows.setCurrentRow(-1 if is_sure else 0)
        self.place(beside, at=at, is_above=True)

    def close_list(self) -> None:
        """Offer nothing."""
        self._offers = ()
        if self.is_open:
            self.hide()
            self.rows.clear()

    def walk(self, offset: int) -> None:
        """Choose the next offer, or the one before."""
        count = len(self._offers)
        row = self.rows.currentRow()
        row = (row + offset) % count if row >= 0 else (0 if offset > 0 else count - 1)
        self.rows.setCurrentRow(row)
        announce(self._speaker, self.rows.currentItem().text())

    def take(self) -> None:
        """Take the chosen offer, or the first."""
        offer = self.current or (self._offers[0] if self._offers else None)
        self.close_list()
        if offer is not None:
            self.taken.emit(offer)

    def _fill(self, offers: tuple[Completion, ...]) -> None:
        self._offers = offers
        theme = current_theme()
        side = theme.scaled(_ICON)
        self.rows.clear()
        self.rows.setIconSize(QSize(side, side))
        for offer in offers:
            name = "user" if offer.person else "building-2" if offer.organisation_id else "chevron-right"
            away = "" if offer.is_present else self.tr(" (niet aan tafel)")
            self.rows.addItem(QListWidgetItem(icon(name, Token.INK_2), f"{offer.text}{away}"))
        self.rows.setFixedSize(
            theme.scaled(_WIDTH), self.rows.sizeHintForRow(0) * len(offers) + 2 * self.rows.frameWidth() + 4
        )
