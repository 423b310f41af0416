"""Gather what a sealed document needs: certificates, revocation lists and answers of responders.

What the reader has or what is in the document already is taken first; the rest is asked for at the addresses
that a certificate names, by functions of the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from asn1crypto import crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from zvdesk.documents.chains import Trust, judge
from zvdesk.documents.responders import question, read_answer, responder_addresses
from zvdesk.documents.revocation import AtHand, is_revoked, list_addresses, looked_at, vouching
from zvdesk.documents.timestamps import certificate_of, parties, signature_token
from zvdesk.domain.signatures import RevocationSource, VerdictKind
from zvdesk.errors import SealFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from asn1crypto import cms
    from pyhanko.sign.validation import EmbeddedPdfSignature

_MOST_ADDRESSES = 3  # that one certificate may send zvdesk to, of each kind


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold how to ask for what the document lacks; all raise SealFailed."""

    ask: Callable[[bytes], bytes]  # a request of RFC 3161 (DER) -> the response of the time service
    fetch: Callable[[str], bytes]  # the address of a revocation list -> the list
    respond: Callable[[str, bytes], bytes]  # a responder and a request of RFC 6960 (DER) -> its answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Hold what the reader has at hand; certificates, lists and answers in DER."""

    trusted: tuple[bytes, ...]
    time_authorities: tuple[bytes, ...]
    revocation_lists: tuple[bytes, ...]
    revocation_answers: tuple[bytes, ...] = ()
    at: datetime


class Evidence:
    """Collect certificates, lists and answers, asking for what a certificate names and nobody has."""

    def __init__(self, known: Known, sources: Sources, in_document: AtHand) -> None:
        self._at = known.at
        self._sources = sources
        self._at_hand = in_document + AtHand(
            tuple(x509.load_der_x509_crl(der) for der in known.revocation_lists),
            tuple(ocsp.load_der_ocsp_response(der) for der in known.revocation_answers),
        )
        self._lists: dict[bytes, crl.CertificateList] = {}
        self._answers: dict[bytes, asn1_ocsp.OCSPResponse] = {}
        self._certificates: dict[bytes, x509.Certificate] = {}
        self._signing, self._time = (
            tuple(x509.load_der_x509_certificate(der) for der in ders)
            for ders in (known.trusted, known.time_authorities)
        )

    def signature(self, found: EmbeddedPdfSignature) -> None:
        """Take what a signature or a timestamp in the document needs."""
        if found.sig_object_type == "/DocTimeStamp":
            self._path(*_of(found), is_about_time=True)
            return
        self._path(*_of(found))
        if signature_token(found):
            self.authority(found.signer_info["unsigned_attrs"][0]["values"][0])

    def authority(self, token: cms.ContentInfo, *, needs_lists: bool = True) -> None:
        """Take what a token needs; raise SealFailed unless its authority is trusted for time."""
        try:
            signer, others = parties(token["content"])
        except (ValueError, TypeError, KeyError, StopIteration) as error:
            raise SealFailed("bad_answer") from error
        self._path(signer, others, is_about_time=True, needs_lists=needs_lists)

    def certificates(self) -> list[asn1_x509.Certificate]:
        """Return the certificates that were met, as pyHanko takes them."""
        return [asn1_x509.Certificate.load(der) for der in self._certificates]

    def lists(self) -> list[crl.CertificateList]:
        """Return the lists that were needed, as pyHanko takes them."""
        return list(self._lists.values())

    def answers(self) -> list[asn1_ocsp.OCSPResponse]:
        """Return the answers that were needed, as pyHanko takes them."""
        return list(self._answers.values())

    def _path(
        self,
        signer: x509.Certificate,
        others: Sequence[x509.Certificate],
        *,
        is_about_time: bool = False,
        needs_lists: bool = True,
    ) -> None:
        trusted = self._time if is_about_time else self._signing
        trust = Trust(certificates=trusted, at=self._at)
        finding = judge(signer, others, trust, is_about_time=is_about_time)
        is_known = any(certificate in trusted for certificate in finding.path)
        if is_about_time and (finding.kind is VerdictKind.INVALID or not is_known):
            raise SealFailed("unknown_authority", fingerprint=finding.path[-1].fingerprint(SHA256()).hex())
        for certificate in finding.path:
            self._certificates[certificate.public_bytes(Encoding.DER)] = certificate
        for certificate, issuer in pairwise(finding.path):
            if certificate in trusted or not needs_lists:
                break
            self._status_of(certificate, issuer)

    def _status_of(self, certificate: x509.Certificate, issuer: x509.Certificate) -> None:
        """See to it that something current of the issuer is there, and that nothing withdraws it."""
        if not (list_addresses(certificate) or responder_addresses(certificate)):
            return
        failed = None
        if self._is_open(certificate, issuer):
            failed = self._ask_about(certificate, issuer)
        if is_revoked(certificate, issuer, self._at_hand):
            raise SealFailed("revoked")
        if self._is_open(certificate, issuer):
            raise failed or SealFailed("revocation")
        used = vouching(certificate, issuer, self._at_hand, self._at)
        for known in used.lists:
            der = known.public_bytes(Encoding.DER)
            self._lists[der] = crl.CertificateList.load(der)
        for answer in used.answers:
            der = answer.public_bytes(Encoding.DER)
            self._answers[der] = asn1_ocsp.OCSPResponse.load(der)

    def _ask_about(self, certificate: x509.Certificate, issuer: x509.Certificate) -> SealFailed | None:
        """Fetch the lists that a certificate names, and when they do not settle it ask its responders.

        A list comes first: it is for everybody, while a question tells which certificate it is about. Returns
        why the last one failed.
        """
        failed = None
        for address in list_addresses(certificate)[:_MOST_ADDRESSES]:
            try:
                self._at_hand += AtHand((_read_list(self._sources.fetch(address)),))
            except SealFailed as error:
                failed = error
        for address in responder_addresses(certificate)[:_MOST_ADDRESSES]:
            if not self._is_open(certificate, issuer):
                break
            try:
                answer = self._sources.respond(address, question(certificate, issuer))
                self._at_hand += AtHand(answers=(_read_answer(answer),))
            except SealFailed as error:
                failed = error
        return failed

    def _is_open(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        looked = looked_at(certificate, issuer, self._at_hand, self._at)
        return looked.source is RevocationSource.MISSING


def _of(found: EmbeddedPdfSignature) -> tuple[x509.Certificate, list[x509.Certificate]]:
    return certificate_of(found.signer_cert), [certificate_of(other) for other in found.other_embedded_certs]


def _read_list(data: bytes) -> x509.CertificateRevocationList:
    try:
        return x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
    except ValueError as error:
        raise SealFailed("revocation") from error


def _read_answer(data: bytes) -> ocsp.OCSPResponse:
    try:
        return read_answer(data)
    except ValueError as error:
        raise SealFailed("revocation") from error
