"""Test that each stream of a saved PDF ends where its length says, whatever its checksum ends with."""

from __future__ import annotations

import io
import zlib
from random import Random

import page
import pikepdf
import pytest
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from tests.documents.lists import full_list
from zvdesk.documents import action_list
from zvdesk.documents.saving import _saved, saved

UNCLEAR = b"\r\nendstream"


def made(seed: int) -> tuple[Pdf, bytes]:
    """Return a page with chance in its drawing and in an object, and what is drawn."""
    words = Random(seed).randbytes(20).hex()  # noqa: S311 - the same each time
    drawn = f"q Q % {words[:20]}\n".encode()
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Zv=Dictionary(Private=String(words[20:]))))
    pdf.pages[0].Contents = pdf.make_indirect(Stream(pdf, drawn))
    return pdf, drawn


def test_every_stream_ends_where_its_length_says() -> None:
    ways = set()
    for seed in range(1500):
        pdf, drawn = made(seed)
        if UNCLEAR not in _saved(pdf, ObjectStreamMode.generate):
            continue
        found = saved(made(seed)[0])
        assert UNCLEAR not in found
        assert found == saved(made(seed)[0])
        with Pdf.open(io.BytesIO(found)) as again:
            stream = again.pages[0].Contents
            assert stream.read_bytes() == drawn
            assert str(again.Root.PieceInfo.Zv.Private) in Random(seed).randbytes(20).hex()  # noqa: S311
            ways.add(("/DecodeParms" in stream, b"/ObjStm" in found))
    assert ways == {(True, True), (False, False)}


@pytest.mark.parametrize("way", ["stream", "objects"])
def test_a_list_stays_archival(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bring a list into both ways, whatever its own checksums are."""
    plain = action_list.render(full_list())
    with Pdf.open(io.BytesIO(plain)) as pdf:
        if way == "stream":
            stream = pdf.pages[0].Contents
            data = stream.read_bytes()
            while not _packed_end(stream, data).endswith(b"\r"):  # an odd step comes by every end
                data += b"\t"
        else:
            monkeypatch.setattr("zvdesk.documents.saving._UNCLEAR", b"endstream")
        found = saved(pdf)
    assert UNCLEAR not in found
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(found, profile=profile).is_compliant
    assert len(found) < 2 * len(plain)


def _packed_end(stream: pikepdf.Object, data: bytes) -> bytes:
    packed = zlib.compress(data)
    stream.write(packed, filter=Name.FlateDecode)
    return packed
