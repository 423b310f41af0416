"""Keep one list of fields with its editors: which fields, which one is open, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.field import Field, FieldEditor
from zvdesk.ui.meeting.field_lines import Mark
from zvdesk.ui.meeting.field_list import FieldList
from zvdesk.ui.widgets.history_edit import HistoryLineEdit, HistoryTextEdit
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.domain.blockers import Blocker
    from zvdesk.ui.meeting.field_lines import FieldLine
    from zvdesk.ui.meeting.views import TableView


class FieldsPanel(QWidget):
    """Show fields as lines, with the editor of the open one in place.

    Signals: ``left()`` when Enter or Escape ends an editor; ``opened(str, object)`` with the key of a field
    that came open and its editor; ``actionAsked(str)`` with the key of a line that is no field, on Enter.
    """

    left = Signal()
    opened = Signal(str, object)
    actionAsked = Signal(str)  # noqa: N815

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TableView | None = None
        self._fields: tuple[Field, ...] = ()
        self._place = ""
        self._editors: dict[tuple[str, str], FieldEditor] = {}
        self.list = FieldList(name)
        self.list.chosen.connect(self._open)
        self.list.editorAsked.connect(self.enter)
        self.setFocusProxy(self.list)
        body = column(0)
        self.setLayout(body)
        body.addWidget(self.list)

    @property
    def editor(self) -> FieldEditor | None:
        """Return the editor of the open field, or None."""
        editor = self.list.editor
        return editor if isinstance(editor, FieldEditor) else None

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the lines that are shown."""
        return tuple(line.key for line in self.list.lines.lines)

    def show_fields(
        self,
        place: str,
        fields: tuple[Field, ...],
        view: TableView,
        blockers: Iterable[Blocker] = (),
        after: tuple[FieldLine, ...] = (),
    ) -> None:
        """Show fields as they stand now; ``place`` names the step or record that they are of."""
        self._view, self._fields = view, fields
        if place != self._place:
            self.close_editor()
            self._place = place
        known = tuple(blockers)
        shown = (field for field in fields if field.is_shown(view))
        self.list.show_lines((*(field.line(view, known) for field in shown), *after))
        if self.list.lines.chosen_row < 0:
            self.list.set_editor(None)
        if self.editor is not None:
            self.editor.show_view(view)

    def first_lacking(self) -> str:
        """Return the key of the first field that the step lacks, or an empty text."""
        lacking = (line.key for line in self.list.lines.lines if line.mark is Mark.LACKS)
        return next(lacking, "")

    def open_field(self, key: str, *, is_entered: bool = True) -> None:
        """Open the editor of a field; ``is_entered`` puts the focus in it."""
        if key in self.keys:
            self.list.lines.choose(key, is_told=False)
            self._open(key)
            if is_entered:
                self.enter()

    def enter(self) -> None:
        """Put the focus in the editor of the chosen field."""
        if self.editor is not None:
            self.editor.take_focus()
        elif self.list.lines.chosen_key:
            self.actionAsked.emit(self.list.lines.chosen_key)

    def redo(self) -> None:
        """Do again in the open field what was undone there."""
        edit = getattr(self.editor, "edit", None)
        if isinstance(edit, HistoryLineEdit | HistoryTextEdit):
            edit.redo()

    def close_editor(self) -> None:
        """Take the editor out of sight; what was typed in it is handed over."""
        self.list.set_editor(None)
        self.list.lines.choose("", is_told=False)

    def forget(self, place: str) -> None:
        """Let the editors of a place go."""
        for key in [key for key in self._editors if key[0] == place]:
            editor = self._editors.pop(key)
            if editor is self.list.editor:
                self.list.set_editor(None)
            editor.deleteLater()

    def _open(self, key: str) -> None:
        field = next((field for field in self._fields if field.key == key), None)
        if field is None or self._view is None:
            self.list.set_editor(None)
            return
        editor = self._editors.get((self._place, key))
        if editor is None:
            editor = field.make()
            editor.finished.connect(self.left)
            self._editors[(self._place, key)] = editor
        editor.show_view(self._view)
        self.list.set_editor(editor)
        self.opened.emit(key, editor)
