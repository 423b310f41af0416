"""Make files with a signing key, as another authority would hand them out."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    KeySerializationEncryption,
    PrivateFormat,
    pkcs12,
)

from tests.documents.pki import ISSUED_AT, House, name_of, usage
from zvdesk.documents.identities import SigningKey, new_signing_key

PASSPHRASE = "een wachtzin van het bestand ë"
NAME = "V. Oorbeeld"
SUBJECT = name_of(NAME)


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """Make one RSA key; it takes its time."""
    return rsa.generate_private_key(65537, 2048)


def certified(
    house: House,
    key: SigningKey,
    *,
    days: int = 365,
    may_sign: bool = True,
    since: datetime = ISSUED_AT,
    name: x509.Name = SUBJECT,
) -> x509.Certificate:
    """Let an authority certify a key for signing documents, or for something else."""
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.load_der_x509_certificate(house.certificate).subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=days))
        .add_extension(usage("digital_signature" if may_sign else "key_encipherment"), critical=True)
    )
    return builder.sign(house.key, SHA256())


def key_file(
    house: House,
    key: SigningKey | None = None,
    *,
    days: int = 365,
    may_sign: bool = True,
    since: datetime = ISSUED_AT,
    name: x509.Name = SUBJECT,
    encryption: KeySerializationEncryption | None = None,
) -> bytes:
    """Return a PKCS#12 file with a key, its certificate and that of the authority."""
    key = key or new_signing_key()
    chain = [x509.load_der_x509_certificate(house.certificate)]
    made = certified(house, key, days=days, may_sign=may_sign, since=since, name=name)
    encryption = encryption or BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"sleutel", key, made, chain, encryption)


def with_rounds(rounds: int) -> KeySerializationEncryption:
    """Ask for so many rounds over the passphrase."""
    return PrivateFormat.PKCS12.encryption_builder().kdf_rounds(rounds).build(PASSPHRASE.encode())
