"""The agenda across meetings, what keeps moving, and what the person concerned does not know yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.today.test_page import shown, words_of
from zvdesk.domain.actions import ActionItem, ActionStatus, Informing
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.today import AttentionRow, ComingMeeting, Matter, TableCase, Today
from zvdesk.services import actions, cases, house, meetings, today
from zvdesk.storage.records import save_record
from zvdesk.ui.today.words import chip_words, matter_words, meeting_day, size_words, table_words
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import LinkButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.domain.cases import Case
    from zvdesk.services.desk import Desk
    from zvdesk.ui.theme import ThemeKeeper


def told(room: Room) -> Today:
    return room.do(lambda: today.today(room.desk))


def moved(desk: Desk, case: Case, times: int, what: str = "Aangifte doen") -> ActionItem:
    """Make an action whose day moved so many times to a later one, each time by a week."""
    police = house.save_organisation(
        desk, Organisation(name="Politie Fictiva", kind="politie", position=WgsPosition.PUBLIC)
    )
    on = desk.clock.today()
    action = cases.save(
        desk,
        ActionItem(
            case_id=case.id,
            what=what,
            organisation_id=police.id,
            due_on=on,
            informing=Informing.DONE,
        ),
    )
    for week in range(1, times + 1):
        actions.update_action(
            desk, action.id, status=ActionStatus.OPEN, due_on=on + timedelta(weeks=week), note="lukte niet"
        )
    return action


def test_the_third_time_that_an_action_moves_asks_about_opschalen(room: Room) -> None:
    def fill(desk: Desk) -> ActionItem:
        case = cases.open_case(desk, alias="Havenzicht")
        moved(desk, case, 2)
        return moved(desk, case, 3, what="Huurschuld bespreken")

    action = room.do(lambda: fill(room.desk))
    (row,) = told(room).attention
    assert (row.matter, row.what, row.times) == (Matter.MOVED, "Huurschuld bespreken", 3)
    assert matter_words(row).startswith("Bespreek opschalen. Politie Fictiva: Huurschuld bespreken")
    assert chip_words(row, date(2026, 1, 1)) == ("3 keer verschoven", Tone.WARN)
    room.do(lambda: actions.update_action(room.desk, action.id, status=ActionStatus.DONE))
    assert told(room).attention == ()


def test_a_day_that_moves_to_an_earlier_one_or_a_note_is_no_postponement(room: Room) -> None:
    def fill(desk: Desk) -> None:
        action = moved(desk, cases.open_case(desk), 2)
        on = desk.clock.today()
        for days in (5, 4, 3):
            actions.update_action(
                desk, action.id, status=ActionStatus.RUNNING, due_on=on + timedelta(days=days), note="eerder"
            )

    room.do(lambda: fill(room.desk))
    assert [row for row in told(room).attention if row.matter is Matter.MOVED] == []


def test_a_case_that_is_over_asks_nothing(room: Room) -> None:
    def fill(desk: Desk, state: CaseState) -> None:
        case = cases.open_case(desk)
        moved(desk, case, 3)
        cases.save(desk, ActionItem(case_id=case.id, what="Vertellen"))
        with desk.vault.transaction() as connection:
            save_record(connection, replace(case, state=state))

    room.do(lambda: fill(room.desk, CaseState.CLOSED))
    assert (told(room).attention, told(room).untold) == ((), ())
    room.do(lambda: fill(room.desk, CaseState.AFTERCARE))
    assert [row.matter for row in told(room).attention] == [Matter.MOVED]
    assert [case.untold for case in told(room).untold] == [1]


def test_untold_actions_are_counted_per_case_also_without_a_day_to_look_again(room: Room) -> None:
    def fill(desk: Desk) -> None:
        first, second = cases.open_case(desk, alias="Een"), cases.open_case(desk, alias="Twee")
        for what, case, informing, status in (
            ("a", first, Informing.NOT_YET, ActionStatus.OPEN),
            ("b", second, Informing.NOT_YET, ActionStatus.OPEN),
            ("c", second, Informing.NOT_YET, ActionStatus.DONE),
            ("d", second, Informing.NOT_YET, ActionStatus.DROPPED),
            ("e", second, Informing.EXCEPTION, ActionStatus.OPEN),
            ("f", second, Informing.DONE, ActionStatus.OPEN),
        ):
            cases.save(desk, ActionItem(case_id=case.id, what=what, informing=informing, status=status))

    room.do(lambda: fill(room.desk))
    assert [(case.alias, case.untold) for case in told(room).untold] == [("Twee", 2), ("Een", 1)]


def test_a_retest_says_whether_the_case_is_on_an_agenda(full_room: Room) -> None:
    rows = {row.case_number: row for row in told(full_room).attention if row.matter is Matter.RETEST}
    planned = {case.number for meeting in told(full_room).meetings for case in meeting.cases}
    assert planned
    assert {number for number, row in rows.items() if row.is_planned} == planned & set(rows)
    unplanned = next(row for row in rows.values() if not row.is_planned)
    assert "nog niet op een agenda" in matter_words(unplanned)
    assert "agenda" not in matter_words(next(row for row in rows.values() if row.is_planned))


def plan_more(desk: Desk) -> None:
    """Plan a terugkomoverleg for tomorrow, and one without a day."""
    meetings.prepare_meeting(
        desk,
        kind=MeetingKind.RETURN,
        title="Terugkom Noord",
        starts_at=desk.clock.now() + timedelta(days=1),
    )
    meetings.prepare_meeting(
        desk, kind=MeetingKind.TABLE, title="Tafel Zuid", starts_at=desk.clock.now() + timedelta(days=9)
    )


def test_later_meetings_stand_in_the_agenda_and_lead_there(qtbot: QtBot, full_room: Room) -> None:
    full_room.do(lambda: plan_more(full_room.desk))
    page = shown(qtbot, full_room)
    assert len(page.meetings) == 1
    words = words_of(page)
    assert "morgen, " in words
    assert "terugkomoverleg · 0 casussen" in words.casefold()
    assert "concept" in words.casefold()
    links = {b.text(): b for b in page.planning.findChildren(LinkButton)}
    assert list(links) == ["Terugkom Noord", "Tafel Zuid"]
    links["Terugkom Noord"].click()
    untold = next(iter(page.untold.findChildren(LinkButton)))
    assert "acti" in untold.accessibleName()
    untold.click()
    assert [key for key, _value in full_room.went] == ["meeting", "case"]


@pytest.mark.parametrize("text_size", [14, 28])
def test_the_agenda_speaks_and_fits(
    qtbot: QtBot, full_room: Room, keeper: ThemeKeeper, text_size: int
) -> None:
    keeper.set_text_size(text_size)
    full_room.do(lambda: plan_more(full_room.desk))
    page = shown(qtbot, full_room)
    assert missing_names(page) + mouse_only(page) + clipped(page) == []


def table_case(**changes: int) -> TableCase:
    given = {"settled_actions": 0, "all_actions": 0, "thirds_without_declaration": 0, "moved_actions": 0}
    counts = given | changes
    return TableCase(
        case_id="c",
        number="2026-0001",
        alias="",
        state=CaseState.ACCEPTED,
        level_code="",
        settled_actions=counts["settled_actions"],
        all_actions=counts["all_actions"],
        thirds_without_declaration=counts["thirds_without_declaration"],
        moved_actions=counts["moved_actions"],
    )


def test_what_to_know_of_a_case_depends_on_the_meeting() -> None:
    table, back = MeetingKind.TABLE, MeetingKind.RETURN
    assert table_words(table_case(), table) == ("voor het eerst aan tafel", Tone.NEUTRAL)
    some = table_case(all_actions=4, settled_actions=2)
    assert table_words(some, table)[0] == "2 van 4 acties klaar"
    assert table_words(some, back)[0] == "2 van 4 acties klaar, 2 komen terug"
    assert table_words(table_case(all_actions=4, settled_actions=3), back)[0].endswith("1 komt terug")
    assert table_words(table_case(all_actions=4, settled_actions=4), back)[0] == "4 van 4 acties klaar"
    once = table_words(table_case(all_actions=1, moved_actions=1), table)
    assert once == ("1 actie is steeds verschoven: bespreek opschalen", Tone.WARN)
    assert "2 acties zijn" in table_words(table_case(moved_actions=2), table)[0]


def test_when_a_meeting_is() -> None:
    on = date(2026, 11, 24)
    assert meeting_day(None, on) == "nog geen dag"
    assert meeting_day(datetime(2026, 11, 24, 10, 0), on) == "vandaag, 10:00"  # noqa: DTZ001 - shown as it is kept
    assert meeting_day(datetime(2026, 11, 25, 9, 30), on) == "morgen, 09:30"  # noqa: DTZ001 - shown as it is kept
    assert meeting_day(datetime(2026, 12, 1, 10, 0), on) == "di 1 dec, 10:00"  # noqa: DTZ001 - shown as it is kept
    meeting = ComingMeeting(
        id="m",
        kind=MeetingKind.TABLE,
        title="Tafel",
        place="",
        starts_at=None,
        state=MeetingState.DRAFT,
        minutes=25,
        cases=(table_case(),),
    )
    assert size_words(meeting) == "1 casus · 25 min"


def test_a_moved_action_without_an_organisation_is_told_by_itself() -> None:
    row = AttentionRow(
        matter=Matter.MOVED,
        case_id="c",
        case_number="2026-0001",
        alias="",
        due_on=date(2026, 1, 1),
        what="Bellen",
    )
    assert matter_words(row) == "Bespreek opschalen. Bellen · 2026-0001"
