"""Show the fields of a step as the lines of one list: one Tab stop, and the arrows choose a line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from zvdesk.ui.icons import paint_icon
from zvdesk.ui.models.rows import Column, RowsModel
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Size, Space, Token

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_ROW, _STACKED, _MARK, _LABEL = 38, 60, 16, 212  # in pixels at 100 %
_NARROW = 540  # a list below this width stacks
_SHARE = 0.36  # of the width, at most, for the labels


class Mark(Enum):
    """Say how a field stands; the words say it as well."""

    NONE = "none"
    FILLED = "filled"
    LACKS = "lacks"
    DISCUSS = "discuss"


@dataclass(frozen=True)
class FieldLine:
    """Hold one line: what the field is called, what stands in it and whether the step lacks it."""

    key: str
    label: str
    value: str = ""
    mark: Mark = Mark.NONE


_ICONS = {
    Mark.FILLED: ("check", Token.OK),
    Mark.LACKS: ("circle-alert", Token.DANGER),
    Mark.DISCUSS: ("triangle-alert", Token.WARN),
}
_INKS = {Mark.LACKS: Token.DANGER, Mark.DISCUSS: Token.WARN}


def row_height(width: int = 0) -> int:
    """Return the height of a line in pixels; in a narrow list the value stands below its label."""
    return current_theme().scaled(_STACKED if is_stacked(width) else _ROW)


def is_stacked(width: int) -> bool:
    """Tell whether a list of this width sets the values below their labels; 0 is wide enough."""
    return 0 < width < current_theme().scaled(_NARROW)


def label_width(width: int) -> int:
    """Return where the values begin, in pixels from the left of a list of this width."""
    return min(current_theme().scaled(_MARK + _LABEL), round(width * _SHARE)) + Space.TWO


class _Painter(QStyledItemDelegate):
    """Draw a line: its mark, its label in grey and its value in ink."""

    def __init__(self, lines: FieldLines) -> None:
        super().__init__(lines)
        self._lines = lines

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size it likes; the chosen line leaves room for its editor."""
        return QSize(10, self._lines.row_height + self._lines.gap_below(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it in the theme of the moment."""
        line = self._lines.lines[index.row()]
        theme, is_chosen = current_theme(), index.row() == self._lines.chosen_row
        whole: QRectF = QRectF(getattr(option, "rect"))  # noqa: B009 - the stubs do not know it
        top = QRectF(whole.left(), whole.top(), whole.width(), self._lines.row_height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.PAPER))
            painter.drawRoundedRect(whole.adjusted(0, 1, 0, -1), Radius.CONTROL, Radius.CONTROL)
            if self._lines.hasFocus():
                painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(top.adjusted(1, 2, -1, -1), Radius.CONTROL, Radius.CONTROL)
        elif index.row() + 1 < len(self._lines.lines) and index.row() + 1 != self._lines.chosen_row:
            painter.setPen(QPen(theme.colour(Token.LINE), 1))
            painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        side = theme.scaled(_MARK)
        if line.mark in _ICONS:
            name, token = _ICONS[line.mark]
            paint_icon(
                painter, QRectF(top.left() + Space.ONE, top.center().y() - side / 2, side, side), name, token
            )
        left = top.left() + Space.ONE + side + Space.ONE
        right = top.right() - Space.ONE
        ink = _INKS.get(line.mark, Token.INK)
        weight = QFont.Weight.DemiBold if is_chosen else QFont.Weight.Normal
        values = top.left() + label_width(int(whole.width()))
        if is_stacked(self._lines.width()):
            half = top.height() / 2
            label = QRectF(left, top.top() + 4, right - left, half - 2)
            room = QRectF(left, top.top() + half, right - left, half - 6)
        else:
            label = QRectF(left, top.top(), values - left - Space.ONE, top.height())
            room = QRectF(values, top.top(), right - values, top.height())
        self._write(painter, label, line.label, weight, ink if is_chosen else Token.INK_2)
        if not (is_chosen and self._lines.has_editor) or is_stacked(self._lines.width()):
            self._write(painter, room, line.value, QFont.Weight.Normal, ink)
        painter.restore()

    def _write(self, painter: QPainter, room: QRectF, text: str, weight: QFont.Weight, ink: Token) -> None:
        font = current_theme().font(Size.BODY, weight)
        painter.setFont(font)
        painter.setPen(current_theme().colour(ink))
        plain = " ".join(text.split())
        shown = QFontMetricsF(font).elidedText(plain, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class FieldLines(QListView):
    """Show the lines of the fields.

    Signals: ``lineChosen(str)`` with the key when another line was chosen; ``editorAsked()`` when Enter asks
    for the editor of the chosen line; ``erased()`` when Delete was pressed on it.
    """

    lineChosen = Signal(str)  # noqa: N815
    editorAsked = Signal()  # noqa: N815
    erased = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "lines")
        self.setAccessibleName(name)
        self.has_editor = False
        self._gap = 0
        self._model: RowsModel[FieldLine] = RowsModel((Column("", _spoken),), (), self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(lambda _index: self.editorAsked.emit())

    @property
    def lines(self) -> tuple[FieldLine, ...]:
        """Return the lines that are shown."""
        return self._model.rows

    @property
    def chosen_row(self) -> int:
        """Return the number of the chosen line, -1 for none."""
        return self.currentIndex().row()

    @property
    def chosen_key(self) -> str:
        """Return the key of the chosen line, or an empty text."""
        return self.lines[self.chosen_row].key if 0 <= self.chosen_row < len(self.lines) else ""

    @property
    def row_height(self) -> int:
        """Return the height of a line here, in pixels."""
        return row_height(self.width())

    def gap_below(self, number: int) -> int:
        """Return the room below a line for its editor, in pixels."""
        return self._gap if number == self.chosen_row else 0

    def set_gap(self, gap: int) -> None:
        """Leave this much room below the chosen line."""
        if gap != self._gap:
            self._gap = gap
            self.scheduleDelayedItemsLayout()

    def show_lines(self, lines: tuple[FieldLine, ...]) -> None:
        """Show other lines; the chosen one stays chosen where it is still there."""
        if lines == self.lines:
            return
        key = self.chosen_key
        self.selectionModel().blockSignals(True)
        self._model.set_rows(lines)
        self.selectionModel().blockSignals(False)
        self.choose(key if any(line.key == key for line in lines) else "", is_told=False)

    def choose(self, key: str, *, is_told: bool = True) -> None:
        """Choose a line by its key; an unknown key chooses none."""
        numbers = [number for number, line in enumerate(self.lines) if line.key == key]
        model = self.selectionModel()
        model.blockSignals(not is_told)
        self.setCurrentIndex(self._model.index(numbers[0], 0) if numbers else QModelIndex())
        model.blockSignals(False)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _tell(self, now: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()
        if now.isValid():
            self.lineChosen.emit(self.chosen_key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the editor with Enter or the right arrow; letters are never commands here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.editorAsked.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.erased.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first line when none was chosen yet."""
        super().focusInEvent(event)
        if self.chosen_row < 0 and self.lines:
            self.choose(self.lines[0].key)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()


def _spoken(line: FieldLine) -> str:
    return f"{line.label}: {line.value}" if line.value else line.label
