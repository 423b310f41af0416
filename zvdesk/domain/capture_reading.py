"""Read a capture line: what it records, for whom, before when, and what could not be read.

The command is the first word: ``/a /b /i /v /p /als``, or the whole word. Without one the line is an action,
or an als-dan-afspraak when it begins with "als" and holds a "dan". The first @name of an action is its owner;
each other @name stays in the text, written in full. Of two days the last counts, the first stays text with a
mark. ``!`` is a word of its own, or stands right behind a chip. A backslash keeps its word as it is typed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from zvdesk.domain.capture import Capture, CaptureKind, ChipKind, Mark, MarkReason
from zvdesk.domain.capture_days import DayFound, find_days, find_terms
from zvdesk.domain.capture_draft import Draft
from zvdesk.domain.capture_names import read_names
from zvdesk.domain.capture_spoken import conditional_text, spoken
from zvdesk.domain.capture_words import Unread, find_dan, fold_line, read_command

if TYPE_CHECKING:
    from zvdesk.domain.capture import CaptureTable, Chosen
    from zvdesk.domain.capture_names import NameFound
    from zvdesk.domain.capture_words import FoldedLine

_SHOUT = re.compile(r"(?:(?<= )|^)!+(?= |$)")
_GLUED = re.compile(r"!+(?= |$)")
_AFTER_NAME = re.compile(r"[.,;:]*(?=[)\]\"']*!*(?: |$))")
_LITERAL = re.compile(r"(?:(?<= )|^)(?:\\(?=[^ ])|@(?=@))")
_CALL = re.compile(r"(?:(?<= )|^)[^ \\!][^ ]*!$")
_ALS = re.compile(r"als(?= |$)")


def read_line(line: str, table: CaptureTable, chosen: Chosen | None = None) -> Capture:
    """Read one line; any text is a capture, and only what is sure becomes a fact.

    ``chosen`` holds corrections made by hand: a value overrules the line, None leaves the words text.
    """
    chosen = chosen or {}
    folded = fold_line(line)
    names, unread = read_names(folded.text, table.seats)
    taken = [(found.start, found.end) for found in names] + [(found.start, found.end) for found in unread]
    draft, body, dan = _begun(line, folded, table, chosen, taken)
    for problem in unread:
        draft.mark(problem.reason, problem.start, problem.end)
    _read_owner(draft, names, dan[1] if dan else 0)
    if draft.holds(ChipKind.DAY):
        _read_day(draft, body, taken)
    if draft.holds(ChipKind.WITHIN):
        _read_term(draft, dan[1] if dan else len(folded.text))
    _read_urgent(draft, body, taken)
    return _finished(draft, body, dan)


_Span = tuple[int, int]


def _begun(
    line: str, folded: FoldedLine, table: CaptureTable, chosen: Chosen, taken: list[_Span]
) -> tuple[Draft, int, _Span | None]:
    """Read which kind it is; return where its words begin and where its "dan" stands."""
    command = read_command(folded.text)
    begins_als = not command.end and _ALS.match(folded.text) is not None
    dan = find_dan(folded.text, command.end or 3, taken)
    kind = command.kind or (CaptureKind.CONDITIONAL if begins_als and dan else CaptureKind.ACTION)
    asked = chosen.get(ChipKind.KIND)
    kind = asked if isinstance(asked, CaptureKind) else kind
    draft = Draft(line, folded, table, chosen, kind)
    body = 0
    if command.kind is not None:
        was_als = command.kind is CaptureKind.CONDITIONAL and kind is not CaptureKind.CONDITIONAL
        draft.take(ChipKind.KIND, 0, command.end, kind, "als" if was_als else None)
        body = 0 if was_als else command.end
    elif begins_als and kind is CaptureKind.CONDITIONAL:
        body = 3
        draft.take(ChipKind.KIND, 0, body, kind)
    else:
        draft.add(ChipKind.KIND, 0, kind)
        if command.end:
            draft.mark(MarkReason.UNKNOWN_COMMAND, 0, command.end)
    if command.is_escaped:
        draft.edits.append((*folded.span(0, 1), ""))
    return draft, body, dan if kind is CaptureKind.CONDITIONAL else None


def _read_owner(draft: Draft, names: list[NameFound], earliest: int) -> None:
    chosen = draft.chosen
    holds_person = draft.holds(ChipKind.PERSON)
    owner = ""
    if not draft.holds(ChipKind.ORGANISATION) or (
        ChipKind.ORGANISATION in chosen and not chosen[ChipKind.ORGANISATION]
    ):
        earliest = len(draft.folded.text) + 1
    for name in names:
        is_owner = not owner and name.start >= earliest
        is_his = owner == name.organisation_id and bool(name.person) and draft.follows(name.start)
        if is_owner:
            owner = _take_organisation(draft, name)
        if (is_owner or is_his) and name.person and holds_person and chosen.get(ChipKind.PERSON, name.person):
            _take_person(draft, name)
        elif not is_owner or name.person:
            _mention(draft, name, is_person=is_owner)
    draft.add_chosen(ChipKind.ORGANISATION)
    if holds_person:
        draft.add_chosen(ChipKind.PERSON)
    if draft.kind is CaptureKind.RESERVATION and draft.value(ChipKind.ORGANISATION) is None:
        draft.mark(MarkReason.NO_ORGANISATION)


def _take_organisation(draft: Draft, name: NameFound) -> str:
    """Make the owner of a name; return the organisation that was typed."""
    value = draft.chosen.get(ChipKind.ORGANISATION, name.organisation_id)
    seat = draft.table.seat(str(value))
    if name.person_start == name.start:
        at = draft.folded.span(name.start, name.end)[1]
        draft.add(ChipKind.ORGANISATION, at, value, seat.name if seat else "")
    else:
        end = name.person_start if name.person else name.end
        draft.take(ChipKind.ORGANISATION, *_with_marks(draft, name.start, end), value)
    if seat is not None and not seat.is_present:
        at = draft.chips[-1].end
        draft.marks.append(Mark(start=at, end=at, reason=MarkReason.NOT_PRESENT))
    return name.organisation_id


def _take_person(draft: Draft, name: NameFound) -> None:
    value = draft.chosen.get(ChipKind.PERSON, name.person)
    draft.take(ChipKind.PERSON, *_with_marks(draft, name.person_start, name.end), value)


def _mention(draft: Draft, name: NameFound, *, is_person: bool) -> None:
    """Write a name in full in the text; with ``is_person`` only the person, the owner is a chip already."""
    seat = draft.table.seat(name.organisation_id)
    words = seat.name if seat else ""
    start = name.start
    if name.person:
        alone = is_person or name.person_start == name.start
        words = name.person if alone else f"{name.person} ({words})"
        start = name.person_start if is_person else start
    value = name.person or name.organisation_id
    draft.take(ChipKind.MENTION, start, name.end, value, f" {words}" if start != name.start else words)


def _with_marks(draft: Draft, start: int, end: int) -> _Span:
    """Take the comma or full stop behind a chip along, and the brackets around it."""
    text = draft.folded.text
    if start and text[start - 1] + text[end : end + 1] in ("()", "[]", '""', "''"):
        start, end = start - 1, end + 1
    found = _AFTER_NAME.match(text, end)
    return start, found.end() if found else end


def _read_day(draft: Draft, body: int, taken: list[_Span]) -> None:
    chosen = draft.chosen.get(ChipKind.DAY)
    if ChipKind.DAY in draft.chosen and chosen is None:
        return
    found = find_days(draft.folded.text, body, draft.table.today, taken)
    last = max((day.start for day in found if isinstance(day, DayFound)), default=-1)
    for day in found:
        if isinstance(day, Unread):
            draft.mark(day.reason, day.start, day.end)
        elif day.start == last:
            draft.take(ChipKind.DAY, day.start, day.end, chosen or day.on)
        else:
            draft.mark(MarkReason.REPEATED, day.start, day.end)
    draft.add_chosen(ChipKind.DAY)


def _read_term(draft: Draft, start: int) -> None:
    chosen = draft.chosen.get(ChipKind.WITHIN)
    if ChipKind.WITHIN in draft.chosen and chosen is None:
        return
    terms = find_terms(draft.folded.text, start)
    for term in terms[:-1]:
        draft.mark(MarkReason.REPEATED, term.start, term.end)
    for term in terms[-1:]:
        draft.take(ChipKind.WITHIN, term.start, term.end, chosen or term.hours)
    draft.add_chosen(ChipKind.WITHIN)


def _read_urgent(draft: Draft, body: int, taken: list[_Span]) -> None:
    if ChipKind.URGENT in draft.chosen and not draft.chosen[ChipKind.URGENT]:
        return
    text = draft.folded.text
    inside = {index for start, end in taken for index in range(start, end)}
    for found in _SHOUT.finditer(text, body):
        if found.start() in inside:
            continue
        if draft.holds(ChipKind.URGENT):
            draft.take(ChipKind.URGENT, *found.span(), 1)
        else:
            draft.mark(MarkReason.NO_URGENT, *found.span())
    if not draft.holds(ChipKind.URGENT):
        return
    for end in list(draft.ends):
        glued = _GLUED.match(text, end)
        if glued is not None and text[end - 1] != " ":
            draft.take(ChipKind.URGENT, *glued.span(), 1)
    draft.add_chosen(ChipKind.URGENT)
    call = _CALL.search(text, text.rfind(" ") + 1)
    if call is None or draft.value(ChipKind.URGENT) is not None:
        return
    at = draft.folded.at[call.start()]
    if max([chip.end for chip in draft.chips] + [mark.end for mark in draft.marks]) <= at:
        draft.mark(MarkReason.UNSURE_URGENT, *call.span())


def _finished(draft: Draft, body: int, dan: _Span | None) -> Capture:
    for found in _LITERAL.finditer(draft.folded.text):
        draft.edits.append((*draft.folded.span(found.start(), found.start() + 1), ""))
    draft.edits.sort()
    at, end = draft.folded.at, len(draft.line)
    begin = at[body] if body else 0
    trigger, response = "", ""
    text = draft.text(begin, end)
    if draft.kind is CaptureKind.CONDITIONAL:
        trigger = draft.text(begin, at[dan[0]] if dan else end)
        response = draft.text(at[dan[1]], end) if dan else ""
        if dan is not None:
            draft.take(ChipKind.RESPONSE, *dan, response)
        if not trigger:
            draft.mark(MarkReason.NO_TRIGGER)
        if not response:
            draft.mark(MarkReason.NO_RESPONSE)
        text = conditional_text(trigger, response)
    organisation, person = draft.value(ChipKind.ORGANISATION), draft.value(ChipKind.PERSON)
    due_on, hours = draft.value(ChipKind.DAY), draft.value(ChipKind.WITHIN)
    words = [word for word in _unheld(draft) if word not in text]
    return Capture(
        line=draft.line,
        kind=draft.kind,
        text=" ".join(filter(None, [text, *words])),
        organisation_id=organisation if isinstance(organisation, str) else "",
        person=person if isinstance(person, str) else "",
        due_on=due_on if isinstance(due_on, date) else None,
        is_urgent=bool(draft.value(ChipKind.URGENT)),
        trigger=trigger,
        response=response,
        within_hours=hours if isinstance(hours, int) else None,
        chips=tuple(sorted(draft.chips, key=lambda chip: (chip.start, chip.end))),
        marks=tuple(sorted(draft.marks, key=lambda mark: (mark.start, mark.end))),
        table=draft.table,
        chosen=draft.chosen,
    )


def _unheld(draft: Draft) -> list[str]:
    """Return the words for what was chosen by hand and this kind has no room for."""
    return [
        spoken(kind, value, draft.table)
        for kind, value in draft.chosen.items()
        if value and kind is not ChipKind.KIND and not draft.holds(kind)
    ]
