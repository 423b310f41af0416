"""Save a PDF so that each stream ends where its length says, which PDF/A asks (ISO 19005-3, 6.1.7.1).

The checksum of a packed stream ends by chance with a carriage return, once in 256 times. The line feed before
``endstream`` then makes one end of line with it, and a reader counts a byte less than the length says.
"""

from __future__ import annotations

import io
import zlib

from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, Stream

_END = b"\r"
_UNCLEAR = b"\r\nendstream"
_PNG_UP = 12  # the predictor, ISO 32000-1 table 10
_UP = b"\x02"  # begins a row of which each byte is the difference with the one above


def saved(pdf: Pdf) -> bytes:
    """Return the bytes of a PDF 1.7; the same content gives the same bytes."""
    for part in pdf.objects:
        if isinstance(part, Stream) and part.get("/Type") != Name.Metadata and _ends_unclear(part):
            _with_other_sum(part)
    found = _saved(pdf, ObjectStreamMode.generate)
    if _UNCLEAR in found:  # in a stream of objects, or of places: those are made while it is saved
        found = _saved(pdf, ObjectStreamMode.disable)
    return found


def _saved(pdf: Pdf, objects: ObjectStreamMode) -> bytes:
    target = io.BytesIO()
    pdf.save(
        target, preserve_pdfa=True, object_stream_mode=objects, deterministic_id=True, force_version="1.7"
    )
    return target.getvalue()


def _ends_unclear(stream: Stream) -> bool:
    """Tell whether a stream ends so, packed or as it will be packed: with the checksum of its bytes."""
    return stream.read_raw_bytes().endswith(_END) or zlib.adler32(stream.read_bytes()) % 256 == _END[0]


def _with_other_sum(stream: Stream) -> None:
    """Pack a stream as one row under nothing: the bytes stay, and their checksum is two higher."""
    data = stream.read_bytes()
    predicted = Dictionary(Predictor=_PNG_UP, Columns=len(data))
    stream.write(zlib.compress(_UP + data, 9), filter=Name.FlateDecode, decode_parms=predicted)
