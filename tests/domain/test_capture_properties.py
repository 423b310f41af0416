from __future__ import annotations

import re
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.domain.capture_table import TABLE
from zvdesk.domain.capture import HOLDS, Capture, CaptureKind, CaptureTable, ChipKind, Seat
from zvdesk.domain.capture_completion import completions
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.capture_words import one_line
from zvdesk.domain.capture_writing import as_kind, to_line

_PIECES = """
/a /b /i /v /p /als /x //b als dan dan, meer @GGZ @ggz/jansen @Oefenaar @wijk @politie, @foo @ @@GGZ ! !! nu!
vr vr. vr! zo op ma van om voor uiterlijk kerst 1-12 31-2 2026-12-01 1 dec volgende week over 2 wk "vr" (vr)
@"Wijkteam Noord" binnen 24 uur eind december 27 \\vr \\ \\\\ moeder belt é \u200f 👩‍👩‍👧 ＠GGZ ‼ ´ ĳ ½ ⒈
"""
PIECES = [*_PIECES.split(), "\ud800"]
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14)
LINES = (
    st.builds(lambda words, gap: gap.join(words), WORDS, st.sampled_from([" ", "  ", "\t", ""])) | st.text()
)
KINDS = st.sampled_from(CaptureKind)


def words_of(text: str) -> set[str]:
    """Return the words of a text without the signs around them."""
    return {word for word in re.split(r"[\s\\@,;.()\[\]/]+", text) if word}


@given(LINES)
@example("\u200f")
@example(" \u200f ")
@example("/avr!")
@example("zsm!")
def test_any_text_is_a_capture_whose_places_lie_inside_the_line(line: str) -> None:
    capture = read_line(line, TABLE)
    spans = [(chip.start, chip.end) for chip in capture.chips]
    spans += [(mark.start, mark.end) for mark in capture.marks]
    assert all(0 <= start <= end <= len(line) for start, end in spans)
    filled = sorted(span for span in spans if span[0] < span[1])
    assert all(first[1] <= second[0] for first, second in pairwise(filled)), (capture.chips, capture.marks)
    assert all(chip.text == line[chip.start : chip.end] for chip in capture.chips if chip.start < chip.end)
    assert sum(chip.kind is ChipKind.KIND for chip in capture.chips) == 1


@given(LINES)
@example("\u200f /a")
def test_no_word_gets_lost(line: str) -> None:
    capture = read_line(line, TABLE)
    rest = list(line)
    for chip in capture.chips:
        rest[chip.start : chip.end] = " " * (chip.end - chip.start)
    assert words_of("".join(rest)) <= words_of(capture.text) | {"als", "dan"}


@given(LINES)
def test_a_kind_has_only_what_it_has_room_for(line: str) -> None:
    capture = read_line(line, TABLE)
    facts = {
        ChipKind.ORGANISATION: capture.organisation_id,
        ChipKind.PERSON: capture.person,
        ChipKind.DAY: capture.due_on,
        ChipKind.URGENT: capture.is_urgent,
        ChipKind.WITHIN: capture.within_hours,
    }
    kinds = {chip.kind for chip in capture.chips}
    assert {kind for kind, value in facts.items() if value} == kinds & set(facts) <= HOLDS[capture.kind]


@given(LINES, st.sampled_from([" ", "\t", "\n", "\u00a0"]))
def test_space_around_a_line_changes_nothing(line: str, space: str) -> None:
    assert facts_of(read_line(f"{space}{line}{space}", TABLE)) == facts_of(read_line(line, TABLE))


@given(LINES, KINDS, KINDS)
@example("/als", CaptureKind.CONDITIONAL, CaptureKind.ACTION)
@example("/als hij belt", CaptureKind.CONDITIONAL, CaptureKind.DECISION)
def test_a_line_goes_to_another_kind_and_back(line: str, first: CaptureKind, second: CaptureKind) -> None:
    there = as_kind(read_line(line, TABLE), first)
    assert there.kind is first
    assume(not there.response.casefold().startswith("als"))  # an action "als ..." is a trigger
    back = as_kind(as_kind(there, second), first)
    assert facts_of(back) == facts_of(there)


def facts_of(capture: Capture) -> tuple[object, ...]:
    return (
        capture.kind,
        capture.text,
        capture.organisation_id,
        capture.person,
        capture.due_on,
        capture.is_urgent,
        capture.trigger,
        capture.response,
        capture.within_hours,
    )


NAMES = st.lists(
    st.sampled_from(["Politie", "Noord", "GGZ", "De", "'t", "Huis", "dan", "1", "é", '"x"']),
    min_size=1,
    max_size=3,
)
SEATS = st.lists(
    st.builds(
        lambda name, short, people: (" ".join(name), short, tuple(" ".join(person) for person in people)),
        NAMES,
        st.sampled_from(["", "GGZ", "OM", "P"]),
        st.lists(NAMES, max_size=2),
    ),
    min_size=1,
    max_size=4,
).map(
    lambda rows: CaptureTable(
        today=TABLE.today,
        seats=tuple(
            Seat(organisation_id=str(index), name=name, abbreviation=short, persons=people)
            for index, (name, short, people) in enumerate(rows)
        ),
    )
)


@given(st.data(), KINDS, LINES, LINES, st.none() | st.integers(0, 900), st.booleans())
def test_what_is_written_reads_back_as_the_same(
    data: st.DataObject, kind: CaptureKind, text: str, more: str, days: int | None, is_urgent: bool
) -> None:
    seat = data.draw(st.none() | st.sampled_from(TABLE.seats))
    person = data.draw(st.sampled_from(["", *seat.persons])) if seat else ""
    holds = HOLDS[kind]
    due_on = TABLE.today + timedelta(days=days) if days is not None and ChipKind.DAY in holds else None
    hours = 24 * (days or 0) + 1 if ChipKind.WITHIN in holds else None
    text, more = tidied(text), tidied(more)
    is_parted = kind is CaptureKind.CONDITIONAL and bool(text or more)
    organisation_id = seat.organisation_id if seat and ChipKind.ORGANISATION in holds else ""
    person = person if ChipKind.PERSON in holds else ""
    line = to_line(
        kind,
        "" if is_parted else text,
        organisation_id=organisation_id,
        person=person,
        due_on=due_on,
        is_urgent=is_urgent and ChipKind.URGENT in holds,
        trigger=text if is_parted else "",
        response=more if is_parted else "",
        within_hours=hours,
        table=TABLE,
    )
    capture = read_line(line, TABLE)
    assert capture.kind is kind
    assert (capture.trigger, capture.response) == ((text, more) if is_parted else ("", ""))
    assert is_parted or capture.text == text
    assert (capture.organisation_id, capture.person) == (organisation_id, person)
    assert (capture.due_on, capture.within_hours) == (due_on, hours)
    assert capture.is_urgent == (is_urgent and ChipKind.URGENT in holds)


def tidied(text: str) -> str:
    """Return a text as a reading leaves it: one line, twice the same."""
    while (tidier := one_line(text)) != text:
        text = tidier
    return text


@given(SEATS, st.data())
def test_a_written_name_is_read_as_the_same_or_stays_a_word(table: CaptureTable, data: st.DataObject) -> None:
    seat = data.draw(st.sampled_from(table.seats))
    person = data.draw(st.sampled_from(["", *seat.persons]))
    line = to_line(
        CaptureKind.ACTION, "bellen", organisation_id=seat.organisation_id, person=person, table=table
    )
    capture = read_line(line, table)
    assert capture.organisation_id in ("", seat.organisation_id)
    assert capture.person in ("", person)
    if not capture.organisation_id:
        assert words_of(seat.name) <= words_of(capture.text)
    if person and not capture.person:
        assert words_of(person) <= words_of(capture.text)


@given(SEATS, LINES, st.integers(-2, 40))
def test_what_is_completed_reads_as_what_was_offered(table: CaptureTable, line: str, cursor: int) -> None:
    for offer in completions(line, cursor, table):
        assert 0 <= offer.start <= max(cursor, 0)
        if offer.organisation_id:
            capture = read_line(f"{offer.insert}belt", table)
            assert (capture.organisation_id, capture.person) == (offer.organisation_id, offer.person)


@given(st.dates(), LINES)
@example(date.max, "over 2 wk, eind december, vr 27, week 50")
@example(date.min, "gisteren deze week maandag")
def test_no_day_breaks_it(today: date, line: str) -> None:
    capture = read_line(line, CaptureTable(seats=TABLE.seats, today=today))
    assert capture.due_on is None or capture.due_on >= today


PROSE = "Bakker belt de huisarts en vertelt wat er is afgesproken, @GGZ doet mee op vr 27 nov. "
NASTY = [
    "vr ",
    "@ggz ",
    "! ",
    "1-12 ",
    '@"',
    "(",
    "@GGZ/Jansen ",
    "eind van de ",
    "é vr ",
    " ",
    "\\",
    "als dan ",
]


@pytest.mark.no_cover  # counting lines takes longer than reading them
@pytest.mark.parametrize("piece", [PROSE, *NASTY])
def test_a_very_long_line_takes_time_in_proportion(piece: str) -> None:
    line = (piece * 20_000)[:20_000]
    read_line(line[:4_000], TABLE)
    whole = best(line)
    assert whole < 1.0  # seconds; about 0.02 for prose on an idle machine
    assert whole < 20 * max(best(line[:4_000]), 0.001)


def best(line: str) -> float:
    """Return the shortest of three readings, in seconds."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        read_line(line, TABLE)
        taken.append(time.perf_counter() - began)
    return min(taken)
