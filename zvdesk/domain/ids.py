"""Shape case numbers and identifiers."""

from __future__ import annotations

import re

_CASE_NUMBER = re.compile(r"(\d{4})-(\d{4,})")


def next_case_number(year: int, last: str | None) -> str:
    """Return the next neutral case number of a year, such as ``2026-0014``, given the year's last one."""
    match = _CASE_NUMBER.fullmatch(last or "")
    serial = int(match[2]) + 1 if match and int(match[1]) == year else 1
    return f"{year}-{serial:04d}"


def uuid8(digest: bytes) -> str:
    """Return a UUID version 8 (RFC 9562) from the first 16 bytes of a hash: the same name, the same UUID."""
    return _shaped(int.from_bytes(digest[:16], "big"), 0x8)


def uuid7(milliseconds: int, random_bits: bytes) -> str:
    """Return a UUID version 7 (RFC 9562) from Unix milliseconds and 10 random bytes."""
    value = (milliseconds & (2**48 - 1)) << 80 | int.from_bytes(random_bits[:10], "big")
    return _shaped(value, 0x7)


def _shaped(value: int, version: int) -> str:
    value = value & ~(0xF << 76) | version << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
