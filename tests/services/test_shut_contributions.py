"""Where contributions came in a closed envelope nobody can tell what a text copies: it stays off paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.test_handovers import organisation_names
from tests.services.world import lead_case
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.handovers import Envelope
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.exchange.tables import TableForm
from zvdesk.services import (
    calendars,
    case_overviews,
    exports,
    house,
    meetings,
    outcomes,
    papers,
    tables,
    vaults,
)
from zvdesk.services.export_sets import Recipient
from zvdesk.services.sources import Sources
from zvdesk.storage.records import insert_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.laptops import Table
    from tests.services.world import World
    from zvdesk.services.desk import Desk
    from zvdesk.services.export_sets import ExportSet

CHAIR, COORDINATOR, SECRETARY = Role.CHAIR, Role.COORDINATOR, Role.SECRETARY
SHUT = (Blocker(BlockerCode.CONTRIBUTIONS_SHUT),)


def lead(table: Table) -> None:
    """Let the chair lead the meeting on a laptop of their own, and close it."""
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    chair = table.desk(CHAIR)
    meetings.advance(chair, table.meeting_id, MeetingEvent.BEGIN)
    here = {one.id for one in house.organisations(chair)}
    ids = {name: one for one, name in organisation_names(table).items() if one in here}
    known = {
        "gemeente": ids["Gemeente Oefenstad"],
        "politie": ids["Politie Oefenstad"],
        "ggz": ids["GGZ Verzonnen"],
        "corporatie": ids["Wonen in Fictie"],
    }
    item_id = meetings.meeting(chair, table.meeting_id).items[0].id
    lead_case(chair, table.meeting_id, item_id, known)
    meetings.advance(chair, table.meeting_id, MeetingEvent.CLOSE)


def made(desk: Desk, table: Table, folder: Path) -> ExportSet:
    wanted = [Recipient(table.case_id, None)]
    return tables.export_tables(desk, table.meeting_id, wanted, [TableForm.CSV], folder)


def test_no_table_is_made_of_a_case_whose_contributions_are_in_a_closed_envelope(
    table: Table, tmp_path: Path
) -> None:
    lead(table)
    chair = table.desk(CHAIR)
    assert made(chair, table, tmp_path / "voorzitter").refused == ()
    table.take(SECRETARY, table.give(CHAIR, SECRETARY))
    secretary = table.desk(SECRETARY)
    (refusal,) = made(secretary, table, tmp_path / "secretaris").refused
    assert isinstance(refusal.error, Blocked)
    assert refusal.error.blockers == SHUT
    assert {t.blockers[:1] for t in exports.targets(secretary, table.meeting_id, table.case_id)} == {SHUT}
    source = Sources(secretary, table.meeting_id, "").of(table.case_id, None)
    with pytest.raises(Blocked):
        source.require_contributions()
    days = calendars.export_calendars(
        secretary, table.meeting_id, [Recipient(table.case_id, None)], tmp_path / "agenda"
    )
    assert days.refused == (), "a calendar holds no text of the table"
    table.take(CHAIR, table.give(SECRETARY, CHAIR))
    assert made(table.desk(CHAIR), table, tmp_path / "weer").refused == ()


def test_no_paper_with_texts_is_made_there_whoever_asks(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    meeting_id, case_id = closed.meeting_id, closed.case_id
    shut = Envelope(
        id="0" * 32,
        case_id=case_id,
        sealed=b"dicht",
        reader_ids=(),
        readers=(),
        made_by="C. Verweg",
        made_at=desk.clock.now(),
    )
    with desk.vault.transaction() as connection:
        insert_record(connection, shut)
    makers: tuple[Callable[[], object], ...] = (
        lambda: exports.preview(desk, meeting_id, case_id, None),
        lambda: papers.preview_card(desk, meeting_id, case_id, None),
        lambda: outcomes.export_outcome(desk, meeting_id, case_id, None, tmp_path / "uitkomst.json"),
        lambda: case_overviews.preview_overview(desk, case_id, None),
    )
    for make in makers:
        with pytest.raises(Blocked) as refused:
            make()
        assert refused.value.blockers == SHUT
    vaults.lock(desk)
