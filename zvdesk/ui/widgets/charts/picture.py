"""Be a picture: a widget that is as high as it needs, follows the theme, and says in words what it shows."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QAccessible, QHelpEvent, QPainter
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QToolTip, QWidget

from zvdesk.ui.theme import Theme, current_theme
from zvdesk.ui.tokens import Size
from zvdesk.ui.widgets.charts.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface, QPaintEvent

_RESTYLED = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


class Picture(QWidget):
    """Paint what ``_draw`` puts on a sheet; a subclass takes one view and says its words."""

    LIKED, LEAST = 560, 240  # widths in pixels at 100 %

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install_role()
        self._made: tuple[Theme, int, Sheet] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sheet(self, width: int | None = None) -> Sheet:
        """Return all that it shows, at its own width or at another, in the theme of the moment."""
        theme, wide = current_theme(), max(1, self.width() if width is None else width)
        if self._made is None or self._made[:2] != (theme, wide):
            sheet = Sheet(theme, wide)
            self._draw(sheet)
            self._made = (theme, wide, sheet)
        return self._made[2]

    def _tell(self, name: str, words: Sequence[str]) -> None:
        """Take another view in use: what a screen reader says, and what is painted."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(words))
        self._forget()

    def _draw(self, sheet: Sheet) -> None:
        raise NotImplementedError

    def _say_empty(self, sheet: Sheet, words: Sequence[str]) -> None:
        sheet.paragraph(" ".join(words), QPointF(0, 0), sheet.width, Size.BODY)

    def _forget(self) -> None:
        self._made = None
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return round(self.sheet(width).height + 1)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        width = current_theme().scaled(self.LIKED)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        width = self.LEAST
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new theme or size of text."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._forget()

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.sheet().tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), f"<qt>{escape(words)}</qt>" if words else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        painter = QPainter(self)
        self.sheet().paint(painter)
        painter.end()


class _PictureInterface(QAccessibleWidget):
    """Give a Picture the role of a picture."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture, QAccessible.Role.Graphic)


def _make(_class_name: str, owner: QObject) -> QAccessibleInterface | None:
    return _PictureInterface(owner) if isinstance(owner, Picture) else None


@cache
def _install_role() -> None:
    QAccessible.installFactory(_make)
