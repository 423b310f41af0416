"""Put small files inside a PDF and read them back (associated files, ISO 19005-3, 6.8)."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, AttachedFileSpec, Name, Pdf

from zvdesk.documents.xmp import pdf_date

if TYPE_CHECKING:
    from datetime import datetime

MOST = 8  # files that are looked at in a PDF of somebody else
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+\d{1,10}\s+(\d{1,10})\s+(\d{1,10})\s*\]")
LARGEST = 20_000  # bytes of one, packed and unpacked, unless more is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Hold one file that goes along inside a PDF."""

    name: str  # plain letters, no folder
    description: str
    mime_type: str
    data: bytes


def attach(pdf: Pdf, files: tuple[Attachment, ...], moment: datetime) -> None:
    """Add files to the document as a whole, dated at a moment with a time zone."""
    specs = []
    for file in files:
        spec = AttachedFileSpec(
            pdf,
            file.data,
            filename=file.name,
            description=file.description,
            mime_type=file.mime_type,
            creation_date=pdf_date(moment),
            mod_date=pdf_date(moment),
        )
        spec.obj.AFRelationship = Name.Data
        pdf.attachments[file.name] = spec
        specs.append(spec.obj)
    if specs:
        pdf.Root.AF = Array(specs)


def attached(data: bytes, name: str, largest: int = LARGEST) -> bytes | None:
    """Return the file of this name inside a PDF, of so many bytes at most, or None.

    Of a signed PDF it is the one that its first signer saw. It is never unpacked further than that, and
    nothing in the PDF makes this raise.
    """
    try:
        with Pdf.open(io.BytesIO(as_first_signed(data)), attempt_recovery=False) as pdf:
            for number, spec in enumerate(pdf.Root.get(Name.AF, [])):
                if number == MOST:
                    return None
                if str(spec.UF) == name:
                    return _unpacked(spec.EF.F, largest)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RuntimeError, zlib.error):
        return None
    return None


def as_first_signed(data: bytes) -> bytes:
    """Return a PDF as its first signature left it: what follows, another reader may read otherwise."""
    ends = [int(second) + int(last) for second, last in _RANGE.findall(data)]
    return data[: min(ends)] if ends else data


def _unpacked(stream: pikepdf.Object, largest: int) -> bytes | None:
    """Return what a stream holds; None when it is larger, or packed in another way than ours are."""
    raw = bytes(stream.read_raw_bytes())
    if len(raw) > largest or Name.DecodeParms in stream:
        return None
    packing = stream.get(Name.Filter)
    if packing is None:
        return raw
    if packing != Name.FlateDecode:
        return None
    found = zlib.decompressobj().decompress(raw, largest + 1)
    return found if len(found) <= largest else None
