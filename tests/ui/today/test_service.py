"""Prove what the first page is told, on the practice house and on records made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ActionStatus, Informing
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.regie import LevelChange
from zvdesk.domain.today import Matter, Today
from zvdesk.services import actions, cases, house, today

if TYPE_CHECKING:
    from tests.ui.cases.rooms import Room
    from zvdesk.domain.cases import Case
    from zvdesk.services.desk import Desk


def told(room: Room) -> Today:
    return room.do(lambda: today.today(room.desk))


def test_a_house_without_cases_has_nothing(room: Room) -> None:
    found = told(room)
    assert not found.has_cases
    assert (found.meetings, found.attention, found.loads, found.lists) == ((), (), (), ())


def test_late_actions_count_once_per_organisation_and_case(room: Room) -> None:
    def fill(desk: Desk) -> ActionItem:
        on = desk.clock.today()
        case = cases.open_case(desk, alias="Havenzicht")
        police = house.save_organisation(
            desk, Organisation(name="Politie Fictiva", kind="politie", position=WgsPosition.PUBLIC)
        )
        mine = [
            cases.save(
                desk,
                ActionItem(
                    case_id=case.id,
                    what=f"Actie {days}",
                    organisation_id=police.id,
                    due_on=on - timedelta(days=days),
                    informing=Informing.DONE,
                ),
            )
            for days in (1, 5, -3)
        ]
        return mine[1]

    oldest = room.do(lambda: fill(room.desk))
    found = told(room)
    (row,) = found.attention
    assert (row.matter, row.what, row.organisation) == (Matter.LATE_ACTION, "Actie 5", "Politie Fictiva")
    (load,) = found.loads
    assert (load.settled, load.running, load.late, load.total) == (0, 1, 2, 3)
    room.do(lambda: actions.update_action(room.desk, oldest.id, status=ActionStatus.DONE))
    found = told(room)
    assert found.attention[0].what == "Actie 1"
    assert (found.loads[0].settled, found.loads[0].late) == (1, 1)


def test_only_the_latest_level_decision_asks_for_a_retest(room: Room) -> None:
    def fill(desk: Desk) -> Case:
        on = desk.clock.today()
        case = cases.open_case(desk)
        for code, days_ago, retest in (("AVE 2", 20, -2), ("AVE 3", 1, 9)):
            cases.save(
                desk,
                LevelChange(
                    case_id=case.id,
                    from_code="",
                    to_code=code,
                    changed_on=on - timedelta(days=days_ago),
                    retest_on=on + timedelta(days=retest),
                ),
            )
        return case

    room.do(lambda: fill(room.desk))
    (row,) = told(room).attention
    assert (row.matter, row.what) == (Matter.RETEST, "AVE 3")


def test_informing_and_follow_up_are_told_beforehand_but_not_for_ever(room: Room) -> None:
    def fill(desk: Desk) -> None:
        on = desk.clock.today()
        for days in (3, 60):
            case = cases.open_case(desk)
            cases.save(
                desk,
                ActionItem(case_id=case.id, what="Bellen", informing_recheck_on=on + timedelta(days=days)),
            )
            cases.save(desk, replace(case, follow_up_on=on + timedelta(days=days + 1)))

    room.do(lambda: fill(room.desk))
    assert [row.matter for row in told(room).attention] == [Matter.INFORMING, Matter.FOLLOW_UP]


def test_the_practice_house_has_a_table_today_and_lists_to_hand_out(full_room: Room) -> None:
    found = told(full_room)
    assert found.meetings[0].title == "Tafel-overleg Fictiva Noord"
    assert [case.alias for case in found.meetings[0].cases] == ["Galerij", "Koers", "Thuiskomst"]
    assert found.meetings[0].minutes == 75
    assert all(lists.waiting <= lists.adopted for lists in found.lists)
    assert found.lists
    assert list(found.attention) == sorted(found.attention, key=lambda row: (row.due_on, row.case_number))
