from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.capture_table import TABLE
from zvdesk.domain.capture import Capture, CaptureKind, ChipKind, MarkReason
from zvdesk.domain.capture_reading import read_line
from zvdesk.texts.capture import hint

_TEXT = Path(__file__).with_name("capture_examples.txt").read_text("utf-8")
_LINES = [line for line in _TEXT.splitlines() if line and not line.startswith("#")]
EXAMPLES = [
    (line.replace("␠", " ").replace("⇥", "\t"), meaning.strip())
    for line, meaning in zip(_LINES[::2], _LINES[1::2], strict=True)
]


def said(capture: Capture) -> str:
    """Write a capture as the table of examples does."""

    def words(start: int, end: int) -> str:
        return capture.line[start:end]

    who = "/".join(filter(None, (capture.organisation_id, capture.person)))
    named = [words(chip.start, chip.end) for chip in capture.chips if chip.kind is ChipKind.MENTION]
    facts = [
        capture.kind.value.replace("_", "-"),
        capture.text,
        f"wie={who}" if who else None,
        f"dag={capture.due_on}" if capture.due_on else None,
        "dringend" if capture.is_urgent else None,
        f"uren={capture.within_hours}" if capture.within_hours else None,
        f"genoemd={', '.join(named)}" if named else None,
        *(f"? {mark.reason.value} {words(mark.start, mark.end)}".rstrip() for mark in capture.marks),
    ]
    return " | ".join(fact for fact in facts if fact is not None).replace("|  |", "| |").rstrip()


@pytest.mark.parametrize(("line", "meaning"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_a_line_means(line: str, meaning: str) -> None:
    assert said(read_line(line, TABLE)) == meaning


def test_the_table_leaves_no_kind_and_no_mark_out() -> None:
    captures = [read_line(line, TABLE) for line, _ in EXAMPLES]
    assert len({line for line, _ in EXAMPLES}) == len(EXAMPLES) >= 160
    assert {capture.kind for capture in captures} == set(CaptureKind)
    assert {mark.reason for capture in captures for mark in capture.marks} == set(MarkReason)
    assert {chip.kind for capture in captures for chip in capture.chips} == set(ChipKind)


def test_every_mark_has_a_hint_that_repeats_its_words() -> None:
    capture = read_line("@GGZ belt voor kerst", TABLE)
    assert hint(capture.marks[0], capture) == "'voor kerst' is geen dag. Typ een datum, bijvoorbeeld 24-12."
    for line, _ in EXAMPLES:
        capture = read_line(line, TABLE)
        for mark in capture.marks:
            sentence = hint(mark, capture)
            assert "{" not in sentence
            assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("line", [line for line, _ in EXAMPLES])
def test_capitals_change_nothing_but_the_text(line: str) -> None:
    small, big = read_line(line.lower(), TABLE), read_line(line.upper(), TABLE)
    assert said(small).casefold() == said(big).casefold()
