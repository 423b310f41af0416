"""Draw the bundled Lucide icons in the colours of the theme, crisp at any size and screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zvdesk.resources import resources_folder
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Token


class UnknownIcon(LookupError):
    """No icon of this name is bundled: a bug of ours."""


class _ThemedEngine(QIconEngine):
    """Paint one icon in the token's colour of the moment, so that a new theme needs no new icon."""

    def __init__(self, name: str, token: Token, checked: Token) -> None:
        super().__init__()
        self._name, self._token, self._checked = name, token, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint it."""
        token = self._checked if state is QIcon.State.On else self._token
        if mode is QIcon.Mode.Disabled:
            token = Token.CONTROL
        side = min(rect.width(), rect.height())  # a wider rectangle leaves room beside the icon
        box = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, box, self._name, token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return it as a picture."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return a copy."""
        return _ThemedEngine(self._name, self._token, self._checked)


def icon(name: str, token: Token = Token.INK_2, checked: Token | None = None) -> QIcon:
    """Return an icon that follows the theme; ``checked`` colours it on a button that is on.

    Raises UnknownIcon when ``resources/icons`` has no such file.
    """
    _source(name)
    return QIcon(_ThemedEngine(name, token, checked or token))


def pixmap(name: str, token: Token, size: int, ratio: float = 1.0) -> QPixmap:
    """Return a picture of the icon now, ``size`` logical pixels wide on a screen of this pixel ratio."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, QRectF(picture.rect()), name, token)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: Token) -> None:
    """Paint the icon into the rectangle, in the colour of the token."""
    _renderer(name, current_theme().colour(token).name()).render(painter, rect)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(_source(name).replace(b"currentColor", colour.encode()))


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    path = resources_folder() / "icons" / f"{name}.svg"
    if not path.is_file():
        raise UnknownIcon(name)
    return path.read_bytes()
