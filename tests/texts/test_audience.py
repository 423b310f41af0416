"""What the audience reads is short Dutch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.audience.views import CARD, LINES, ON, VIEW
from zvdesk.domain.audience import AudienceLine
from zvdesk.texts.audience import (
    card_rows,
    level_words,
    line_words,
    minutes_words,
    notes,
    short_day,
    step_words,
)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(None, ""), (9, "nog 9 min"), (0, "de tijd is om"), (-2, "2 min over tijd")],
)
def test_the_clock(minutes: int | None, words: str) -> None:
    assert minutes_words(replace(VIEW, minutes_left=minutes)) == words


def test_the_step() -> None:
    assert step_words(VIEW) == "stap 4 van 5 · Regie"
    assert step_words(replace(VIEW, step_number=0, step_title="")) == ""


def test_the_lines() -> None:
    said = [line_words(line, ON) for line in LINES]
    assert said[0] == ("Opschalen naar AVE 3", "besluit", "")
    assert said[1] == ("Huisarts bellen over vervoer", "GGZ", "vr 27 nov")
    assert said[3][2] == "ma 4 jan 2027"
    assert said[4] == ("Bij een nieuwe melding: samen op huisbezoek", "als, dan", "binnen 24 uur")
    bare = replace(LINES[4], text="Weer overlast.", response="", who="GGZ", within_hours=None)
    assert line_words(bare, ON) == ("Weer overlast", "GGZ", "")


def test_the_card() -> None:
    assert level_words(CARD) == "AVE 3 · rood"
    assert level_words(replace(CARD, code="", colour_name="")) == ""
    rows = card_rows(replace(CARD, retest_on=date(2026, 12, 1)), ON)
    assert rows[1] == ("Procesregie", "")
    assert rows[-1] == ("Hertoets", "di 1 dec")


def test_the_notes() -> None:
    assert notes(VIEW) == ""
    assert notes(replace(VIEW, hidden=1)) == "1 regel staat niet op dit scherm."
    assert notes(replace(VIEW, hidden=2, has_replaced=True)) == (
        "2 regels staan niet op dit scherm. Namen zijn vervangen."
    )


def test_no_day_is_nothing() -> None:
    assert short_day(None, ON) == ""


def test_an_als_dan_says_als_and_dan() -> None:
    def said(trigger: str, response: str) -> str:
        return line_words(AudienceLine(kind="als_dan", text=trigger, response=response), ON)[0]

    assert (
        said("geen gehoor aan de deur.", "opnieuw langs")
        == "Als: geen gehoor aan de deur. Dan: opnieuw langs"
    )
    assert said("als er gehoor is", "bellen") == "Als er gehoor is: bellen"
    assert said("alles in een", "") == "alles in een"
