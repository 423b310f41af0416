"""Revocation lists in a document count when they are ones; what is too much is not unpacked."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from cryptography import x509
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from zvdesk.documents import evidence
from zvdesk.documents.evidence import inside
from zvdesk.documents.signing import QuietWriter, with_clear_ends

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.documents.pki import House


def found_in(
    fill: Callable[[pikepdf.Pdf], pikepdf.Object | None],
) -> tuple[x509.CertificateRevocationList, ...]:
    """Return the lists in a document whose store is what ``fill`` makes."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    store = fill(pdf)
    if store is not None:
        pdf.Root.DSS = pdf.make_indirect(store)
    target = io.BytesIO()
    pdf.save(target, compress_streams=False, recompress_flate=False)
    return inside(PdfFileReader(target)).lists


def packed(pdf: pikepdf.Pdf, data: bytes, **entries: object) -> pikepdf.Object:
    """Return a store with one list, packed."""
    stream = pikepdf.Stream(pdf, b"")
    stream.write(data, filter=pikepdf.Name.FlateDecode)
    for name, value in entries.items():
        stream[f"/{name}"] = value
    return pikepdf.Dictionary(CRLs=pikepdf.Array([pdf.make_indirect(stream)]))


def plain(pdf: pikepdf.Pdf, *lists: bytes) -> pikepdf.Object:
    """Return a store with lists as they are, and something that is no list."""
    kids = [pdf.make_indirect(pikepdf.Stream(pdf, data)) for data in lists]
    return pikepdf.Dictionary(CRLs=pikepdf.Array([*kids, pikepdf.Dictionary(), 7]))


def test_lists_are_found_packed_and_as_they_are(house: House) -> None:
    made = house.revoke()
    digits = {"Filter": pikepdf.Array([pikepdf.Name.ASCIIHexDecode])}
    for fill in (
        lambda pdf: packed(pdf, zlib.compress(made)),
        lambda pdf: plain(pdf, made),
        lambda pdf: packed(pdf, made.hex().encode() + b">", **digits),
    ):
        (found,) = found_in(fill)
        assert found == x509.load_der_x509_crl(made)


def test_what_is_no_list_is_passed_over(house: House) -> None:
    made = house.revoke()
    found = found_in(lambda pdf: plain(pdf, b"", b"geen lijst", made))
    assert len(found) == 1
    for fill in (
        lambda _: None,
        lambda _: pikepdf.Array(),
        lambda _: pikepdf.Dictionary(CRLs=7),
        lambda pdf: packed(pdf, b"niet gepakt"),
        lambda pdf: packed(pdf, b"geen cijfers>", Filter=pikepdf.Name.ASCIIHexDecode),
        lambda pdf: packed(pdf, zlib.compress(made), DecodeParms=pikepdf.Dictionary(Predictor=2)),
        lambda pdf: packed(pdf, zlib.compress(made), Filter=pikepdf.Name.LZWDecode),
    ):
        assert found_in(fill) == ()


def test_a_list_that_unpacks_to_too_much_is_passed_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = house.revoke()
    bomb = zlib.compress(b"\x30" * 50_000_000)
    assert found_in(lambda pdf: packed(pdf, bomb)) == ()
    monkeypatch.setattr(evidence, "_LARGEST", len(made) - 1)
    assert found_in(lambda pdf: packed(pdf, zlib.compress(made))) == ()
    assert found_in(lambda pdf: plain(pdf, made)) == ()


def test_a_stream_that_ends_with_a_carriage_return_is_written_so_that_its_end_is_clear(bare: bytes) -> None:
    writer: Any = QuietWriter(io.BytesIO(bare))
    writer.root["/Proef"] = writer.add_object(StreamObject(stream_data=b"0\r"))
    writer.update_root()
    target = io.BytesIO()
    writer.write(target)
    assert b"\r\nendstream" not in target.getvalue()[len(bare) :]
    assert PdfFileReader(target).root["/Proef"].data == b"0\r"
    tried: list[int] = []

    def made(more: int) -> bytes:
        tried.append(more)
        return bare + (b"x\r\nendstream" if more < 4 else b"x\nendstream")

    assert with_clear_ends(bare, made) == bare + b"x\nendstream"
    assert tried == [0, 2, 4]
