"""Seal a signed PDF: add the word of a time authority, and what shows that no certificate was withdrawn.

PAdES (EN 319 142-1) calls the steps B-T (a timestamp), B-LT (certificates and revocation lists in the
document) and B-LTA (a timestamp over those). What B-LT adds is always closed with a timestamp here, so that
no byte of the file stays outside a signature; it then is B-LTA as well. Nothing here reaches the network:
the caller gives two functions that do.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, crl, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from zvdesk.documents.chains import Trust, judge
from zvdesk.documents.containers import with_timestamp
from zvdesk.documents.evidence import lists_inside
from zvdesk.documents.revocation import is_revoked, list_addresses, revocation_is_known
from zvdesk.documents.signing import QuietWriter, with_clear_ends
from zvdesk.documents.timestamps import certificate_of, container_of, parties, signature_token
from zvdesk.domain.signatures import Seal, VerdictKind
from zvdesk.errors import SealFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from pyhanko.sign.validation import EmbeddedPdfSignature

_STAMP_NAME = "Tijdstempel"
_UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold how to ask for what the document lacks; both raise SealFailed."""

    ask: Callable[[bytes], bytes]  # a request of RFC 3161 (DER) -> the response of the time service
    fetch: Callable[[str], bytes]  # the address of a revocation list -> the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Hold what the reader has at hand; certificates and lists in DER."""

    trusted: tuple[bytes, ...]
    time_authorities: tuple[bytes, ...]
    revocation_lists: tuple[bytes, ...]
    at: datetime


def seal(pdf: bytes, level: Seal, known: Known, sources: Sources) -> bytes:
    """Return a signed PDF with what it lacked for a level: a timestamp in its last signature, and behind it.

    Whether its signatures are good is for the caller to verify, before and after. Raises SealFailed: for a
    time service that refuses or answers something else, an authority that is not trusted for time, and a
    revocation list that is not to be had or names a certificate.
    """
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    signatures = reader.embedded_signatures
    clock = _Clock(sources.ask)
    evidence = _Evidence(known, sources, lists_inside(reader))
    last = signatures[-1]
    is_stamped = last.sig_object_type == "/DocTimeStamp" or bool(signature_token(last))
    if is_stamped and level is Seal.T:
        raise SealFailed("already")
    inside = None if is_stamped else _stamped_inside(pdf, last, clock)
    if level is Seal.T:
        sealed = inside or _stamped_behind(pdf, clock, len(signatures))
        evidence.authority(clock.latest(), needs_lists=False)
        return sealed
    for found in signatures:
        evidence.signature(found)
    evidence.authority(clock.latest())
    return _stamped_behind(inside or pdf, clock, len(signatures), evidence)


def _stamped_inside(pdf: bytes, found: EmbeddedPdfSignature, clock: _Clock) -> bytes | None:
    """Put a timestamp over the value of a signature inside it, or return None when there is no room."""
    contents = found.pkcs7_content
    token = clock.over(found.signer_info["signature"].native)
    written = with_timestamp(contents, container_of(found), token)
    first, second = int(found.byte_range[1]), int(found.byte_range[2])
    if not written or second - first != 2 * len(written) + 2:
        return None
    digits = written.hex().encode("ascii")
    if any(byte in b"ABCDEF" for byte in pdf[first:second]):  # as it was, so that it can be taken out again
        digits = digits.upper()
    return b"".join((pdf[:first], b"<", digits, b">", pdf[second:]))


def _stamped_behind(pdf: bytes, clock: _Clock, number: int, evidence: _Evidence | None = None) -> bytes:
    """Put evidence and a timestamp over the whole file behind it, in a field that shows nowhere."""
    stamper = PdfTimeStamper(
        clock,
        field_name=f"{_STAMP_NAME} {number}",
        invis_settings=_UNSEEN,
        readable_field_name=_STAMP_NAME,
    )
    room = 3 * len(clock.latest().dump())  # hexadecimal digits: half as much again as the last one took

    def made(more: int) -> bytes:
        writer, target = QuietWriter(io.BytesIO(pdf)), io.BytesIO()
        if evidence is not None:
            DocumentSecurityStore.supply_dss_in_writer(
                writer, None, certs=evidence.certificates(), crls=evidence.lists()
            )
        stamper.timestamp_pdf(writer, "sha256", bytes_reserved=room + room % 2 + more, output=target)
        return target.getvalue()

    try:
        return with_clear_ends(pdf, made)
    except (SigningError, ValueError) as error:
        raise SealFailed("bad_answer") from error


class _Clock(TimeStamper):
    """Ask a time service, and keep its last word."""

    def __init__(self, ask: Callable[[bytes], bytes]) -> None:
        base: Any = super()  # pyHanko's clock has no types
        base.__init__()
        self._ask = ask
        self._latest: cms.ContentInfo | None = None

    def over(self, value: bytes) -> bytes:
        """Return a token (DER) over the SHA-256 of a value; raise SealFailed."""
        token = asyncio.run(self.async_timestamp(hashlib.sha256(value).digest(), "sha256"))
        return bytes(token.dump())

    def latest(self) -> cms.ContentInfo:
        """Return a token that shows who answers; ask for one when there is none yet."""
        if self._latest is None:
            self.over(b"")
        if self._latest is None:
            raise SealFailed("bad_answer")
        return self._latest

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return a token over a digest, once it was seen to be about that digest; raise SealFailed."""
        base: Any = super()
        nonce, request = base.request_cms(message_digest, md_algorithm)
        try:
            response = tsp.TimeStampResp.load(self._ask(request.dump()), strict=True)
            if response["status"]["status"].native not in ("granted", "granted_with_mods"):
                raise SealFailed("refused")
            token: cms.ContentInfo = response["time_stamp_token"]
            info = token["content"]["encap_content_info"]["content"].parsed
            is_ours = (
                info["message_imprint"]["hashed_message"].native == message_digest
                and info["nonce"].native == nonce
            )
        except (ValueError, TypeError, KeyError) as error:
            raise SealFailed("bad_answer") from error
        if not is_ours:
            raise SealFailed("bad_answer")
        self._latest = token
        return token


class _Evidence:
    """Collect certificates and revocation lists, fetching what a certificate names and nobody has."""

    def __init__(
        self, known: Known, sources: Sources, inside: Sequence[x509.CertificateRevocationList]
    ) -> None:
        self._at = known.at
        self._fetch = sources.fetch
        self._lists = [*(x509.load_der_x509_crl(der) for der in known.revocation_lists), *inside]
        self._used: dict[bytes, x509.CertificateRevocationList] = {}
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
        return [crl.CertificateList.load(der) for der in self._used]

    def _path(
        self,
        signer: x509.Certificate,
        others: Sequence[x509.Certificate],
        *,
        is_about_time: bool = False,
        needs_lists: bool = True,
    ) -> None:
        trusted = self._time if is_about_time else self._signing
        trust = Trust(certificates=trusted, revocation_lists=(), at=self._at)
        finding = judge(signer, others, trust, is_about_time=is_about_time)
        is_known = any(certificate in trusted for certificate in finding.path)
        if is_about_time and (finding.kind is VerdictKind.INVALID or not is_known):
            raise SealFailed("unknown_authority", fingerprint=finding.path[-1].fingerprint(SHA256()).hex())
        for certificate in finding.path:
            self._certificates[certificate.public_bytes(Encoding.DER)] = certificate
        for certificate, issuer in pairwise(finding.path):
            if certificate in trusted or not needs_lists:
                break
            self._list_of(certificate, issuer)

    def _list_of(self, certificate: x509.Certificate, issuer: x509.Certificate) -> None:
        """See to it that a current list of the issuer is there, and that the certificate is not on it."""
        if not self._is_known(certificate, issuer, self._lists):
            self._lists += [_read_list(self._fetch(address)) for address in list_addresses(certificate)[:3]]
        if not self._is_known(certificate, issuer, self._lists):
            raise SealFailed("revocation")
        if is_revoked(certificate, issuer, self._lists):
            raise SealFailed("revoked")
        for found in self._lists:
            if list_addresses(certificate) and self._is_known(certificate, issuer, [found]):
                self._used[found.public_bytes(Encoding.DER)] = found

    def _is_known(
        self,
        certificate: x509.Certificate,
        issuer: x509.Certificate,
        lists: Sequence[x509.CertificateRevocationList],
    ) -> bool:
        return revocation_is_known(certificate, issuer, lists, self._at)


def _of(found: EmbeddedPdfSignature) -> tuple[x509.Certificate, list[x509.Certificate]]:
    return certificate_of(found.signer_cert), [certificate_of(other) for other in found.other_embedded_certs]


def _read_list(data: bytes) -> x509.CertificateRevocationList:
    try:
        return x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
    except ValueError as error:
        raise SealFailed("revocation") from error
