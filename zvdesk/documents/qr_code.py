"""Turn a short text into the squares of a QR code (ISO/IEC 18004); the same text gives the same squares."""

from __future__ import annotations

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET = 4  # squares of white that a reader wants around it


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of the code, True for dark; 15 % of it may be unreadable (level M)."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)
