"""Measure a case that travels: what sealing and opening 5 MB takes beyond the vault's own work."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bench.figures import Figure, absolute, median, relative
from tests.factories import NOW, TODAY
from tests.storage.travelling import CASE_ID, uuid_of, world
from zvdesk.documents.identities import house_certificate, new_signing_key
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.handover_scope import Scope
from zvdesk.domain.handovers import Manifest, PenChain, Reach
from zvdesk.storage import package_content, package_file
from zvdesk.storage.package_content import Content
from zvdesk.storage.package_gathering import gather
from zvdesk.storage.records import insert_record
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BYTES = 5_000_000
NOTE = "Twee meldingen in één week; de buren hoorden ’s nachts geschreeuw. "
ROUNDS = 7


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
            own_read, gathered = _seconds(taken, ROUNDS), taken()
        sealed, opened = _travel(gathered.records)
        vault.close()
        own = own_read + own_write
        goal = 0.1 if name == "long" else 1.0
        found += [
            absolute(f"package_{name}_seals", sealed, "s", goal),
            absolute(f"package_{name}_opens", opened, "s", goal),
            relative(
                f"package_{name}_whole", sealed + opened, "s", own, "the vault reads and writes it", 1.0
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


def _travel(records: tuple[object, ...]) -> tuple[float, float]:
    """Return the seconds of sealing and of opening."""
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

    def open_() -> None:
        unsealed = package_file.unseal(data, private)
        package_content.read(unsealed.content, unsealed.package_id)

    return _seconds(seal, ROUNDS), _seconds(open_, ROUNDS)


def _seconds(run: Callable[[], object], rounds: int) -> float:
    """Return the middle of the processor seconds of some rounds: the machine does other work too."""
    found = []
    for _ in range(rounds):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return median(found)
