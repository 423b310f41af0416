"""Read the QR code of a card out of a picture from a phone or webcam (PNG or JPEG, ISO/IEC 18004)."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from zvdesk.exchange.cards import CODE, refuse

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 30_000_000
MOST_PIXELS = 64_000_000  # three bytes each while it is unpacked
_WIDE = 4_000  # pixels: enough for the densest code, and read in a second
# All that Pillow raises for files that are damaged or mean harm; it has no error of its own for them.
_FAULTS = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    MemoryError,
    struct.error,
    zlib.error,
    Warning,
)
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def is_picture(data: bytes) -> bool:
    """Tell whether a file is a picture of a kind that is read here."""
    return data.startswith((_PNG, _JPEG))


def code_in(picture: bytes) -> bytes:
    """Return the text of the one card in a picture; raise CardRefused."""
    import zxingcpp  # late: most people never read a picture
    from PIL import Image

    if len(picture) > MOST_BYTES:
        refuse("picture_too_large")
    try:
        grey = _grey(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        refuse("picture_too_large")
    except _FAULTS:
        refuse("picture")
    grey.thumbnail((_WIDE, _WIDE))
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = {code.text for code in zxingcpp.read_barcodes(grey, formats=kinds)}
    cards = [text for text in found if text.startswith(CODE)]
    if len(cards) != 1:
        refuse("many_codes" if cards else "no_code")
    return cards[0].encode()


def _grey(picture: bytes) -> Image.Image:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            opened.draft("L", (_WIDE, _WIDE))
            return opened.convert("L")
