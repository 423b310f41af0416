"""Hand a meeting or a case over to a colleague elsewhere: one sealed file, and the pen with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.handover_scope import Scope
from zvdesk.domain.handovers import Reach
from zvdesk.domain.roles import Act, may
from zvdesk.domain.words import one_line
from zvdesk.errors import InvalidField, NotFound
from zvdesk.services import cards, package_making
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.package_making import Making, Mover
from zvdesk.services.package_writing import write
from zvdesk.storage import package_content, package_file
from zvdesk.storage.package_content import Content
from zvdesk.storage.package_gathering import gather
from zvdesk.storage.records import get_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric import ec

    from zvdesk.domain.handovers import Handover
    from zvdesk.domain.people import Person
    from zvdesk.services.package_writing import Sealed

DAYS = 14
MOST_DAYS = 60
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Given:
    """Hold one package that was made, and where it is."""

    path: Path
    handover: Handover
    stays: tuple[str, ...] = ()  # numbers of cases of the meeting that lie with a colleague already


def give_meeting(
    desk: Desk,
    meeting_id: str,
    folder: Path,
    receiver_ids: Sequence[str],
    *,
    passphrase: str,
    purpose: str = "",
    days: int = DAYS,
    report: Callable[[int, int], None] | None = None,
) -> Given:
    """Hand a meeting over with its cases; the first receiver gets the pen, the others may read.

    A case of it that lies with another colleague stays out. ``report`` hears how many steps of how many are
    done, and may raise Cancelled. Raises ClockRunning while the clock of the meeting runs here, PenElsewhere,
    InvalidField, NotFound, WrongPassphrase, NoSigningKey, NotAllowed, FolderUnusable, and PackageRefused for
    more than fits in a package; then nothing changed.
    """
    asked = _Asked(tuple(receiver_ids), one_line(purpose), days, report)
    return _give(desk, Reach.MEETING, meeting_id, folder, passphrase, asked)


def give_case(
    desk: Desk,
    case_id: str,
    folder: Path,
    receiver_ids: Sequence[str],
    *,
    passphrase: str,
    purpose: str = "",
    days: int = DAYS,
    report: Callable[[int, int], None] | None = None,
) -> Given:
    """Hand one case over. Raises CaseAtTable during a meeting with it, and what ``give_meeting`` raises."""
    asked = _Asked(tuple(receiver_ids), one_line(purpose), days, report)
    return _give(desk, Reach.CASE, case_id, folder, passphrase, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold how a package is asked for."""

    receiver_ids: tuple[str, ...]
    purpose: str
    days: int
    report: Callable[[int, int], None] | None

    def tell(self, done: int) -> None:
        """Say how far the package is."""
        if self.report is not None:
            self.report(done, _STEPS)


def _give(desk: Desk, reach: Reach, subject_id: str, folder: Path, passphrase: str, asked: _Asked) -> Given:
    package_id = secrets.token_bytes(package_file.ID_BYTES)
    case_id = subject_id if reach is Reach.CASE else ""
    trail = Trail("overdragen", "pakket", package_id.hex(), case_id, asked.purpose)
    desk.require(Act.HAND_OVER, trail)
    receivers = _receivers(desk, asked)
    with desk.trying(trail):
        own = cards.own_key(desk, passphrase)
        sealed, stays = _sealed(desk, (reach, subject_id), asked, receivers, own, package_id)
        asked.tell(2)
        handover = sealed.handover
        trail.purpose, cases = handover.purpose, handover.case_ids
        trail.case_id = cases[0] if cases else ""
        more = [Trail("overdragen", "pakket", handover.id, one, handover.purpose) for one in cases[1:]]
        path = write(desk, sealed, folder, (trail, *more))
    asked.tell(_STEPS)
    return Given(path, handover, stays)


def _receivers(desk: Desk, asked: _Asked) -> tuple[Colleague, ...]:
    """Return the colleagues in the order in which they were named; raise InvalidField and NotFound."""
    wanted = tuple(dict.fromkeys(asked.receiver_ids))
    if not wanted:
        raise InvalidField("receiver_ids", "empty")
    if len(wanted) > package_file.MOST_RECEIVERS:
        raise InvalidField("receiver_ids", "too_many")
    if not 1 <= asked.days <= MOST_DAYS:
        raise InvalidField("days", "out_of_range")
    found = []
    with desk.vault.read() as connection:
        for colleague_id in wanted:
            one = get_record(connection, Colleague, colleague_id)
            if one is None:
                raise NotFound("colleague", colleague_id)
            if not one.is_active(desk.clock.today()):
                raise InvalidField("receiver_ids", "ended")
            if not may(one.role, Act.HAND_OVER):
                raise InvalidField("receiver_ids", "cannot_receive")
            found.append(one)
    return tuple(found)


def _sealed(
    desk: Desk,
    subject: tuple[Reach, str],
    asked: _Asked,
    receivers: tuple[Colleague, ...],
    own: tuple[Person, ec.EllipticCurvePrivateKey],
    package_id: bytes,
) -> tuple[Sealed, tuple[str, ...]]:
    """Return the package, and the numbers of cases that do not go along."""
    person, key = own
    roles = (desk.actor.role, *(one.role for one in receivers))  # who may not read has not all of it
    scope = Scope(all(may(role, Act.READ_CONTRIBUTIONS) for role in roles))
    with desk.vault.read() as connection:
        plan = package_making.planned(connection, *subject)
        mover = Mover(connection, desk.vault.house_signing_key, key, package_id.hex())
        moved = mover.moved(plan, receivers[0], desk.clock.now())
        making = Making(desk, connection, plan, receivers, person, package_id.hex(), moved)
        gathered = gather(connection, plan.case_ids, plan.meeting_id, scope)
        asked.tell(1)
        manifest = making.manifest(scope, asked.purpose, asked.days)
        envelopes = making.envelopes(gathered, key)
        data = package_file.seal(
            package_content.write(Content(manifest, gathered.records, (*gathered.carried, *envelopes))),
            package_id=package_id,
            receivers=[one.sealing_public for one in receivers],
            signing_key=key,
            certificate=person.certificate,
        )
        return making.sealed(manifest, data), plan.stays
