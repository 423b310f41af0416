"""Write the line that reads back as the same facts, and turn a line into another kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from zvdesk.domain.capture import HOLDS, CaptureKind, ChipKind, MarkReason
from zvdesk.domain.capture_names import typed_name
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.capture_spoken import conditional_text, spoken
from zvdesk.domain.capture_words import COMMANDS, find_dan, fold_line, one_line, read_command
from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.capture import Capture, CaptureTable, ChipValue, Chosen, Mark

_DAN = re.compile(r"dan[,:]?")
_SIGN = re.compile(r"\\|@@|[(\[\"']?@[\"“”„]")
_OWN = (ChipKind.KIND, ChipKind.RESPONSE)


@dataclass(slots=True)
class _Word:
    """Hold one word of the text; a plain word is written with a backslash, so that it is read as it is."""

    text: str
    is_plain: bool

    @property
    def written(self) -> str:
        return f"\\{self.text}" if self.is_plain else self.text


def as_kind(capture: Capture, kind: CaptureKind) -> Capture:
    """Return the line as another kind; its words all stay, and so do the corrections made by hand.

    An action becomes what is done in an als-dan-afspraak: the trigger is still to be typed.
    """
    if kind is capture.kind:
        return capture
    folded = fold_line(capture.line)
    command = read_command(folded.text)
    start = folded.at[command.end] if command.kind else folded.at[1] if command.is_escaped else 0
    rest = capture.line[start:].strip()
    dan = find_dan(folded.text, command.end or 3)
    if capture.kind is CaptureKind.CONDITIONAL and not capture.trigger and dan is not None:
        rest = capture.line[folded.at[dan[1]] :].strip()
    elif command.kind is CaptureKind.CONDITIONAL and rest:
        rest = f"als {rest}"
    if kind is CaptureKind.CONDITIONAL:
        rest = _conditional(rest)
    chosen: Chosen = {chip: value for chip, value in capture.chosen.items() if chip is not ChipKind.KIND}
    return read_line(f"/{COMMANDS[kind][0]} {rest}".rstrip(), capture.table, chosen)


def _conditional(text: str) -> str:
    folded = fold_line(text)
    return text[folded.at[3] :].strip() if folded.text.startswith("als ") else f"dan {text}"


def with_name(capture: Capture, mark: Mark, organisation_id: str, person: str = "") -> str:
    """Return the line with a known name in the place of words that were not understood; "" when none fits.

    A person takes the place of the organisation too, to which the words were added.
    """
    seat = capture.table.seat(organisation_id)
    if seat is None:
        return ""
    chips = [c for c in capture.chips if c.kind is ChipKind.ORGANISATION and c.end == mark.start]
    start = chips[-1].start if person and chips else mark.start
    behind = capture.line[mark.end :]
    typed = typed_name(seat, person, capture.table.seats, behind.partition("@")[0])
    return f"{capture.line[:start]}{typed}{behind}" if typed else ""


def to_line(
    kind: CaptureKind,
    text: str,
    *,
    organisation_id: str = "",
    person: str = "",
    due_on: date | None = None,
    is_urgent: bool = False,
    trigger: str = "",
    response: str = "",
    within_hours: int | None = None,
    table: CaptureTable,
) -> str:
    """Write the line that reads back as these facts; what the kind has no room for goes into its words.

    A day that is past cannot be read back and becomes words too, as does a name that ``table`` cannot tell
    from another. An organisation that ``table`` does not hold at all is left out: keep it as a chosen value.
    """
    facts: dict[ChipKind, ChipValue] = {
        ChipKind.ORGANISATION: organisation_id,
        ChipKind.PERSON: person,
        ChipKind.DAY: due_on,
        ChipKind.URGENT: int(is_urgent),
        ChipKind.WITHIN: within_hours,
    }
    held = {chip: value for chip, value in facts.items() if value and chip in HOLDS[kind]}
    words = [spoken(chip, value, table) for chip, value in facts.items() if value and chip not in held]
    if due_on is not None and due_on < table.today and ChipKind.DAY in held:
        del held[ChipKind.DAY]
        words.append(spoken(ChipKind.DAY, due_on, table))
    ending = [spoken(chip, held[chip], table) for chip in (ChipKind.DAY, ChipKind.WITHIN) if chip in held]
    ending += ["!"] if ChipKind.URGENT in held else []
    if held.get(ChipKind.ORGANISATION) or held.get(ChipKind.PERSON):
        name, left = _name(organisation_id, person if ChipKind.PERSON in held else "", ending, table)
        ending[:0] = filter(None, [name])
        words += left
    if kind is CaptureKind.CONDITIONAL:
        if not (trigger or response):
            trigger, response = _parted(text)
        before = _words(f"{trigger}," if trigger else "")
        after = _words(" ".join([response, *words]))
        return _escaped(kind, [*before, _Word("dan", is_plain=False), *after], ending, table)
    if trigger or response:
        text = conditional_text(trigger, response)
    return _escaped(kind, _words(" ".join([text, *words]), is_conditional=False), ending, table)


def _parted(text: str) -> tuple[str, str]:
    """Return trigger and response of a sentence "als ... dan ..."; any other text is what is done."""
    folded = fold_line(text)
    dan = find_dan(folded.text, 3) if folded.text.startswith("als ") else None
    if dan is None:
        return "", text
    return one_line(text[folded.at[3] : folded.at[dan[0]]]), one_line(text[folded.at[dan[1]] :])


def _words(text: str, *, is_conditional: bool = True) -> list[_Word]:
    """Return the words; plain from the start are those that begin with a sign, and each "dan" of a text."""
    return [
        _Word(word, is_plain=bool(_SIGN.match(word) or (is_conditional and _DAN.fullmatch(fold(word)))))
        for word in text.split()
    ]


def _name(organisation_id: str, person: str, ending: list[str], table: CaptureTable) -> tuple[str, list[str]]:
    """Return how to type a name so that only this one is meant, and the names that have to be words."""
    seat = table.seat(organisation_id)
    if seat is None:
        return "", [person] if person else []
    for wanted in dict.fromkeys((person, "")):
        if typed := typed_name(seat, wanted, table.seats, " ".join(ending)):
            return typed, [person] if person != wanted else []
    return "", [seat.name, *filter(None, [person])]


def _escaped(kind: CaptureKind, words: list[_Word], ending: list[str], table: CaptureTable) -> str:
    """Write the line, and make each word of the text plain that would be read as something else."""
    command = f"/{COMMANDS[kind][0]}"
    while True:
        line = " ".join([command, *(word.written for word in words), *ending])
        capture = read_line(line, table)
        spans = [(chip.start, chip.end) for chip in capture.chips if chip.kind not in _OWN]
        spans += [(mark.start, mark.end) for mark in capture.marks if mark.reason is MarkReason.REPEATED]
        read = {index for start, end in spans for index in range(start, end)}
        starts = accumulate((len(word.written) + 1 for word in words), initial=len(command) + 1)
        touched = [
            word
            for word, start in zip(words, starts, strict=False)
            if not word.is_plain and not read.isdisjoint(range(start, start + len(word.written)))
        ]
        if not touched:
            return line
        for word in touched:
            word.is_plain = True
