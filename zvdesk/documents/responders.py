"""Read the answers of responders: services that say of one certificate whether it was withdrawn (RFC 6960).

An answer counts when the issuer of the certificate signed it, or somebody whom that issuer certified for just
this (4.2.2.2). Nothing is ever fetched here, and no answer, however it was made, makes anything here raise.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_STRONG_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_PSS = x509.SignatureAlgorithmOID.RSASSA_PSS
_LEAST_RSA = 2048  # bits
_NO_TERM = timedelta(days=1)  # for so long an answer counts that names no moment for the next one
_MOST_WORDS = 100  # certificates in one answer


@dataclass(frozen=True, slots=True)
class Word:
    """Hold what an authorised responder said of one certificate."""

    status: ocsp.OCSPCertStatus
    since: datetime
    until: datetime
    made_at: datetime
    delegate: x509.Certificate | None  # who signed it, unless the issuer did
    revoked_at: datetime | None
    reason: x509.ReasonFlags | None

    def vouches(self, at: datetime, latest: datetime) -> bool:
        """Tell whether it says that the certificate was good at a moment, and was there by the latest."""
        if self.status is not ocsp.OCSPCertStatus.GOOD or not (self.since <= latest and at <= self.until):
            return False
        return self.delegate is None or at <= self.delegate.not_valid_after_utc


def responder_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return where a certificate says that its responder is."""
    try:
        places = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(
        place.access_location.value
        for place in places
        if place.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(place.access_location, x509.UniformResourceIdentifier)
    )


def words_about(
    certificate: x509.Certificate, issuer: x509.Certificate, answers: Sequence[ocsp.OCSPResponse]
) -> Iterator[Word]:
    """Yield what these answers say of a certificate, as far as its issuer stands behind them."""
    for answer in answers:
        try:
            found = [word for word in _words(answer) if _is_about(word, certificate, issuer)]
            if not found or not _is_plain(answer):
                continue
            is_ours, delegate = _signed_for(answer, issuer)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        if is_ours:
            yield from (_word(single, answer, delegate) for single in found)


def question(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """Return the question (DER) whether a certificate was withdrawn; it tells the responder its number."""
    builder = ocsp.OCSPRequestBuilder()
    # SHA-1 only finds the issuer here, and is what every responder knows (RFC 5019, 2.1.1).
    return _der(builder.add_certificate(certificate, issuer, hashes.SHA1()).build())  # noqa: S303


def read_answer(data: bytes) -> ocsp.OCSPResponse:
    """Return an answer (DER); raise ValueError for anything else, and for a responder that gives none."""
    answer = ocsp.load_der_ocsp_response(data)
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise ValueError("no answer")
    return answer


def _der(request: ocsp.OCSPRequest) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return request.public_bytes(Encoding.DER)


def _words(answer: ocsp.OCSPResponse) -> Iterator[ocsp.OCSPSingleResponse]:
    if answer.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL:
        for number, word in enumerate(answer.responses):
            if number == _MOST_WORDS:
                return
            yield word


def _is_about(word: ocsp.OCSPSingleResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if word.serial_number != certificate.serial_number:
        return False
    builder = ocsp.OCSPRequestBuilder()
    asked = builder.add_certificate(certificate, issuer, word.hash_algorithm).build()
    return (word.issuer_name_hash, word.issuer_key_hash) == (asked.issuer_name_hash, asked.issuer_key_hash)


def _is_plain(answer: ocsp.OCSPResponse) -> bool:
    """Tell whether nothing in an answer calls itself critical: then it may mean something else."""
    is_alone = len(list(answer.responses)) == 1
    extensions = [*answer.extensions, *(answer.single_extensions if is_alone else ())]
    return not any(extension.critical for extension in extensions)


def _signed_for(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> tuple[bool, x509.Certificate | None]:
    """Tell whether the issuer stands behind an answer, and by whom, unless it signed the answer itself."""
    if _is_signed_by(answer, issuer):
        return True, None
    for other in answer.certificates:
        if _may_answer(other, issuer, answer.produced_at_utc) and _is_signed_by(answer, other):
            return True, other
    return False, None


def _may_answer(other: x509.Certificate, issuer: x509.Certificate, made_at: datetime) -> bool:
    try:
        other.verify_directly_issued_by(issuer)
        purposes = other.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, x509.ExtensionNotFound):
        return False
    is_strong = isinstance(other.signature_hash_algorithm, _STRONG_HASHES)
    is_in_time = other.not_valid_before_utc <= made_at <= other.not_valid_after_utc
    return is_strong and is_in_time and ExtendedKeyUsageOID.OCSP_SIGNING in purposes


def _is_signed_by(answer: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    key = signer.public_key()
    if answer.signature_algorithm_oid == _PSS:
        return isinstance(key, rsa.RSAPublicKey) and _is_signed_with_pss(answer, key)
    digest = answer.signature_hash_algorithm
    if not isinstance(digest, _STRONG_HASHES):
        return False
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size >= 256:
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(digest))
        elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_RSA:
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), digest)
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _is_signed_with_pss(answer: ocsp.OCSPResponse, key: rsa.RSAPublicKey) -> bool:
    """Tell whether a key signed with RSASSA-PSS and one strong hash throughout (RFC 4055).

    Which one stands in parameters that ``cryptography`` does not read here, so that each is tried.
    """
    if key.key_size < _LEAST_RSA:
        return False
    for strong in _STRONG_HASHES:
        scheme = padding.PSS(padding.MGF1(strong()), padding.PSS.AUTO)
        with suppress(InvalidSignature):
            key.verify(answer.signature, answer.tbs_response_bytes, scheme, strong())
            return True
    return False


def _word(
    single: ocsp.OCSPSingleResponse, answer: ocsp.OCSPResponse, delegate: x509.Certificate | None
) -> Word:
    return Word(
        status=single.certificate_status,
        since=single.this_update_utc,
        until=single.next_update_utc or single.this_update_utc + _NO_TERM,
        made_at=answer.produced_at_utc,
        delegate=delegate,
        revoked_at=single.revocation_time_utc,
        reason=single.revocation_reason,
    )
