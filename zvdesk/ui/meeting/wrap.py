"""Set fields beside each other and share the width; where the line is full they go on below."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayoutItem, QSizePolicy, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.widgets.layouts import FlowLayout

_WISH, _MIDDLE = "wish", "middle"
_LONG = 300  # a field that likes at least this may fill its line


def wish(widget: QWidget, pixels: int) -> None:
    """Say how wide a widget likes to be in a WrapLayout, in pixels at 100 %; it may become narrower."""
    widget.setProperty(_WISH, pixels)


class WrapLayout(FlowLayout):
    """Be a flow whose fields grow to fill their line; buttons keep their size and stand at the bottom."""

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for number in range(self.count()):
            item = self.itemAt(number)
            if item is None or item.isEmpty():
                continue
            hint = QSize(min(_wished(item), width), item.sizeHint().height())
            if lines[-1] and used + hint.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, hint))
            used += hint.width() + self.spacing()
        return lines

    def _height(self, item: QLayoutItem, width: int) -> int:
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()

    def _widths(self, line: list[tuple[QLayoutItem, QSize]], width: int) -> list[int]:
        spare = width - sum(hint.width() for _item, hint in line) - self.spacing() * (len(line) - 1)
        growing = [_grows(item) for item, _hint in line]
        share = max(0, spare) // max(1, sum(growing))
        return [
            min(hint.width() + share * grows, _most(item, width))
            for (item, hint), grows in zip(line, growing, strict=True)
        ]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        y = inner.y()
        for line in self._lines(inner.width()):
            widths = self._widths(line, inner.width())
            heights = [self._height(item, w) for (item, _hint), w in zip(line, widths, strict=True)]
            height, x = max(heights, default=0), inner.x()
            for (item, _hint), width, own in zip(line, widths, heights, strict=True):
                if move:
                    top = y + _drop(item, height - own)
                    item.setGeometry(QRect(QPoint(x, top), QSize(width, own)))
                x += width + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing()) - rect.y() + margins.bottom()


def _grows(item: QLayoutItem) -> bool:
    widget = item.widget()
    if widget is None or isinstance(widget, QAbstractButton):
        return False
    return widget.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Maximum


def _wished(item: QLayoutItem) -> int:
    widget = item.widget()
    pixels = widget.property(_WISH) if widget is not None else None
    return current_theme().scaled(pixels) if isinstance(pixels, int) else item.sizeHint().width()


def fix(label: QLabel, pixels: int) -> None:
    """Make a label a column of a line: as wide as this, in pixels at 100 %, and no wider."""
    wish(label, pixels)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)


def _most(item: QLayoutItem, width: int) -> int:
    """Keep a short field short: half as wide again as it likes; what is wide takes the line."""
    widget = item.widget()
    pixels = widget.property(_WISH) if widget is not None else None
    if not isinstance(pixels, int) or pixels >= _LONG:
        return width
    return min(width, current_theme().scaled(pixels * 3 // 2))


def _drop(item: QLayoutItem, spare: int) -> int:
    """Return how far below the top of its line a part stands: fields at the top, buttons at the bottom."""
    widget = item.widget()
    if isinstance(widget, QLabel) or (widget is not None and widget.property(_MIDDLE) is True):
        return spare // 2
    return spare if isinstance(widget, QAbstractButton) else 0


def to_middle(widget: QWidget) -> None:
    """Let a part stand in the middle of its line."""
    widget.setProperty(_MIDDLE, True)
