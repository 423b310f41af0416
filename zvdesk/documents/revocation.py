"""Ask what is at hand about withdrawn certificates: lists (RFC 5280, 5) and answers of responders (RFC 6960).

Nothing is ever fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from zvdesk.documents.responders import Word, words_about
from zvdesk.domain.signatures import Looked, RevocationSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_PARTIAL = (x509.IssuingDistributionPoint, x509.DeltaCRLIndicator)
_NEVER_TRUSTED = (x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise)


@dataclass(frozen=True, slots=True)
class AtHand:
    """Hold the lists and answers that the reader has, or that are in the document."""

    lists: tuple[x509.CertificateRevocationList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()

    def __add__(self, other: AtHand) -> AtHand:
        """Return both together."""
        return AtHand((*self.lists, *other.lists), (*self.answers, *other.answers))


def is_revoked(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    at_hand: AtHand,
    proven: datetime | None = None,
) -> bool:
    """Tell whether a list or an answer of the issuer withdraws the certificate; an old one counts as well.

    So does one of an issuer that is not certified for lists, or of a part of what it issued: who withdraws is
    believed sooner than who vouches.

    ``proven`` is a moment at which the signature is known to have been there: being revoked after it does no
    harm (EN 319 102-1, 5.6), unless it says that somebody else has the key.
    """
    entries = (
        found.get_revoked_certificate_by_serial_number(certificate.serial_number)
        for found in at_hand.lists
        if _is_from(found, issuer)
    )
    if any(entry is not None and not _is_later(entry, proven) for entry in entries):
        return True
    return any(
        word.status is ocsp.OCSPCertStatus.REVOKED and not _is_said_later(word, proven)
        for word in _words(certificate, issuer, at_hand)
    )


def looked_at(
    certificate: x509.Certificate,
    issuer: x509.Certificate | None,
    at_hand: AtHand,
    at: datetime,
    now: datetime | None = None,
) -> Looked:
    """Say what vouches for a certificate at a moment, asked now: the newest list or answer.

    Without one something is missing, unless the certificate says nowhere that there is one. When the issuer
    is not at hand, nobody can say whose a list is that names the certificate: then something is missing too.
    """
    if issuer is None and _is_named(certificate, at_hand):
        return Looked(RevocationSource.MISSING)
    known = vouching(certificate, issuer, at_hand, at, now) if issuer is not None else AtHand()
    found = [Looked(RevocationSource.LIST, one.last_update_utc) for one in known.lists]
    for answer in known.answers:
        words = words_about(certificate, issuer, (answer,)) if issuer is not None else ()
        found += [Looked(RevocationSource.RESPONDER, word.since) for word in words]
    if found:
        return max(found, key=lambda looked: looked.at or at)
    if _names_an_address(certificate):
        return Looked(RevocationSource.MISSING)
    return Looked(RevocationSource.NOT_NAMED)


def vouching(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    at_hand: AtHand,
    at: datetime,
    now: datetime | None = None,
) -> AtHand:
    """Return the current lists of the issuer, and the answers that say that the certificate was good.

    What came out after a moment in the past does as well, for as long as the certificate itself was valid.
    """
    latest = max(at, min(now or at, certificate.not_valid_after_utc))
    return AtHand(
        tuple(
            known
            for known in at_hand.lists
            if _is_from(known, issuer)
            and _may_sign_lists(issuer)
            and _is_current(known, at, latest)
            and _is_complete(known)
        ),
        tuple(
            answer
            for answer in at_hand.answers
            if any(
                word.vouches(at, latest)
                for word in _words(certificate, issuer, AtHand(at_hand.lists, (answer,)))
            )
        ),
    )


def list_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return where a certificate says that its revocation list is."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(
        name.value
        for point in points
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    )


def _words(certificate: x509.Certificate, issuer: x509.Certificate, at_hand: AtHand) -> Iterator[Word]:
    """Yield what responders said of a certificate, when they were in good standing themselves."""
    lists = AtHand(at_hand.lists)
    for word in words_about(certificate, issuer, at_hand.answers):
        other = word.delegate
        if other is None or (
            not is_revoked(other, issuer, lists)
            and (
                _is_exempt(other)
                or looked_at(other, issuer, lists, word.made_at).source is not RevocationSource.MISSING
            )
        ):
            yield word


def _is_exempt(responder: x509.Certificate) -> bool:
    """Tell whether the issuer says that nobody need ask about its responder (RFC 6960, 4.2.2.2.1)."""
    return any(isinstance(extension.value, x509.OCSPNoCheck) for extension in responder.extensions)


def _is_said_later(word: Word, proven: datetime | None) -> bool:
    if proven is None or word.revoked_at is None or word.reason in _NEVER_TRUSTED:
        return False
    return word.revoked_at > proven


def _is_later(entry: x509.RevokedCertificate, proven: datetime | None) -> bool:
    if proven is None:
        return False
    since = entry.revocation_date_utc
    for extension in entry.extensions:
        if isinstance(extension.value, x509.CRLReason) and extension.value.reason in _NEVER_TRUSTED:
            return False
        if isinstance(extension.value, x509.InvalidityDate):
            since = min(since, extension.value.invalidity_date_utc)
    return since > proven


def _is_from(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    if found.issuer != issuer.subject:
        return False
    key = issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return False
    try:
        return found.is_signature_valid(key)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _is_current(found: x509.CertificateRevocationList, at: datetime, latest: datetime) -> bool:
    until = found.next_update_utc
    return until is not None and found.last_update_utc <= latest and at <= until


def _is_complete(found: x509.CertificateRevocationList) -> bool:
    """Tell whether a list is about all that its issuer issued, and says nothing that is not understood.

    What makes it about a part must be critical (RFC 5280, 5.2.4 and 5.2.5), but counts without that too.
    """
    return not any(
        extension.critical or isinstance(extension.value, _PARTIAL) for extension in found.extensions
    )


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    """Tell whether what an issuer's key is for, when that is said at all, includes lists (4.2.1.3)."""
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False


def _is_named(certificate: x509.Certificate, at_hand: AtHand) -> bool:
    """Tell whether a list under the name of the issuer withdraws a certificate, whoever signed that list."""
    return certificate.issuer != certificate.subject and any(
        found.issuer == certificate.issuer
        and found.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None
        for found in at_hand.lists
    )


def _names_an_address(certificate: x509.Certificate) -> bool:
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.CRLDistributionPoints):
            return True
        if isinstance(extension.value, x509.AuthorityInformationAccess) and any(
            place.access_method == AuthorityInformationAccessOID.OCSP for place in extension.value
        ):
            return True
    return False
