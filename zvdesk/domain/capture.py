"""Name what one line at the table can say: its kinds, its chips and what was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class CaptureKind(Enum):
    """Say what a line records."""

    ACTION = "actie"
    DECISION = "besluit"
    INFORMATION = "informatie"
    RESERVATION = "voorbehoud"
    PARKED = "parkeren"
    CONDITIONAL = "als_dan"


class ChipKind(Enum):
    """Say what a chip shows; a MENTION is a known name that stays in the text, written in full."""

    KIND = "soort"
    ORGANISATION = "organisatie"
    PERSON = "persoon"
    DAY = "dag"
    URGENT = "dringend"
    WITHIN = "binnen"
    RESPONSE = "dan"
    MENTION = "genoemd"


class MarkReason(Enum):
    """Say why something in the line was not taken, or what the line still lacks."""

    UNKNOWN_COMMAND = "onbekende_opdracht"
    UNKNOWN_ORGANISATION = "onbekende_organisatie"
    AMBIGUOUS_ORGANISATION = "past_op_meer_namen"
    NOT_PRESENT = "niet_aan_tafel"
    NO_ORGANISATION = "geen_organisatie"
    UNKNOWN_PERSON = "onbekende_persoon"
    VAGUE_DAY = "vage_dag"
    UNSURE_DAY = "onzekere_dag"
    PAST_DAY = "voorbije_dag"
    IMPOSSIBLE_DAY = "onmogelijke_dag"
    WRONG_WEEKDAY = "andere_weekdag"
    REPEATED = "nog_een"
    UNSURE_URGENT = "onzeker_dringend"
    NO_URGENT = "niet_dringend"
    NO_TRIGGER = "geen_als"
    NO_RESPONSE = "geen_dan"


#: What a record of each kind has room for; other facts stay words in its text.
HOLDS: Mapping[CaptureKind, frozenset[ChipKind]] = {
    CaptureKind.ACTION: frozenset({ChipKind.ORGANISATION, ChipKind.PERSON, ChipKind.DAY, ChipKind.URGENT}),
    CaptureKind.DECISION: frozenset(),
    CaptureKind.INFORMATION: frozenset({ChipKind.ORGANISATION, ChipKind.PERSON}),
    CaptureKind.RESERVATION: frozenset({ChipKind.ORGANISATION}),
    CaptureKind.PARKED: frozenset(),
    CaptureKind.CONDITIONAL: frozenset({ChipKind.ORGANISATION, ChipKind.PERSON, ChipKind.WITHIN}),
}

#: A kind, an id, a name, a day, a number of hours, or yes and no; None takes a fact away.
ChipValue = CaptureKind | str | date | int | None
#: What someone corrected: it overrules what the line says, for one kind of chip.
Chosen = Mapping[ChipKind, ChipValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Stand for one known organisation and its known people; not all of them are present."""

    organisation_id: str
    name: str
    abbreviation: str = ""
    persons: tuple[str, ...] = ()
    is_present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureTable:
    """Hold all that the grammar may know."""

    seats: tuple[Seat, ...]
    today: date

    def seat(self, organisation_id: str) -> Seat | None:
        """Return the seat of an organisation, or None when it is not known."""
        return next((seat for seat in self.seats if seat.organisation_id == organisation_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """Show one thing that was understood; ``line[start:end]`` holds the words, empty when chosen by hand."""

    kind: ChipKind
    start: int
    end: int
    text: str
    value: ChipValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Point at words that stayed text; start equals end for something that the line lacks."""

    start: int
    end: int
    reason: MarkReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Hold one line as it was understood.

    ``text`` is the line without its command and its chips, on one line. For an als-dan-afspraak it is
    ``als <trigger> dan <response>``.
    """

    line: str
    kind: CaptureKind
    text: str
    organisation_id: str = ""
    person: str = ""
    due_on: date | None = None
    is_urgent: bool = False
    trigger: str = ""
    response: str = ""
    within_hours: int | None = None
    chips: tuple[Chip, ...] = ()
    marks: tuple[Mark, ...] = ()
    table: CaptureTable = field(repr=False, compare=False)
    chosen: Chosen = field(repr=False, compare=False)
