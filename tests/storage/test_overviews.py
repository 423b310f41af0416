"""The rows of lists: counted and sorted in SQL."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, make_action, make_case, make_item, make_meeting
from tests.storage.conftest import PASSPHRASE
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import MeetingState
from zvdesk.storage import overviews
from zvdesk.storage.meetings import save_meeting
from zvdesk.storage.records import insert_record
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give a vault with three cases, five actions and two meetings."""
    folder = tmp_path_factory.mktemp("overviews") / "echt.zvkluis"
    vault, _ = Vault.create(folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False)
    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=9)
    with vault.transaction() as connection:
        insert_record(connection, make_case(id="c1", number="2026-0009", follow_up_on=None))
        insert_record(connection, make_case(id="c2", number="2026-0010", state=CaseState.AFTERCARE))
        insert_record(connection, make_case(id="c3", number="2025-0100"))
        for number, (case_id, due, status) in enumerate(
            [
                ("c1", after, ActionStatus.OPEN),
                ("c1", before, ActionStatus.RUNNING),
                ("c1", before, ActionStatus.DONE),
                ("c2", None, ActionStatus.WAITING),
                ("c2", TODAY, ActionStatus.OPEN),
            ],
            1,
        ):
            insert_record(
                connection, make_action(id=f"a{number}", case_id=case_id, due_on=due, status=status)
            )
        items = (
            make_item(id="i1", meeting_id="m1", case_id="c2", position=1),
            make_item(id="i2", meeting_id="m1", case_id="c1", position=2),
        )
        save_meeting(connection, make_meeting(id="m1", items=items, state=MeetingState.OPEN))
        save_meeting(
            connection, make_meeting(id="m2", items=(), starts_at=NOW + timedelta(days=1), title="Later")
        )
        save_meeting(connection, make_meeting(id="m3", items=(), starts_at=None, title="Zonder dag"))
    yield vault
    vault.close()


def test_cases_come_with_what_is_open_and_late(filled: Vault) -> None:
    with filled.read() as connection:
        rows = overviews.case_rows(connection, TODAY)
    assert [(r.number, r.open_actions, r.late_actions) for r in rows] == [
        ("2026-0010", 2, 0),
        ("2026-0009", 2, 1),
        ("2025-0100", 0, 0),
    ]
    assert (rows[0].state, rows[0].follow_up_on) == (CaseState.AFTERCARE, date(2026, 4, 23))
    assert rows[1].follow_up_on is None


def test_actions_come_by_day_and_those_without_one_last(filled: Vault) -> None:
    with filled.read() as connection:
        open_ = overviews.action_rows(connection, only_open=True)
        every = overviews.action_rows(connection, only_open=False)
    assert [row.id for row in open_] == ["a2", "a5", "a1", "a4"]
    assert [row.id for row in every] == ["a2", "a3", "a5", "a1", "a4"]
    assert (open_[0].case_number, open_[0].due_on) == ("2026-0009", TODAY - timedelta(days=1))
    assert open_[-1].due_on is None


def test_meetings_come_with_their_cases_in_order(filled: Vault) -> None:
    with filled.read() as connection:
        rows = overviews.meeting_rows(connection)
    assert [(row.id, row.case_numbers) for row in rows] == [
        ("m2", ()),
        ("m1", ("2026-0010", "2026-0009")),
        ("m3", ()),
    ]
    assert (rows[1].state, rows[2].starts_at) == (MeetingState.OPEN, None)


@pytest.mark.parametrize(("year", "last"), [(2026, "2026-0010"), (2025, "2025-0100"), (2024, None)])
def test_the_last_number_of_a_year(filled: Vault, year: int, last: str | None) -> None:
    with filled.read() as connection:
        assert overviews.last_case_number(connection, year) == last


def test_numbers_over_9999_still_count(filled: Vault) -> None:
    with filled.transaction() as connection:
        for number in ("2030-9999", "2030-10000"):
            insert_record(connection, make_case(id=number, number=number))
        assert overviews.last_case_number(connection, 2030) == "2030-10000"
