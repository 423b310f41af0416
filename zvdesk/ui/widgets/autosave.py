"""Take text that keeps itself: no Save button, saved within a second and whenever the focus leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent

PAUSE = 700  # milliseconds after the last key; with the way to the disk still within a second
_LINES_MOST = 14


class _Keeper(QObject):
    """Wait for a pause in the typing, and know whether all that was typed has been handed over."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_dirty = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """Note that a key was typed."""
        self.is_dirty = True
        self._timer.start()

    def flush(self) -> None:
        """Hand over now what was typed."""
        self._timer.stop()
        if self.is_dirty:
            self.is_dirty = False
            self.due.emit()


class AutosaveLineEdit(QLineEdit):
    """Take one line. ``set_stored`` shows what the vault holds, but never over what is being typed.

    Signals: ``edited(str)`` at most 0.7 s after the last key, when the focus leaves, on Enter and when it is
    hidden; ``savedChanged(bool)`` for the quiet word "bewaard".
    """

    edited = Signal(str)
    savedChanged = Signal(bool)  # noqa: N815

    def __init__(self, text: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self._keeper = _Keeper(self)
        self._keeper.due.connect(lambda: self.edited.emit(self.text()))
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._keeper.flush)

    def flush(self) -> None:
        """Hand over now what was typed; the window asks this before it locks or closes."""
        self._keeper.flush()

    def mark_saved(self) -> None:
        """Show that the vault has it."""
        if not self._keeper.is_dirty:
            self.savedChanged.emit(True)

    def set_stored(self, text: str) -> None:
        """Show what the vault holds, unless something is being typed."""
        if not self._keeper.is_dirty and text != self.text():
            self.setText(text)

    def _typed(self) -> None:
        self._keeper.touch()
        self.savedChanged.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Act when it goes out of sight."""
        self._keeper.flush()
        super().hideEvent(event)


class AutosaveTextEdit(QPlainTextEdit):
    """Take text of several lines, with a document and an undo of its own; it grows with what is typed.

    Signals: as AutosaveLineEdit.
    """

    edited = Signal(str)
    savedChanged = Signal(bool)  # noqa: N815

    def __init__(
        self, text: str = "", *, lines: int = 3, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self._is_loading = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._keeper = _Keeper(self)
        self._keeper.due.connect(lambda: self.edited.emit(self.toPlainText()))
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def flush(self) -> None:
        """Hand over now what was typed; the window asks this before it locks or closes."""
        self._keeper.flush()

    def mark_saved(self) -> None:
        """Show that the vault has it."""
        if not self._keeper.is_dirty:
            self.savedChanged.emit(True)

    def set_stored(self, text: str) -> None:
        """Show what the vault holds, unless something is being typed; an equal text keeps its undo."""
        if self._keeper.is_dirty or text == self.toPlainText():
            return
        self._is_loading = True
        self.setPlainText(text)
        self._is_loading = False

    def _typed(self) -> None:
        if not self._is_loading:
            self._keeper.touch()
            self.savedChanged.emit(False)

    def _grow(self) -> None:
        lines = max(self._lines, min(_LINES_MOST, int(self.document().size().height())))
        room = self.contentsMargins().top() + self.contentsMargins().bottom()
        inner = round(self.document().documentMargin() * 2)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + room + inner + 12)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Act when the focus leaves."""
        super().focusOutEvent(event)
        self._keeper.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Act when it goes out of sight."""
        self._keeper.flush()
        super().hideEvent(event)


@runtime_checkable
class Flushes(Protocol):
    """Describe a field that can be asked for what is being typed in it."""

    def flush(self) -> None:
        """Hand over what is being typed."""
        ...


def flush_all(widget: QWidget) -> None:
    """Hand over everything that is being typed inside a widget."""
    for child in widget.findChildren(QWidget):
        if isinstance(child, Flushes):
            child.flush()
