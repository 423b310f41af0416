"""Show one face of the audience's screen: what may be seen, a neutral page, or black."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from zvdesk.domain.audience import NeutralView
from zvdesk.ui.audience.neutral import NeutralFace
from zvdesk.ui.audience.sheet import AudienceSheet
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from zvdesk.domain.audience import AudienceView


class AudiencePage(QWidget):
    """Hold the three faces; what a face does not show any more is gone from its widgets, not only hidden.

    It begins neutral. A view of another case is shown only after everything of the case before is gone and
    the neutral face has been painted.
    """

    def __init__(self, house: str, *, is_practice: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = AudienceSheet(self)
        self._neutral = NeutralFace(NeutralView(house=house, is_practice=is_practice), self)
        self._case = ""
        self._is_black = False
        self.neutral()

    def show_view(self, view: AudienceView) -> None:
        """Show what may be seen; when it is another case, turn neutral first."""
        if self._is_black or self._case != view.case_number:
            self.neutral()
            self.repaint()
        self._case = view.case_number
        self._neutral.clear()
        self._sheet.show_view(view)

    def neutral(self) -> None:
        """Show nothing of any case."""
        self._empty()
        self._is_black = False
        self._neutral.fill()
        self.update()

    def black(self) -> None:
        """Show nothing at all."""
        self._empty()
        self._is_black = True
        self.update()

    def turn(self) -> None:
        """Show the next lines when there are more than fit."""
        self._sheet.turn()

    def _empty(self) -> None:
        self._case = ""
        self._sheet.clear()
        self._neutral.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the faces fill the page."""
        super().resizeEvent(event)
        self._sheet.setGeometry(self.rect())
        self._neutral.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        black = Qt.GlobalColor.black
        painter.fillRect(self.rect(), black if self._is_black else current_theme().colour(Token.PAPER))
        painter.end()
