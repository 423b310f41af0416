"""Judge timestamps (RFC 3161): whether a token is whole, and whether a trusted authority vouches for it.

A timestamp stands inside a signature (over its value) or behind it as a revision of its own (over the whole
file). A token that is not whole makes a document INVALID. One of an unknown authority proves nothing, and is
never passed over: whoever has the file can add it.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from zvdesk.documents.chains import Trust, judge
from zvdesk.documents.containers import Container, end_of, is_canonical
from zvdesk.domain.signatures import VerdictKind
from zvdesk.domain.words import tidy

if TYPE_CHECKING:
    from datetime import datetime

    from asn1crypto import x509 as asn1_x509
    from asn1crypto.cms import SignedData
    from pyhanko.sign.validation import EmbeddedPdfSignature

STRONG = frozenset({"sha256", "sha384", "sha512"})
WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)

_CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Say what one timestamp is worth: VALID with its moment, UNKNOWN_SIGNER, or INVALID."""

    kind: VerdictKind
    at: datetime | None = None
    authority: str = ""
    until: int = -1  # where the bytes of the file end that it covers


_BROKEN = Stamp(VerdictKind.INVALID)


def certificate_of(found: asn1_x509.Certificate) -> x509.Certificate:
    """Return a certificate of asn1crypto as one of cryptography."""
    return x509.load_der_x509_certificate(found.dump())


def name_in(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """Return one part of a name, in one line without what would move the cursor, or nothing."""
    found = name.get_attributes_for_oid(oid)
    return " ".join(tidy(str(found[0].value)).split()) if found else ""


def document_stamp(found: EmbeddedPdfSignature, trust: Trust) -> Stamp:
    """Judge a timestamp over the whole file; ``trust`` holds the authorities for time."""
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    status = validate_pdf_timestamp(found, validation_context=context)
    is_sound = status.valid and status.intact and found.evaluate_signature_coverage() in WHOLE
    if not is_sound or found.md_algorithm not in STRONG or not _is_unseen(found):
        return _BROKEN
    return replace(_judged(found.signed_data, found.pkcs7_content, trust), until=end_of(found.byte_range))


def signature_token(found: EmbeddedPdfSignature) -> bytes:
    """Return the timestamp in a signature (DER), or nothing.

    Raises ValueError for anything else that stands beside the signature without being signed.
    """
    attributes = found.signer_info["unsigned_attrs"]
    if not attributes.contents:
        return b""
    if [attribute["type"].native for attribute in attributes] != ["signature_time_stamp_token"]:
        raise ValueError("unsigned attributes")
    (token,) = attributes[0]["values"]
    return bytes(token.dump())


def container_of(found: EmbeddedPdfSignature) -> Container:
    """Return the parts of a signature that carry meaning; raise ValueError like ``signature_token``."""
    info = found.signer_info
    return Container(
        signer=certificate_of(found.signer_cert),
        certificates=tuple(choice.dump() for choice in found.signed_data["certificates"]),
        digest=found.md_algorithm,
        signed_attributes=info["signed_attrs"].contents,
        algorithm=info["signature_algorithm"].dump(),
        signature=info["signature"].native,
        timestamp=signature_token(found),
    )


def parties(data: SignedData) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """Return who signed a token, and the other certificates in it; raise StopIteration for nobody."""
    certificates = [certificate_of(choice.chosen) for choice in data["certificates"]]
    (info,) = data["signer_infos"]
    issuer, serial = (info["sid"].chosen[name] for name in ("issuer", "serial_number"))
    signer = next(
        c
        for c in certificates
        if (c.issuer.public_bytes(), c.serial_number) == (issuer.dump(), serial.native)
    )
    return signer, [certificate for certificate in certificates if certificate != signer]


def signature_stamp(found: EmbeddedPdfSignature, trust: Trust) -> Stamp:
    """Judge the timestamp in a signature that has one: whether it fits the signature, and who vouches."""
    token = found.signer_info["unsigned_attrs"][0]["values"][0]
    data: SignedData = token["content"]
    value = found.signer_info["signature"].native
    context = ValidationContext(trust_roots=[choice.chosen for choice in data["certificates"]])
    status = asyncio.run(
        validate_tst_signed_data(data, context, lambda name: hashlib.new(name, value).digest())
    )
    if not (status["valid"] and status["intact"]):
        return _BROKEN
    return _judged(data, token.dump(), trust)


def _is_unseen(found: EmbeddedPdfSignature) -> bool:
    """Tell whether nothing of a timestamp shows on a page: what shows could cover what was agreed."""
    field = found.sig_field
    left, bottom, right, top = (float(number) for number in field["/Rect"])
    return "/AP" not in field and left == right and bottom == top


def _judged(data: SignedData, token: bytes, trust: Trust) -> Stamp:
    signer, others = parties(data)
    (info,) = data["signer_infos"]
    content = data["encap_content_info"]["content"]
    imprint = content.parsed["message_imprint"]["hash_algorithm"]["algorithm"].native
    digest = info["digest_algorithm"]["algorithm"].native
    if not {imprint, digest} <= STRONG:
        return _BROKEN
    parts = Container(
        signer=signer,
        certificates=tuple(choice.dump() for choice in data["certificates"]),
        digest=digest,
        signed_attributes=info["signed_attrs"].contents,
        algorithm=info["signature_algorithm"].dump(),
        signature=info["signature"].native,
        time_info=content.parsed.dump(),
    )
    if not is_canonical(token, parts):
        return _BROKEN
    at = content.parsed["gen_time"].native
    finding = judge(signer, others, trust, is_about_time=True)
    if finding.kind is not VerdictKind.VALID or at > trust.moment + _CLOCK_SKEW:
        return Stamp(VerdictKind.UNKNOWN_SIGNER)
    return Stamp(VerdictKind.VALID, min(at, trust.moment), name_in(signer.subject, NameOID.COMMON_NAME))
