"""Verify a signed PDF: are the bytes whole, and who signed them? Never the network, never an exception.

pyHanko reads the file and judges bytes and signatures; ``chains`` judges the certificates. Kinds of verdict:

- UNREADABLE: no PDF that can be read (``not_a_pdf``, ``too_large``, ``encrypted``);
- UNSIGNED: a readable PDF without a signature;
- CHANGED: something was changed or added after signing;
- INVALID: the signature itself is broken, forged, weak, or made by a key that may not sign documents;
- REVOKED, EXPIRED: the certificate was withdrawn, or its time is over;
- UNKNOWN_SIGNER: all is well, but the reader does not know the house; or (``revocation_unknown``) the
  certificate says where its revocation list or its responder is and nobody handed over what that says, so
  nobody can vouch for the signer today. EN 319 102-1 calls that "indeterminate": INVALID would accuse, VALID
  would promise. The same goes for a timestamp of an authority that the reader does not know
  (``timestamp_unknown``): anyone can add one;
- VALID: whole, and signed by someone the reader trusts.

A timestamp of an authority that the reader trusts for time proves that everything before it was there at that
moment, and then certificates are judged as of that moment. Revocation lists and answers of responders in the
document (DSS, EN 319 142-1, 5.4.2) count like those that the reader has: their issuer stands behind them.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from zvdesk.documents.additions import are_permitted, are_plain
from zvdesk.documents.chains import Finding, Trust, judge
from zvdesk.documents.containers import Container, before_timestamp, end_of, is_canonical, is_plain
from zvdesk.documents.differences import POLICY
from zvdesk.documents.evidence import inside
from zvdesk.documents.field_tree import fields_are_sane, signed_fields
from zvdesk.documents.identities import PRACTICE_SUFFIX, key_id
from zvdesk.documents.revocation import AtHand
from zvdesk.documents.timestamps import (
    STRONG,
    WHOLE,
    Stamp,
    certificate_of,
    container_of,
    document_stamp,
    name_in,
    signature_stamp,
    signature_token,
)
from zvdesk.domain.signatures import SignerFacts, Verdict, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pyhanko.sign.validation import EmbeddedPdfSignature

LARGEST = 50 * 1024 * 1024  # bytes

# pyHanko logs what it finds wrong, with names of people in it; the verdict says it without.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

_K = VerdictKind
_WORST_FIRST = (
    *(_K.UNREADABLE, _K.UNSIGNED, _K.INVALID, _K.CHANGED),
    *(_K.REVOKED, _K.EXPIRED, _K.UNKNOWN_SIGNER, _K.VALID),
)
_RANGE = re.compile(rb"/ByteRange\s*\[")
_MOST_SIGNERS = 2  # who signs second closes the document


@dataclass(frozen=True, slots=True)
class _Opinion:
    kind: VerdictKind
    detail: str
    signer: SignerFacts | None = None
    revision: str = ""  # SHA-256 of the document as this signature left it


_REMOVED = _Opinion(_K.CHANGED, "signature_removed")


@dataclass(frozen=True, slots=True)
class _Trusts:
    """Hold whom the reader trusts to sign, and whom to say what time it is."""

    signing: Trust
    time: Trust

    def as_of(self, proven: datetime | None) -> _Trusts:
        return _Trusts(replace(self.signing, proven=proven), replace(self.time, proven=proven))

    def knowing(self, more: AtHand) -> _Trusts:
        known = self.signing.at_hand + more
        return _Trusts(replace(self.signing, at_hand=known), replace(self.time, at_hand=known))


def verify(
    pdf: bytes,
    *,
    trusted: Sequence[bytes],
    time_authorities: Sequence[bytes] = (),
    revocation_lists: Sequence[bytes] = (),
    revocation_answers: Sequence[bytes] = (),
    at: datetime,
) -> Verdict:
    """Return the verdict on a PDF at a moment.

    ``trusted`` holds DER certificates: of houses, or of people whom the reader trusts directly;
    ``time_authorities`` those whose timestamps count; the answers are those of responders (OCSP). Nothing in
    the PDF makes this raise; a trusted certificate, a list or an answer that is no DER raises ValueError.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    if len(pdf) > LARGEST:
        return Verdict(kind=_K.UNREADABLE, detail="too_large", document_sha256=digest)
    at_hand = AtHand(
        tuple(x509.load_der_x509_crl(der) for der in revocation_lists),
        tuple(ocsp.load_der_ocsp_response(der) for der in revocation_answers),
    )
    signing, time = (
        Trust(
            certificates=tuple(x509.load_der_x509_certificate(der) for der in known),
            at_hand=at_hand,
            at=at,
        )
        for known in (trusted, time_authorities)
    )
    opinions = _opinions(pdf, _Trusts(signing, time))
    worst = min(opinions, key=lambda opinion: _WORST_FIRST.index(opinion.kind))
    return Verdict(
        kind=worst.kind,
        detail=worst.detail,
        signers=tuple(opinion.signer for opinion in opinions if opinion.signer is not None),
        document_sha256=digest,
        revisions=tuple(opinion.revision for opinion in opinions if opinion.revision),
    )


def _opinions(pdf: bytes, trusts: _Trusts) -> list[_Opinion]:
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if reader.encrypted:
            return [_Opinion(_K.UNREADABLE, "encrypted")]
        if not fields_are_sane(reader):
            return [_Opinion(_K.UNREADABLE, "not_a_pdf")]
        signatures, filled = reader.embedded_signatures, signed_fields(reader)
        is_readable = reader.root["/Type"] == "/Catalog" and int(reader.root["/Pages"]["/Count"]) > 0
        trusts = trusts.knowing(inside(reader))
    except Exception:  # whatever a hostile file makes the reader raise: it cannot be read
        return [_Opinion(_K.UNREADABLE, "not_a_pdf")]
    if not is_readable:
        return [_Opinion(_K.UNREADABLE, "not_a_pdf")]
    regular = [found for found in signatures if found.sig_object_type == "/Sig"]
    # A signature dictionary stands in the open (ISO 32000-1, 12.8.1): it shows when its field is gone.
    is_complete = len(signatures) == filled == len(_RANGE.findall(pdf))
    if not regular:
        is_unsigned = is_complete and not signatures
        return [_Opinion(_K.UNSIGNED, "no_signature") if is_unsigned else _REMOVED]
    opinions: list[_Opinion] = []
    proof: Stamp | None = None  # the earliest that proves what comes before it in the file
    for found in reversed(signatures):
        if proof is not None and proof.until < end_of(found.byte_range):
            proof = None  # what it does not cover may have come later
        opinion, stamp = _judged(pdf, found, trusts.as_of(proof.at if proof else None), proof)
        opinions.insert(0, opinion)
        proof = stamp or proof
    if not is_complete:
        opinions.append(_REMOVED)
    if not _is_plain_behind(pdf, reader, signatures):
        opinions.append(_Opinion(_K.CHANGED, "change_not_permitted"))
    if len(regular) > _MOST_SIGNERS:
        opinions.append(_Opinion(_K.CHANGED, "third_signature"))
    if not any(end_of(found.byte_range) == len(pdf) for found in signatures):
        opinions.append(_Opinion(_K.CHANGED, "bytes_after_signature"))
    return opinions


def _is_plain_behind(pdf: bytes, reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    """Tell whether nothing stands behind any signature but what may follow it, for whatever reader."""
    try:
        ends = {one.signed_revision: end_of(one.byte_range) for one in signatures}
        first = min(ends)
        return are_plain(pdf, reader, first, ends[first]) and all(
            are_permitted(reader, revision) for revision in ends
        )
    except Exception:  # whatever a hostile file makes the reader raise
        return False


def _judged(
    pdf: bytes, found: EmbeddedPdfSignature, trusts: _Trusts, proof: Stamp | None
) -> tuple[_Opinion, Stamp | None]:
    """Judge one signature or timestamp, and say what it proves of those before it."""
    try:
        if not is_plain(pdf, found.byte_range, found.pkcs7_content):
            return _Opinion(_K.CHANGED, "signature_container"), None
        if found.sig_object_type == "/DocTimeStamp":
            stamp = document_stamp(found, trusts.time)
            return _of_stamp(stamp), stamp if stamp.kind is _K.VALID else None
        token = signature_token(found)
        signer = certificate_of(found.signer_cert)
        parts = container_of(found)
        broken = _broken(found, parts)
        own = signature_stamp(found, trusts.time) if token and broken is None else None
        if own is not None and own.kind is _K.VALID:
            proof, trusts = replace(own, until=end_of(found.byte_range)), trusts.as_of(own.at)
        embedded = [certificate_of(other) for other in found.other_embedded_certs]
        finding = judge(signer, embedded, trusts.signing)
        facts = _facts(found, signer, finding, proof)
        revision = _revision(pdf, found, parts) if broken is None else ""
    except Exception:  # a signature that cannot be parsed is not a good one
        return _Opinion(_K.INVALID, "malformed_signature"), None
    opinions = [broken or _Opinion(finding.kind, finding.detail)]
    if own is not None:
        opinions.append(_of_stamp(own))
    worst = min(opinions, key=lambda opinion: _WORST_FIRST.index(opinion.kind))
    return _Opinion(worst.kind, worst.detail, facts, revision), proof


def _of_stamp(stamp: Stamp) -> _Opinion:
    details = {_K.VALID: "", _K.UNKNOWN_SIGNER: "timestamp_unknown", _K.INVALID: "timestamp_broken"}
    return _Opinion(stamp.kind, details[stamp.kind])


def _broken(found: EmbeddedPdfSignature, parts: Container) -> _Opinion | None:
    """Judge the bytes and the signature value; who signed is judged elsewhere."""
    if found.md_algorithm not in STRONG:
        return _Opinion(_K.INVALID, "weak_algorithm")
    if not is_canonical(found.pkcs7_content, parts):
        return _Opinion(_K.INVALID, "unusual_container")
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(
        found,
        signer_validation_context=context,
        diff_policy=POLICY,
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
    )
    if not status.valid:
        return _Opinion(_K.INVALID, "signature_value")
    if not status.intact:
        return _Opinion(_K.CHANGED, "bytes_changed")
    if not status.docmdp_ok or status.coverage not in WHOLE:
        return _Opinion(_K.CHANGED, "change_not_permitted")
    return None


def _revision(pdf: bytes, found: EmbeddedPdfSignature, parts: Container) -> str:
    """Return the SHA-256 of the document as it was signed, before a timestamp came in."""
    _, first, second, last = (int(number) for number in found.byte_range)
    digits = before_timestamp(found.pkcs7_content, parts).hex().encode("ascii")
    if any(byte in b"ABCDEF" for byte in pdf[first:second]):
        digits = digits.upper()
    signed = b"".join((pdf[:first], b"<", digits, b">", pdf[second : second + last]))
    return hashlib.sha256(signed).hexdigest()


def _facts(
    found: EmbeddedPdfSignature, signer: x509.Certificate, finding: Finding, proof: Stamp | None
) -> SignerFacts:
    issuer = finding.path[1] if len(finding.path) > 1 else None
    house = name_in(signer.issuer, NameOID.ORGANIZATION_NAME) or name_in(signer.issuer, NameOID.COMMON_NAME)
    names = (*signer.subject, *signer.issuer)
    return SignerFacts(
        name=name_in(signer.subject, NameOID.COMMON_NAME),
        role=name_in(signer.subject, NameOID.TITLE),
        organisation=name_in(signer.subject, NameOID.ORGANIZATION_NAME),
        issuer=house,
        signed_at=found.self_reported_timestamp,
        fingerprint=signer.fingerprint(SHA256()).hex(),
        issuer_fingerprint="" if issuer is None else issuer.fingerprint(SHA256()).hex(),
        key_id=key_id(signer),
        is_practice=any(PRACTICE_SUFFIX.strip() in str(attribute.value) for attribute in names),
        proven_at=proof.at if proof else None,
        time_authority=proof.authority if proof else "",
        revocation=finding.looked,
    )
