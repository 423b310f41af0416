"""The blank form: the steps of the cockpit to fill in by pen, with nothing of any case."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.documents.forms import blank_form, every_form
from zvdesk.content.library import load_library
from zvdesk.documents.blank_form import CASE, CONDITIONALS, DECISIONS, DESTROY, render
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.blank_forms import blank_levels
from zvdesk.errors import MissingGlyphs
from zvdesk.texts.labels import RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_it_has_each_heading_question_and_record_of_the_agenda_in_order(
    kind: MeetingKind, run: Callable[..., str]
) -> None:
    form, made = blank_form(kind), render(blank_form(kind))
    is_usual = kind is MeetingKind.TABLE  # read by its tags: seconds; the others as they are drawn
    read = run(made, "pdfinfo", "-struct-text") if is_usual else run(made, "pdftotext", "-raw", after=("-",))
    text = " ".join(read.split()).lower()
    place = 0
    for part in form.steps:
        for words in (part.title, str(part.minutes), *part.questions):
            found = text.find(words.lower(), place)
            assert found >= 0, words
            place = found
        for words in part.records:
            assert words.lower() in text[place:], words
    for words in (CONDITIONALS, DECISIONS, *RESPONSIBILITIES.values(), "AVE 1 (groen)", DESTROY):
        assert words.lower() in text
    assert text.startswith('document p (block) "oefening' if is_usual else "oefening")


def test_each_step_begins_on_a_page_of_its_own_with_a_place_for_the_case_number(
    run: Callable[..., str],
) -> None:
    made = render(blank_form())
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1 + len(blank_form().steps)
    for number in range(2, 7):
        page = run(made, "pdftotext", "-f", str(number), "-l", str(number), after=("-",))
        assert f"{CASE}:" in page
        assert blank_form().steps[number - 2].title in page


@pytest.mark.parametrize("kind", every_form())
def test_the_same_form_gives_the_same_bytes_and_nobody_signs_it(kind: str) -> None:
    made = render(every_form()[kind])
    assert made == render(every_form()[kind])
    assert b"/Sig" not in made


def test_a_real_form_does_not_say_that_it_is_practice(run: Callable[..., str]) -> None:
    form = replace(blank_form(), is_practice=False)
    assert "OEFENING" not in run(render(form), "pdftotext", after=("-",))


def test_the_levels_stand_in_their_order() -> None:
    levels = blank_levels(load_library().scheme("ave-standaard"))
    assert [code for code, _ in levels] == ["AVE 1", "AVE 2", "AVE 3", "AVE 4"]


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(MissingGlyphs) as error:
        render(replace(blank_form(), name="東"))
    assert error.value.letters == "東"
