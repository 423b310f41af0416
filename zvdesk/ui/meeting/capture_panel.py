"""Correct one fact of a line: a small list at its chip, with what else it can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from zvdesk.domain.capture import CaptureKind, ChipKind, ChipValue, MarkReason
from zvdesk.domain.capture_reading import read_line
from zvdesk.texts.capture import CAPTURE_KINDS, hint
from zvdesk.texts.days import day
from zvdesk.ui.meeting.floating import Floating
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.domain.capture import Capture, CaptureTable

_WIDTH, _MOST = 320, 7
_HOURS = (1, 4, 24, 48, 72)
_TYPES = (ChipKind.DAY, ChipKind.WITHIN)  # what one may type instead
_DAYS = (MarkReason.VAGUE_DAY, MarkReason.UNSURE_DAY, MarkReason.PAST_DAY, MarkReason.IMPOSSIBLE_DAY)
_NAMES = (
    MarkReason.UNKNOWN_ORGANISATION,
    MarkReason.AMBIGUOUS_ORGANISATION,
    MarkReason.NO_ORGANISATION,
    MarkReason.NOT_PRESENT,
)


@dataclass(frozen=True)
class Correction:
    """Hold what a fact can become; a value of None leaves the words plain text."""

    kind: ChipKind
    value: ChipValue
    words: str


class ChipPanel(Floating):
    """Offer the other possibilities of one chip; arrows and Enter choose, Escape closes.

    Signals: ``corrected(Correction)``; ``left()`` when it closed and the focus may go back to the line.
    """

    corrected = Signal(object)
    left = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._table: CaptureTable | None = None
        self._kind: ChipKind | None = None
        self._offers: tuple[Correction, ...] = ()
        self._shown: tuple[Correction, ...] = ()
        self.words = Text("", Style.SMALL)
        self.typed = QLineEdit()
        self.typed.textChanged.connect(lambda _text: self._fill())
        self.rows = QListWidget()
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(lambda _item: self._take())
        for part in (self.typed, self.rows):
            part.setAccessibleName(self.tr("Kies wat het is"))
            part.installEventFilter(self)
        body = column(Space.HALF, Space.ONE)
        self.setLayout(body)
        for widget in (self.words, self.typed, self.rows):
            body.addWidget(widget)

    def open(self, kind: ChipKind | None, capture: Capture, chip: QWidget, line: QWidget) -> None:
        """Show at its chip what the fact of this kind can be; None for what was not understood."""
        self._table = capture.table
        self._kind = _meant(capture) if kind is None else kind
        hints = [hint(mark, capture) for mark in capture.marks] if kind is None else []
        self.words.setText("\n".join(hints))
        show_when(self.words, bool(hints))
        self._offers = self._possible(capture, is_open=kind is None)
        name = self._title()
        self.typed.setAccessibleName(name)
        self.typed.setPlaceholderText(name)
        self.typed.clear()
        show_when(self.typed, self._kind in _TYPES)
        self.rows.setAccessibleName(name)
        self._fill()
        self.place(chip, over=line)
        (self.typed if self._kind in _TYPES else self.rows).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Hide it and forget what it showed."""
        if not self.isHidden():
            self.hide()
            self._offers = self._shown = ()
            self.rows.clear()
            self.left.emit()

    def _title(self) -> str:
        if self._kind is ChipKind.DAY:
            return self.tr("Typ een dag, of kies")
        if self._kind is ChipKind.WITHIN:
            return self.tr("Typ een aantal uren, of kies")
        return self.tr("Kies wat het is")

    # --- what there is to choose -------------------------------------------------------------------------

    def _possible(self, capture: Capture, *, is_open: bool) -> tuple[Correction, ...]:
        kind, today = self._kind, capture.table.today
        if kind is ChipKind.KIND:
            others = (k for k in CaptureKind if k is not capture.kind)
            return tuple(Correction(kind, other, CAPTURE_KINDS[other]) for other in others)
        plain = self.tr("dit is gewone tekst")
        has_words = any(chip.kind is kind for chip in capture.chips)
        offers: list[Correction] = []
        if kind is ChipKind.ORGANISATION:
            offers = self._organisations(capture)
        if kind is ChipKind.PERSON:
            offers = self._persons(capture)
        if kind is ChipKind.DAY:
            ahead = ((1, self.tr("morgen")), (7, self.tr("over 1 week")), (14, self.tr("over 2 weken")))
            days = ((today + timedelta(days=days), words) for days, words in ahead)
            offers = [Correction(kind, on, f"{words}, {day(on)}") for on, words in days]
        if kind is ChipKind.WITHIN:
            within = self.tr("binnen {hours} uur")
            offers = [Correction(kind, hours, within.format(hours=hours)) for hours in _HOURS]
        if kind is ChipKind.URGENT and is_open:
            offers = [Correction(kind, 1, self.tr("ja, dit is spoed"))]
        if kind is not None and has_words:
            offers.append(Correction(kind, None, plain))
        return tuple(offers)

    def _organisations(self, capture: Capture) -> list[Correction]:
        """Return who is at the table, then the people of the organisation that was meant, then who is not."""
        away = self.tr("{name} (niet aan tafel)")
        here: list[Correction] = []
        elsewhere: list[Correction] = []
        for seat in capture.table.seats:
            words = seat.name if seat.is_present else away.format(name=seat.name)
            if seat.organisation_id != capture.organisation_id:
                offer = Correction(ChipKind.ORGANISATION, seat.organisation_id, words)
                (here if seat.is_present else elsewhere).append(offer)
        return [*here, *self._persons(capture), *elsewhere]

    def _persons(self, capture: Capture) -> list[Correction]:
        seat = capture.table.seat(capture.organisation_id)
        others = (person for person in seat.persons if person != capture.person) if seat is not None else ()
        return [Correction(ChipKind.PERSON, person, person) for person in others]

    def _typed_correction(self) -> tuple[Correction, ...]:
        """Return what the typed words mean, when they mean something."""
        words, table = self.typed.text().strip(), self._table
        if not words or table is None:
            return ()
        if self._kind is ChipKind.DAY:
            on = read_line(f"/a x {words}", table).due_on
            return () if on is None else (Correction(ChipKind.DAY, on, day(on)),)
        hours = read_line(f"als x dan y binnen {words.split()[0]} uur", table).within_hours
        if hours is None:
            return ()
        return (Correction(ChipKind.WITHIN, hours, self.tr("binnen {hours} uur").format(hours=hours)),)

    def _fill(self) -> None:
        found = self._typed_correction() if self._kind in _TYPES else ()
        self._shown = (*found, *self._offers) if found or not self.typed.text().strip() else ()
        self.rows.clear()
        for offer in self._shown:
            self.rows.addItem(QListWidgetItem(offer.words))
        if not self._shown and self._kind not in _TYPES:
            self.rows.addItem(QListWidgetItem(self.tr("terug naar de regel")))
        count = min(self.rows.count(), _MOST)
        show_when(self.rows, count > 0)
        self.rows.setFixedWidth(current_theme().scaled(_WIDTH))
        if count:
            self.rows.setCurrentRow(0)
            self.rows.setFixedHeight(self.rows.sizeHintForRow(0) * count + 2 * self.rows.frameWidth() + 4)

    def _take(self) -> None:
        row = self.rows.currentRow()
        offer = self._shown[row] if 0 <= row < len(self._shown) else None
        if offer is not None or self._kind not in _TYPES:
            self.close_panel()
        if offer is not None:
            self.corrected.emit(offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer the keys of the list and its line, and close when the focus goes elsewhere."""
        if event.type() is QEvent.Type.FocusOut and not self.isAncestorOf(
            self.window().focusWidget() or self
        ):
            self.hide()
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_panel()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self.close_panel()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if watched is self.typed and self._shown:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.rows.setCurrentRow((self.rows.currentRow() + step) % len(self._shown))
            case _:
                return super().eventFilter(watched, event)
        return True


def _meant(capture: Capture) -> ChipKind | None:
    """Return which fact the first thing that was not understood would be."""
    reason = capture.marks[0].reason if capture.marks else None
    if reason in _DAYS:
        return ChipKind.DAY
    if reason in _NAMES:
        return ChipKind.ORGANISATION
    if reason is MarkReason.UNKNOWN_PERSON:
        return ChipKind.PERSON
    return ChipKind.URGENT if reason is MarkReason.UNSURE_URGENT else None
