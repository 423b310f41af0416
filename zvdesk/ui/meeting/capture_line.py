"""Catch what the table agrees in one line that never leaves the case, and show how it was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.edit_history import EditHistory
from zvdesk.texts.capture import CAPTURE_KINDS
from zvdesk.ui.meeting.at_once import at_once
from zvdesk.ui.meeting.capture_chips import ChipRow, faces_of, understood
from zvdesk.ui.meeting.capture_completing import Completing
from zvdesk.ui.meeting.capture_field import CaptureField
from zvdesk.ui.meeting.capture_mending import Mending
from zvdesk.ui.meeting.capture_reader import CaptureReader
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from zvdesk.domain.capture import Capture, CaptureTable, Chosen, MarkReason
    from zvdesk.ui.meeting.capture_chips import Face
    from zvdesk.ui.meeting.recorded_lines import TableRecord

_SAY = 900  # milliseconds after the last key before a screen reader hears what was understood
_KINDS = tuple(CaptureKind)


class CaptureLine(QWidget):
    """Take a line; Enter hands it over, and it stays until the page says how that went.

    The page answers ``entered`` and ``mended`` with ``recorded()`` or ``refused(words)``. What is half typed
    is a field like any other: ``bind_history`` gives it back after a lock or a crash, with what was corrected
    at its chips. ``take_back`` is what Ctrl Z does in an empty line; False lets it go back in the words.

    Signals: ``entered(Capture)``; ``mended(object, Capture)`` with the record that is being mended;
    ``mendingLeft()`` when it stays as it was; ``historyChanged(EditHistory)`` within a second of a key.
    """

    entered = Signal(object)
    mended = Signal(object, object)
    mendingLeft = Signal()  # noqa: N815
    historyChanged = Signal(object)  # noqa: N815

    def __init__(self, parent: QWidget | None = None, take_back: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        self._take_back = take_back
        self._kept = ""  # what was corrected at the chips of the line itself
        self._waiting: str | None = None  # the line that the page is keeping
        self._wants_more = False
        self.field = CaptureField(self.tr("Typ wat u afspreekt, bijvoorbeeld: Bakker belt huisarts @GGZ vr"))
        self.field.setAccessibleName(self.tr("Vastlegregel"))
        self.row = ChipRow()
        self.hint = Text(style=Style.SMALL)
        self._mending = Mending(self.field)
        self.mending_hint = self._mending.hint
        self.error = Text("", tone=Tone.DANGER)
        self._completing = Completing(self.field, self)
        self.completer = self._completing.list
        self._reader = CaptureReader(self.field, self)
        self.panel = self._reader.panel
        self._say = QTimer(self, singleShot=True, interval=_SAY)
        self._said = ""
        self._arrange()
        self._connect()
        self._show()

    def _arrange(self) -> None:
        body = column(Space.HALF)
        self.setLayout(body)
        for part in (self.mending_hint, self.field, self.row, self.hint, self.error):
            body.addWidget(part)
        self.error.hide()
        self.setFocusProxy(self.field)
        self.hint.setText(
            self.tr(
                "/b besluit  ·  /i informatie  ·  /v voorbehoud  ·  /p parkeren  ·  /als … dan  ·  ! spoed"
            )
        )

    def _connect(self) -> None:
        field = self.field
        self._reader.wasRead.connect(self._show)
        self._reader.chosenChanged.connect(self._keep_chosen)
        field.placeChanged.connect(lambda: self._completing.offer(self.capture))
        field.enterPressed.connect(self._enter)
        field.escapePressed.connect(self._escape)
        field.backAsked.connect(self._go_back)
        field.kindAsked.connect(self.cycle_kind)
        field.historyChanged.connect(self._keep_history)
        self.panel.left.connect(self.take_focus)
        self.row.opened.connect(self._reader.open)
        self._say.timeout.connect(self._announce)

    # --- what the page calls -----------------------------------------------------------------------------

    def set_table(self, table: CaptureTable) -> None:
        """Say who is at the table and which day it is."""
        self._reader.set_table(table)

    def bind_history(
        self, history: EditHistory, chosen: EditHistory | None = None, table: CaptureTable | None = None
    ) -> None:
        """Be the line of this case from now on, with what was half typed there and corrected at its chips.

        ``chosen`` is what the vault keeps of the corrections, under the field ``chosen_field(history)``.
        """
        if self.is_mending:
            self._end_mending()
        own = self._mending.own
        if history.field and (history.case_id, history.field) == (own.case_id, own.field):
            self.field.bind_history(history)
            self._mending.own = self.field.history
            return
        self.field.flush()
        self._reader.hold()
        self.field.bind_history(history)
        self._mending.own = self.field.history
        self._kept = chosen.text if chosen is not None else ""
        self._reader.take(self._kept, table)

    @staticmethod
    def chosen_field(history: EditHistory) -> str:
        """Return the name of the field that keeps the corrections of a line."""
        return f"{history.field}:chosen"

    def set_text(self, text: str) -> None:
        """Put a text in the line, as if it was typed."""
        self.field.put(text)

    def text(self) -> str:
        """Return what stands in the line."""
        return self.field.toPlainText()

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """Hand over what is half typed."""
        self.field.flush()

    def recorded(self) -> None:
        """Clear the line: it is kept. What was typed meanwhile stays."""
        line, self._waiting = self._waiting, None
        if self.is_mending:
            self._end_mending()
        elif line is not None and self.text().startswith(line):
            self.field.put(self.text()[len(line) :].lstrip())
            self.field.flush()
        wants_more, self._wants_more = self._wants_more, False
        if wants_more:
            self._enter()

    def refused(self, words: str) -> None:
        """Say why the line was not kept; it stays."""
        self._waiting, self._wants_more = None, False
        self._tell(words)

    def mend(
        self, record: TableRecord, line: str, chosen: Chosen | None = None, history: EditHistory | None = None
    ) -> None:
        """Put the line of a record here to mend it; what was half typed comes back afterwards.

        ``history`` is what the vault keeps of an earlier time, under the field ``mending_field(record)``.
        """
        self._begin_mending(record, line, chosen, history)
        self.take_focus()
        announce(self.field, self.mending_hint.text())

    def complete(self, record: TableRecord, kind: CaptureKind, line: str, lacks: MarkReason) -> None:
        """Put the line here that makes another kind of a record, to type what it still lacks."""
        self._begin_mending(record, line)
        self.take_focus()
        self._mending.ask(kind, lacks)
        announce(self.field, self.mending_hint.text())

    def mending_field(self, record: TableRecord) -> str:
        """Return the name of the field in which a record is mended; empty for a line without a history."""
        return self._mending.field_of(record)

    @property
    def is_mending(self) -> bool:
        """Tell whether a record is being mended."""
        return self._mending.record is not None

    def cycle_kind(self) -> None:
        """Make the next kind of what is being typed: an action, a decision, information and so on."""
        capture = self.capture
        if capture is not None and capture.line.strip():
            self._reader.make(_KINDS[(_KINDS.index(capture.kind) + 1) % len(_KINDS)])
            announce(self.field, CAPTURE_KINDS[self.capture.kind if self.capture else capture.kind])

    # --- reading -----------------------------------------------------------------------------------------

    @property
    def capture(self) -> Capture | None:
        """Return what the line says; None before it knows the table."""
        return self._reader.capture

    def _show(self) -> None:
        capture = self.capture
        faces: tuple[Face, ...] = ()
        if capture is not None:
            faces = faces_of(capture) if capture.line.strip() else ()
            self.field.show_capture(capture)
            self.field.setAccessibleDescription(understood(capture) if faces else self.hint.text())
        with at_once(self):
            self.row.show_faces(faces)
            show_when(self.row, bool(faces))
            show_when(self.hint, not faces)
        if not self.error.isHidden():
            self._tell("")
        self._completing.offer(self.capture)
        self._say.start()

    def _announce(self) -> None:
        words = self.field.accessibleDescription()
        if self.text().strip() and words != self._said and self.field.hasFocus():
            self._said = words
            announce(self.field, words)

    # --- keys --------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        if self._completing.take_chosen():
            return
        self._completing.close()
        capture = self.capture
        if capture is None or not capture.line.strip():
            return
        if self._waiting is not None:
            self._wants_more = self.text() != self._waiting
            return
        if not capture.text:
            self._tell(self.tr("Typ eerst wat u wilt vastleggen."))
            return
        self._waiting = capture.line
        if self.is_mending:
            self.field.flush()
            self.mended.emit(self._mending.record, capture)
        else:  # the line is cleared in a moment, and its history is kept then
            self.entered.emit(capture)

    def _escape(self) -> None:
        if self.completer.is_open:
            self._completing.close()
        elif self.is_mending and self._waiting is None:
            self._end_mending()
            self.mendingLeft.emit()

    def _begin_mending(
        self, record: TableRecord, line: str, chosen: Chosen | None = None, history: EditHistory | None = None
    ) -> None:
        self._reader.hold()
        self._mending.begin(record, line, history)
        self._reader.choose(chosen or {})

    def _end_mending(self) -> None:
        self._reader.hold()
        self._mending.end()
        self._reader.take(self._kept)

    def _go_back(self) -> None:
        if self.is_mending or not self._take_back():
            self.field.undo()

    def _keep_history(self, history: EditHistory) -> None:
        if not self.is_mending:
            self._mending.own = history
        self.historyChanged.emit(history)

    def _keep_chosen(self, written: str) -> None:
        own = self._mending.own
        if own.field and not self.is_mending:
            self._kept = written
            field = self.chosen_field(own)
            kept = EditHistory(case_id=own.case_id, meeting_id=own.meeting_id, field=field, texts=(written,))
            self.historyChanged.emit(kept)

    def _tell(self, words: str) -> None:
        self.error.setText(words)
        show_when(self.error, bool(words))
        if words:
            announce(self.field, words, urgent=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the panels away with the line."""
        self._completing.close()
        self.panel.hide()
        super().hideEvent(event)
