"""Hold the fields of a step: a list of lines, and the editor of the chosen one below its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.ui.meeting.field_lines import FieldLines, is_stacked, label_width, row_height
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from zvdesk.ui.meeting.field_lines import FieldLine

_BESIDE = 10  # heights of a line that an editor needs to stand beside its label


class FieldList(QWidget):
    """Show the fields of a step as one control; the editor of one field at a time stands in place.

    The editor lies over the gap that the list leaves below the chosen line, and is no part of the list: a
    screen reader finds it beside it. Signals: ``chosen(str)`` with the key of another line;
    ``editorAsked()`` when Enter or a click asks for the editor.
    """

    chosen = Signal(str)
    editorAsked = Signal()  # noqa: N815

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.lines = FieldLines(name, self)
        self.lines.lineChosen.connect(self.chosen)
        self.lines.editorAsked.connect(self.editorAsked)
        self._host = QWidget(self)
        self._column = column(0)
        self._column.setContentsMargins(0, Space.HALF, Space.HALF_MORE, Space.HALF)
        self._host.setLayout(self._column)
        self._host.installEventFilter(self)
        self._host.hide()
        self.editor: QWidget | None = None
        self.setFocusProxy(self.lines)

    def show_lines(self, lines: tuple[FieldLine, ...]) -> None:
        """Show how the fields stand now."""
        before = len(self.lines.lines)
        self.lines.show_lines(lines)
        if len(lines) != before:
            self.updateGeometry()
        self._place()

    def set_editor(self, editor: QWidget | None) -> None:
        """Show this editor below the chosen line, or none."""
        if editor is not self.editor:
            if self.editor is not None:
                self.editor.hide()
                self._column.removeWidget(self.editor)
            self.editor = editor
            if editor is not None:
                self._column.addWidget(editor)
                editor.show()
        self._host.setVisible(editor is not None)
        self.lines.has_editor = editor is not None
        self.updateGeometry()
        self._place()

    def _is_beside(self, width: int) -> bool:
        """Tell whether the editor has room beside the label; else it stands below it."""
        return not is_stacked(width) and width - label_width(width) >= row_height() * _BESIDE

    def _inset(self, width: int) -> int:
        return label_width(width) - Space.HALF_MORE if self._is_beside(width) else row_height() // 2

    def _gap(self, width: int) -> int:
        below = self._editor_height(width)
        return max(0, below - row_height(width)) if self._is_beside(width) and below else below

    def _editor_height(self, width: int) -> int:
        if self.editor is None:
            return 0
        room = width - self._inset(width)
        layout = self._column
        hint = self._host.sizeHint().height()
        return layout.heightForWidth(room) if layout.hasHeightForWidth() else hint

    def _place(self) -> None:
        width = self.width()
        self.lines.set_gap(self._gap(width))
        self.lines.setGeometry(0, 0, width, max(self.height(), self.heightForWidth(width)))
        if self.editor is not None and self.lines.chosen_row >= 0:
            top = row_height(width) * (self.lines.chosen_row + (0 if self._is_beside(width) else 1))
            inset = self._inset(width)
            self._host.setGeometry(inset, top, width - inset, self._editor_height(width))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow an editor that becomes taller or shorter."""
        if watched is self._host and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().eventFilter(watched, event)

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return row_height(width) * len(self.lines.lines) + self._gap(width)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        width = max(self.width(), row_height() * 12)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        wide = self._host.minimumSizeHint().width() if self.editor is not None else 0
        return QSize(max(row_height() * 6, wide), self.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
            self._place()
