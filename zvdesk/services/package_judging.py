"""Judge a package that came in: by whom, for whom, when, and how it stands to the pens of this vault."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.handovers import (
    Direction,
    Handover,
    PackageFault,
    Pen,
    PenChain,
    Standing,
    standing,
)
from zvdesk.domain.keeping import Destruction, ShieldedCase
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.pen_proof import first_to_prove, leads_here, leaves_room, remembered
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act, may
from zvdesk.errors import NoSigningKey, PackageRefused
from zvdesk.services.acquaintance import expires
from zvdesk.storage import destroyed, package_file, pens
from zvdesk.storage.house import RESTORED_FROM, get_fact
from zvdesk.storage.package_gathering import key_ids
from zvdesk.storage.pen_links import are_signed, public_of
from zvdesk.storage.records import find_records, get_record, save_record
from zvdesk.texts.labels import PACKAGE_FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zvdesk.domain.handovers import Manifest
    from zvdesk.services.desk import Desk, Trail
    from zvdesk.storage.connection import Connection

_SKEW = timedelta(hours=2)  # clocks of laptops: an hour of summer time, and some drift
_F = PackageFault
_REFUSED = {Standing.HERE: _F.PEN_NOT_OUT, Standing.OLDER: _F.OLDER}


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold what was found of a package that is good."""

    sender: Colleague
    standings: Mapping[str, Standing]  # of each case, and of the meeting, in the order of the manifest
    has_pen: bool  # this vault gets it, with whoever opens it; else this copy is to read

    @property
    def entering(self) -> tuple[str, ...]:
        """Return the ids of what may enter."""
        return tuple(i for i, s in self.standings.items() if s in (Standing.NEW, Standing.EXPECTED))

    @property
    def late(self) -> tuple[str, ...]:
        """Return the ids of what came back after its pen was taken over."""
        return tuple(i for i, s in self.standings.items() if s is Standing.LATE)


@contextmanager
def refusals_explained(desk: Desk, trail: Trail) -> Iterator[None]:
    """Let one line in the log say of a refused package that it was, and why."""
    with desk.trying(trail):
        try:
            yield
        except PackageRefused as error:
            trail.purpose = PACKAGE_FAULTS[PackageFault(error.fault)]
            raise


def restored_from(connection: Connection) -> datetime | None:
    """Return up to when the copy goes that this vault was restored from; None when it never was."""
    found = get_fact(connection, RESTORED_FROM)
    return datetime.fromisoformat(found) if found else None


def own_id(desk: Desk, connection: Connection) -> str:
    """Return the id by which colleagues know who is at the desk; raise NoSigningKey in noodtoegang."""
    person = get_record(connection, Person, desk.actor.person_id)
    if person is None or not person.certificate:
        raise NoSigningKey
    return package_file.key_id(person.certificate)


def known_sender(desk: Desk, connection: Connection, sender_id: str) -> Colleague:
    """Return the colleague who signed a package; raise PackageRefused for who is none, or no longer."""
    sender = get_record(connection, Colleague, sender_id)
    if sender is None:
        raise PackageRefused(_F.UNKNOWN_SENDER.value)  # whatever name it bears says nothing
    if not sender.is_active(desk.clock.today()):
        raise _refused(_F.ENDED_SENDER, sender)
    if expires(sender.certificate) <= desk.clock.now():
        raise _refused(_F.OUTDATED_SENDER, sender)
    if not may(sender.role, Act.HAND_OVER):
        raise _refused(_F.HOSTILE, sender)
    return sender


def judge(desk: Desk, connection: Connection, manifest: Manifest, sender_id: str) -> Judged:
    """Return how a package stands to this vault; raise PackageRefused with the first reason against it.

    It reads only. A package that came in and of which something is late is let through: its differences may
    be looked at as often as one likes. Another with its id may say so too: what would enter is proven again.
    """
    sender = known_sender(desk, connection, sender_id)
    if manifest.sender_id != sender.id:
        raise _refused(_F.HOSTILE, sender)
    own = own_id(desk, connection)
    if own not in manifest.receiver_ids:  # sealed again by who got it, for somebody it was not meant for
        raise _refused(_F.NOT_FOR_YOU, sender)
    if manifest.is_practice != desk.vault.practice:
        raise _refused(_F.PRACTICE, sender)
    if manifest.made_at > desk.clock.now() + _SKEW:
        raise _refused(_F.FROM_THE_FUTURE, sender)
    _check_cases(desk, connection, manifest, sender)
    standings = {chain.id: _standing(connection, manifest, chain) for chain in manifest.chains}
    judged = Judged(sender, standings, manifest.receiver_ids[0] in key_ids(connection))
    known = get_record(connection, Handover, manifest.package_id)
    is_again = known is not None and known.direction is Direction.RECEIVED and bool(judged.late)
    if known is not None and not is_again:
        raise _refused(_F.ALREADY_ENTERED, sender)
    if desk.clock.today() > manifest.expires_on and not is_again:
        raise _refused(_F.EXPIRED, sender)
    for way in manifest.chains:
        found, pen = standings[way.id], pens.pen_of(connection, way.id)
        if found in _REFUSED:
            if not is_again:
                raise _refused(_REFUSED[found], sender, _number(connection, way.id))
        elif found is not Standing.LATE and not leaves_room(pen, way):
            raise _refused(_F.HOSTILE, sender, _number(connection, way.id))
        elif not _is_proven(desk, manifest, way, pen, found):
            raise _refused(_F.UNPROVEN, sender, _number(connection, way.id))
    return judged


def remember_given(desk: Desk, connection: Connection, manifest: Manifest, judged: Judged) -> None:
    """Keep of what is late by which package it left this vault, which a restored vault may have forgotten.

    What is given from here again says so, and enters with who still has it.
    """
    own_key = public_of(desk.vault.house_signing_key)
    for subject_id in judged.late:
        pen = _pen(connection, subject_id) or Pen(id=subject_id)
        found = remembered(pen, manifest.chain_of(subject_id), own_key)
        if found != pen:
            save_record(connection, found)


def _standing(connection: Connection, manifest: Manifest, chain: PenChain) -> Standing:
    """Return how one case or meeting stands to the pen here.

    A restored vault may have forgotten that it gave the pen away. What was made since is then no fault of who
    sends it: it comes too late, and its differences can be adopted, but it never enters by itself.
    """
    pen = _pen(connection, chain.id)
    found, restored = standing(pen, chain), restored_from(connection)
    is_forgotten = restored is not None and manifest.made_at > restored - _SKEW
    is_new = pen is None or manifest.package_id not in pen.chain
    return Standing.LATE if found in _REFUSED and is_forgotten and is_new else found


def _is_proven(desk: Desk, manifest: Manifest, way: PenChain, pen: Pen | None, found: Standing) -> bool:
    """Tell whether the pen of a case or meeting came to who sends this package, and goes to who gets it."""
    ends = (manifest.sender_id, manifest.receiver_ids[0])
    own_key = public_of(desk.vault.house_signing_key)
    return leads_here(pen, way, found, ends, own_key) and are_signed(way, first_to_prove(pen, way, found))


def _check_cases(desk: Desk, connection: Connection, manifest: Manifest, sender: Colleague) -> None:
    """Refuse a case that was destroyed or shielded here: a package is no way back for it.

    A vault that was put back from a copy may lack the certificate; the list beside it names the case.
    """
    gone_ids = destroyed.known(desk.vault.folder, desk.vault.open_keys)
    for case_id in manifest.case_ids:
        for gone in find_records(connection, Destruction, erased_case_id=case_id):
            raise _refused(_F.DESTROYED, sender, gone.case_number)
        if case_id in gone_ids:
            raise _refused(_F.DESTROYED, sender)
        shielded = get_record(connection, ShieldedCase, case_id)
        if shielded is not None:
            raise _refused(_F.SHIELDED, sender, shielded.number)


def _pen(connection: Connection, subject_id: str) -> Pen | None:
    """Return the pen of what is known here; one that never travelled has an empty chain."""
    pen = pens.pen_of(connection, subject_id)
    if pen is not None:
        return pen
    case, meeting = get_record(connection, Case, subject_id), get_record(connection, Meeting, subject_id)
    return None if case is None and meeting is None else Pen(id=subject_id)


def _number(connection: Connection, subject_id: str) -> str:
    case = get_record(connection, Case, subject_id)
    return case.number if case is not None else ""


def _refused(fault: PackageFault, sender: Colleague, case_number: str = "") -> PackageRefused:
    return PackageRefused(fault.value, sender.name, case_number)
