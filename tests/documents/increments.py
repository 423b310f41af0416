"""Add revisions to signed PDFs: the honest ones, and the other ones."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils import generic as _generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext

from tests.documents.pki import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from zvdesk.documents.identities import SigningIdentity

generic: Any = _generic  # pyHanko's objects have no types of their own
_RANGE = re.compile(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+)")


class Reference(Protocol):
    """Stand for a reference to an object."""

    def get_object(self) -> MutableMapping[str, Any]:
        """Return the object."""
        ...


class Writer(Protocol):
    """Say what the changes use of pyHanko's writer."""

    root: MutableMapping[str, Any]

    def update_root(self) -> None:
        """Write the catalog again."""

    def add_object(self, obj: object) -> object:
        """Add an object and return its reference."""
        ...

    def update_container(self, obj: object) -> None:
        """Write the object again that holds this one."""

    def set_info(self, info: object) -> None:
        """Replace the document information."""

    def find_page_for_modification(self, page_ix: int) -> tuple[Reference, object]:
        """Return a page and its resources."""
        ...


def ranges(pdf: bytes) -> tuple[int, int, int, int]:
    """Return the byte range of the first signature."""
    found = _RANGE.search(pdf)
    assert found is not None
    start, first, second, last = (int(number) for number in found.groups())
    return start, first, second, last


def with_revision(pdf: bytes, change: Callable[[Writer], None]) -> bytes:
    """Append a revision with this change."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def simple_signer(identity: SigningIdentity) -> SimpleSigner:
    """Hand an identity to pyHanko."""
    (certificate,) = load_certs_from_pemder_data(identity.certificate)
    issuers = [found for der in identity.chain for found in load_certs_from_pemder_data(der)]
    key = identity.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=load_private_key_from_pemder_data(key, passphrase=None),
        cert_registry=ValidationContext(trust_roots=[], other_certs=issuers).certificate_registry,
    )


def countersigned(
    pdf: bytes, identity: SigningIdentity, *, field: str = "Tweede", digest: str = "sha256", box: bool = False
) -> bytes:
    """Sign once more, in a field of its own."""
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES)
    spec = SigFieldSpec(sig_field_name=field, box=(40, 40, 500, 800) if box else None)
    target = io.BytesIO()
    PdfSigner(metadata, simple_signer(identity), new_field_spec=spec).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target
    )
    return target.getvalue()


@cache
def _clock() -> DummyTimeStamper:
    """Make an authority for time; pyHanko's only takes RSA."""
    key = rsa.generate_private_key(65537, 2048)
    name = name_of("Tijd")
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2090, 1, 1, tzinfo=UTC))
        .add_extension(purpose, critical=True)
        .sign(key, SHA256())
    )
    (loaded,) = load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(loaded, load_private_key_from_pemder_data(secret, passphrase=None))


def timestamped(pdf: bytes) -> bytes:
    """Add a document timestamp."""
    target = io.BytesIO()
    PdfTimeStamper(_clock()).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256", output=target)
    return target.getvalue()


def overlay(words: bytes) -> Callable[[Writer], None]:
    """Write something over the first page."""

    def change(writer: Writer) -> None:
        reference, _ = writer.find_page_for_modification(0)
        page: Any = reference.get_object()
        stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf 60 500 Td (" + words + b") Tj ET")
        contents = page["/Contents"]
        kids = list(contents) if isinstance(contents, list) else [page.raw_get("/Contents")]
        page[generic.pdf_name("/Contents")] = generic.ArrayObject([*kids, writer.add_object(stream)])
        writer.update_container(page)

    return change


def hidden_in_a_literal_string(pdf: bytes) -> bytes:
    """Append a changed signature dictionary whose padding makes up for the bytes that were appended.

    The signature is written as a literal string, one byte a letter, while a validator that only adds up
    lengths counts two. The first page is emptied in the same revision.
    """
    _, first, second, last = ranges(pdf)
    signature = bytes.fromhex(pdf[first + 1 : second - 1].decode("ascii")).rstrip(b"\0")
    dictionary_at = pdf.rindex(b" 0 obj", 0, first)
    number = int(pdf[:dictionary_at].split()[-2 if pdf[:dictionary_at].endswith(b" ") else -1])
    head, tail = pdf[dictionary_at + len(b" 0 obj") : first], pdf[second : pdf.index(b"endobj", second)]
    reader: Any = IncrementalPdfFileWriter(io.BytesIO(pdf)).prev
    page = reader.root["/Pages"]["/Kids"][0]
    escaped = b"".join(b"\\%03o" % byte if byte in b"()\\\r\n" else bytes([byte]) for byte in signature)
    padding = 0
    for _ in range(20):
        literal = b"(" + escaped + b"\0" * padding + b")"
        made = _appended(
            pdf,
            reader,
            {
                number: head + literal + tail,
                page.raw_get("/Contents").idnum: b"\n<< /Length 0 >>\nstream\n\nendstream\n",
            },
        )
        claimed = first + last + 2 * (len(signature) + padding) + 2
        if claimed == len(made):
            return made
        padding += len(made) - claimed
    raise AssertionError("no padding fits")


def _appended(pdf: bytes, reader: Any, objects: dict[int, bytes]) -> bytes:  # noqa: ANN401 - pyHanko has no types
    out, offsets = bytearray(pdf), dict[int, int]()
    for key, body in sorted(objects.items()):
        offsets[key] = len(out)
        out += b"%d 0 obj" % key + body + b"endobj\n"
    size = int(reader.trailer["/Size"])
    offsets[size] = len(out)
    index = b" ".join(b"%d 1" % key for key in offsets)
    rows = b"".join(b"\x01" + offset.to_bytes(4, "big") + b"\0\0" for offset in offsets.values())
    previous = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    out += b"%d 0 obj\n<< /Type /XRef /W [1 4 2] /Index [%s] /Size %d" % (size, index, size + 1)
    out += b" /Prev %d" % previous
    out += b" /Root %d 0 R /Length %d >>\n" % (reader.trailer.raw_get("/Root").idnum, len(rows))
    out += b"stream\n" + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % offsets[size]
    return bytes(out)
