"""A signed paper carries the whole head of the log, and a PDF of somebody else breaks nothing."""

from __future__ import annotations

import io
import json
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.cards import crisis_card
from tests.documents.lists import one_organisation
from zvdesk.documents.attachments import LARGEST, MOST, Attachment, attach, attached
from zvdesk.documents.crisis_card import render
from zvdesk.documents.log_head import FORMAT, NAME, head_attachment, head_in
from zvdesk.domain.log_standing import LogHead

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = LogHead(vault_id="8f14e45fceea167a", sequence=1482, mac="4f2a91c07d3e55b8" * 4)
MOMENT = one_organisation().signed_at


def with_files(*files: Attachment) -> bytes:
    """Make a PDF of one empty page with files in it."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        attach(pdf, files, MOMENT)
        pdf.save(target)
    return target.getvalue()


def carrying(values: object) -> bytes:
    data = values if isinstance(values, bytes) else json.dumps(values).encode()
    return with_files(Attachment(name=NAME, description="x", mime_type="application/json", data=data))


def test_the_head_comes_back_whole(documents: dict[str, bytes]) -> None:
    for kind in ("one_organisation", "one_organisation_signed"):
        assert head_in(documents[kind]) == HEAD
    assert HEAD.mark == "1482 · 4f2a 91c0 7d3e 55b8 4f2a"


def test_a_list_prints_the_whole_head_and_the_whole_hash_of_its_text_and_the_foot_says_it_is_a_part(
    documents: dict[str, bytes], run: Callable[..., str]
) -> None:
    words = run(documents["one_organisation"], "pdftotext", "-layout", after=("-",))
    digest = one_organisation().text_sha256
    assert re.search(r"Vastgestelde tekst \(SHA-256\): ((?:[0-9a-f]{4} ?){16})\n", words)
    for whole in (digest, HEAD.mac):
        assert f": {' '.join(whole[n : n + 4] for n in range(0, 64, 4))}\n" in words
    assert f"Logboek {HEAD.mark} (20 van 64 tekens)" in words


def test_a_second_reader_finds_the_attachment(documents: dict[str, bytes], run: Callable[..., str]) -> None:
    shown = run(documents["one_organisation_signed"], "pdfdetach", "-list")
    assert "2 embedded files" in shown  # the other one holds the facts on the list
    assert NAME in shown


def test_a_paper_without_a_head_carries_nothing() -> None:
    assert head_attachment(None, "d1") == ()
    bare = render(replace(crisis_card(), log_head=None))
    assert head_in(bare) is None
    assert b"EmbeddedFile" not in bare


GOOD = {"format": FORMAT, "vault": "a1", "sequence": 7, "head": "ab" * 32, "document": "d"}


@pytest.mark.parametrize(
    "change",
    [
        {"format": "zvdesk-logboekkenmerk/2"},
        {"vault": ""},
        {"vault": "../x"},
        {"vault": 7},
        {"sequence": 0},
        {"sequence": True},
        {"sequence": "7"},
        {"sequence": 2**60},
        {"head": "ab" * 31},
        {"head": "zz" * 32},
        {"head": None},
    ],
)
def test_a_head_that_is_not_right_is_no_head(change: dict[str, object]) -> None:
    assert head_in(carrying(GOOD)) == LogHead(vault_id="a1", sequence=7, mac="ab" * 32)
    assert head_in(carrying(GOOD | change)) is None


@pytest.mark.parametrize("data", [b"", b"[]", b"nee", b"[" * 900, b'{"format":' + b" " * 1000 + b"1}"])
def test_an_attachment_that_is_no_head_is_no_head(data: bytes) -> None:
    assert head_in(carrying(data)) is None


def test_only_so_much_is_looked_at() -> None:
    many = [
        Attachment(name=f"{n}.txt", description="x", mime_type="text/plain", data=b"x") for n in range(MOST)
    ]
    wanted = Attachment(name=NAME, description="x", mime_type="text/plain", data=b"gevonden")
    assert attached(with_files(*many[1:], wanted), NAME) == b"gevonden"
    assert attached(with_files(*many, wanted), NAME) is None
    large = Attachment(name=NAME, description="x", mime_type="text/plain", data=bytes(range(256)) * LARGEST)
    assert len(zlib.compress(large.data)) > LARGEST
    assert attached(with_files(large), NAME) is None
    bomb = Attachment(name=NAME, description="x", mime_type="text/plain", data=b"x" * (LARGEST + 1))
    assert len(zlib.compress(bomb.data)) < LARGEST
    assert attached(with_files(bomb), NAME) is None
    assert attached(with_files(bomb), NAME, LARGEST + 1) == bomb.data


@pytest.mark.parametrize(
    ("key", "value"),
    [("/Filter", "/ASCIIHexDecode"), ("/Filter", "/RunLengthDecode"), ("/DecodeParms", "/Odd")],
)
def test_a_file_packed_in_another_way_than_ours_is_left_alone(key: str, value: str) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(carrying(GOOD))) as pdf:
        stream = pdf.Root.AF[0].EF.F
        raw = stream.read_raw_bytes()
        if key == "/Filter":
            stream.write(raw, filter=pikepdf.Name(value))
        else:
            stream.write(raw, filter=pikepdf.Name.FlateDecode, decode_parms=pikepdf.Dictionary(Predictor=1))
        pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert attached(target.getvalue(), NAME) is None


def test_a_plain_file_is_read_as_it_is() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(carrying(GOOD))) as pdf:
        pdf.Root.AF[0].EF.F.write(b"plain")
        pdf.save(target, compress_streams=False)
    assert attached(target.getvalue(), NAME) == b"plain"


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_pdf_is_only_a_pdf_without_a_head(data: st.DataObject) -> None:
    whole = carrying(GOOD)
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    for pdf in (broken, whole[:at]):
        found = head_in(pdf)
        assert found is None or (len(found.mac), found.sequence > 0) == (64, True)
