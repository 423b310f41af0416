"""Check that the hole of a signature holds the signature and nothing else.

The bytes between the two ranges are signed by nobody. pyHanko 0.38 only adds up lengths there, so a signature
written another way (a literal string, padded) can hide bytes that were appended. Here the hole must be just
the hexadecimal of the signature, padded with zeros.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_plain(pdf: bytes, byte_range: Sequence[int], contents: bytes) -> bool:
    """Tell whether the two ranges start at 0, enclose just this signature, and lie within the file."""
    if len(byte_range) != 4:
        return False
    start, first, second, last = (int(number) for number in byte_range)
    if start != 0 or not 0 < first < second or last < 0 or second + last > len(pdf):
        return False
    hole = pdf[first:second]
    digits = contents.hex().encode("ascii")
    return hole in (b"<" + digits + b">", b"<" + digits.upper() + b">") and _is_padded_with_zeros(contents)


def reaches_end(pdf: bytes, byte_range: Sequence[int]) -> bool:
    """Tell whether the second range ends where the file ends."""
    return int(byte_range[2]) + int(byte_range[3]) == len(pdf)


def _is_padded_with_zeros(contents: bytes) -> bool:
    """Tell whether a DER sequence of definite length is followed by zeros only."""
    if len(contents) < 2 or contents[0] != 0x30:
        return False
    length, header = contents[1], 2
    if length > 0x80:
        header += length - 0x80
        length = int.from_bytes(contents[2:header], "big")
    elif length == 0x80:
        return False
    return len(contents) >= header + length and not any(contents[header + length :])
