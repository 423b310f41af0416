"""Say who may hold what: each condition, kind of record and kind of paper, with a word to find each by.

``test_sharing_matrix`` holds the papers and screens themselves to it.
"""

from __future__ import annotations

from enum import Enum

from zvdesk.domain.contributions import SharingCondition

C = SharingCondition


class Record(Enum):
    """Name what can carry a condition."""

    CONTRIBUTION = "c"
    DECISION = "d"
    ACTION = "a"
    CONDITIONAL = "g"


class Who(Enum):
    """Name the kinds of recipient."""

    HOUSE = "het huis zelf"
    SUPPLIER = "wie het inbracht of doet"
    NAMED = "genoemd"
    OTHER = "aan tafel, niet genoemd"
    THIRD = "derde met grondslag, aan tafel"
    ABSENT = "doet mee, niet aan tafel"
    CONCERNED = "de betrokkene"


#: Who may have what somebody brought in, on a paper that holds contributions.
CONTRIBUTION = {
    C.ALL: {Who.HOUSE, Who.SUPPLIER, Who.NAMED, Who.OTHER, Who.THIRD, Who.CONCERNED},
    C.NAMED: {Who.HOUSE, Who.SUPPLIER, Who.NAMED},
    C.NOT_IN_REPORT: set[Who](),
    C.NOT_TO_THIRD: {Who.HOUSE, Who.SUPPLIER, Who.NAMED, Who.OTHER, Who.CONCERNED},
}
#: The same of a decision: who was at the table, and nobody brought it in.
DECISION = {
    **CONTRIBUTION,
    C.NAMED: {Who.HOUSE, Who.NAMED},
}
#: Of an action or als-dan-afspraak on a list, and everything that is made of a list: who does it.
OWN = {
    C.ALL: {Who.HOUSE, Who.SUPPLIER},
    C.NAMED: {Who.HOUSE, Who.SUPPLIER},
    C.NOT_IN_REPORT: set[Who](),
    C.NOT_TO_THIRD: {Who.HOUSE, Who.SUPPLIER},
}
TOLD = {condition: whom & {Who.CONCERNED} for condition, whom in CONTRIBUTION.items()}
WHOLE = {condition: whom & {Who.HOUSE} for condition, whom in CONTRIBUTION.items()}
NOBODY = {condition: set[Who]() for condition in C}
LIST = {
    Record.CONTRIBUTION: NOBODY,
    Record.DECISION: WHOLE,
    Record.ACTION: OWN,
    Record.CONDITIONAL: OWN,
}
#: Of the als-dan-afspraken on a crisis card: who takes part sees it happen, a derde only what is its own.
CARD = {
    C.ALL: {Who.HOUSE, Who.SUPPLIER, Who.NAMED, Who.OTHER, Who.ABSENT},
    C.NAMED: {Who.HOUSE, Who.SUPPLIER, Who.NAMED},
    C.NOT_IN_REPORT: set[Who](),
    C.NOT_TO_THIRD: {Who.HOUSE, Who.SUPPLIER, Who.NAMED, Who.OTHER, Who.ABSENT},
}
EXPECTED: dict[str, dict[Record, dict[SharingCondition, set[Who]]]] = {
    "action_list": LIST,
    "outcome": LIST,
    "table": {**LIST, Record.DECISION: NOBODY},
    "crisis_card": {**dict.fromkeys(Record, NOBODY), Record.CONDITIONAL: CARD},
    "calendar": dict.fromkeys(Record, NOBODY),
    "reminder": dict.fromkeys(Record, NOBODY),  # it points at numbers on a list
    "case_overview": {
        Record.CONTRIBUTION: {c: whom - {Who.CONCERNED} for c, whom in CONTRIBUTION.items()},
        Record.DECISION: {c: whom - {Who.CONCERNED} for c, whom in DECISION.items()},
        Record.ACTION: OWN,
        Record.CONDITIONAL: OWN,
    },
    "access_package": dict.fromkeys(Record, TOLD),
    # the chair's own: what still stands, and signs that name what is late
    "chair_script": {**dict.fromkeys(Record, NOBODY), Record.ACTION: WHOLE},
}
#: Papers that hold nothing that anybody brought in or agreed, by what they are made of.
HOLD_NOTHING = {
    "house_certificate": "the certificate of the house",
    "blank_form": "the agenda template",
    "destruction_certificate": "numbers and days of a destruction; see test_destruction_papers",
    "log_report": "lines of the log, in which no text of a case stands",
    "colleague_card": "who a colleague is; a package has its own scope, see tests/storage/test_travelling",
    "verification_report": "verdicts on files, and nothing that stands in them",
}
BSN, STREET = "111222333", "Kzqschuilhof"
#: Who reads the BSN and address of the main subject: with a ground on its own list, and who it is about.
NAMED = {("action_list", Who.SUPPLIER), ("outcome", Who.SUPPLIER), ("access_package", Who.CONCERNED)}
BEAMER = {  # someone of whom the record is not for sits at the table: a derde, and one who is not named
    Record.CONTRIBUTION: set[SharingCondition](),
    **{record: {C.ALL} for record in (Record.DECISION, Record.ACTION, Record.CONDITIONAL)},
}


def canary(record: Record, condition: SharingCondition) -> str:
    """Return the word that only one record has."""
    return f"Kzq{record.value}{list(C).index(condition)}x"


CANARIES = {canary(record, condition): (record, condition) for record in Record for condition in C}


class Place(Enum):
    """Name the texts into which somebody can copy what was brought in; each has no condition of its own."""

    GOAL = "p"
    INDICATOR = "i"
    FOLLOW_UP = "v"
    ACTION = "t"
    CONDITION = "w"
    INFORMING = "b"
    DECISION = "s"
    TRIGGER = "r"
    RESPONSE = "n"
    RESERVATION = "h"


_EVERY_LIST: set[Who] = {who for who in Who if who is not Who.CONCERNED}
_CONCERNED: set[Who] = {Who.CONCERNED}
_DOER: set[Who] = {
    Who.HOUSE,
    Who.SUPPLIER,
}  # of the action, the als-dan-afspraak and the voorbehoud with the copies
_ON_LIST: dict[Place, set[Who]] = {
    **dict.fromkeys((Place.GOAL, Place.INDICATOR, Place.FOLLOW_UP), _EVERY_LIST),
    **dict.fromkeys((Place.ACTION, Place.CONDITION, Place.INFORMING, Place.RESERVATION), _DOER),
    **dict.fromkeys((Place.TRIGGER, Place.RESPONSE), _DOER),
    Place.DECISION: {Who.HOUSE},
}
#: On whose paper each text stands at all; a copy in it stands there for who may have what was copied.
STANDS: dict[str, dict[Place, set[Who]]] = {
    "action_list": _ON_LIST,
    "outcome": _ON_LIST,
    "table": {
        place: whom for place, whom in _ON_LIST.items() if whom is _DOER and place is not Place.RESERVATION
    },
    "crisis_card": dict.fromkeys((Place.TRIGGER, Place.RESPONSE), CARD[C.ALL]),
    "calendar": {},
    "reminder": {},
    "case_overview": {
        Place.GOAL: _EVERY_LIST,
        Place.DECISION: DECISION[C.ALL],
        **dict.fromkeys((Place.ACTION, Place.TRIGGER, Place.RESPONSE), _DOER),
    },
    "access_package": dict.fromkeys(
        (Place.GOAL, Place.DECISION, Place.ACTION, Place.CONDITION, Place.TRIGGER, Place.RESPONSE), _CONCERNED
    ),
    "chair_script": {Place.GOAL: {Who.HOUSE}, Place.ACTION: {Who.HOUSE}},
}


def copy(place: Place, condition: SharingCondition) -> str:
    """Return words that one contribution has, and one text that repeats it."""
    word = f"Kzk{place.value}{list(C).index(condition)}"
    return " ".join(f"{word}{letter}" for letter in "xyza")


def copies(place: Place) -> str:
    """Return a text that repeats a contribution under each condition."""
    return "; ".join(copy(place, condition) for condition in C)


COPIES = {copy(place, condition): (place, condition) for place in Place for condition in C}
