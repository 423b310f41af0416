"""Be the rows of what was recorded: one focus stop, and keys that mend, take away or make another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QSizePolicy

from zvdesk.domain.capture import CaptureKind
from zvdesk.ui.meeting.recorded_lines import Recorded, kind_name
from zvdesk.ui.meeting.recorded_painter import Look, RecordedPainter
from zvdesk.ui.models.rows import Column, RowsModel
from zvdesk.ui.shortcuts import Shortcut, claims
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

KINDS = tuple(CaptureKind)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


class _Model(RowsModel[Recorded]):
    """Speak a row as whole sentences."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a row shows or speaks."""
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            return self.rows[index.row()].spoken
        return super().data(index, role)


class RecordedRows(QListView):
    """Be the rows: one control of which the arrows choose a line.

    Signals: ``editAsked(object)`` and ``eraseAsked(object)`` with the record of the chosen row;
    ``convertAsked(object, object)`` with the record and a CaptureKind; ``leaveAsked()`` on Escape, and after
    another kind was chosen or not; ``backAsked()`` on undo.
    """

    editAsked = Signal(object)  # noqa: N815
    eraseAsked = Signal(object)  # noqa: N815
    convertAsked = Signal(object, object)  # noqa: N815
    leaveAsked = Signal()  # noqa: N815
    backAsked = Signal()  # noqa: N815

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows_model = _Model((Column("", lambda row: row.spoken),), (), self)
        self.setModel(self.rows_model)
        self._choice: CaptureKind | None = None
        self._painter = RecordedPainter(self._row, self._look, lambda: self.viewport().width())
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.doubleClicked.connect(lambda _index: self.edit_chosen())
        self.selectionModel().currentChanged.connect(lambda *_both: self._chose_other())

    # --- what is shown and chosen ------------------------------------------------------------------------

    @property
    def chosen(self) -> Recorded | None:
        """Return the chosen row, or None."""
        return self.rows_model.row_at(self.currentIndex())

    def show_rows(self, rows: Sequence[Recorded]) -> None:
        """Show other rows; the choice stays, or goes to what is new when nobody is in the list."""
        if tuple(rows) == self.rows_model.rows:
            return
        before = {row.record.id for row in self.rows_model.rows}
        chosen, number = self.chosen, self.currentIndex().row()
        self._choice = None
        self.rows_model.set_rows(rows)
        ids = [row.record.id for row in rows]
        new = [place for place, record_id in enumerate(ids) if record_id not in before]
        if new and before and not self.hasFocus():
            number = new[-1]
        elif chosen is not None and chosen.record.id in ids:
            number = ids.index(chosen.record.id)
        self.setCurrentIndex(self.rows_model.index(min(number, len(ids) - 1), 0))
        self.updateGeometry()

    def walk(self, offset: int) -> None:
        """Choose the row that stands so many rows on, and say it."""
        count = len(self.rows_model.rows)
        if not count:
            return
        now = self.currentIndex().row()
        first = 0 if offset > 0 else count - 1
        number = first if now < 0 else max(0, min(now + offset, count - 1))
        self.setCurrentIndex(self.rows_model.index(number, 0))
        if not self.hasFocus():
            announce(self, self.rows_model.rows[number].spoken)

    def _row(self, number: int) -> Recorded:
        return self.rows_model.rows[number]

    def _look(self, number: int) -> Look:
        is_current = number == self.currentIndex().row()
        choices: tuple[tuple[str, bool], ...] = ()
        if is_current and self._choice is not None:
            kinds = (kind for kind in KINDS if kind is not self._row(number).kind)
            choices = tuple((kind_name(kind), kind is self._choice) for kind in kinds)
        return Look(is_current, self.hasFocus(), choices, self.tr("Maak hiervan:") if choices else "")

    # --- what can be done with a row ---------------------------------------------------------------------

    def edit_chosen(self) -> None:
        """Ask to mend the chosen row."""
        self._ask(self.editAsked)

    def erase_chosen(self) -> None:
        """Ask to take the chosen row away."""
        self._ask(self.eraseAsked)

    def _ask(self, signal: Any) -> None:  # noqa: ANN401 - a signal of Qt
        row = self.chosen
        if row is not None:
            signal.emit(row.record)

    def convert_chosen(self, offset: int = 1) -> None:
        """Offer to make something else of the chosen row; once more goes to the next kind."""
        row = self.chosen
        if row is None:
            return
        kinds = [kind for kind in KINDS if kind is not row.kind]
        number = kinds.index(self._choice) + offset if self._choice is not None else 0
        self._choice = kinds[number % len(kinds)]
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._measure()
        words = self.tr("Maak hiervan: {kind}. Enter doet het, Escape laat het zo.")
        announce(self, words.format(kind=kind_name(self._choice)))

    @property
    def choice(self) -> CaptureKind | None:
        """Return the kind that the chosen row may become, while that is being chosen."""
        return self._choice

    def _end_choice(self, *, is_taken: bool) -> None:
        row, kind, self._choice = self.chosen, self._choice, None
        self._measure()
        if is_taken and row is not None and kind is not None:
            self.convertAsked.emit(row.record, kind)
        self.leaveAsked.emit()

    # --- size and place ----------------------------------------------------------------------------------

    def _chose_other(self) -> None:
        if self._choice is not None:
            self._choice = None
            self._measure()
        self.viewport().update()
        self._reveal()

    def _measure(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    def _reveal(self) -> None:
        """Bring the chosen row in sight on a page that scrolls."""
        above: QObject | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parent()
        inner = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inner is not None and self.isVisible():
            box = self.visualRect(self.currentIndex())
            place = self.viewport().mapTo(inner, box.center())
            above.ensureVisible(place.x(), place.y(), 0, box.height() // 2 + Space.ONE)

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        frame = 2 * self.frameWidth() + self.viewportMargins().top() + self.viewportMargins().bottom()
        ring = self.width() - self.viewport().width()
        rows = range(len(self.rows_model.rows))
        return frame + self._painter.height_of(rows, width - ring) + ring

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(0, 0)

    # --- keys --------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep undo from the window."""
        return claims(event, Shortcut.TAKE_BACK) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys; letters are never commands here."""
        keys = QKeySequence(event.keyCombination())
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._choice is not None and is_plain and event.key() in (*_ENTER, Qt.Key.Key_Escape):
            self._end_choice(is_taken=event.key() != Qt.Key.Key_Escape)
        elif self._choice is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.convert_chosen(1 if event.key() == Qt.Key.Key_Right else -1)
        elif keys == Shortcut.CONVERT.sequence:
            self.convert_chosen()
        elif (is_plain and event.key() in _ENTER) or keys == Shortcut.CHANGE_LINE.sequence:
            self.edit_chosen()
        elif (is_plain and event.key() == Qt.Key.Key_Delete) or keys == Shortcut.ERASE_LINE.sequence:
            self.erase_chosen()
        elif is_plain and event.key() == Qt.Key.Key_Escape:
            self.leaveAsked.emit()
        elif keys == Shortcut.TAKE_BACK.sequence:
            self.backAsked.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the last row when none was chosen yet."""
        super().focusInEvent(event)
        if self.chosen is None:
            self.walk(-1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave a row as it was when the focus goes elsewhere."""
        super().focusOutEvent(event)
        if self._choice is not None:
            self._choice = None
            self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page when all rows are in sight."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._measure()
