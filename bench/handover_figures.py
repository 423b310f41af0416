"""Measure a case that travels: what sealing and opening 5 MB takes beyond the vault's own work.

Of the vault itself is reading the rows of the case, and putting them in.
Beyond it are writing rows as JSON, signing and sealing, and back again with every field held to its type. The
whole way, from rows in one vault to rows in another, is held against that work of the vault.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bench.figures import Figure, absolute, relative
from tests.factories import NOW, TODAY
from tests.storage.travelling import CASE_ID, uuid_of, world
from zvdesk.documents.identities import house_certificate, new_signing_key
from zvdesk.domain.colleagues import Acquaintance, Colleague
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.handover_scope import Scope
from zvdesk.domain.handovers import Manifest, PenChain, Reach
from zvdesk.domain.people import Role
from zvdesk.storage import package_content, package_file
from zvdesk.storage.package_content import Content
from zvdesk.storage.package_entering import enter
from zvdesk.storage.package_envelopes import Incoming
from zvdesk.storage.package_gathering import gather, of_a_case
from zvdesk.storage.records import insert_record
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BYTES = 5_000_000
NOTE = "Twee meldingen in één week; de buren hoorden ’s nachts geschreeuw. "
ROUNDS = 15


def figures(folder: Path) -> list[Figure]:
    """Return the figures of a package; ``folder`` is for the vaults."""
    found: list[Figure] = []
    for name, length in (("long", 2_000), ("short", 250)):
        case = _case(length)
        vault, _ = Vault.create(
            folder / f"{name}.zvkluis", person_id="p1", passphrase="x" * 20, cost=FLOOR, practice=True
        )
        own_write = _seconds(partial(_insert, vault, case), 1)
        with vault.read() as connection:
            taken = partial(gather, connection, [CASE_ID], "", Scope(with_contributions=True))
            own_read = _seconds(partial(of_a_case, connection, CASE_ID), ROUNDS)
            gathered, records = _seconds(taken, ROUNDS), taken().records
        vault.close()
        sealed, opened, content = _travel(records)
        entered = _entered(folder / f"{name} elders.zvkluis", content)
        found += [
            absolute(f"package_{name}_seals", sealed, "s", 0.1),
            absolute(f"package_{name}_opens", opened, "s", 0.1),
            relative(
                f"package_{name}_whole",
                gathered + sealed + opened + entered,
                "s",
                own_read + own_write,
                "the vault reads and writes it",
                2.0,
            ),
        ]
    return found


def _case(length: int) -> list[object]:
    """Return a whole case with so many notes of a length that its package holds 5 MB."""
    records = [r for r in world() if not isinstance(r, Contribution)]
    note = next(r for r in world() if isinstance(r, Contribution))
    text = (NOTE * (length // len(NOTE) + 1))[:length]
    each = length + 450  # what is around a note in JSON
    return [
        *records,
        *(replace(note, id=uuid_of(f"note {n}"), text=text) for n in range(BYTES // each)),
    ]


def _insert(vault: Vault, records: list[object]) -> None:
    with vault.transaction() as connection:
        for record in records:
            insert_record(connection, record)


def _entered(folder: Path, content: Content) -> float:
    """Return the seconds of letting it enter a vault that knows the sender, and has nothing of it."""
    vault, _ = Vault.create(folder, person_id="p1", passphrase="x" * 20, cost=FLOOR, practice=True)
    sender = Colleague(
        id=content.manifest.sender_id,
        name=content.manifest.sender,
        role=Role.CHAIR,
        certificate=b"\x00",
        house_certificate=b"\x00",
        sealing_public=b"\x00",
        met_on=TODAY,
        met_by=Acquaintance.READ_ALOUD,
    )
    _insert(vault, [sender])
    with vault.transaction() as connection:
        seconds = _seconds(partial(enter, connection, Incoming(content), [CASE_ID], at=NOW), 1)
    vault.close()
    return seconds


def _travel(records: tuple[object, ...]) -> tuple[float, float, Content]:
    """Return the seconds of sealing and of opening, and what was opened."""
    key, private = new_signing_key(), X25519PrivateKey.generate()
    certificate = house_certificate(key, "Oefenhuis", practice=True, now=NOW)
    package_id = "ab" * 16
    manifest = Manifest(
        package_id=package_id,
        sender_id="cd" * 32,
        sender="F. Voorbeeld",
        receiver_ids=("ef" * 32,),
        receivers=("S. Oefenaar",),
        reach=Reach.CASE,
        case_ids=(CASE_ID,),
        chains=(PenChain(id=CASE_ID, chain=(package_id,)),),
        purpose="",
        made_at=NOW,
        expires_on=TODAY + timedelta(days=14),
        sequence=1,
        vault_id="v",
        log_sequence=1,
        log_mac=hashlib.sha256(b"").hexdigest(),
        schema=package_content.SCHEMA,
    )

    def seal() -> bytes:
        return package_file.seal(
            package_content.write(Content(manifest, records)),
            package_id=bytes.fromhex(package_id),
            receivers=[private.public_key().public_bytes_raw()],
            signing_key=key,
            certificate=certificate,
        )

    data = seal()

    def open_() -> Content:
        unsealed = package_file.unseal(data, private)
        return package_content.read(unsealed.content, unsealed.package_id)

    return _seconds(seal, ROUNDS), _seconds(open_, ROUNDS), open_()


def _seconds(run: Callable[[], object], rounds: int) -> float:
    """Return the least processor seconds of some rounds: what else the machine does only adds to it."""
    found = []
    for _ in range(rounds):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return min(found)
