"""Set two parts side by side where there is room, and below each other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class TwoColumns(QWidget):
    """Hold two parts; ``at_least`` is the width at 100 % from which they stand side by side.

    ``shares`` says how the width is divided then.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        at_least: int,
        shares: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._at_least = at_least
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.THREE)
        for part, share in zip((first, second), shares, strict=True):
            self._layout.addWidget(part, share)

    @property
    def is_beside(self) -> bool:
        """Tell whether the parts stand side by side."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again how the parts stand."""
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().scaled(self._at_least)
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)


def stacked(*parts: QWidget) -> QWidget:
    """Return the parts below each other, at the top of the room there is."""
    whole = QWidget()
    layout = column(Space.THREE)
    whole.setLayout(layout)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return whole
