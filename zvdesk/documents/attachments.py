"""Put small files inside a PDF and read them back (associated files, ISO 19005-3, 6.8)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, AttachedFileSpec, Name, Pdf

from zvdesk.documents.xmp import pdf_date

if TYPE_CHECKING:
    from datetime import datetime

MOST, LARGEST = 8, 20_000  # files that are looked at in a PDF of somebody else, bytes of one before unpacking


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


def attached(data: bytes, name: str) -> bytes | None:
    """Return the file of this name inside a PDF, or None; nothing in the PDF makes this raise."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            for number, spec in enumerate(pdf.Root.get(Name.AF, [])):
                if number == MOST:
                    return None
                stream = spec.EF.F
                if str(spec.UF) == name and len(stream.read_raw_bytes()) <= LARGEST:
                    return bytes(stream.read_bytes())
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RuntimeError):
        return None
    return None
