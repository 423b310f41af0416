"""Catch what the table agrees in one line that never leaves the case, and show how it was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.capture_completion import completions
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.capture_writing import as_kind
from zvdesk.domain.edit_history import EditHistory
from zvdesk.texts.capture import CAPTURE_KINDS
from zvdesk.ui.meeting.at_once import at_once
from zvdesk.ui.meeting.capture_chips import ChipRow, faces_of, understood
from zvdesk.ui.meeting.capture_completer import CompletionList
from zvdesk.ui.meeting.capture_corrections import Corrections
from zvdesk.ui.meeting.capture_field import CaptureField
from zvdesk.ui.meeting.capture_panel import ChipPanel
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from zvdesk.domain.capture import Capture, CaptureTable, Chosen
    from zvdesk.domain.capture_completion import Completion
    from zvdesk.ui.meeting.capture_chips import ChipButton, Face
    from zvdesk.ui.meeting.capture_panel import Correction
    from zvdesk.ui.meeting.recorded_lines import TableRecord

_SAY = 900  # milliseconds after the last key before a screen reader hears what was understood
_KINDS = tuple(CaptureKind)


class CaptureLine(QWidget):
    """Take a line; Enter hands it over, and it stays until the page says how that went.

    The page answers ``entered`` and ``mended`` with ``recorded()`` or ``refused(words)``. What is half typed
    is a field like any other: ``bind_history`` gives it back after a lock or a crash.

    Signals: ``entered(Capture)``; ``mended(object, Capture)`` with the record that is being mended;
    ``mendingLeft()`` when it stays as it was; ``historyChanged(EditHistory)`` within a second of a key.
    """

    entered = Signal(object)
    mended = Signal(object, object)
    mendingLeft = Signal()  # noqa: N815
    historyChanged = Signal(object)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: CaptureTable | None = None
        self._corrections = Corrections()
        self._waiting: str | None = None  # the line that the page is keeping
        self._wants_more = False
        self._mending: TableRecord | None = None
        self._own = EditHistory(case_id="", field="")
        self.capture: Capture | None = None
        self.field = CaptureField(self.tr("Typ wat u afspreekt, bijvoorbeeld: Bakker belt huisarts @GGZ vr"))
        self.field.setAccessibleName(self.tr("Vastlegregel"))
        self.row = ChipRow()
        self.hint = Text(style=Style.SMALL)
        self.mending_hint = Text(
            self.tr("U wijzigt een vastgelegde regel. Enter bewaart, Esc laat het zoals het was."),
            Style.STRONG,
            tone=Tone.ACCENT,
        )
        self.error = Text("", tone=Tone.DANGER)
        self.completer = CompletionList(self)
        self.panel = ChipPanel(self)
        self._say = QTimer(self, singleShot=True, interval=_SAY)
        self._said = ""
        self._arrange()
        self._connect()
        self._read()

    def _arrange(self) -> None:
        body = column(Space.HALF)
        self.setLayout(body)
        for part in (self.mending_hint, self.field, self.row, self.hint, self.error):
            body.addWidget(part)
        self.mending_hint.hide()
        self.error.hide()
        self.setFocusProxy(self.field)
        self.hint.setText(
            self.tr(
                "/b besluit  ·  /i informatie  ·  /v voorbehoud  ·  /p parkeren  ·  /als … dan  ·  ! spoed"
            )
        )

    def _connect(self) -> None:
        field = self.field
        field.textChanged.connect(self._read)
        field.placeChanged.connect(self._complete)
        field.enterPressed.connect(self._enter)
        field.escapePressed.connect(self._escape)
        field.recallAsked.connect(self._recall)
        field.kindAsked.connect(self.cycle_kind)
        field.stepAsked.connect(self.completer.walk)
        field.takeAsked.connect(self.completer.take)
        field.focusLeft.connect(self._close_completer)
        field.historyChanged.connect(self._keep_history)
        self.completer.taken.connect(self._insert)
        self.panel.corrected.connect(self._correct)
        self.panel.left.connect(self.take_focus)
        self.row.opened.connect(self._open)
        self._say.timeout.connect(self._announce)

    # --- what the page calls -----------------------------------------------------------------------------

    def set_table(self, table: CaptureTable) -> None:
        """Say who is at the table and which day it is."""
        if table != self._table:
            self._table = table
            self._read()

    def bind_history(self, history: EditHistory) -> None:
        """Be the line of this case from now on, with what was half typed there."""
        if self._mending is not None:
            self._end_mending()
        self.field.bind_history(history)
        self._own = self.field.history

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
        if self._mending is not None:
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
        if self._mending is None:
            self.field.flush()
            self._own = self.field.history
        self._mending = record
        new = EditHistory(
            case_id=self._own.case_id, meeting_id=self._own.meeting_id, field=self.mending_field(record)
        )
        self.field.bind_history(history or new)
        self.field.set_stored(line)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._corrections.take(chosen or {})
        self._read()
        self.field.is_mending = True
        self.mending_hint.show()
        self.take_focus()
        announce(self.field, self.mending_hint.text())

    def mending_field(self, record: TableRecord) -> str:
        """Return the name of the field in which a record is mended; empty for a line without a history."""
        return f"{self._own.field}:{record.id}" if self._own.field else ""

    @property
    def is_mending(self) -> bool:
        """Tell whether a record is being mended."""
        return self._mending is not None

    def cycle_kind(self) -> None:
        """Make the next kind of what is being typed: an action, a decision, information and so on."""
        capture = self.capture
        if capture is not None and capture.line.strip():
            self._make(_KINDS[(_KINDS.index(capture.kind) + 1) % len(_KINDS)])
            announce(self.field, CAPTURE_KINDS[self.capture.kind if self.capture else capture.kind])

    # --- reading -----------------------------------------------------------------------------------------

    def _read(self) -> None:
        table, line = self._table, self.text()
        faces: tuple[Face, ...] = ()
        if table is not None:
            self._corrections.keep_for(line, table)
            self.capture = read_line(line, table, self._corrections.chosen)
            faces = faces_of(self.capture) if line.strip() else ()
            self.field.show_capture(self.capture)
            self.field.setAccessibleDescription(understood(self.capture) if faces else self.hint.text())
        with at_once(self):
            self.row.show_faces(faces)
            show_when(self.row, bool(faces))
            show_when(self.hint, not faces)
        if not self.error.isHidden():
            self._tell("")
        self._complete()
        self._say.start()

    def _announce(self) -> None:
        words = self.field.accessibleDescription()
        if self.text().strip() and words != self._said and self.field.hasFocus():
            self._said = words
            announce(self.field, words)

    # --- completion --------------------------------------------------------------------------------------

    def _complete(self) -> None:
        capture, place = self.capture, self.field.place
        if capture is None or not capture.line or not self.field.hasFocus():
            self._close_completer()
            return
        chips = [chip for chip in capture.chips if chip.start < place and chip.text]
        last = max((chip.end for chip in chips), default=0)
        is_sure = last >= place
        has_gone_on = len(capture.line[last:place].split()) > 1 and "@" not in capture.line[last:place]
        offers = () if has_gone_on else completions(capture.line, place, capture.table)
        if is_sure and len(offers) == 1:
            offers = ()
        at = self.field.left_of(offers[0].start) if offers else 0
        self.completer.offer(offers, self.field, at, is_sure=is_sure)
        self.field.is_choosing = self.completer.is_open

    def _close_completer(self) -> None:
        self.completer.close_list()
        self.field.is_choosing = False

    def _insert(self, offer: Completion) -> None:
        self.field.put(offer.insert, offer.start, self.field.place)
        self._close_completer()

    # --- correcting --------------------------------------------------------------------------------------

    def _open(self, chip: ChipButton) -> None:
        if self.capture is not None:
            self.panel.open(chip.face.kind, self.capture, chip, self.field)

    def _correct(self, correction: Correction) -> None:
        if isinstance(correction.value, CaptureKind):
            self._make(correction.value)
        elif self.capture is not None:
            self._corrections.correct(correction.kind, correction.value, self.capture)
            self._read()

    def _make(self, kind: CaptureKind) -> None:
        """Write the line as another kind; the corrections stay."""
        if self.capture is not None:
            made = as_kind(self.capture, kind)
            self._corrections.rewritten(made)
            self.field.put(made.line)

    # --- keys --------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        if self.completer.is_open and self.completer.current is not None:
            self.completer.take()
            return
        self._close_completer()
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
        if self._mending is not None:
            self.field.flush()
            self.mended.emit(self._mending, capture)
        else:  # the line is cleared in a moment, and its history is kept then
            self.entered.emit(capture)

    def _escape(self) -> None:
        if self.completer.is_open:
            self._close_completer()
        elif self._mending is not None and self._waiting is None:
            self._end_mending()
            self.mendingLeft.emit()

    def _end_mending(self) -> None:
        self._mending = None
        self.field.is_mending = False
        self.mending_hint.hide()
        self._corrections.take({})
        self.field.bind_history(self._own)

    def _recall(self) -> None:
        texts = self.field.history.texts[: self.field.history.place + 1]
        last = next((text for text in reversed(texts) if text.strip()), "")
        if last:
            self.field.put(last)

    def _keep_history(self, history: EditHistory) -> None:
        if self._mending is None:
            self._own = history
        self.historyChanged.emit(history)

    def _tell(self, words: str) -> None:
        self.error.setText(words)
        show_when(self.error, bool(words))
        if words:
            announce(self.field, words, urgent=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the panels away with the line."""
        self._close_completer()
        self.panel.hide()
        super().hideEvent(event)
