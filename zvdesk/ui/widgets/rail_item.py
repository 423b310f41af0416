"""Draw one line of the left rail: icon, words, badge and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvdesk.ui.icons import icon, paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Size, Space, Token
from zvdesk.ui.widgets.accessible import plain_tip

if TYPE_CHECKING:
    from zvdesk.ui.shortcuts import Shortcut

NARROW, PAD = 64, 11  # in pixels at 100 %
_ICON, _TEXT_AT, _PAD_NARROW = 18, 40, 6


class RailItem(QAbstractButton):
    """Lead to a page, or do something, with an icon, words, a second line, a badge and a key.

    Signal: ``clicked``.
    """

    def __init__(
        self,
        icon_name: str,
        text: str,
        *,
        shortcut: Shortcut | None = None,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        icon(icon_name)
        self._icon, self._framed = icon_name, framed
        self._second = self._badge = ""
        self._is_alert = self._is_narrow = False
        self._key = shortcut.label if shortcut is not None else ""
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._speak()

    def set_badge(self, badge: str, *, is_alert: bool = False) -> None:
        """Show a count or a few words at the right, such as "7 te laat"."""
        self._badge, self._is_alert = badge, is_alert
        self._speak()

    def set_words(self, text: str, second: str = "") -> None:
        """Say something else, with a small second line."""
        self._second = second
        self.setText(text)
        self._speak()

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the icon alone, with the words as a tooltip."""
        self._is_narrow = is_narrow
        self._speak()

    def _speak(self) -> None:
        words = ", ".join(part for part in (self.text(), self._second, self._badge) if part)
        self.setAccessibleName(words)
        self.setToolTip(
            plain_tip(f"{words} ({self._key})" if self._key else words) if self._is_narrow else ""
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        theme = current_theme()
        line = QFontMetricsF(theme.font(weight=QFont.Weight.DemiBold)).height()
        height = line + theme.scaled(_PAD_NARROW if self._is_narrow else PAD) * 2
        if self._second and not self._is_narrow:
            height += QFontMetricsF(theme.font(Size.SMALL)).height()
        return QSize(theme.scaled(NARROW - 28), round(height))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_ground(painter, box)
        is_on = self.isChecked()
        token = Token.ACCENT if is_on else Token.INK_2
        side = theme.scaled(_ICON)
        left = (self.width() - side) / 2 if self._is_narrow else theme.scaled(PAD)
        two = bool(self._second) and not self._is_narrow
        body = theme.font(weight=QFont.Weight.DemiBold)
        line = QFontMetricsF(body).height()
        top = theme.scaled(PAD) + line / 2 if two else self.height() / 2
        paint_icon(painter, QRectF(left, top - side / 2, side, side), self._icon, token)
        if self._is_narrow:
            self._paint_dot(painter)
        else:
            painter.setPen(theme.colour(Token.INK if is_on else Token.INK_2))
            self._paint_words(painter, top, line)
        painter.end()

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        is_marked = self.isChecked() or self.underMouse() or self._framed
        painter.setBrush(theme.colour(Token.SURFACE) if is_marked else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
        elif self._framed:
            painter.setPen(QPen(theme.colour(Token.CONTROL), 1))
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        if self.isChecked() and theme.colour(Token.SURFACE) == theme.colour(Token.SUNKEN):
            bar = QRectF(box.left(), box.top() + 4, 4, box.height() - 8)  # high contrast: no ground to see
            painter.fillRect(bar, theme.colour(Token.ACCENT))

    def _paint_words(self, painter: QPainter, middle: float, line: float) -> None:
        theme = current_theme()
        start, end = theme.scaled(_TEXT_AT), self.width() - theme.scaled(PAD)
        end = self._paint_key(painter, end)
        if self._badge:
            font = theme.font(Size.SMALL, QFont.Weight.DemiBold)
            width = QFontMetricsF(font).horizontalAdvance(self._badge)
            painter.save()
            painter.setFont(font)
            painter.setPen(theme.colour(Token.DANGER if self._is_alert else Token.INK_2))
            place = QRectF(end - width - 1, middle - line / 2, width + 1, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._badge)
            painter.restore()
            end -= round(width) + Space.ONE
        weight = QFont.Weight.Normal if self._framed else QFont.Weight.DemiBold
        self._paint_line(
            painter,
            self.text(),
            theme.font(weight=weight),
            QRectF(start, middle - line / 2, end - start, line),
        )
        if self._second:
            small = theme.font(Size.SMALL)
            height = QFontMetricsF(small).height()
            painter.setPen(theme.colour(Token.INK_2))
            self._paint_line(
                painter, self._second, small, QRectF(start, middle + line / 2, end - start, height)
            )

    def _paint_line(self, painter: QPainter, text: str, font: QFont, place: QRectF) -> None:
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_key(self, painter: QPainter, end: int) -> int:
        if not self._key:
            return end
        theme = current_theme()
        font = theme.font(Size.SMALL)
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(self._key) + 10, metrics.height() + 2
        cap = QRectF(end - width, (self.height() - height) / 2, width, height)
        painter.save()
        painter.setPen(QPen(theme.colour(Token.LINE), 1))
        painter.setBrush(theme.colour(Token.SURFACE))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(font)
        painter.setPen(theme.colour(Token.INK_2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.restore()
        return end - round(width) - Space.ONE

    def _paint_dot(self, painter: QPainter) -> None:
        if self._badge:
            theme = current_theme()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.DANGER if self._is_alert else Token.CONTROL))
            radius = theme.scaled(4)
            painter.drawEllipse(QPointF(self.width() - radius * 2, radius * 2.5), radius, radius)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
