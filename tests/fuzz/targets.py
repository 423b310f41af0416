"""Name what is fuzzed: how a file of each format is read, and a good one to begin with.

A refusal that zvdesk explains is what should happen; anything else that is raised is a find.
"""

from __future__ import annotations

import contextlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.documents.lists import one_organisation
from tests.exchange.holders import holder
from tests.exchange.test_code_pictures import drawn, saved
from tests.fuzz.hostile_files import CARD, CSV, ICS, KEYS, MELDING, PDF, TOML
from tests.storage.test_package_content import ID as PACKAGE_ID
from tests.storage.test_package_content import MANIFEST
from tests.storage.travelling import world
from zvdesk.content.reading import read_toml
from zvdesk.documents.identities import house_certificate, new_signing_key
from zvdesk.documents.log_head import head_in
from zvdesk.documents.outcome import outcome_data, outcome_in
from zvdesk.documents.verifying import verify
from zvdesk.errors import ExplainedError, PackageRefused
from zvdesk.exchange import cards, house_lists
from zvdesk.exchange.addresses import read_addresses
from zvdesk.exchange.code_pictures import code_in
from zvdesk.exchange.invitation import read_invitation
from zvdesk.exchange.melding import read_referral
from zvdesk.exchange.outcome import read_outcome
from zvdesk.services import attempts
from zvdesk.services.clock import Clock
from zvdesk.storage import key_file, package_content, package_file, pen_links
from zvdesk.storage.package_envelopes import open_envelopes
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_PLACE = Path(tempfile.mkdtemp(prefix="zvdesk-fuzz-"))


def _toml(data: bytes) -> object:
    path = _PLACE / "house.toml"
    path.write_bytes(data)
    return read_toml(path)


def _pdf(data: bytes) -> object:
    head_in(data)
    outcome_in(data)
    return verify(data, trusted=(), at=_AT)


def _attempts(data: bytes) -> object:
    (_PLACE / attempts.FILE).write_bytes(data)
    return attempts.seconds_left(_PLACE, Clock())


def _package(data: bytes) -> object:
    """Read a package, and then the same bytes as what a colleague whom we know sealed and signed."""
    with contextlib.suppress(PackageRefused):
        package_file.unseal(data, PRIVATE)
    unsealed = package_file.unseal(_sealed(data), PRIVATE)
    content = package_content.read(unsealed.content, unsealed.package_id)
    with contextlib.suppress(PackageRefused):
        package_content.read_envelope(data, content.manifest.case_ids[0])
    for way in content.manifest.chains:
        pen_links.are_signed(way, len(way.chain) - len(way.links))
    return open_envelopes(content, PRIVATE, ())


def _sealed(content: bytes) -> bytes:
    return package_file.seal(
        content,
        package_id=bytes.fromhex(PACKAGE_ID),
        receivers=[PRIVATE.public_key().public_bytes_raw()],
        signing_key=SIGNER,
        certificate=CERTIFICATE,
    )


PRIVATE, SIGNER = X25519PrivateKey.generate(), new_signing_key()
CERTIFICATE = house_certificate(SIGNER, "Oefenhuis", practice=True, now=_AT)
PACKAGE = package_content.write(package_content.Content(MANIFEST, tuple(world())))
OUTCOME = outcome_data(one_organisation())
COLLEAGUE = holder()
PEOPLE = house_lists.written(
    (
        house_lists.Listed(
            COLLEAGUE.certificate,
            COLLEAGUE.house_certificate,
            COLLEAGUE.sealing_public,
            certified=COLLEAGUE.certificate,
        ),
    ),
    number=1,
    house_certificate=COLLEAGUE.house_certificate,
    certificate=COLLEAGUE.certificate,
    key=COLLEAGUE.key,
)
PICTURE = saved(drawn(cards.to_code(COLLEAGUE.parts), 2))

TARGETS: Mapping[str, tuple[Callable[[bytes], object], bytes]] = {
    "melding": (read_referral, MELDING),
    "uitkomst": (read_outcome, OUTCOME),
    "vcf": (lambda data: read_addresses(data, ".vcf"), CARD),
    "csv": (lambda data: read_addresses(data, ".csv"), CSV),
    "ics": (read_invitation, ICS),
    "toml": (_toml, TOML),
    "pakket": (_package, PACKAGE),
    "keys": (key_file.parse, KEYS),
    "pdf": (_pdf, PDF),
    "zvkaart": (cards.read, COLLEAGUE.card),
    "kaartcode": (cards.read, cards.to_code(COLLEAGUE.parts).encode()),
    "kaartfoto": (code_in, PICTURE),
    "zvlijst": (house_lists.read, PEOPLE),
    "attempts": (_attempts, b'{"count": 1, "last_at": "2026-01-01T00:00:00+00:00", "attempts": []}'),
}


def try_one(kind: str, data: bytes) -> None:
    """Read one file; a refusal must have its Dutch message, and nothing else may be raised."""
    try:
        TARGETS[kind][0](data)
    except ExplainedError as error:
        if not message(error):
            raise AssertionError("a refusal without words") from error
