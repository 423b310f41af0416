"""Read what helps to verify a document later: revocation lists and answers of responders (DSS).

The Document Security Store is a dictionary in the catalog of a PDF (EN 319 142-1, 5.4.2; ISO 32000-2,
12.8.4.3). What is in it proves itself: a list or an answer counts only when the issuer of a certificate
stands behind it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeVar

from cryptography import x509
from cryptography.x509 import ocsp
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject

from zvdesk.documents.field_tree import entry
from zvdesk.documents.revocation import AtHand

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyhanko.pdf_utils.reader import PdfFileReader

_Found = TypeVar("_Found")

_MOST = 50  # of each kind in one document
_LARGEST = 5_000_000  # bytes of all of one kind


def inside(reader: PdfFileReader) -> AtHand:
    """Return what a document holds about withdrawals; what is nothing is passed over, and so is too much."""
    return AtHand(
        _read(reader, "/CRLs", x509.load_der_x509_crl), _read(reader, "/OCSPs", ocsp.load_der_ocsp_response)
    )


def _read(reader: PdfFileReader, kind: str, load: Callable[[bytes], _Found]) -> tuple[_Found, ...]:
    found = entry(entry(reader.root, "/DSS"), kind)
    if not isinstance(found, ArrayObject):
        return ()
    things, room = [], _LARGEST
    for number in range(min(len(found), _MOST)):
        data = _unpacked(found[number], room)
        room -= len(data)
        try:
            things.append(load(data))
        except ValueError:
            continue
    return tuple(things)


def _unpacked(stream: object, room: int) -> bytes:
    """Return what a stream holds, or nothing when that is more than there is room for."""
    if not isinstance(stream, StreamObject):
        return b""
    packed, way = stream.encoded_data, entry(stream, "/Filter")
    if isinstance(way, ArrayObject) and len(way) == 1:
        way = way[0]
    if way is None:
        return packed if len(packed) <= room else b""
    if way == "/ASCIIHexDecode" and len(packed) <= 2 * room:
        return _from_digits(packed)
    if way != "/FlateDecode" or "/DecodeParms" in stream:
        return b""
    try:
        data = zlib.decompressobj().decompress(packed, room + 1)
    except zlib.error:
        return b""
    return data if len(data) <= room else b""


def _from_digits(packed: bytes) -> bytes:
    try:
        return bytes.fromhex(packed.rstrip(b">\r\n ").decode("ascii"))
    except ValueError:
        return b""
