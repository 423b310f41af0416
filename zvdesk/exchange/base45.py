"""Turn bytes into letters and digits that a QR code holds best, and back (base 45, RFC 9285)."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}


def encoded(data: bytes) -> str:
    """Return the text for the bytes: three letters for two bytes, two for one that is left over."""
    letters = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, value = divmod(number, 45)
            letters.append(_ALPHABET[value])
    return "".join(letters)


def decoded(text: str) -> bytes:
    """Return the bytes for a text; raise ValueError for anything that no bytes give."""
    found = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        if any(letter not in _VALUES for letter in group):
            raise ValueError("not a letter of base 45")
        number = sum(_VALUES[letter] * 45**place for place, letter in enumerate(group))
        size = len(group) - 1
        if size == 0 or number >= 256**size:
            raise ValueError("not base 45")
        found += number.to_bytes(size, "big")
    return bytes(found)
