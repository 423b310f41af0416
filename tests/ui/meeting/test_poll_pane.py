from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.meeting.at_table import AtTable, at_table, clipped, controls, unnamed
from zvdesk.domain.agenda import Step
from zvdesk.domain.capture import Seat
from zvdesk.domain.polls import Poll, PollKind
from zvdesk.services import presence
from zvdesk.ui.meeting.newcomer import Unclear, read_said_by
from zvdesk.ui.meeting.poll_pane import PollPane
from zvdesk.ui.meeting.poll_words import spread_view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot)


def opened(place: AtTable, step: Step = Step.PLAN) -> PollPane:
    """Open the poll at a step with everyone who is invited at the table."""
    place.start(step)
    view = place.view
    ids = tuple(i for i in view.item.invited_ids if i != place.third_id)
    place.do(lambda: presence.set_all_here(place.desk, view.meeting.id, view.item.id, ids))
    place.table.reload()
    place.settle()
    shown = place.host(PollPane(place.table))
    shown.take_focus()
    return shown


@pytest.fixture
def pane(place: AtTable) -> PollPane:
    return opened(place)


def names(place: AtTable) -> list[str]:
    return [place.view.organisation(i) for i in place.view.item.present_ids]


def polls(place: AtTable) -> tuple[Poll, ...]:
    return place.file.polls


def everyone(place: AtTable, *values: int) -> str:
    return " ".join(f"{n} {v}" for n, v in zip(names(place), values, strict=False))


def test_one_line_gives_the_numbers_and_the_picture(place: AtTable, pane: PollPane) -> None:
    first, second, *_rest = names(place)
    place.type(pane.line, f"{first} 7 {second} 3", enter=False)
    assert not pane.picture.isVisible()
    assert f"{first} 7" in pane.line.accessibleDescription()
    place.press(pane.line, _KEY.Key_Return)
    (poll,) = polls(place)
    assert (poll.kind, poll.step, [v.value for v in poll.votes]) == (PollKind.NORM, Step.PLAN, [7, 3])
    assert poll.taken_at is not None
    assert pane.picture.isVisible()
    assert f"{first} geeft 7" in pane.picture.accessibleDescription()
    assert not pane.line.isVisible()


def test_what_was_not_read_is_said_and_nothing_is_guessed(place: AtTable, pane: PollPane) -> None:
    first = names(place)[0]
    for line, words in (
        (f"{first} 7 brandweer 3", "brandweer"),
        (f"{first} 11", "hoger dan 10"),
        ("", "nog geen cijfer"),
    ):
        pane.line.clear()
        place.type(pane.line, line)
        assert words in f"{pane.line.accessibleDescription()} {pane.trouble.text.text()}"
        assert pane.trouble.isVisible()
        assert not polls(place)


def test_each_outlier_says_why_then_the_norm_then_who_has_a_voorbehoud(
    place: AtTable, pane: PollPane
) -> None:
    place.type(pane.line, everyone(place, 7, 7, 1, 8))
    out = names(place)[2]
    assert pane.talk.question.text().startswith(f"{out} geeft 1, het midden is 7")
    place.type(pane.talk.line, "zij kennen het gezin het langst")
    assert polls(place)[0].votes[2].reason == "zij kennen het gezin het langst"
    assert "norm" in pane.talk.question.text()
    place.type(pane.talk.line, "Geen geweld in huis")
    assert polls(place)[0].common == "Geen geweld in huis"
    place.type(pane.talk.line, "xqz vindt het te vroeg")
    assert pane.trouble.isVisible()
    pane.talk.line.clear()
    place.type(pane.talk.line, f"{out}: eerst de crisisdienst horen")
    made = [r for r in place.file.reservations if r.meeting_id == place.practice.meeting_id]
    assert [(r.organisation_id, r.text) for r in made] == [
        (place.view.item.present_ids[2], "eerst de crisisdienst horen")
    ]
    assert {r.about_id for r in made} == {polls(place)[0].id}  # it is of this poll, and of no other
    assert pane.talk.line.text() == ""
    with place.qtbot.waitSignal(pane.done):
        place.press(pane.talk.line, _KEY.Key_Return)


def test_what_is_typed_is_kept_within_a_second_without_enter(place: AtTable, pane: PollPane) -> None:
    place.type(pane.line, everyone(place, 5, 5, 5))
    place.type(pane.talk.line, "Rust in huis", enter=False)
    place.qtbot.wait(900)
    place.settle()
    assert polls(place)[0].common == "Rust in huis"
    assert pane.talk.line.text() == "Rust in huis"


def test_the_questions_go_back_and_on(place: AtTable, pane: PollPane) -> None:
    place.type(pane.line, everyone(place, 7, 7, 1))
    assert not pane.back.isVisible()
    place.type(pane.talk.line, "zij zien de kinderen")
    assert pane.back.isVisible()
    place.press(pane.back, _KEY.Key_Return)
    assert pane.talk.line.text() == "zij zien de kinderen"
    place.press(pane.next, _KEY.Key_Return)
    assert "norm" in pane.talk.question.text()


def test_the_numbers_are_mended_and_the_reasons_stay(place: AtTable, pane: PollPane) -> None:
    place.type(pane.line, everyone(place, 7, 7, 1))
    place.type(pane.talk.line, "zij zien de kinderen")
    place.press(pane.change, _KEY.Key_Return)
    assert pane.is_counting
    pane.line.clear()
    place.type(pane.line, everyone(place, 6, 8, 1))
    (poll,) = polls(place)
    assert [v.value for v in poll.votes] == [6, 8, 1]
    assert poll.votes[2].reason == "zij zien de kinderen"


def test_safety_is_asked_twice_and_shows_the_change(place: AtTable) -> None:
    pane = opened(place, Step.ANALYSIS)
    place.type(pane.line, everyone(place, 2, 3))
    assert polls(place)[0].kind is PollKind.SAFETY
    place.table.jump(Step.FOLLOW_UP)
    place.settle()
    assert pane.is_counting
    place.type(pane.line, everyone(place, 6, 7))
    assert [p.step for p in polls(place)] == [Step.ANALYSIS, Step.FOLLOW_UP]
    first = names(place)[0]
    words = pane.picture.accessibleDescription()
    assert f"{first} geeft 6" in words
    assert "Bij Analyse was het midden 2,5" in words
    shown = spread_view(place.view, PollKind.SAFETY, polls(place)[1].votes, is_hidden=False)
    assert [v.earlier for v in shown.voters[:2]] == [2, 3]


def test_the_other_kind_is_chosen_with_the_arrows(place: AtTable, pane: PollPane) -> None:
    pane.kinds.setFocus()
    place.press(pane.kinds, _KEY.Key_Right, _KEY.Key_Return)
    place.type(pane.line, everyone(place, 4))
    assert polls(place)[0].kind is PollKind.SAFETY


def test_a_half_typed_line_is_there_after_a_lock(place: AtTable, pane: PollPane) -> None:
    place.type(pane.line, everyone(place, 4), enter=False)
    typed = pane.line.text()
    pane.line.flush()
    place.settle()
    place.table = place.new_table()
    place.table.open(place.practice.meeting_id)
    place.settle()
    again = place.host(PollPane(place.table))
    assert again.line.text() == typed
    place.press(again.line, _KEY.Key_Return)
    place.table = place.new_table()
    place.table.open(place.practice.meeting_id)
    place.settle()
    third = place.host(PollPane(place.table))
    assert third.picture.isVisible()


def test_nothing_is_too_much_too_small_or_unnamed(
    place: AtTable, pane: PollPane, keeper: ThemeKeeper
) -> None:
    for line in ("", everyone(place, 7, 7, 1)):
        if line:
            place.type(pane.line, line)
        assert len(controls(pane)) <= 7
        assert not unnamed(pane)
        keeper.set_text_size(28)
        place.settle()
        assert not clipped(pane)
        keeper.reset_text_size()


_SEATS = (
    Seat(organisation_id="p", name="Politie Noord", abbreviation="Politie"),
    Seat(organisation_id="g", name="GGZ Noord", abbreviation="GGZ"),
    Seat(organisation_id="j", name="GGZ Jeugd"),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ggz: eerst horen", ("g", "eerst horen")),
        ("ggz noord eerst horen", ("g", "eerst horen")),
        ("ggz jeugd: eerst horen", ("j", "eerst horen")),
        ("poli eerst horen", ("p", "eerst horen")),
        ("politie", ("p", "")),
        ("kerk eerst horen", Unclear.UNKNOWN),
        ("gg eerst horen", Unclear.AMBIGUOUS),
        (" ", Unclear.NOTHING),
    ],
)
def test_who_says_something(text: str, meant: tuple[str, str] | Unclear) -> None:
    assert read_said_by(text, _SEATS) == meant
