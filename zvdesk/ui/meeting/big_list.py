"""Show rows that read at a metre as one control: one Tab stop, and the arrows walk from row to row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from zvdesk.ui.meeting.big_rows import BigRow, RowLayout, laid_out, paint_row
from zvdesk.ui.models.rows import Column, RowsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPainter
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_SEEN = 3  # rows that are in sight even where there is little room
_KEYS = (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Undo)


class _Painter(QStyledItemDelegate):
    """Draw a row as its layout says."""

    def __init__(self, rows: BigList) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size it likes."""
        return QSize(10, self._rows.laid(index.row()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it in the theme of the moment."""
        rows = self._rows
        box = getattr(option, "rect")  # noqa: B009 - the stubs do not know it
        has_focus = rows.hasFocus() and index.row() == rows.currentIndex().row()
        paint_row(painter, box, rows.laid(index.row()), has_focus=has_focus)


class BigList(QListView):
    """Show rows with headings between them; the arrows pass the headings by.

    Signals, each with the key of the row: ``taken(str)`` for Space or a click, ``entered(str)`` for Enter,
    ``marked(str, bool)`` for the right arrow (True) or the left one, ``erased(str)`` for Delete; and
    ``allAsked()`` for Ctrl A, ``undoAsked()`` for Ctrl Z.
    """

    taken = Signal(str)
    entered = Signal(str)
    marked = Signal(str, bool)
    erased = Signal(str)
    allAsked = Signal()  # noqa: N815
    undoAsked = Signal()  # noqa: N815

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "lines")
        self.setAccessibleName(name)
        self._layouts: dict[int, RowLayout] = {}
        self._model: RowsModel[BigRow] = RowsModel(
            (Column("", lambda row: row.spoken or row.name),), (), self
        )
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._click)

    @property
    def rows(self) -> tuple[BigRow, ...]:
        """Return what is shown, headings included."""
        return self._model.rows

    @property
    def chosen_key(self) -> str:
        """Return the key of the chosen row, or an empty text."""
        row = self.currentIndex().row()
        return self.rows[row].key if 0 <= row < len(self.rows) else ""

    def show_rows(self, rows: tuple[BigRow, ...]) -> None:
        """Show these; the chosen row stays chosen where it is still there."""
        if rows == self.rows:
            return
        key, number = self.chosen_key, self.currentIndex().row()
        self._model.set_rows(rows)
        self._layouts = {}
        if any(row.key == key and not row.is_heading for row in rows):
            self.choose(key)
        else:
            self._walk_to(range(max(0, min(number, len(rows) - 1)), len(rows)))
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def choose(self, key: str) -> None:
        """Choose a row by its key; an unknown key leaves it as it is."""
        numbers = [n for n, row in enumerate(self.rows) if row.key == key and not row.is_heading]
        self._walk_to(range(numbers[0], numbers[0] + 1) if numbers else range(0))

    def laid(self, number: int) -> RowLayout:
        """Return how a row is laid out at the width of now."""
        width = max(1, self.viewport().width())
        found = self._layouts.get(number)
        if found is None or found.width != width:
            found = laid_out(self.rows[number], width)
            self._layouts[number] = found
        return found

    def _walk_to(self, numbers: range) -> bool:
        number = next((n for n in numbers if not self.rows[n].is_heading), None)
        if number is None:
            return False
        self.setCurrentIndex(self._model.index(number, 0))
        self.viewport().update()
        if self.hasFocus():
            self._reveal()
        return True

    def _reveal(self) -> None:
        """Let the page around it scroll to the chosen row."""
        box = self.visualRect(self.currentIndex())
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inner = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inner is not None and box.isValid():
            middle = self.viewport().mapTo(inner, box.center())
            around.ensureVisible(middle.x(), middle.y(), 0, box.height())

    def _click(self, index: QModelIndex) -> None:
        row = self.rows[index.row()]
        if not row.is_heading:
            self.taken.emit(row.key)

    def _total(self) -> int:
        return sum(self.laid(number).height for number in range(len(self.rows)))

    def sizeHint(self) -> QSize:
        """Return the size it likes: every row in sight."""
        return QSize(super().sizeHint().width(), self._total() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        seen = [self.laid(number).height for number in range(len(self.rows))]
        return QSize(super().minimumSizeHint().width(), min(self._total(), sum(seen[:_SEEN])) + 2)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl A and Ctrl Z from the window."""
        is_asked = isinstance(event, QKeyEvent) and any(event.matches(key) for key in _KEYS)
        if is_asked and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows and tell the other keys; letters are never commands here."""
        key, number, last = event.key(), self.currentIndex().row(), len(self.rows)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.allAsked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undoAsked.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif key == Qt.Key.Key_Down:
            self._walk_to(range(number + 1, last))
        elif key == Qt.Key.Key_Up:
            self._walk_to(range(number - 1, -1, -1))
        elif key == Qt.Key.Key_Home:
            self._walk_to(range(last))
        elif key == Qt.Key.Key_End:
            self._walk_to(range(last - 1, -1, -1))
        elif self.chosen_key and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.chosen_key)
        elif self.chosen_key and key == Qt.Key.Key_Space:
            self.taken.emit(self.chosen_key)
        elif self.chosen_key and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.marked.emit(self.chosen_key, key == Qt.Key.Key_Right)
        elif self.chosen_key and key == Qt.Key.Key_Delete:
            self.erased.emit(self.chosen_key)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when none was chosen yet."""
        super().focusInEvent(event)
        if not self.chosen_key:
            self._walk_to(range(len(self.rows)))
        self._reveal()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page when all rows are in sight."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_layouts"):
            self._layouts = {}
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
