"""Join the capture line and the list of names above it: what is being typed can be completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zvdesk.domain.capture import ChipKind
from zvdesk.domain.capture_completion import completions
from zvdesk.ui.meeting.capture_completer import CompletionList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.capture import Capture
    from zvdesk.domain.capture_completion import Completion
    from zvdesk.ui.meeting.capture_field import CaptureField

_NAMES = (ChipKind.ORGANISATION, ChipKind.PERSON, ChipKind.MENTION)


class Completing(QObject):
    """Offer what the word before the cursor can become, and put in the line what was taken."""

    def __init__(self, field: CaptureField, owner: QWidget) -> None:
        super().__init__(owner)
        self._field = field
        self.list = CompletionList(owner)
        self.list.taken.connect(self._insert)
        field.stepAsked.connect(self.list.walk)
        field.takeAsked.connect(self.list.take)
        field.focusLeft.connect(self.close)

    def offer(self, capture: Capture | None) -> None:
        """Offer names for the word at the cursor; nothing when it is clear what it is."""
        field = self._field
        if capture is None or not capture.line or not field.hasFocus():
            self.close()
            return
        place = field.place
        chips = [chip for chip in capture.chips if chip.start < place and chip.text]
        last = max((chip.end for chip in chips), default=0)
        is_sure = last >= place
        has_gone_on = len(capture.line[last:place].split()) > 1 and "@" not in capture.line[last:place]
        offers = () if has_gone_on else completions(capture.line, place, capture.table)
        facts = [chip.start for chip in chips if chip.kind not in _NAMES]
        if offers and not is_sure and any(start > offers[0].start for start in facts):
            offers = ()  # the name ended before a day or a term
        if is_sure and len(offers) == 1:
            offers = ()
        at = field.left_of(offers[0].start) if offers else 0
        self.list.offer(offers, field, at, is_sure=is_sure)
        field.is_choosing = self.list.is_open

    def take_chosen(self) -> bool:
        """Take the offer that is chosen; False when none is."""
        if not self.list.is_open or self.list.current is None:
            return False
        self.list.take()
        return True

    def close(self) -> None:
        """Offer nothing."""
        self.list.close_list()
        self._field.is_choosing = False

    def _insert(self, offer: Completion) -> None:
        self._field.put(offer.insert, offer.start, self._field.place)
        self.close()
