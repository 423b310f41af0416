"""Edit text and days of a field, each with an undo of its own that survives step, case and restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit

from zvdesk.domain.typed_days import typed_day
from zvdesk.texts.days import day as day_words
from zvdesk.ui.meeting.field import FieldEditor
from zvdesk.ui.meeting.parts import misread_words, on_edit, said, show_day, show_stored
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.history_edit import HistoryLineEdit, HistoryTextEdit
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class TextEditor(FieldEditor):
    """Edit one text. ``history`` names the field for its undo, such as ``Case:<id>:purpose``.

    With one line Enter is done; with more it begins a new line, and Ctrl Enter or Escape is done.
    """

    def __init__(
        self,
        table: Table,
        name: str,
        *,
        history: Callable[[TableView], str],
        read: Callable[[TableView], str],
        keep: Callable[[str], object],
        lines: int = 1,
        help_text: str = "",
    ) -> None:
        super().__init__()
        self._table, self._history, self._read = table, history, read
        self.edit: HistoryLineEdit | HistoryTextEdit
        if lines == 1:
            self.edit = HistoryLineEdit()
            self.edit.returnPressed.connect(self.finished)
        else:
            self.edit = HistoryTextEdit(lines=lines)
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(help_text)
        on_edit(self.edit, keep)
        self.edit.historyChanged.connect(table.keep_history)
        self._help = Text(help_text, Style.SMALL)
        show_when(self._help, bool(help_text))
        self._complaint = Text("", Style.BODY, tone=Tone.DANGER)
        show_when(self._complaint, False)
        for part in (self.edit, self._help, self._complaint):
            self.body.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show what the field holds now."""
        self.edit.bind_history(self._table.history(self._history(view)))
        show_stored(self.edit, self._read(view))

    def take_focus(self) -> None:
        """Put the focus in the text, behind what stands there."""
        if isinstance(self.edit, HistoryTextEdit):
            self.edit.moveCursor(QTextCursor.MoveOperation.End)
        else:
            self.edit.end(False)
        self.edit.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say below the text why it could not be kept."""
        self._complaint.setText(said(error))
        show_when(self._complaint, True)
        announce(self.edit, self._complaint.text(), urgent=True)


class DayEditor(FieldEditor):
    """Edit one day, as people say it."""

    def __init__(
        self,
        table: Table,
        name: str,
        *,
        read: Callable[[TableView], date | None],
        keep: Callable[[date | None], object],
        help_of: Callable[[TableView], str] = lambda _view: "",
    ) -> None:
        super().__init__()
        self._table, self._read, self._help_of = table, read, help_of
        self.day = DateField(parse=lambda text: typed_day(text, table.today()), show=day_words)
        self.day.setAccessibleName(name)
        self.day.dayChosen.connect(lambda day: self._take(day, keep))
        self.day.misread.connect(self._complain)
        line = self.day.focusProxy()
        if isinstance(line, QLineEdit):
            line.returnPressed.connect(self._done)
        self._words = Text("", Style.SMALL)
        for part in (self.day, self._words):
            self.body.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show the day of now."""
        show_day(self.day, self._read(view))
        if self._words.property("tone") != Tone.DANGER.value:
            self._say(self._help_of(view), Tone.NEUTRAL)

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.day.setFocus()

    def _take(self, day: date | None, keep: Callable[[date | None], object]) -> None:
        view = self._table.view
        if day is not None and day < self._table.today() and view is not None and not view.is_closed:
            words = self.tr("{day} is al geweest. Kies een dag die nog komt.").format(day=day_words(day))
            self._say(words, Tone.DANGER)
            announce(self.day, words, urgent=True)
            return
        self._say("", Tone.NEUTRAL)
        keep(day)

    def _done(self) -> None:
        if self.day.is_readable:
            self.finished.emit()

    def _complain(self, text: str) -> None:
        self._say(misread_words(text), Tone.DANGER)
        announce(self.day, self._words.text(), urgent=True)

    def _say(self, words: str, tone: Tone) -> None:
        self._words.setText(words)
        self._words.set_tone(tone)
        show_when(self._words, bool(words))
        self.day.setAccessibleDescription(words)
