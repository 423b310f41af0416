"""Shield closed cases: sealed to two functions, out of tables and index, opened with a reason that is logged.

Each case has a random key of its own, sealed to the personal keys of every functioneel beheerder and
privacyfunctionaris (HPKE). Neither the master key nor the recovery key opens it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.keeping import KeptCopy, RetentionExtension, SealedKey, ShieldedCase
from zvdesk.domain.people import Person, Role
from zvdesk.domain.retention import limit
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, NoKeyHolder, NotClosed, NotFound, NotSealedToYou
from zvdesk.services import retention
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import keys, pens
from zvdesk.storage.records import erase_record, find_records, get_record, insert_record, replace_record
from zvdesk.storage.sealing import seal, unseal
from zvdesk.storage.shielding import (
    KEY_BYTES,
    erase_case,
    file_of,
    listed,
    put_back,
    rows_of,
    sealed,
    unsealed,
)
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.shielding import Rows

HOLDERS = (Role.FUNCTIONAL_ADMIN, Role.PRIVACY_OFFICER)


def shield(desk: Desk, case_id: str) -> Changes:
    """Shield a closed case: from now on its content is open to two functions only.

    Raises NotClosed for a case that is still open, PenElsewhere for one that lies with a colleague,
    NoKeyHolder when the house has nobody in one of the two functions, NotFound, NotAllowed.
    """
    trail = Trail("afschermen", "casus", case_id, case_id)
    desk.require(Act.KEEP_CLOCK, trail)
    with desk.vault.read() as connection:
        case = get_record(connection, Case, case_id)
    if case is None:
        raise NotFound("case", case_id)
    if case.state is not CaseState.CLOSED:
        raise NotClosed
    months = retention.months_of(desk, case.regime_id)
    with desk.change(Act.KEEP_CLOCK, trail) as connection:
        pens.require_here(connection, case_id)
        rows, key = rows_of(connection, case_id), secrets.token_bytes(KEY_BYTES)
        shielded = ShieldedCase(
            id=case_id,
            number=case.number,
            regime_id=case.regime_id,
            first_processed_on=case.first_processed_on,
            closed_on=case.closed_on,
            destroy_before=limit(case, months, find_records(connection, RetentionExtension, case_id=case_id)),
            shielded_at=desk.clock.now(),
            shielded_by=desk.actor.name,
            keys=_sealed_keys(key, case_id, _holders(desk, connection)),
            content=sealed(rows, key, case_id),
        )
        keep_copies(connection, case)
        erase_case(connection, case_id)
        insert_record(connection, shielded)
    return changed("cases", case_id=case_id)


def shielded_cases(desk: Desk) -> tuple[ShieldedCase, ...]:
    """Return every shielded case, without its content being opened."""
    with desk.reading(Act.KEEP_CLOCK, Trail("lezen", "afgeschermde casussen")) as connection:
        return listed(connection)


def open_shielded(desk: Desk, case_id: str, passphrase: str, reason: str) -> CaseFile:
    """Open a shielded case to read, for a reason that stands in the log.

    Raises InvalidField without a reason, WrongPassphrase, NotSealedToYou, NotFound, NotAllowed.
    """
    _, rows = _opened(desk, case_id, passphrase, reason, "afgeschermd openen")
    return file_of(rows)


def unshield(desk: Desk, case_id: str, passphrase: str, reason: str) -> Changes:
    """Put a shielded case back among the others, for a reason that stands in the log.

    Raises like ``open_shielded``.
    """
    _, rows = _opened(desk, case_id, passphrase, reason, "afscherming opheffen")
    trail = Trail("uit de afscherming gehaald", "casus", case_id, case_id)
    with desk.change(Act.OPEN_SHIELDED, trail) as connection:
        put_back(connection, rows)
        for row in rows.get(RECORDS[Disclosure].name, ()):
            erase_record(connection, KeptCopy, row["id"])
        erase_record(connection, ShieldedCase, case_id)
    return changed("cases", case_id=case_id)


def share(desk: Desk, passphrase: str) -> int:
    """Seal the keys that who is at the desk can open to everyone who holds one of the functions now.

    A successor comes in only so: nobody else has these keys. Returns how many cases changed. Raises
    WrongPassphrase, NotAllowed.
    """
    trail = Trail("toegang delen", "afgeschermde casussen")
    desk.require(Act.OPEN_SHIELDED, trail)
    with desk.trying(trail):
        private = keys.personal_sealing_key(desk.vault.folder, desk.actor.person_id, passphrase)
    count = 0
    with desk.change(Act.OPEN_SHIELDED, trail) as connection:
        holders = _holders(desk, connection)
        for case in find_records(connection, ShieldedCase):
            key = _key_of(case, desk.actor.person_id, private)
            known = {(k.person_id, k.mark) for k in case.keys}
            if key is None or known == {(h.id, _mark(h.sealing_public)) for h in holders}:
                continue
            replace_record(connection, replace(case, keys=_sealed_keys(key, case.id, holders)))
            count += 1
    return count


def keep_copies(connection: Connection, case: Case) -> None:
    """Keep the list of a case's documents that went out, apart from the case."""
    for disclosure in find_records(connection, Disclosure, case_id=case.id):
        if disclosure.kind != PRESENCE:
            insert_record(connection, retention.copy_of(disclosure, case.number))


def _opened(desk: Desk, case_id: str, passphrase: str, reason: str, action: str) -> tuple[ShieldedCase, Rows]:
    trail = Trail(action, "casus", case_id, case_id, tidy(reason))
    desk.require(Act.OPEN_SHIELDED, trail)
    if not tidy(reason):
        raise InvalidField("reason", "empty")
    with desk.trying(trail):
        private = keys.personal_sealing_key(desk.vault.folder, desk.actor.person_id, passphrase)
    with desk.reading(Act.OPEN_SHIELDED, trail) as connection:
        case = get_record(connection, ShieldedCase, case_id)
        if case is None:
            raise NotFound("case", case_id)
        key = _key_of(case, desk.actor.person_id, private)
        if key is None:
            raise NotSealedToYou
        return case, unsealed(case.content, key, case_id)


def _holders(desk: Desk, connection: Connection) -> tuple[Person, ...]:
    today = desk.clock.today()
    found = [p for p in find_records(connection, Person) if p.role in HOLDERS and p.is_active(today)]
    for role in HOLDERS:
        if not any(person.role is role for person in found):
            raise NoKeyHolder(role.value)
    return tuple(found)


def _sealed_keys(key: bytes, case_id: str, holders: tuple[Person, ...]) -> tuple[SealedKey, ...]:
    return tuple(
        SealedKey(
            person_id=p.id,
            sealed=seal(key, p.sealing_public, _label(case_id)).hex(),
            mark=_mark(p.sealing_public),
        )
        for p in holders
    )


def _key_of(case: ShieldedCase, person_id: str, private: X25519PrivateKey) -> bytes | None:
    own = next((k for k in case.keys if k.person_id == person_id), None)
    return unseal(bytes.fromhex(own.sealed), private, _label(case.id)) if own is not None else None


def _mark(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def _label(case_id: str) -> str:
    return f"shielded case/{case_id}"
