"""An envelope opens for its readers only, and nobody on the way can change or swap it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.factories import NOW
from tests.storage.test_package_content import ID, MANIFEST
from tests.storage.test_package_file import CERTIFICATE, CHAIR, STRANGER, certificate_of
from tests.storage.travelling import CASE_ID, SECRETS, uuid_of
from zvdesk.domain.handovers import Envelope, PackageFault
from zvdesk.errors import PackageRefused
from zvdesk.storage.package_content import Content, EnvelopeContent
from zvdesk.storage.package_envelopes import Incoming, Reader, open_envelopes, seal_envelope
from zvdesk.storage.package_file import key_id

MINE, OTHER = X25519PrivateKey.generate(), X25519PrivateKey.generate()
EARLIER = MANIFEST.chain_of(CASE_ID).chain[0]
READER = Reader("ef" * 32, "S. Oefenaar", MINE.public_key().public_bytes_raw())
KNOWN = {key_id(CERTIFICATE)}


def made(package_id: str = ID, case_id: str = CASE_ID, *, by_stranger: bool = False) -> Envelope:
    key = STRANGER if by_stranger else CHAIR
    return seal_envelope(
        EnvelopeContent(case_id, package_id, True, SECRETS if case_id == CASE_ID else ()),
        [READER],
        made_by="F. Voorbeeld",
        made_at=NOW,
        signing_key=key,
        certificate=certificate_of(STRANGER, "F. Voorbeeld") if by_stranger else CERTIFICATE,
    )


def opened(*envelopes: Envelope, private: X25519PrivateKey = MINE) -> Incoming:
    return open_envelopes(Content(MANIFEST, (), envelopes), private, KNOWN)


def fault(*envelopes: Envelope) -> PackageFault:
    with pytest.raises(PackageRefused) as caught:
        opened(*envelopes)
    return PackageFault(caught.value.fault)


def test_its_reader_opens_it_and_its_carrier_does_not() -> None:
    envelope = made()
    assert (envelope.reader_ids, envelope.readers) == ((READER.id,), (READER.name,))
    found = opened(envelope)
    assert (set(found.opened[0].records), found.closed) == (set(SECRETS), ())
    carried = opened(envelope, private=OTHER)
    assert (carried.opened, carried.closed) == ((), (envelope,))


def test_envelopes_come_in_the_order_of_their_packages() -> None:
    found = opened(made(ID), made(EARLIER))
    assert [envelope.package_id for envelope in found.opened] == [EARLIER, ID]


def test_an_envelope_of_a_stranger_stays_shut() -> None:
    envelope = made(by_stranger=True)
    assert opened(envelope).closed == (envelope,)


def test_an_envelope_with_the_id_of_another_is_refused() -> None:
    first, second = made(), made()
    assert fault(replace(first, id=second.id)) is PackageFault.HOSTILE


def test_an_envelope_of_another_case_or_another_way_is_refused() -> None:
    assert fault(replace(made(case_id=uuid_of("x")), case_id=CASE_ID)) is PackageFault.HOSTILE
    assert fault(made("99" * 16)) is PackageFault.HOSTILE


@pytest.mark.parametrize("at", [0, 8, 700, -1])
def test_an_envelope_that_was_changed_is_refused(at: int) -> None:
    sealed = bytearray(made().sealed)
    sealed[at] ^= 1
    assert fault(replace(made(), sealed=bytes(sealed))) is PackageFault.HOSTILE
