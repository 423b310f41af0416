"""Let the capture line hold a recorded line for a while; what was half typed comes back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor

from zvdesk.domain.capture import MarkReason
from zvdesk.domain.capture_words import COMMANDS
from zvdesk.domain.edit_history import EditHistory
from zvdesk.texts.capture import CAPTURE_KINDS, HINTS
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.history_edit import units
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from zvdesk.domain.capture import CaptureKind
    from zvdesk.ui.meeting.capture_field import CaptureField
    from zvdesk.ui.meeting.recorded_lines import TableRecord


def _tr(text: str) -> str:
    return QCoreApplication.translate("capture_mending", text)


class Mending:
    """Hold the record that is being mended, and the line that stood there before."""

    def __init__(self, field: CaptureField) -> None:
        self._field = field
        self.record: TableRecord | None = None
        self.own = EditHistory(case_id="", field="")  # of the line itself
        self.hint = Text("", Style.STRONG, tone=Tone.ACCENT)
        self.hint.hide()

    def begin(self, record: TableRecord, line: str, history: EditHistory | None = None) -> None:
        """Put the line of a record in the field."""
        field = self._field
        if self.record is None:
            field.flush()
            self.own = field.history
        self.record = record
        new = EditHistory(
            case_id=self.own.case_id, meeting_id=self.own.meeting_id, field=self.field_of(record)
        )
        field.bind_history(history or new)
        field.set_stored(line)
        field.moveCursor(QTextCursor.MoveOperation.End)
        field.is_mending = True
        self.hint.setText(_tr("U wijzigt een vastgelegde regel. Enter bewaart, Esc laat het zoals het was."))
        self.hint.show()

    def ask(self, kind: CaptureKind, lacks: MarkReason) -> None:
        """Say what the line still lacks to be of this kind, and put the cursor where that is typed."""
        words = _tr("{lacks} Enter maakt er dit van: {kind}. Esc laat het zoals het was.")
        self.hint.setText(words.format(lacks=HINTS[lacks], kind=CAPTURE_KINDS[kind]))
        field = self._field
        line = field.toPlainText()
        if lacks is MarkReason.NO_TRIGGER:
            place = len(COMMANDS[kind][0]) + 1  # behind the slash and the word
            field.put("  ", place, place + 1)
            cursor = field.textCursor()
            cursor.setPosition(units(line[: place + 1]))
            field.setTextCursor(cursor)
        elif lacks is MarkReason.NO_ORGANISATION:
            field.put(" @", len(line), len(line))

    def end(self) -> None:
        """Give the field its own line back."""
        self.record = None
        self._field.is_mending = False
        self.hint.hide()
        self._field.bind_history(self.own)
        self._field.moveCursor(QTextCursor.MoveOperation.End)

    def field_of(self, record: TableRecord) -> str:
        """Return the name of the field in which a record is mended; empty for a line without a history."""
        return f"{self.own.field}:{record.id}" if self.own.field else ""
