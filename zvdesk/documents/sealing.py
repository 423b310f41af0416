"""Seal a signed PDF: add the word of a time authority, and what shows that no certificate was withdrawn.

PAdES (EN 319 142-1) calls the steps B-T (a timestamp), B-LT (certificates, revocation lists and answers of
responders in the document) and B-LTA (a timestamp over those). What B-LT adds is always closed with a
timestamp here, so that no byte of the file stays outside a signature; it then is B-LTA as well. Nothing here
reaches the network: the caller gives the functions that do.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, tsp
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from zvdesk.documents.containers import with_timestamp
from zvdesk.documents.evidence import inside
from zvdesk.documents.gathering import Evidence, Known, Sources
from zvdesk.documents.signing import QuietWriter, with_clear_ends
from zvdesk.documents.timestamps import container_of, signature_token
from zvdesk.domain.signatures import Seal
from zvdesk.errors import SealFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyhanko.sign.validation import EmbeddedPdfSignature

_STAMP_NAME = "Tijdstempel"
_UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


def seal(pdf: bytes, level: Seal, known: Known, sources: Sources) -> bytes:
    """Return a signed PDF with what it lacked for a level: a timestamp in its last signature, and behind it.

    Whether its signatures are good is for the caller to verify, before and after. Raises SealFailed: for a
    time service that refuses or answers something else, an authority that is not trusted for time, and a
    certificate that is withdrawn, or of which nobody says that it is not.
    """
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    signatures = reader.embedded_signatures
    clock = _Clock(sources.ask)
    evidence = Evidence(known, sources, inside(reader))
    last = signatures[-1]
    is_stamped = last.sig_object_type == "/DocTimeStamp" or bool(signature_token(last))
    if is_stamped and level is Seal.T:
        raise SealFailed("already")
    within = None if is_stamped else _stamped_inside(pdf, last, clock)
    if level is Seal.T:
        sealed = within or _stamped_behind(pdf, clock, len(signatures))
        evidence.authority(clock.latest(), needs_lists=False)
        return sealed
    for found in signatures:
        evidence.signature(found)
    evidence.authority(clock.latest())
    return _stamped_behind(within or pdf, clock, len(signatures), evidence)


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


def _stamped_behind(pdf: bytes, clock: _Clock, number: int, evidence: Evidence | None = None) -> bytes:
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
                writer,
                None,
                certs=evidence.certificates(),
                crls=evidence.lists(),
                ocsps=evidence.answers(),
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
