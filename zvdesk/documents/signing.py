"""Sign a PDF: PAdES B-B (EN 319 142-1), in the house, without any network."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.generic import IndirectObject, PdfObject, StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.stamp import BaseStampStyle
from pyhanko_certvalidator import ValidationContext

from zvdesk.documents.finish import FIELD_NAME, SECOND_FIELD_NAME
from zvdesk.documents.identities import SigningIdentity
from zvdesk.documents.tokens import TokenIdentity
from zvdesk.errors import CannotCountersign

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.pdf_utils.xref import ObjectStream
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

Identity: TypeAlias = SigningIdentity | TokenIdentity

_RESERVED = 12_000  # hexadecimal digits for a signature: room for a timestamp that is put in later


def sign(pdf: bytes, identity: Identity, *, at: datetime) -> bytes:
    """Return the PDF with the identity's signature in the field that it was made with.

    The signature certifies the document (DocMDP P=2): a second signature or a timestamp may follow, any other
    change shows. The moment is what the signer's own clock says.
    """
    metadata = PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    return _signed(pdf, metadata, identity, at)


def countersign(pdf: bytes, identity: Identity, *, at: datetime) -> bytes:
    """Return a PDF that somebody signed with a second signature in the field that was kept for it.

    That field locks the document (DocMDP P=1): nothing but a timestamp may follow. Whether the first
    signature is good is for the caller to verify. Raises CannotCountersign for a PDF that nobody signed, that
    two people signed, or that has no place for a second signature.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        count = len(reader.embedded_regular_signatures)
        places = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    except Exception as error:  # whatever a hostile file makes the reader raise: it cannot be read
        raise CannotCountersign("unreadable") from error
    if count != 1:
        raise CannotCountersign("full" if count else "unsigned")
    if SECOND_FIELD_NAME not in places:
        raise CannotCountersign("no_place")
    metadata = PdfSignatureMetadata(
        field_name=SECOND_FIELD_NAME, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    return _signed(pdf, metadata, identity, at)


def _signed(pdf: bytes, metadata: PdfSignatureMetadata, identity: Identity, at: datetime) -> bytes:
    signer = _DatedSigner(metadata, _signer(identity), at=at)

    def made(more: int) -> bytes:
        target = io.BytesIO()
        signer.sign_pdf(
            QuietWriter(io.BytesIO(pdf)),
            existing_fields_only=True,
            bytes_reserved=_RESERVED + more,
            output=target,
        )
        return target.getvalue()

    return with_clear_ends(pdf, made)


def with_clear_ends(pdf: bytes, made: Callable[[int], bytes]) -> bytes:
    """Return a PDF with a revision whose streams end where their length says (ISO 19005-3, 6.1.7.1).

    A table of places is packed by pyHanko; once in 256 times its last byte is a carriage return, and a reader
    takes that for a part of the end of the line. ``made`` reserves so many digits more, and the places move.
    """
    return next(
        found for more in range(0, 64, 2) if b"\r\nendstream" not in (found := made(more))[len(pdf) :]
    )


def _signer(identity: Identity) -> Signer:
    if isinstance(identity, TokenIdentity):
        return identity.signer()
    (certificate,) = load_certs_from_pemder_data(identity.certificate)
    issuers = [found for der in identity.chain for found in load_certs_from_pemder_data(der)]
    chain = ValidationContext(trust_roots=[], other_certs=issuers, allow_fetching=False)
    key = identity.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=load_private_key_from_pemder_data(key, passphrase=None),
        cert_registry=chain.certificate_registry,
    )


class QuietWriter(IncrementalPdfFileWriter):
    """Add a revision without touching the XMP packet and the document information.

    pyHanko would write its own name and date there, and the PDF would no longer be PDF/A or PDF/UA.
    """

    def _update_meta(self) -> None:
        return

    def add_object(
        self, obj: PdfObject, obj_stream: ObjectStream | None = None, idnum: int | None = None
    ) -> IndirectObject:
        """Add an object; a stream that would end with a carriage return is written as hexadecimal digits."""
        if isinstance(obj, StreamObject) and obj.data.endswith(b"\r"):
            way = {pdf_name("/Filter"): pdf_name("/ASCIIHexDecode")}
            obj = StreamObject(way, encoded_data=obj.data.hex().encode("ascii") + b">")
        return super().add_object(obj, obj_stream, idnum)


class _KeepAppearance(BaseStampStyle):
    """Leave the appearance of the field empty: what looks like trust on a page, a forger prints too."""

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, object]
    ) -> None:
        """Return nothing: pyHanko then leaves the appearance alone."""
        del writer, box, text_params


class _DatedSigner(PdfSigner):
    """Sign at a given moment instead of the machine's own."""

    def __init__(self, metadata: PdfSignatureMetadata, signer: Signer, *, at: datetime) -> None:
        super().__init__(metadata, signer, stamp_style=_KeepAppearance())
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        """Begin a session whose clock stands still."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session
