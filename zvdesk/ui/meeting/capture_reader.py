"""Read the capture line at each key, with what was corrected at its chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvdesk.domain.capture import CaptureKind, ChipKind, MarkReason
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.capture_writing import as_kind, with_name
from zvdesk.ui.meeting.capture_corrections import Corrections
from zvdesk.ui.meeting.capture_panel import ChipPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.capture import Capture, CaptureTable, Chosen
    from zvdesk.ui.meeting.capture_chips import ChipButton
    from zvdesk.ui.meeting.capture_field import CaptureField
    from zvdesk.ui.meeting.capture_panel import Correction

_NOT_A_NAME = {
    ChipKind.ORGANISATION: (MarkReason.UNKNOWN_ORGANISATION, MarkReason.AMBIGUOUS_ORGANISATION),
    ChipKind.PERSON: (MarkReason.UNKNOWN_PERSON,),
}


class CaptureReader(QObject):
    """Hold what the line says, as ``capture``.

    Signals: ``wasRead()`` after each reading; ``chosenChanged(str)`` with all corrections as text, when they
    are others than before.
    """

    wasRead = Signal()  # noqa: N815
    chosenChanged = Signal(str)  # noqa: N815

    def __init__(self, field: CaptureField, owner: QWidget) -> None:
        super().__init__(owner)
        self._field = field
        self._table: CaptureTable | None = None
        self._corrections, self._told = Corrections(), ""
        self._opened: ChipKind | None = None
        self._is_held = False
        self.capture: Capture | None = None
        self.panel = ChipPanel(owner)
        self.panel.corrected.connect(self._correct)
        field.textChanged.connect(self.read)

    def set_table(self, table: CaptureTable) -> None:
        """Say who is at the table and which day it is."""
        if table != self._table:
            self._table = table
            self.read()

    def hold(self) -> None:
        """Read nothing until ``take``: the line and its table are being changed."""
        self._is_held = True

    def take(self, written: str, table: CaptureTable | None = None) -> None:
        """Read what stands there, with these corrections and at another table where there is one."""
        self._corrections.read(written)
        self._told = written
        self._table = table or self._table
        self._is_held = False
        self.read()

    def choose(self, chosen: Chosen) -> None:
        """Read what stands there with these corrections, whatever the words are."""
        self._corrections.take(chosen)
        self._is_held = False
        self.read()

    def read(self) -> None:
        """Read what stands there."""
        table, line = self._table, self._field.toPlainText()
        if self._is_held:
            return
        if table is not None:
            self._corrections.keep_for(line, table)
            self.capture = read_line(line, table, self._corrections.chosen)
            written = self._corrections.written
            if written != self._told:
                self._told = written
                self.chosenChanged.emit(written)
        self.wasRead.emit()

    def make(self, kind: CaptureKind) -> None:
        """Write the line as another kind; the corrections stay."""
        if self.capture is not None:
            made = as_kind(self.capture, kind)
            self._corrections.rewritten(made)
            self._field.put(made.line)

    def open(self, chip: ChipButton) -> None:
        """Show what the fact of a chip can be."""
        if self.capture is not None:
            self._opened = chip.face.kind
            self.panel.open(chip.face.kind, self.capture, chip, self._field)

    def _correct(self, correction: Correction) -> None:
        if isinstance(correction.value, CaptureKind):
            self.make(correction.value)
        elif self.capture is not None and not self._named(self.capture, correction):
            self._corrections.correct(correction.kind, correction.value, self.capture)
            self.read()

    def _named(self, capture: Capture, correction: Correction) -> bool:
        """Put a chosen name in the place of one that was not understood; False when there is none."""
        reasons = _NOT_A_NAME.get(correction.kind, ())
        mark = next((mark for mark in capture.marks if mark.reason in reasons), None)
        is_there = any(chip.kind is correction.kind and chip.text for chip in capture.chips)
        if mark is None or not correction.value or (self._opened is not None and is_there):
            return False
        is_person = correction.kind is ChipKind.PERSON
        names = (capture.organisation_id, str(correction.value)) if is_person else (str(correction.value),)
        line = with_name(capture, mark, *names)
        if line:
            self._field.put(line)
        return bool(line)
