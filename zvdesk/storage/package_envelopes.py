"""Seal what a carrier may not read to who may, and open what came along."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import Envelope, PackageFault
from zvdesk.errors import PackageRefused
from zvdesk.storage import package_file
from zvdesk.storage.package_content import Content, EnvelopeContent, read_envelope, write_envelope

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey


@dataclass(frozen=True, slots=True)
class Reader:
    """Name somebody who may open an envelope, with the key that it is sealed to (X25519, 32 bytes)."""

    id: str
    name: str
    sealing_public: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """Hold a package with those of its envelopes that this person could open, and those that stay shut."""

    content: Content
    opened: tuple[EnvelopeContent, ...] = ()  # in the order in which the packages that they go with were made
    closed: tuple[Envelope, ...] = ()


def seal_envelope(
    content: EnvelopeContent,
    readers: Sequence[Reader],
    *,
    made_by: str,
    made_at: datetime,
    signing_key: ec.EllipticCurvePrivateKey,
    certificate: bytes,
) -> Envelope:
    """Return an envelope for one to eight readers, signed by its maker: its carrier cannot change it.

    Raises PackageRefused when it holds too much, ValueError for a key that nothing can be sealed to.
    """
    envelope_id = secrets.token_bytes(package_file.ID_BYTES)
    return Envelope(
        id=envelope_id.hex(),
        case_id=content.case_id,
        sealed=package_file.seal(
            write_envelope(content),
            package_id=envelope_id,
            receivers=[reader.sealing_public for reader in readers],
            signing_key=signing_key,
            certificate=certificate,
            magic=package_file.ENVELOPE,
        ),
        reader_ids=tuple(reader.id for reader in readers),
        readers=tuple(reader.name for reader in readers),
        made_by=made_by,
        made_at=made_at,
    )


def open_envelopes(content: Content, private: X25519PrivateKey, known_ids: Collection[str]) -> Incoming:
    """Return a package with its envelopes opened where this key can, and somebody known made them.

    Raises PackageRefused for an envelope that was changed, or that goes with a package of another way.
    """
    opened: list[EnvelopeContent] = []
    closed: list[Envelope] = []
    for envelope in content.envelopes:
        found = _opened(envelope, private, known_ids)
        if found is None:
            closed.append(envelope)
        elif found.package_id in content.manifest.chain_of(envelope.case_id).chain:
            opened.append(found)
        else:
            raise PackageRefused(PackageFault.HOSTILE.value)
    opened.sort(key=lambda e: content.manifest.chain_of(e.case_id).chain.index(e.package_id))
    return Incoming(content, tuple(opened), tuple(closed))


def _opened(
    envelope: Envelope, private: X25519PrivateKey, known_ids: Collection[str]
) -> EnvelopeContent | None:
    try:
        unsealed = package_file.unseal(envelope.sealed, private, package_file.ENVELOPE)
    except PackageRefused as error:
        if error.fault == PackageFault.NOT_FOR_YOU.value:
            return None
        raise PackageRefused(PackageFault.HOSTILE.value) from None  # the package around it was whole
    if unsealed.package_id != envelope.id:
        raise PackageRefused(PackageFault.HOSTILE.value)
    if unsealed.sender_id not in known_ids:
        return None
    return read_envelope(unsealed.content, envelope.case_id)
