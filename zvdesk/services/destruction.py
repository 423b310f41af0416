"""Destroy a case: out of the vault, out of every copy that can be reached, and never back by a restore."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case, CaseState, IntakeDecision
from zvdesk.domain.keeping import (
    Destruction,
    DestructionGround,
    KeptCopy,
    RetentionExtension,
    ShieldedCase,
)
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.retention import clock, grounds, term_of
from zvdesk.domain.roles import Act
from zvdesk.errors import CaseAtTable, NotFound, NotYetDue
from zvdesk.services import backups, retention, shielding
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handover_register import KIND as HANDED_OVER
from zvdesk.storage.erasing import erase_all
from zvdesk.storage.records import find_records, get_record, insert_record, replace_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.domain.retention import TermState
    from zvdesk.services.backups import Backup, SecondPlace
    from zvdesk.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Destroyed:
    """Hold what a destruction did, and what others must still do."""

    certificate: Destruction
    copies_out: tuple[KeptCopy, ...]  # documents that recipients must destroy
    lost: tuple[Backup, ...]  # copies that were damaged and therefore thrown away
    second_away: SecondPlace | None  # its copies lose the case when it is back


def destroy(
    desk: Desk, case_id: str, ground: DestructionGround, report: Callable[[int, int], None] | None = None
) -> Destroyed:
    """Destroy a case, open, closed or shielded; what was in it cannot be had back.

    The log, the certificate and the list of documents that went out stay; none of them says anything of the
    people. A shielded case loses its key with its content. ``report`` hears how many copies were done. Raises
    NotYetDue when the ground does not fit, CaseAtTable during a meeting with it, NotFound, NotAllowed,
    FolderUnusable when a copy cannot be rewritten now: the case is gone from the vault then, and the copies
    follow at the next unlock.
    """
    trail = Trail("vernietigen", "casus", case_id, case_id)
    desk.require(Act.KEEP_CLOCK, trail)
    number, regime_id, first = _checked(desk, case_id, ground)
    with desk.change(Act.KEEP_CLOCK, trail) as connection:
        case = get_record(connection, Case, case_id)
        if case is not None:
            shielding.keep_copies(connection, case)
        certificate = Destruction(
            id=desk.clock.new_id(),
            erased_case_id=case_id,
            case_number=number,
            regime_id=regime_id,
            ground=ground,
            first_processed_on=first,
            destroyed_at=desk.clock.now(),
            destroyed_by=desk.actor.name,
            role=desk.actor.role.value,
            records=erase_all(connection, [case_id]),
        )
        insert_record(connection, certificate)
        _let_colleagues_go_now(connection, number, desk.clock.today())
        out = tuple(c for c in find_records(connection, KeptCopy, case_number=number) if c.gone_on is None)
    desk.vault.compact()
    lost, second = backups.replay_destroyed(desk, report), backups.second(desk)
    return Destroyed(certificate, out, lost, None if second is None or second.is_there else second)


def certificates(desk: Desk) -> tuple[Destruction, ...]:
    """Return every destruction, the newest first."""
    with desk.reading(Act.KEEP_CLOCK, Trail("lezen", "vernietigingen")) as connection:
        return tuple(reversed(find_records(connection, Destruction)))


def _let_colleagues_go_now(connection: Connection, number: str, today: date) -> None:
    """Let copies that colleagues got to work in be due at once: there is nothing left to work in."""
    for copy in find_records(connection, KeptCopy, case_number=number, kind=HANDED_OVER):
        if copy.gone_on is None and copy.destroy_before > today:
            replace_record(connection, replace(copy, destroy_before=today))


def _checked(desk: Desk, case_id: str, ground: DestructionGround) -> tuple[str, str, date]:
    """Return number, regime and first day of a case that may be destroyed on this ground."""
    with desk.vault.read() as connection:
        case = get_record(connection, Case, case_id)
        shielded = get_record(connection, ShieldedCase, case_id)
        at_table = {item.meeting_id for item in find_records(connection, AgendaItem, case_id=case_id)}
        running = {m.id for m in find_records(connection, Meeting, state=MeetingState.IN_PROGRESS)}
        decisions = find_records(connection, IntakeDecision, case_id=case_id)
        extensions = find_records(connection, RetentionExtension, case_id=case_id)
    today = desk.clock.today()
    if case is not None:
        if at_table & running:
            raise CaseAtTable
        rejected = max((d.decided_on for d in decisions if not d.is_accepted), default=None)
        months = retention.months_of(desk, case.regime_id)
        state = term_of(case, months, extensions, rejected, today).state
        _fits(ground, case.state, state)
        return case.number, case.regime_id, case.first_processed_on
    if shielded is not None:
        _fits(ground, CaseState.CLOSED, clock(shielded.destroy_before, today).state)
        return shielded.number, shielded.regime_id, shielded.first_processed_on
    raise NotFound("case", case_id)


def _fits(ground: DestructionGround, state: CaseState, term: TermState) -> None:
    if ground not in grounds(state, term):
        raise NotYetDue(ground.value)
