"""Be the line in which the table is caught: large type, and what was understood is tinted where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from zvdesk.domain.capture import ChipKind
from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import TONE_GROUNDS, TONE_TOKENS, Size, Space, Token, Tone
from zvdesk.ui.widgets.history_edit import HistoryTextEdit, claims_undo, units

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from zvdesk.domain.capture import Capture

_LINES_MOST = 3
_PAD = 1.5  # pixels of tint beside the words: less than half a space
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WINDOW_KEYS = frozenset(shortcut.sequence.toString() for shortcut in Shortcut)
_OF_WORDS = frozenset(  # these are for the words while there are any, else for the page
    shortcut.sequence.toString() for shortcut in (Shortcut.CONVERT, Shortcut.ERASE_LINE)
)


class CaptureField(HistoryTextEdit):
    """Take one line, however long; it wraps where it does not fit.

    The up arrow in an empty line brings the last one back.

    Signals: ``enterPressed()``; ``escapePressed()`` while there is something to leave; ``backAsked()`` on
    undo in an empty line; ``kindAsked()`` on the key that makes something else of a line; ``stepAsked(int)``,
    ``takeAsked()`` and ``placeChanged()`` for the list above the line, which is open while ``is_choosing``;
    ``focusLeft()``.
    """

    enterPressed = Signal()  # noqa: N815
    escapePressed = Signal()  # noqa: N815
    backAsked = Signal()  # noqa: N815
    kindAsked = Signal()  # noqa: N815
    stepAsked = Signal(int)  # noqa: N815
    takeAsked = Signal()  # noqa: N815
    placeChanged = Signal()  # noqa: N815
    focusLeft = Signal()  # noqa: N815

    def __init__(self, prompt: str = "", parent: QWidget | None = None) -> None:
        super().__init__(lines=1, parent=parent)
        self._prompt = prompt
        self.is_choosing = self.is_mending = False
        self._capture: Capture | None = None
        self._tints: tuple[tuple[int, int, Tone], ...] = ()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wear()

    # --- text --------------------------------------------------------------------------------------------

    @property
    def place(self) -> int:
        """Return the place of the cursor, counted in characters."""
        cursor = self.textCursor()
        cursor.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
        return len(cursor.selectedText())

    def put(self, text: str, start: int = 0, end: int | None = None) -> None:
        """Put a text in the place of a part of the line, as if it was typed, with the cursor behind it."""
        line = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(units(line[:start]))
        cursor.setPosition(units(line if end is None else line[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def left_of(self, place: int) -> int:
        """Return how many pixels from the left a place of the line stands."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.toPlainText()[:place]))
        return self.cursorRect(cursor).left() + self.viewport().x()

    def show_capture(self, capture: Capture) -> None:
        """Tint what was understood and underline what was not."""
        self._capture = capture
        line, theme = capture.line, current_theme()
        tints: list[tuple[int, int, Tone]] = []
        selections: list[QTextEdit.ExtraSelection] = []
        for chip in capture.chips:
            if chip.start < chip.end:
                tone = Tone.WARN if chip.kind is ChipKind.URGENT else Tone.ACCENT
                tints.append((*_span(line, chip.start, chip.end), tone))
                form = QTextCharFormat()
                form.setForeground(theme.colour(TONE_TOKENS[tone]))
                selections.append(self._selection(*tints[-1][:2], form))
        for mark in capture.marks:
            if mark.start < mark.end:
                form = QTextCharFormat()
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(theme.colour(Token.WARN))
                selections.append(self._selection(*_span(line, mark.start, mark.end), form))
        self._tints = tuple(tints)
        self.setExtraSelections(selections)
        self.viewport().update()

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found.cursor, found.format = cursor, form
        return found

    # --- looks -------------------------------------------------------------------------------------------

    def _wear(self) -> None:
        font = current_theme().font(Size.HEADING)
        if self.font() != font:
            self.setFont(font)
        self._grow()
        if self._capture is not None and self._capture.line == self.toPlainText():
            self.show_capture(self._capture)

    def _grow(self) -> None:
        lines = max(1, min(_LINES_MOST, int(self.document().size().height())))
        inner = round(self.document().documentMargin() * 2)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + inner + 2 * Space.ONE)

    # --- events of Qt ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave the keys of the window to the window, though Qt would edit with some of them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination()).toString()
            has_text = bool(self.toPlainText())
            if keys in _OF_WORDS and has_text:
                event.accept()
                return True
            if keys in _WINDOW_KEYS and not claims_undo(event):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys of the line."""
        before, words = self.textCursor().position(), self.toPlainText()
        if not (self._answered_list(event) or self._answered_line(event)):
            super().keyPressEvent(event)
            if self.textCursor().position() != before and self.toPlainText() == words:
                self.placeChanged.emit()

    def _answered_list(self, event: QKeyEvent) -> bool:
        """Answer a key while a list is open above the line."""
        if not self.is_choosing or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Up:
                self.stepAsked.emit(-1)
            case Qt.Key.Key_Down:
                self.stepAsked.emit(1)
            case Qt.Key.Key_Right if self.textCursor().atEnd():
                self.takeAsked.emit()
            case _:
                return False
        return True

    def _answered_line(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.enterPressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.is_choosing or self.is_mending:
                self.escapePressed.emit()
            else:
                event.ignore()
        elif event.key() == Qt.Key.Key_Up and not event.modifiers() and not self.toPlainText():
            self._recall()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.toPlainText():
            self.backAsked.emit()
        elif QKeySequence(event.keyCombination()) == Shortcut.CONVERT.sequence:
            self.kindAsked.emit()
        else:
            return False
        return True

    def _recall(self) -> None:
        texts = self.history.texts[: self.history.place + 1]
        last = next((text for text in reversed(texts) if text.strip()), "")
        if last:
            self.put(last)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste on one line."""
        self.insertPlainText(" ".join(source.text().split()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tints below the text, in the theme of the moment."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, tone in self._tints:
            painter.setBrush(current_theme().colour(TONE_GROUNDS[tone]))
            for box in self._boxes(start, end):
                painter.drawRoundedRect(box, Space.HALF, Space.HALF)
        if not self.toPlainText():
            painter.setPen(current_theme().colour(Token.INK_2))
            painter.setFont(self.font())
            room = self.viewport().rect().adjusted(round(self.document().documentMargin()), 0, 0, 0)
            words = self.fontMetrics().elidedText(self._prompt, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
        super().paintEvent(event)

    def _boxes(self, start: int, end: int) -> list[QRectF]:
        """Return where these characters stand, one box for each line that they take."""
        block = self.document().firstBlock()
        layout = block.layout()
        corner = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        boxes: list[QRectF] = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _across(line.cursorToX(first)), _across(line.cursorToX(last))
                top = QPointF(corner.x() + left - _PAD, corner.y() + line.y())
                boxes.append(QRectF(top.x(), top.y(), right - left + 2 * _PAD, line.height()))
        return boxes

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Act when the focus leaves."""
        super().focusOutEvent(event)
        self.focusLeft.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "is_choosing"):
            self._wear()


def _span(line: str, start: int, end: int) -> tuple[int, int]:
    """Return a place in the line as Qt counts, without the white space around it."""
    words = line[start:end]
    begin = start + len(words) - len(words.lstrip())
    return units(line[:begin]), units(line[: begin + len(words.strip())])


def _across(found: object) -> float:
    """Return the x of a place in a line; PySide hands it over alone or with the place."""
    return float(found[0]) if isinstance(found, tuple) else float(str(found))
