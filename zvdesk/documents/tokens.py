"""Open a token that signs without giving its key away (PKCS#11): a card, a stick, or a box in a cellar.

The PIN is tried once: a token closes for good after a few wrong ones, so nothing here tries again by itself.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_certs_from_pemder_data

from zvdesk.documents.key_files import usable_path
from zvdesk.errors import TokenUnusable, WrongPin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pyhanko.sign.signers import Signer

_MOST_OBJECTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIdentity:
    """Hold an open token with the certificates that say whose key is in it; the key itself stays there."""

    session: Any = field(repr=False)
    key_id: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()  # the issuers, nearest first

    def signer(self) -> Signer:
        """Return what lets pyHanko sign with the token."""
        from pyhanko.sign.pkcs11 import PKCS11Signer

        (certificate,) = load_certs_from_pemder_data(self.certificate)
        issuers = [found for der in self.chain for found in load_certs_from_pemder_data(der)]
        public = x509.load_der_x509_certificate(self.certificate).public_key()
        return PKCS11Signer(
            self.session,
            signing_cert=certificate,
            ca_chain=issuers,
            key_id=self.key_id,
            use_raw_mechanism=isinstance(public, ec.EllipticCurvePublicKey),  # many tokens hash no EC
        )


@contextmanager
def opened_token(module: Path, label: str, pin: str, *, at: datetime) -> Iterator[TokenIdentity]:
    """Open a token by its label, or the only one when the label is empty, for as long as the block lasts.

    ``module`` is the library of its maker. Raises WrongPin, and TokenUnusable: "no_module", "no_token",
    "several", "locked", "no_key", "no_name", "expired", "not_for_signing", "gone".
    """
    import pkcs11
    from pkcs11 import exceptions

    try:
        library = pkcs11.lib(str(module.resolve(strict=True)))
    except (OSError, RuntimeError, pkcs11.PKCS11Error) as error:
        raise TokenUnusable("no_module") from error
    try:
        tokens = [slot.get_token() for slot in library.get_slots(token_present=True)]
        tokens = [token for token in tokens if token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED]
        found = [token for token in tokens if not label or token.label.strip() == label]
        if len(found) != 1:
            raise TokenUnusable("several" if found else "no_token")
        session = found[0].open(user_pin=pin)
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as error:
        raise WrongPin from error
    except exceptions.PinLocked as error:
        raise TokenUnusable("locked") from error
    except pkcs11.PKCS11Error as error:
        raise TokenUnusable("gone") from error
    try:
        with session:
            yield _identity(session, at)
    except pkcs11.PKCS11Error as error:
        raise TokenUnusable("gone") from error


def _identity(session: Any, at: datetime) -> TokenIdentity:  # noqa: ANN401 - python-pkcs11 has no types
    """Return the key that has a certificate which may sign now; raise TokenUnusable."""
    from pkcs11 import Attribute, ObjectClass

    kinds = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True}
    keys = {bytes(key[Attribute.ID]) for key in session.get_objects(kinds)}
    certificates: list[tuple[bytes, x509.Certificate]] = []
    for found in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        if len(certificates) < _MOST_OBJECTS:
            certificates.append(
                (bytes(found[Attribute.ID]), x509.load_der_x509_certificate(bytes(found[Attribute.VALUE])))
            )
    others = [certificate for _, certificate in certificates]
    reason = "no_key"
    for key_id, certificate in certificates:
        if key_id not in keys:
            continue
        path, reason = usable_path(certificate, others, at)
        if not reason:
            return TokenIdentity(
                session=session,
                key_id=key_id,
                certificate=certificate.public_bytes(Encoding.DER),
                chain=tuple(issuer.public_bytes(Encoding.DER) for issuer in path[1:]),
            )
    raise TokenUnusable(reason)
