from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.meeting.at_table import AtTable, at_table, clipped, controls, unnamed
from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.agenda import Step
from zvdesk.domain.contributions import Contribution, ContributionKind, DataCategory, SharingCondition
from zvdesk.domain.decisions import Decision
from zvdesk.domain.read_back import Outline, to_read, unread
from zvdesk.domain.table_notes import ParkedPoint
from zvdesk.services import cases, presence
from zvdesk.ui.meeting.read_back_page import ReadBackPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.read_back import Agreement
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot)


@pytest.fixture
def page(place: AtTable) -> ReadBackPage:
    return agreed(place)


def agreed(place: AtTable) -> ReadBackPage:
    """Agree on something of each kind, park a point, and open the page that reads it back."""
    place.start(Step.FOLLOW_UP)
    view, desk, today = place.view, place.desk, place.view.today
    case, meeting_id = place.file.case, view.meeting.id
    case_id = case.id
    ids = tuple(i for i in view.item.invited_ids if i != place.third_id)

    def agree() -> None:
        presence.set_all_here(desk, meeting_id, view.item.id, ids)
        cases.save(
            desk,
            replace(
                case,
                shared_goal="Moeder en kinderen slapen weer rustig in hun eigen huis",
                goal_on=today + timedelta(days=60),
                follow_up_on=today + timedelta(days=28),
            ),
        )
        cases.save(
            desk,
            Decision(
                case_id=case_id,
                meeting_id=meeting_id,
                text="Eén gezinsplan in plaats van drie, het wijkteam houdt het bij",
                decided_on=today,
            ),
        )
        cases.save(
            desk,
            ActionItem(
                case_id=case_id,
                meeting_id=meeting_id,
                what="Belt de huisarts over de medicatie en meldt de uitkomst aan het wijkteam",
                organisation_id=ids[1],
                person="B. Testerink",
                due_on=today + timedelta(days=5),
                is_urgent=True,
            ),
        )
        cases.save(
            desk,
            ConditionalAgreement(
                case_id=case_id,
                meeting_id=meeting_id,
                trigger="het weer uit de hand loopt in de galerij",
                response="komt langs en belt de piketdienst",
                organisation_id=ids[0],
                within_hours=2,
                phones=("06-12345678",),
            ),
        )
        cases.save(
            desk,
            ParkedPoint(case_id=case_id, meeting_id=meeting_id, text="Past de woning nog bij het gezin?"),
        )

    place.do(agree)
    place.table.reload()
    place.settle()
    page = place.host(ReadBackPage(place.table))
    page.take_focus()
    place.settle()
    return page


def agreements(place: AtTable) -> tuple[Agreement, ...]:
    return to_read(place.file, place.practice.meeting_id)


def left(place: AtTable) -> tuple[Agreement, ...]:
    return unread(place.file, place.item)


def goto(place: AtTable, page: ReadBackPage, kind: type) -> Agreement:
    """Turn the pages until one of a kind is in sight."""
    today = place.practice.meeting_id
    wanted = next(
        a for a in agreements(place) if isinstance(a, kind) and getattr(a, "meeting_id", today) == today
    )
    for key in (_KEY.Key_PageDown, _KEY.Key_PageUp):
        for _ in range(12):
            if page.current_id == wanted.id:
                return wanted
            place.press(page, key)
    raise AssertionError(kind)


def test_enter_alone_reads_all_of_it_and_ends(place: AtTable, page: ReadBackPage) -> None:
    count = len(agreements(place))
    for number in range(count):
        assert len(left(place)) == count - number
        assert page.agree.isVisible()
        place.press(page.agree, _KEY.Key_Return)
    assert left(place) == ()
    assert page.parked.isVisible()
    place.type(page.parked.line, "de corporatie zoekt dit eerst uit")
    assert place.file.parked[0].carried_reason == "de corporatie zoekt dit eerst uit"
    assert page.finish.isVisible()
    with place.qtbot.waitSignal(page.done):
        place.press(page.finish, _KEY.Key_Return)
    assert set(place.item.agreed_ids) == set(place.item.present_ids)


def test_one_agreement_stands_on_a_page_in_words_to_read_aloud(place: AtTable, page: ReadBackPage) -> None:
    goto(place, page, ActionItem)
    action = next(a for a in agreements(place) if isinstance(a, ActionItem) and a.id == page.current_id)
    assert action.what in page.words.text()
    place.press(page, _KEY.Key_PageUp)
    assert page.current_id != action.id


def test_a_voorbehoud_is_kept_by_name_and_takes_akkoord_away(place: AtTable, page: ReadBackPage) -> None:
    decision = goto(place, page, Decision)
    place.press(page.object, _KEY.Key_Return)
    assert page.reserve.isVisible()
    place.press(page.reserve.line, _KEY.Key_Return)  # nobody and nothing yet
    assert page.reserve.isVisible()
    assert not place.file.reservations
    organisation_id = place.item.present_ids[1]
    place.press(page.reserve.who, _KEY.Key_Right, _KEY.Key_Return)
    place.type(page.reserve.line, "eerst de crisisdienst horen")
    (made,) = place.file.reservations
    assert (made.about_id, made.organisation_id) == (decision.id, organisation_id)
    assert not page.reserve.isVisible()
    assert page.current_id == decision.id
    for _ in range(20):
        if left(place):
            place.press(page.agree, _KEY.Key_Return)
    place.type(page.parked.line, "volgende keer")
    place.press(page.finish, _KEY.Key_Return)
    assert set(place.item.agreed_ids) == set(place.item.present_ids) - {organisation_id}


def test_what_is_mended_is_read_again(place: AtTable, page: ReadBackPage) -> None:
    action = goto(place, page, ActionItem)
    assert isinstance(action, ActionItem)
    place.press(page.agree, _KEY.Key_Return)
    assert action not in left(place)
    stored = next(a for a in place.file.actions if a.id == action.id)
    place.do(lambda: cases.save(place.desk, replace(stored, what="Belt de wijkverpleegkundige")))
    place.table.reload()
    place.settle()
    goto(place, page, ActionItem)
    assert page.changed.isVisible()
    place.press(page.change, _KEY.Key_Return)
    assert page.mend.isVisible()
    place.press(page.mend.list.lines, _KEY.Key_Escape)
    assert not page.mend.isVisible()
    assert any(a.id == action.id for a in left(place))


def test_a_text_that_repeats_what_may_not_be_on_paper_is_minded_and_stops_nothing(
    place: AtTable, page: ReadBackPage
) -> None:
    action = goto(place, page, ActionItem)
    assert not page.repeated.isVisible()
    brought_in = Contribution(
        case_id=place.file.case.id,
        organisation_id=place.view.item.invited_ids[0],
        kind=ContributionKind.FACT,
        category=DataCategory.RELATIONS,
        text="De huisarts zegt: bel over de medicatie en meldt de uitkomst aan ons.",
        sharing_condition=SharingCondition.NOT_IN_REPORT,
    )
    place.do(lambda: cases.save(place.desk, brought_in))
    place.table.reload()
    place.settle()
    assert page.repeated.isVisible()
    assert "[inbreng]" in page.repeated.text.text()
    count = len(left(place))
    place.press(page.agree, _KEY.Key_Return)
    assert len(left(place)) == count - 1
    assert action.id not in {record.id for record in left(place)}
    assert not page.repeated.isVisible()


def test_what_an_earlier_meeting_adopted_is_read_but_not_changed(place: AtTable, page: ReadBackPage) -> None:
    earlier = next(
        a
        for a in agreements(place)
        if isinstance(a, ActionItem) and a.meeting_id != place.practice.meeting_id
    )
    for _ in range(20):
        if page.current_id != earlier.id:
            place.press(page, _KEY.Key_PageDown)
    assert page.agree.isVisible()
    assert not page.change.isVisible()


def test_the_goal_is_mended_at_its_own_step(place: AtTable, page: ReadBackPage) -> None:
    goto(place, page, Outline)
    with place.qtbot.waitSignal(page.stepAsked) as asked:
        place.press(page.change, _KEY.Key_Return)
    assert asked.args == [Step.ANALYSIS]


def test_a_parked_point_that_was_discussed_goes(place: AtTable, page: ReadBackPage) -> None:
    for _ in agreements(place):
        place.press(page.agree, _KEY.Key_Return)
    place.press(page.parked.discussed, _KEY.Key_Return)
    assert place.file.parked == ()
    assert page.finish.isVisible()
    assert place.context.notices.notices  # with a way back


def test_escape_leaves_and_what_was_read_stays_read(place: AtTable, page: ReadBackPage) -> None:
    place.press(page.agree, _KEY.Key_Return)
    before = left(place)
    with place.qtbot.waitSignal(page.done):
        place.press(page.agree, _KEY.Key_Escape)
    assert left(place) == before
    again = place.host(ReadBackPage(place.table))
    assert again.current_id == before[0].id


def test_nothing_is_too_much_too_small_or_unnamed(
    place: AtTable, page: ReadBackPage, keeper: ThemeKeeper
) -> None:
    for opened in (None, page.object, page.change):
        goto(place, page, ActionItem)
        if opened is not None:
            place.press(opened, _KEY.Key_Return)
        assert len(controls(page)) <= 7
        assert not unnamed(page)
        keeper.set_text_size(28)
        place.settle()
        assert not clipped(page)
        keeper.reset_text_size()
        if opened is not None:
            place.press(page, _KEY.Key_Escape)
