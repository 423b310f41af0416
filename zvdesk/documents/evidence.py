"""Read and write what helps to verify a document later: certificates and revocation lists (DSS).

The Document Security Store is a dictionary in the catalog of a PDF (EN 319 142-1, 5.4.2; ISO 32000-2,
12.8.4.3). What is in it proves itself: a revocation list counts only when the issuer of a certificate signed
it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from cryptography import x509
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject

from zvdesk.documents.field_tree import entry

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_MOST = 50  # lists in one document
_LARGEST = 5_000_000  # bytes of all of them


def lists_inside(reader: PdfFileReader) -> tuple[x509.CertificateRevocationList, ...]:
    """Return the revocation lists in a document; what is none is passed over, and so is what is too much."""
    store = entry(reader.root, "/DSS")
    found = entry(store, "/CRLs")
    if not isinstance(found, ArrayObject):
        return ()
    lists, room = [], _LARGEST
    for number in range(min(len(found), _MOST)):
        data = _unpacked(found[number], room)
        room -= len(data)
        try:
            lists.append(x509.load_der_x509_crl(data))
        except ValueError:
            continue
    return tuple(lists)


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
