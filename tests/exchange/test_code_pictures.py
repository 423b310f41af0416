"""A card is read from a picture as a phone makes it; other pictures are refused with their reason."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zlib
from functools import cache

import pytest
from PIL import Image, ImageFilter

from tests.exchange.holders import holder
from zvdesk.documents.qr_code import QUIET, squares
from zvdesk.errors import CardRefused
from zvdesk.exchange import cards
from zvdesk.exchange.code_pictures import MOST_BYTES, code_in, is_picture
from zvdesk.texts.colleagues import CARD_REASONS

GREY = 200  # of the paper around the code, as a lamp leaves it
INK = 40


@cache
def code() -> str:
    """Return the code of the longest card there is."""
    return cards.to_code(
        holder("F. Voorbeeld-van der Lange Achternaam", organisation="o" * 64, house="h" * 64).parts
    )


def drawn(text: str, scale: int = 5) -> Image.Image:
    rows = squares(text)
    side = len(rows) + 2 * QUIET
    small = Image.new("L", (side, side), GREY)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                small.putpixel((x + QUIET, y + QUIET), INK)
    return small.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def saved(image: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photo(image: Image.Image) -> Image.Image:
    """Return the picture as a hand holds a phone: turned, in perspective, a bit out of focus."""
    wide, high = image.size
    seen = image.resize((wide * 2, high * 2), Image.Resampling.BICUBIC)
    paper = Image.new("L", (wide * 3, high * 3), GREY)
    paper.paste(seen, (wide // 2, high // 2))
    turned = paper.rotate(7, Image.Resampling.BICUBIC, fillcolor=GREY)
    skew = (1.0, 0.03, 0.0, 0.02, 1.0, 0.0, 0.00003, 0.00004)
    tilted = turned.transform(turned.size, Image.Transform.PERSPECTIVE, skew, fillcolor=GREY)
    return tilted.filter(ImageFilter.GaussianBlur(2)).convert("RGB")


def reason_of(picture: bytes) -> str:
    begin = time.monotonic()
    with pytest.raises(CardRefused) as caught:
        code_in(picture)
    assert time.monotonic() - begin < 5
    assert caught.value.reason in CARD_REASONS
    return caught.value.reason


def test_the_densest_code_is_read_from_a_photo_and_from_a_screen_shot() -> None:
    for picture in (
        saved(drawn(code(), 2)),
        saved(drawn(code(), 3).rotate(90), "JPEG", quality=60),
        saved(drawn(code()).convert("RGBA")),
        saved(drawn(code()).convert("1")),
        saved(photo(drawn(code())), "JPEG", quality=70),
    ):
        assert is_picture(picture)
        assert code_in(picture) == code().encode()
    assert cards.read(code_in(picture)).name.startswith("F. Voorbeeld")


def test_a_code_with_a_stain_on_it_is_read() -> None:
    stained = drawn(code())
    side = stained.width
    stained.paste(INK, (side // 2, side // 2, side // 2 + side // 8, side // 2 + side // 8))
    assert code_in(saved(stained)) == code().encode()


def beside(*texts: str) -> bytes:
    images = [drawn(text, 3) for text in texts]
    paper = Image.new("L", (sum(i.width for i in images) + 200, max(i.height for i in images)), GREY)
    left = 0
    for image in images:
        paper.paste(image, (left, 0))
        left += image.width + 100
    return saved(paper)


def test_of_two_cards_neither_is_taken_and_other_codes_do_not_count() -> None:
    other = cards.to_code(holder("G. Ander").parts)
    assert reason_of(beside(code(), other)) == "many_codes"
    assert code_in(beside(code(), "https://voorbeeld.invalid", code())) == code().encode()
    assert reason_of(beside("https://voorbeeld.invalid")) == "no_code"


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG that says so of itself."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IEND", b"")]
    found = b"\x89PNG\r\n\x1a\n"
    for name, body in parts:
        crc = zlib.crc32(name + body)
        found += struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)
    return found


BLANK = saved(Image.new("L", (60, 60), GREY))
PICTURES: dict[str, tuple[bytes, str]] = {
    "nothing on it": (BLANK, "no_code"),
    "cut off": (BLANK[:-20], "picture"),
    "only the first bytes": (BLANK[:8], "picture"),
    "a PNG that is a JPEG": (b"\xff\xd8\xff" + BLANK[8:], "picture"),
    "a JPEG of zeros": (b"\xff\xd8\xff" + bytes(5_000), "picture"),
    "too many bytes": (BLANK + bytes(MOST_BYTES), "picture_too_large"),
    "4 thousand million pixels": (
        png(65_535, 65_535, (b"IDAT", zlib.compress(bytes(99)))),
        "picture_too_large",
    ),
    "no pixels": (png(0, 0, (b"IDAT", b"")), "picture"),
    "100 million pixels": (png(10_000, 10_000, (b"IDAT", zlib.compress(bytes(99)))), "picture_too_large"),
    "70 million pixels": (png(10_000, 7_000, (b"IDAT", zlib.compress(bytes(99)))), "picture_too_large"),
    "fewer pixels than it says": (png(900, 900, (b"IDAT", zlib.compress(bytes(99)))), "picture"),
    "no packed pixels": (png(9, 9, (b"IDAT", bytes(99))), "picture"),
    "a text of 80 MB in it": (
        png(9, 9, (b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 1))),
        "picture",
    ),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_another_picture_is_refused_with_its_reason(kind: str) -> None:
    picture, reason = PICTURES[kind]
    assert reason_of(picture) == reason


def test_each_damaged_byte_at_the_front_of_a_picture_is_refused_or_does_not_matter() -> None:
    whole = saved(drawn(code(), 2), "PNG")
    for place in range(8, 60):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        with contextlib.suppress(CardRefused):
            assert code_in(bytes(damaged)) == code().encode()


def test_other_files_are_no_pictures() -> None:
    assert not any(map(is_picture, (b"", b"%PDF-1.7", b"GIF89a", b"II*\0", b"RIFF0000WEBP", b"{}")))
