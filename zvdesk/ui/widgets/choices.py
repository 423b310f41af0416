"""Choose: tick boxes, one of a list, one of a few in sight, and several of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QWidget,
)

from zvdesk.ui.icons import paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Space, Token
from zvdesk.ui.widgets.buttons import ChoiceButton
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

_BOX = 20  # of a tick box, in pixels at 100 %


def _size_of(button: QAbstractButton) -> QSize:
    theme = current_theme()
    metrics = QFontMetricsF(theme.font())
    width = theme.scaled(_BOX) + Space.ONE + metrics.horizontalAdvance(button.text()) + Space.ONE
    return QSize(round(width) + 2, max(theme.scaled(_BOX), round(metrics.height())) + Space.ONE)


def _paint(button: QAbstractButton) -> None:
    theme = current_theme()
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = theme.scaled(_BOX)
    box = QRectF(2, (button.height() - side) / 2 + 1, side - 2, side - 2)
    is_on, is_enabled = button.isChecked(), button.isEnabled()
    fill = Token.ACCENT if is_on and is_enabled else Token.SURFACE if is_enabled else Token.SUNKEN
    edge = Token.ACCENT if is_on and is_enabled else Token.CONTROL
    painter.setPen(QPen(theme.colour(edge), 1.5))
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(box, 4, 4)
    mark = Token.ON_ACCENT if is_enabled else Token.INK_2
    if is_on:
        paint_icon(painter, box.adjusted(1, 1, -1, -1), "check", mark)
    painter.setFont(theme.font())
    painter.setPen(theme.colour(Token.INK if is_enabled else Token.INK_2))
    left = box.right() + Space.ONE
    place = QRectF(left, 0, button.width() - left, button.height())
    shown = QFontMetricsF(theme.font()).elidedText(button.text(), Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    if button.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), 5, 5)
    painter.end()


class CheckBox(QCheckBox):
    """Tick one thing. Signal: ``toggled(bool)``."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return _size_of(self)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(current_theme().scaled(_BOX) * 4, _size_of(self).height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        _paint(self)


class ChoiceField(QComboBox):
    """Choose one of a list of (value, words); ``empty`` are the words of no choice, whose value is None.

    Signal: ``chosen(object)`` when the person chose, never when the program did.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Iterable[tuple[object, str]] = (),
        *,
        empty: str | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._empty = empty
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.activated.connect(lambda _index: self.chosen.emit(self.value))
        self.set_options(options)

    def setAccessibleName(self, name: str) -> None:
        """Name the field and the list that it opens."""
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    @property
    def value(self) -> object:
        """Return the chosen value, or None."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Offer other options and keep the choice where it is still there."""
        before = self.value if self.count() else None
        first: list[tuple[object, str]] = [] if self._empty is None else [(None, self._empty)]
        offered = first + list(options)
        self.clear()
        self._values = [value for value, _words in offered]
        self.addItems([words for _value, words in offered])
        self.set_value(before)

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered gives no choice."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else min(0, self.count() - 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        super().paintEvent(event)
        theme = current_theme()
        side = theme.scaled(18)
        painter = QPainter(self)
        box = QRectF(self.width() - side - 9, (self.height() - side) / 2, side, side)
        paint_icon(painter, box, "chevron-down", Token.INK_2)
        painter.end()


class ChoiceRow(QWidget):
    """Choose one of a few that stand side by side, such as the AVE levels.

    Signal: ``chosen(object)`` when the person chose.
    """

    chosen = Signal(object)

    def __init__(
        self, name: str, options: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values = [value for value, _words in options]
        self._group = QButtonGroup(self)
        flow = FlowLayout(self)
        for number, (_value, words) in enumerate(options):
            button = ChoiceButton(words)
            button.setAccessibleName(f"{name}: {words}")
            self._group.addButton(button, number)
            flow.addWidget(button)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    @property
    def value(self) -> object:
        """Return the chosen value, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose a value; None or one that is not offered takes the choice away."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(self._values[self._group.id(button)] == value)
        self._group.setExclusive(True)


class Checklist(QWidget):
    """Tick several of a list, such as organisations. Signal: ``changed(frozenset)`` of the ticked keys."""

    changed = Signal(object)

    def __init__(
        self, name: str, options: Iterable[tuple[Hashable, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes: dict[Hashable, CheckBox] = {}
        self._column = column(2)
        self.setLayout(self._column)
        self.set_options(options)

    @property
    def chosen(self) -> frozenset[Hashable]:
        """Return the ticked keys."""
        return frozenset(key for key, box in self._boxes.items() if box.isChecked())

    def set_options(self, options: Iterable[tuple[Hashable, str]]) -> None:
        """Offer other options; what was ticked stays ticked."""
        before = self.chosen
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for key, words in options:
            box = CheckBox(words)
            box.setChecked(key in before)
            box.clicked.connect(lambda _checked=False: self.changed.emit(self.chosen))
            self._boxes[key] = box
            self._column.addWidget(box)

    def set_chosen(self, keys: Iterable[Hashable]) -> None:
        """Tick these keys and no others."""
        wanted = frozenset(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)
