"""Keep what each organisation says of a meeting in three taps (Wgs 1.7(4))."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.meetings import Meeting, MeetingState
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.roles import Act
from zvdesk.errors import InvalidField, ReadOnly
from zvdesk.services import leading
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.records import find_records, get_record, save_record

if TYPE_CHECKING:
    from datetime import date


def evaluate(desk: Desk, evaluation: Evaluation) -> Evaluation:
    """Keep the answers of one organisation on one meeting, in the place of its earlier ones.

    Raises ReadOnly for a meeting that has not begun, InvalidField for an organisation that is not known,
    NotFound.
    """
    trail = Trail("eindevaluatie", "overleg", evaluation.meeting_id)
    with desk.change(Act.LEAD_MEETING, trail) as connection:
        meeting = leading.loaded_meeting(connection, evaluation.meeting_id)
        if meeting.state not in (MeetingState.IN_PROGRESS, MeetingState.CLOSED):
            raise ReadOnly
        if get_record(connection, Organisation, evaluation.organisation_id) is None:
            raise InvalidField("organisation_id", "not_in_list")
        earlier = find_records(
            connection,
            Evaluation,
            meeting_id=evaluation.meeting_id,
            organisation_id=evaluation.organisation_id,
        )
        kept = replace(
            evaluation,
            id=earlier[0].id if earlier else desk.clock.new_id(),
            given_at=desk.clock.now(),
        )
        save_record(connection, kept)
    return kept


def evaluations(desk: Desk, meeting_id: str) -> tuple[Evaluation, ...]:
    """Return the answers on one meeting, in the order in which they were first given."""
    trail = Trail("lezen", "eindevaluatie", meeting_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        return find_records(connection, Evaluation, meeting_id=meeting_id)


def evaluations_over_time(desk: Desk) -> tuple[tuple[str, date, str, tuple[Evaluation, ...]], ...]:
    """Return meeting, day, title and answers of each meeting that was evaluated, the first one first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "eindevaluaties")) as connection:
        given = find_records(connection, Evaluation)
        wanted = {evaluation.meeting_id for evaluation in given}
        held = [m for m in find_records(connection, Meeting) if m.id in wanted and m.began_at is not None]
    return tuple(
        (
            meeting.id,
            desk.clock.local(began).date(),
            meeting.title,
            tuple(e for e in given if e.meeting_id == meeting.id),
        )
        for began, meeting in sorted(
            ((m.began_at, m) for m in held if m.began_at is not None), key=lambda pair: pair[0]
        )
    )
