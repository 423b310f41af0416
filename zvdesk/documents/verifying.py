"""Verify a signed PDF: are the bytes whole, and who signed them? Never the network, never an exception.

pyHanko reads the file and judges bytes and signatures; ``chains`` judges the certificates. Kinds of verdict:

- UNREADABLE: no PDF that can be read (``not_a_pdf``, ``too_large``, ``encrypted``);
- UNSIGNED: a readable PDF without a signature;
- CHANGED: something was changed or added after signing;
- INVALID: the signature itself is broken, forged, weak, or made by a key that may not sign documents;
- REVOKED, EXPIRED: the certificate was withdrawn, or its time is over;
- UNKNOWN_SIGNER: all is well, but the reader does not know the house; or (``revocation_unknown``) the
  certificate says where its revocation list is and nobody handed that list over, so nobody can vouch for the
  signer today. EN 319 102-1 calls that "indeterminate": INVALID would accuse, VALID would promise. The same
  goes for a timestamp (``timestamp_unknown``): zvdesk writes none and knows no authority for time;
- VALID: whole, and signed by someone the reader trusts.
"""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from zvdesk.documents.chains import Finding, Trust, judge
from zvdesk.documents.containers import Container, is_canonical, is_plain, reaches_end
from zvdesk.documents.field_tree import fields_are_sane
from zvdesk.documents.identities import PRACTICE_SUFFIX
from zvdesk.domain.signatures import SignerFacts, Verdict, VerdictKind
from zvdesk.domain.words import tidy

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
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
_STRONG = frozenset({"sha256", "sha384", "sha512"})


class _Dumpable(Protocol):
    def dump(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Opinion:
    kind: VerdictKind
    detail: str
    signer: SignerFacts | None = None


def verify(
    pdf: bytes, *, trusted: Sequence[bytes], revocation_lists: Sequence[bytes] = (), at: datetime
) -> Verdict:
    """Return the verdict on a PDF at a moment.

    ``trusted`` holds DER certificates: of houses, or of people whom the reader trusts directly. Nothing in
    the PDF makes this raise; a trusted certificate or a revocation list that is no DER raises ValueError.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    if len(pdf) > LARGEST:
        return Verdict(kind=_K.UNREADABLE, detail="too_large", document_sha256=digest)
    trust = Trust(
        certificates=tuple(x509.load_der_x509_certificate(der) for der in trusted),
        revocation_lists=tuple(x509.load_der_x509_crl(der) for der in revocation_lists),
        at=at,
    )
    opinions = _opinions(pdf, trust)
    worst = min(opinions, key=lambda opinion: _WORST_FIRST.index(opinion.kind))
    return Verdict(
        kind=worst.kind,
        detail=worst.detail,
        signers=tuple(opinion.signer for opinion in opinions if opinion.signer is not None),
        document_sha256=digest,
    )


def _opinions(pdf: bytes, trust: Trust) -> list[_Opinion]:
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if reader.encrypted:
            return [_Opinion(_K.UNREADABLE, "encrypted")]
        if not fields_are_sane(reader):
            return [_Opinion(_K.UNREADABLE, "not_a_pdf")]
        signatures = reader.embedded_signatures
        is_readable = reader.root["/Type"] == "/Catalog" and int(reader.root["/Pages"]["/Count"]) > 0
    except Exception:  # whatever a hostile file makes the reader raise: it cannot be read
        return [_Opinion(_K.UNREADABLE, "not_a_pdf")]
    if not is_readable:
        return [_Opinion(_K.UNREADABLE, "not_a_pdf")]
    regular = [found for found in signatures if found.sig_object_type == "/Sig"]
    if not regular:
        # A signature dictionary stands in the open (ISO 32000-1, 12.8.1): it shows when its field is gone.
        if b"/ByteRange" in pdf:
            return [_Opinion(_K.CHANGED, "signature_removed")]
        return [_Opinion(_K.UNSIGNED, "no_signature")]
    opinions = [_opinion(pdf, found, trust) for found in signatures]
    if not any(reaches_end(pdf, found.byte_range) for found in signatures):
        opinions.append(_Opinion(_K.CHANGED, "bytes_after_signature"))
    return opinions


def _opinion(pdf: bytes, found: EmbeddedPdfSignature, trust: Trust) -> _Opinion:
    try:
        if not is_plain(pdf, found.byte_range, found.pkcs7_content):
            return _Opinion(_K.CHANGED, "signature_container")
        if found.sig_object_type == "/DocTimeStamp":
            return _timestamp(found)
        signer = _certificate(found.signer_cert)
        embedded = [_certificate(other) for other in found.other_embedded_certs]
        broken = _broken(found, signer)
        finding = judge(signer, embedded, trust)
        facts = _facts(found, signer, finding)
    except Exception:  # a signature that cannot be parsed is not a good one
        return _Opinion(_K.INVALID, "malformed_signature")
    if broken is not None:
        return _Opinion(broken.kind, broken.detail, facts)
    return _Opinion(finding.kind, finding.detail, facts)


def _broken(found: EmbeddedPdfSignature, signer: x509.Certificate) -> _Opinion | None:
    """Judge the bytes and the signature value; who signed is judged elsewhere."""
    if found.md_algorithm not in _STRONG:
        return _Opinion(_K.INVALID, "weak_algorithm")
    if not is_canonical(found.pkcs7_content, _container(found, signer)):
        return _Opinion(_K.INVALID, "unusual_container")
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(
        found, signer_validation_context=context, key_usage_settings=KeyUsageConstraints(key_usage=set())
    )
    if not status.valid:
        return _Opinion(_K.INVALID, "signature_value")
    if not status.intact:
        return _Opinion(_K.CHANGED, "bytes_changed")
    if not status.docmdp_ok or status.coverage not in _WHOLE:
        return _Opinion(_K.CHANGED, "change_not_permitted")
    return None


def _container(found: EmbeddedPdfSignature, signer: x509.Certificate) -> Container:
    info = found.signer_info
    return Container(
        signer=signer,
        certificates=tuple(choice.dump() for choice in found.signed_data["certificates"]),
        digest=found.md_algorithm,
        signed_attributes=info["signed_attrs"].contents,
        algorithm=info["signature_algorithm"].dump(),
        signature=info["signature"].native,
    )


def _timestamp(found: EmbeddedPdfSignature) -> _Opinion:
    """Judge a document timestamp: whole or not; zvdesk knows no authority for time and vouches for none."""
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    status = validate_pdf_timestamp(found, validation_context=context)
    if not (status.valid and status.intact) or found.md_algorithm not in _STRONG:
        return _Opinion(_K.INVALID, "timestamp_broken")
    return _Opinion(_K.UNKNOWN_SIGNER, "timestamp_unknown")


def _facts(found: EmbeddedPdfSignature, signer: x509.Certificate, finding: Finding) -> SignerFacts:
    issuer = finding.path[1] if len(finding.path) > 1 else None
    house = _name(signer.issuer, NameOID.ORGANIZATION_NAME) or _name(signer.issuer, NameOID.COMMON_NAME)
    names = (*signer.subject, *signer.issuer)
    return SignerFacts(
        name=_name(signer.subject, NameOID.COMMON_NAME),
        role=_name(signer.subject, NameOID.TITLE),
        organisation=_name(signer.subject, NameOID.ORGANIZATION_NAME),
        issuer=house,
        signed_at=found.self_reported_timestamp,
        fingerprint=signer.fingerprint(SHA256()).hex(),
        issuer_fingerprint="" if issuer is None else issuer.fingerprint(SHA256()).hex(),
        is_practice=any(PRACTICE_SUFFIX.strip() in str(attribute.value) for attribute in names),
    )


def _name(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return " ".join(tidy(str(found[0].value)).split()) if found else ""


def _certificate(found: _Dumpable) -> x509.Certificate:
    return x509.load_der_x509_certificate(found.dump())
