"""Make a small world of houses and people to sign with; nothing here leaves the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.documents.lists import SIGNED_AT
from zvdesk.documents.identities import (
    SigningIdentity,
    house_certificate,
    new_signing_key,
    person_certificate,
    revocation_list,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    from zvdesk.documents.identities import SigningKey

NAME = "Zorg- en Veiligheidshuis Oefenregio"
YEAR = timedelta(days=365)
ISSUED_AT = SIGNED_AT - timedelta(days=30)


@dataclass(frozen=True, slots=True)
class House:
    """Stand for a house with its key."""

    key: ec.EllipticCurvePrivateKey
    certificate: bytes
    since: datetime = ISSUED_AT

    def person(self, name: str = "F. Voorbeeld", *, until: datetime | None = None) -> SigningIdentity:
        """Issue a person's certificate the ordinary way."""
        key = new_signing_key()
        certificate = person_certificate(
            self.key,
            self.certificate,
            key.public_key(),
            name=name,
            role="voorzitter",
            organisation=NAME,
            practice=False,
            now=self.since,
            until=until or self.since + 10 * YEAR,
        )
        return SigningIdentity(private_key=key, certificate=certificate, chain=(self.certificate,))

    def revoke(
        self, *certificates: bytes, at: datetime = SIGNED_AT, until: datetime = SIGNED_AT + YEAR
    ) -> bytes:
        """Withdraw certificates."""
        revoked = [(certificate, at) for certificate in certificates]
        return revocation_list(self.key, self.certificate, revoked, now=SIGNED_AT, until=until)

    def odd_list(self, *extensions: tuple[x509.ExtensionType, bool], at: datetime = SIGNED_AT) -> bytes:
        """Withdraw nobody, in a list with these extensions."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(x509.load_der_x509_certificate(self.certificate).subject)
            .last_update(at)
            .next_update(at + YEAR)
        )
        for extension, critical in extensions:
            made = made.add_extension(extension, critical=critical)
        return made.sign(self.key, SHA256()).public_bytes(Encoding.DER)

    def report_stolen(self, certificate: bytes, at: datetime) -> bytes:
        """Withdraw a certificate because somebody else has its key."""
        serial = x509.load_der_x509_certificate(certificate).serial_number
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(at)
            .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
        )
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(x509.load_der_x509_certificate(self.certificate).subject)
            .last_update(at)
            .next_update(at + YEAR)
            .add_revoked_certificate(entry.build())
        )
        return made.sign(self.key, SHA256()).public_bytes(Encoding.DER)

    @property
    def identity(self) -> SigningIdentity:
        """Misuse the house key to sign a document itself."""
        return SigningIdentity(private_key=self.key, certificate=self.certificate)


def make_house(name: str = NAME, *, practice: bool = False, since: datetime = ISSUED_AT) -> House:
    """Found a house."""
    key = new_signing_key()
    return House(key, house_certificate(key, name, practice=practice, now=since), since)


def make_house_without_lists(since: datetime = ISSUED_AT) -> House:
    """Found a house whose key is certified for certificates only."""
    key, name = new_signing_key(), "Huis zonder lijsten"
    extensions = [(x509.BasicConstraints(ca=True, path_length=0), True), (usage("key_cert_sign"), True)]
    own = odd_certificate(name, key.public_key(), name_of(name), key, extensions, since=since)
    return House(key, own, since)


def name_of(common: str) -> x509.Name:
    """Write a name with nothing but a common name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def usage(*names: str) -> x509.KeyUsage:
    """Make a key usage with these bits."""
    bits = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
        *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{bit: bit in names for bit in bits})


def odd_certificate(
    subject: str,
    public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    issuer: x509.Name,
    issuer_key: SigningKey,
    extensions: Sequence[tuple[x509.ExtensionType, bool]],
    *,
    since: datetime = ISSUED_AT,
) -> bytes:
    """Issue a certificate that zvdesk itself would not."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since.astimezone(UTC))
        .not_valid_after((since + YEAR).astimezone(UTC))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, SHA256()).public_bytes(Encoding.DER)


def odd_person(
    house: House,
    extensions: Sequence[tuple[x509.ExtensionType, bool]],
    *,
    since: datetime = ISSUED_AT,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> SigningIdentity:
    """Let a house issue a person's certificate with these extensions only."""
    key = key or new_signing_key()
    issuer = x509.load_der_x509_certificate(house.certificate).subject
    certificate = odd_certificate(
        "F. Voorbeeld", key.public_key(), issuer, house.key, extensions, since=since
    )
    return SigningIdentity(private_key=key, certificate=certificate, chain=(house.certificate,))
