"""Lay a small panel over the page, beside a part of it: no window of its own, and gone with the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from zvdesk.ui.tokens import Space


class Floating(QFrame):
    """Be a panel above or below a part of the page, where there is room."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._place: tuple[QWidget, QWidget | None, int, bool] | None = None
        self.setProperty("kind", "popup")
        self.hide()

    def place(
        self, beside: QWidget, *, over: QWidget | None = None, at: int = 0, is_above: bool = False
    ) -> None:
        """Show the panel below a part, or above where there is no room or ``is_above``.

        Its left side is ``at`` pixels from the left of that part; above, it leaves ``over`` free too.
        """
        self._place = (beside, over, at, is_above)
        ground = ground_of(self._owner)
        if self.parentWidget() is not ground:
            self.setParent(ground)
            ground.installEventFilter(self)
        self.show()
        self._settle()

    def _settle(self) -> None:
        ground = self.parentWidget()
        if self._place is None or ground is None or self.isHidden():
            return
        beside, over, at, is_above = self._place
        self.adjustSize()
        room = ground.rect().adjusted(Space.ONE, Space.ONE, -Space.ONE, -Space.ONE)
        self.resize(min(self.width(), room.width()), min(self.height(), room.height()))
        corner = beside.mapTo(ground, beside.rect().topLeft())
        top = corner.y() if over is None else over.mapTo(ground, over.rect().topLeft()).y()
        above = top - self.height() - Space.HALF
        below = corner.y() + beside.height() + Space.HALF
        fits_below = below + self.height() <= room.bottom()
        y = above if is_above or not fits_below else below
        x = min(corner.x() + at, room.right() - self.width())
        self.move(max(room.left(), x), max(room.top(), y))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside its part when the page gets another size."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._settle)
        return super().eventFilter(watched, event)


def ground_of(widget: QWidget) -> QWidget:
    """Return the page that a widget stands on: what goes when the page goes."""
    ground = widget
    while (above := ground.parentWidget()) is not None and not isinstance(above, QStackedWidget):
        if ground.isWindow():
            break
        ground = above
    return ground
