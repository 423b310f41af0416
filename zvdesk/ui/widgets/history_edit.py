"""Take text with an undo of its own, that survives another step, another case and a restart."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor

from zvdesk.domain.edit_history import EditHistory
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QMenu, QWidget


class _States:
    """Decide when what is typed becomes a text that one can go back to.

    That is at a pause, before a new word, before what was typed elsewhere in the text, before a run of
    deletions, and before and after more than one character at once: a paste.
    """

    def __init__(self, text: str) -> None:
        self.history = EditHistory(case_id="", field="", texts=(text,))
        self._now = text
        self._next = -1  # where the next character of the same run goes, -1 for nowhere
        self._is_deleting = False
        self._is_seeded = True

    @property
    def is_bound(self) -> bool:
        """Tell whether the history belongs to a field of a case."""
        return bool(self.history.field)

    def is_here(self, history: EditHistory) -> bool:
        """Tell whether this is the field that is here already, and take over the id that the vault gave."""
        mine = self.history
        is_same = self.is_bound and (history.case_id, history.field) == (mine.case_id, mine.field)
        if is_same and not mine.id:
            self.history = replace(mine, id=history.id)
        return is_same

    def bind(self, history: EditHistory) -> None:
        """Take the history of a field."""
        self.history = history
        self._is_seeded = history.texts != ("",)
        self._rest(history.text)

    def type(self, text: str) -> None:
        """Take note of one change by hand."""
        start, gone, came = difference(self._now, text)
        is_paste = len(came) > 1
        begins_word = bool(came.strip()) and self._now[:start][-1:].isspace()
        is_elsewhere = start not in (self._next, self._next - len(gone))
        turns = bool(gone) != self._is_deleting or bool(gone and came)
        if is_paste or turns or is_elsewhere or begins_word:
            self.history = self.history.typed(self._now)
        if is_paste:
            self.history = self.history.typed(text)
        self._now, self._next, self._is_deleting = text, start + len(came), bool(gone) and not came

    def pause(self) -> None:
        """Keep what stands there now."""
        self.history = self.history.typed(self._now)
        self._next = -1

    def store(self, text: str) -> bool:
        """Take a text from elsewhere and tell whether it is something to go back from.

        The first text of a field without a past is where its history begins.
        """
        if self._is_seeded:
            self.history = self.history.typed(self._now).typed(text)
        else:
            self.history = replace(self.history, texts=(text,), place=0)
        is_change, self._is_seeded = self._is_seeded, True
        self._rest(text)
        return is_change

    def step(self, *, is_back: bool) -> str | None:
        """Go one text back or on and return it; None when there is none."""
        self.history = self.history.typed(self._now)
        before = self.history.place
        self.history = self.history.undone() if is_back else self.history.redone()
        if self.history.place == before:
            return None
        self._rest(self.history.text)
        return self._now

    def can_step(self, *, is_back: bool) -> bool:
        """Tell whether there is a text to go back or on to."""
        if is_back:
            return self.history.can_undo or self._now != self.history.text
        return self.history.can_redo and self._now == self.history.text

    def _rest(self, text: str) -> None:
        self._now, self._next, self._is_deleting = text, -1, False


class HistoryLineEdit(AutosaveLineEdit):
    """Take one line, with an undo of its own.

    Signals: as AutosaveLineEdit, and ``historyChanged(EditHistory)`` with each autosave of a bound field.
    """

    historyChanged = Signal(object)  # noqa: N815

    def __init__(self, text: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, placeholder=placeholder, parent=parent)
        self._states = _States(text)
        self.textEdited.connect(self._states.type)
        self._keeper.due.connect(self._keep)

    @property
    def history(self) -> EditHistory:
        """Return what can be gone back to, as it was at the last pause."""
        return self._states.history

    def bind_history(self, history: EditHistory) -> None:
        """Be the field of this history from now on and show its text; what was typed is handed over first.

        The same field again changes nothing: what is here is newer.
        """
        if not self._states.is_here(history):
            self.flush()
            self._states.bind(history)
            self.setText(history.text)

    def set_stored(self, text: str) -> None:
        """Show what the vault holds, unless something is being typed; that too can be undone."""
        before = self.text()
        super().set_stored(text)
        if self.text() != before and self._states.store(text):
            self._tell()

    def undo(self) -> None:
        """Go back to an earlier text."""
        self._step(is_back=True)

    def redo(self) -> None:
        """Go on to a later text."""
        self._step(is_back=False)

    def _step(self, *, is_back: bool) -> None:
        before = self.text()
        text = None if self.isReadOnly() else self._states.step(is_back=is_back)
        if text is None:
            return
        self.setText(text)
        start, _gone, came = difference(before, text)
        self.setCursorPosition(units(text[:start] + came))
        self._typed()

    def _keep(self) -> None:
        self._states.pause()
        self._tell()

    def _tell(self) -> None:
        if self._states.is_bound:
            self.historyChanged.emit(self._states.history)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of undo and redo from the window."""
        return claims_undo(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys of undo and redo."""
        if not _answered(event, self.undo, self.redo):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu, with this undo and redo in it."""
        menu = self.createStandardContextMenu()
        _offer(menu, self.undo, self.redo, self._states)
        menu.exec(event.globalPos())
        menu.deleteLater()


class HistoryTextEdit(AutosaveTextEdit):
    """Take text of several lines, with an undo of its own. Signals: as HistoryLineEdit."""

    historyChanged = Signal(object)  # noqa: N815

    def __init__(
        self, text: str = "", *, lines: int = 3, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, lines=lines, placeholder=placeholder, parent=parent)
        self.setUndoRedoEnabled(False)
        self._states = _States(text)
        self._shown = text
        self._keeper.due.connect(self._keep)

    @property
    def history(self) -> EditHistory:
        """Return what can be gone back to, as it was at the last pause."""
        return self._states.history

    def bind_history(self, history: EditHistory) -> None:
        """Be the field of this history from now on and show its text; what was typed is handed over first.

        The same field again changes nothing: what is here is newer.
        """
        if not self._states.is_here(history):
            self.flush()
            self._states.bind(history)
            self._load(history.text)

    def set_stored(self, text: str) -> None:
        """Show what the vault holds, unless something is being typed; that too can be undone."""
        before = self.toPlainText()
        super().set_stored(text)
        self._shown = self.toPlainText()
        if self._shown != before and self._states.store(text):
            self._tell()

    def undo(self) -> None:
        """Go back to an earlier text."""
        self._step(is_back=True)

    def redo(self) -> None:
        """Go on to a later text."""
        self._step(is_back=False)

    def _step(self, *, is_back: bool) -> None:
        text = None if self.isReadOnly() else self._states.step(is_back=is_back)
        if text is not None:
            self._load(text)
            self._keeper.touch()
            self.savedChanged.emit(False)

    def _load(self, text: str) -> None:
        """Show a text by changing only what differs, so that the place in the text stays."""
        start, gone, came = difference(self.toPlainText(), text)
        cursor = self.textCursor()
        at = units(text[:start])
        cursor.setPosition(at)
        cursor.setPosition(at + units(gone), QTextCursor.MoveMode.KeepAnchor)
        self._is_loading = True
        cursor.insertText(came)
        self._is_loading = False
        self._shown = text
        self.setTextCursor(cursor)

    def _typed(self) -> None:
        text = self.toPlainText()
        if not self._is_loading and text != self._shown:
            self._shown = text
            self._states.type(text)
            super()._typed()

    def _keep(self) -> None:
        self._states.pause()
        self._tell()

    def _tell(self) -> None:
        if self._states.is_bound:
            self.historyChanged.emit(self._states.history)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of undo and redo from the window."""
        return claims_undo(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys of undo and redo."""
        if not _answered(event, self.undo, self.redo):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu, with this undo and redo in it."""
        menu = self.createStandardContextMenu()
        _offer(menu, self.undo, self.redo, self._states)
        menu.exec(event.globalPos())
        menu.deleteLater()


def difference(before: str, after: str) -> tuple[int, str, str]:
    """Return where two texts begin to differ, what went there and what came."""
    start = _same(before, after)
    same = _same(before[start:][::-1], after[start:][::-1])
    return start, before[start : len(before) - same], after[start : len(after) - same]


def _same(one: str, other: str) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def units(text: str) -> int:
    """Return how many places a text takes in a field of Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo)


def _is_redo(event: QKeyEvent) -> bool:
    is_ctrl_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return is_ctrl_y or event.matches(QKeySequence.StandardKey.Redo)


def claims_undo(event: QEvent) -> bool:
    """Take a key of undo or redo before a shortcut of the window does."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not (_is_undo(event) or _is_redo(event)):
        return False
    event.accept()
    return True


def _answered(event: QKeyEvent, undo: Callable[[], None], redo: Callable[[], None]) -> bool:
    if _is_undo(event):
        undo()
    elif _is_redo(event):
        redo()
    else:
        return False
    return True


def _offer(menu: QMenu, undo: Callable[[], None], redo: Callable[[], None], states: _States) -> None:
    """Put our undo and redo where the menu has those of Qt, which keep nothing here."""
    tr = QCoreApplication.translate
    for name, words, slot, is_back in (
        ("edit-undo", tr("history_edit", "Ongedaan maken"), undo, True),
        ("edit-redo", tr("history_edit", "Opnieuw uitvoeren"), redo, False),
    ):
        theirs = menu.findChild(QAction, name)
        if theirs is None:
            continue
        ours = QAction(theirs.icon(), words, menu)
        ours.setObjectName(name)
        ours.setEnabled(states.can_step(is_back=is_back))
        ours.triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.insertAction(theirs, ours)
        menu.removeAction(theirs)
