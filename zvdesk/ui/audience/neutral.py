"""Show a page with nothing of any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QWidget

from zvdesk.ui.audience.letters import Letter
from zvdesk.ui.tokens import Size, Tone

if TYPE_CHECKING:
    from zvdesk.domain.audience import NeutralView

_FACTOR = 1 / 350  # of the height of the screen, times the scale


class NeutralFace(QWidget):
    """Ask the audience to wait, and name the house."""

    def __init__(self, view: NeutralView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._wait = Letter(Size.TITLE, self, QFont.Weight.Bold)
        self._house = Letter(Size.LEAD, self, is_quiet=True)
        self._practice = Letter(Size.LEAD, self, QFont.Weight.Bold, tone=Tone.WARN)
        self.hide()

    def fill(self) -> None:
        """Show it."""
        self._wait.put(self.tr("Even geduld"))
        self._house.put(self._view.house)
        self._practice.put(self.tr("OEFENING") if self._view.is_practice else "")
        self._arrange()
        self.show()

    def clear(self) -> None:
        """Take its words away."""
        for letter in (self._wait, self._house, self._practice):
            letter.put("")
        self.hide()

    def _arrange(self) -> None:
        factor = self.height() * _FACTOR
        width = round(self.width() * 0.8)
        shown = [letter for letter in (self._wait, self._house, self._practice) if letter.text()]
        gap = round(Size.LEAD.value * factor * 0.6)
        height = sum(letter.room(factor, width).height + gap for letter in shown) - gap
        top = (self.height() - height) // 2
        for letter in shown:
            taken = min(width, letter.span(factor))
            top = letter.place(factor, (self.width() - taken) // 2, top, taken) + gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of the screen."""
        super().resizeEvent(event)
        self._arrange()
