"""Work out what goes in a package, and what the vault that gives it keeps of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.handovers import Direction, Handover, Manifest, Pen, Reach, given, registered
from zvdesk.domain.keeping import RetentionExtension
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState
from zvdesk.domain.retention import LOG_EXTRACT_MONTHS, add_months, limit
from zvdesk.domain.roles import Act, may
from zvdesk.domain.words import tidy
from zvdesk.errors import CaseAtTable, ClockRunning, NotFound
from zvdesk.services import house
from zvdesk.services.handover_register import KIND
from zvdesk.services.package_writing import Sealed
from zvdesk.storage import audit, package_content, package_file, pen_links, pens
from zvdesk.storage.package_content import EnvelopeContent
from zvdesk.storage.package_envelopes import Reader, seal_envelope
from zvdesk.storage.records import find_records, get_record
from zvdesk.texts.handovers import NEXT_STEPS

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric import ec

    from zvdesk.domain.handover_scope import Scope
    from zvdesk.domain.handovers import Envelope
    from zvdesk.domain.people import Person
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.package_gathering import Gathered
    from zvdesk.storage.pen_links import Voucher


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what goes in a package: a meeting with those of its cases that are here, or one case."""

    reach: Reach
    meeting_id: str
    case_ids: tuple[str, ...]
    pens: tuple[Pen, ...]  # as they are now, that of the meeting first
    stays: tuple[str, ...] = ()  # numbers of cases that lie elsewhere


def planned(connection: Connection, reach: Reach, subject_id: str) -> Plan:
    """Return what a package about a case or meeting holds.

    Raises NotFound, PenElsewhere, ClockRunning, CaseAtTable.
    """
    pens.require_here(connection, subject_id)
    return _case(connection, subject_id) if reach is Reach.CASE else _meeting(connection, subject_id)


def _case(connection: Connection, case_id: str) -> Plan:
    if get_record(connection, Case, case_id) is None:
        raise NotFound("case", case_id)
    for item in find_records(connection, AgendaItem, case_id=case_id):
        meeting = get_record(connection, Meeting, item.meeting_id)
        if meeting is not None and meeting.state is MeetingState.IN_PROGRESS:
            raise CaseAtTable  # it would leave a hole at the table
    return Plan(Reach.CASE, "", (case_id,), (_pen(connection, case_id),))


def _meeting(connection: Connection, meeting_id: str) -> Plan:
    meeting = get_record(connection, Meeting, meeting_id)
    if meeting is None:
        raise NotFound("meeting", meeting_id)
    if meeting.state is MeetingState.IN_PROGRESS and meeting.clock is not None:
        raise ClockRunning
    items = sorted(find_records(connection, AgendaItem, meeting_id=meeting_id), key=lambda i: i.position)
    found = [_pen(connection, item.case_id) for item in items]
    here = tuple(pen for pen in found if pen.is_here)
    away = (get_record(connection, Case, pen.id) for pen in found if not pen.is_here)
    return Plan(
        Reach.MEETING,
        meeting_id,
        tuple(pen.id for pen in here),
        (_pen(connection, meeting_id), *here),
        tuple(case.number for case in away if case is not None),
    )


@dataclass(frozen=True, slots=True)
class Mover:
    """Move the pens of a package: prove of each how it came here, and to whom it goes now."""

    connection: Connection
    vault_key: ec.EllipticCurvePrivateKey
    own_key: ec.EllipticCurvePrivateKey  # of who gives
    package_id: str

    def moved(self, plan: Plan, first: Colleague, at: datetime) -> tuple[Pen, ...]:
        """Return the pens as they are when the package gave them to its first receiver."""
        own = pen_links.vouched(self.own_key, self.vault_key)
        return tuple(
            given(
                pen,
                self.package_id,
                first.id,
                first.name,
                at,
                link=pen_links.linked(
                    self.vault_key, pen.way, self.package_id, self._holder(pen, own), (own.id, first.id)
                ),
            )
            for pen in plan.pens
        )

    def _holder(self, pen: Pen, own: Voucher) -> Voucher | None:
        """Return who got a pen that came here: perhaps somebody else in this vault, or with an older key."""
        if not pen.chain:
            return None
        kept = pen_links.kept(self.connection, pen.links[-1].receiver_id) if pen.links else None
        return kept or own


@dataclass(frozen=True, slots=True)
class Making:
    """Hold one package while it is made: from what, for whom and by whom."""

    desk: Desk
    connection: Connection
    plan: Plan
    receivers: tuple[Colleague, ...]
    person: Person  # who is at the desk
    package_id: str
    pens: tuple[Pen, ...]  # as they are when the package is gone, that of the meeting first

    def manifest(self, scope: Scope, purpose: str, days: int) -> Manifest:
        """Return what the package says of itself; the usual purpose is what the first receiver does next."""
        desk, plan, first = self.desk, self.plan, self.receivers[0]
        log_sequence, mac = audit.head(self.connection)
        sent = find_records(self.connection, Handover, direction=Direction.SENT)
        return Manifest(
            package_id=self.package_id,
            sender_id=self._own.id,
            sender=self.person.name,
            receiver_ids=tuple(one.id for one in self.receivers),
            receivers=tuple(one.name for one in self.receivers),
            reach=plan.reach,
            meeting_id=plan.meeting_id,
            case_ids=plan.case_ids,
            chains=tuple(pen.way for pen in self.pens),
            purpose=tidy(purpose) or NEXT_STEPS[first.role],
            made_at=desk.clock.now(),
            expires_on=desk.clock.today() + timedelta(days=days),
            sequence=max((one.sequence for one in sent), default=0) + 1,
            vault_id=desk.vault.vault_id,
            log_sequence=log_sequence,
            log_mac=mac.hex(),
            schema=package_content.SCHEMA,
            leaves_out=scope.leaves_out,
            is_return=self._came_from(plan.pens[0], first.id),
            is_practice=desk.vault.practice,
        )

    def envelopes(self, gathered: Gathered, key: ec.EllipticCurvePrivateKey) -> tuple[Envelope, ...]:
        """Return an envelope for each case of which something is left out."""
        return tuple(
            seal_envelope(
                EnvelopeContent(case_id, self.package_id, gathered.is_whole(case_id), records),
                self._readers(case_id),
                made_by=self.person.name,
                made_at=self.desk.clock.now(),
                signing_key=key,
                certificate=self.person.certificate,
            )
            for case_id, records in gathered.left_out.items()
        )

    def sealed(self, manifest: Manifest, data: bytes) -> Sealed:
        """Return what the vault keeps: the pens as they go, the package, and what it discloses to whom."""
        now, connection = self.desk.clock.now(), self.connection
        handover = registered(manifest, Direction.SENT, now, hashlib.sha256(data).hexdigest())
        found = (get_record(connection, Case, case_id) for case_id in manifest.case_ids)
        cases = [case for case in found if case is not None]
        return Sealed(
            data=data,
            handover=handover,
            pens=self.pens,
            disclosures=tuple(
                self._disclosure(case, handover, one) for case in cases for one in self.receivers
            ),
        )

    def _disclosure(self, case: Case, handover: Handover, receiver: Colleague) -> Disclosure:
        regime = self.desk.library.regime(case.regime_id)
        months = house.months_in(self.connection, regime)
        extensions = find_records(self.connection, RetentionExtension, case_id=case.id)
        last = limit(case, months, extensions)
        return Disclosure(
            id=self.desk.clock.new_id(),
            case_id=case.id,
            meeting_id="",
            document_id=handover.id,
            kind=KIND,
            recipient_id=receiver.id,
            recipient=receiver.name,
            purpose=handover.purpose,
            ground=regime.ground,
            version=handover.sequence,
            sha256=handover.sha256,
            made_at=handover.at,
            destroy_before=last or add_months(self.desk.clock.today(), LOG_EXTRACT_MONTHS),
        )

    def _readers(self, case_id: str) -> tuple[Reader, ...]:
        """Return who may open what is left out of a case: who gives it, and who had or gets it and may read.

        Who ended gets no key to anything new.
        """
        had = [
            get_record(self.connection, Colleague, colleague_id)
            for handover in reversed(find_records(self.connection, Handover))
            if case_id in handover.case_ids
            for colleague_id in handover.colleague_ids
        ]
        today = self.desk.clock.today()
        found = {self._own.id: self._own}
        for one in (*self.receivers, *had):
            if one is not None and one.is_active(today) and may(one.role, Act.READ_CONTRIBUTIONS):
                found[one.id] = Reader(one.id, one.name, one.sealing_public)
        return tuple(found.values())[: package_file.MOST_RECEIVERS]

    def _came_from(self, pen: Pen, colleague_id: str) -> bool:
        """Tell whether a pen came here from this colleague: then it goes back."""
        last = get_record(self.connection, Handover, pen.chain[-1]) if pen.chain else None
        return (
            last is not None and last.direction is Direction.RECEIVED and colleague_id in last.colleague_ids
        )

    @property
    def _own(self) -> Reader:
        person = self.person
        return Reader(package_file.key_id(person.certificate), person.name, person.sealing_public)


def _pen(connection: Connection, subject_id: str) -> Pen:
    return pens.pen_of(connection, subject_id) or Pen(id=subject_id)
