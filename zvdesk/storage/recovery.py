"""Write the recovery key as text for paper and read it back, saying which group holds a typing error.

200 random bits become ten groups of four Crockford base32 characters and one check character. The check is a
weighted sum over GF(32) with a different weight per place and the group's number added, so it finds any
single wrong character, any two swapped characters in a group, and any group that stands in another place.
"""

from __future__ import annotations

import re
import secrets

from zvdesk.errors import RecoveryKeyTypo

KEY_BYTES = 25
GROUPS = 10
_DATA = 4  # characters per group that carry the key; one check character follows
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\u002d\u00ad\u2010-\u2015\u2212]+")
_WEIGHTS = (2, 4, 8, 16)  # powers of the generator of GF(32); the check character itself weighs 1


def random_recovery_key() -> bytes:
    """Return a new recovery key of 200 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def recovery_text(key: bytes) -> str:
    """Return the recovery key as ten groups of five characters with dashes between them."""
    number = int.from_bytes(key, "big")
    digits = [number >> 5 * place & 31 for place in reversed(range(GROUPS * _DATA))]
    groups = []
    for group in range(GROUPS):
        data = digits[group * _DATA : (group + 1) * _DATA]
        groups.append("".join(_ALPHABET[digit] for digit in (*data, _check(data, group))))
    return "-".join(groups)


def parse_recovery_text(text: str) -> bytes:
    """Return the recovery key that a text stands for.

    Case, spaces and dashes do not matter; O is read as 0, I and L as 1. Raises RecoveryKeyTypo with
    the first wrong group, counted from 1, or 0 when the length is wrong.
    """
    groups = _split(text)
    number = 0
    for index, group in enumerate(groups):
        digits = [_ALPHABET.find(character) for character in group]
        if -1 in digits or _check(digits[:_DATA], index) != digits[_DATA]:
            raise RecoveryKeyTypo(group=index + 1)
        for digit in digits[:_DATA]:
            number = number << 5 | digit
    return number.to_bytes(KEY_BYTES, "big")


def group_matches(text: str, group: int, typed: str) -> bool:
    """Tell whether what was typed is group number ``group`` (from 1) of the recovery key ``text``."""
    return _plain(typed) == _split(text)[group - 1]


def _plain(text: str) -> str:
    return _SEPARATORS.sub("", text).upper().translate(_READ_AS)


def _split(text: str) -> list[str]:
    as_typed = [_plain(part) for part in _SEPARATORS.split(text) if part]
    if len(as_typed) == GROUPS:  # a missing character can be placed when the groups are visible
        for index, group in enumerate(as_typed):
            if len(group) != _DATA + 1:
                raise RecoveryKeyTypo(group=index + 1)
        return as_typed
    joined = "".join(as_typed)
    size = _DATA + 1
    if len(joined) != GROUPS * size:
        raise RecoveryKeyTypo(group=0)
    return [joined[start : start + size] for start in range(0, len(joined), size)]


def _check(data: list[int], group: int) -> int:
    check = group + 1
    for weight, digit in zip(_WEIGHTS, data, strict=True):
        check ^= _multiply(weight, digit)
    return check


def _multiply(left: int, right: int) -> int:
    """Return the product in GF(32) modulo x^5 + x^2 + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        right >>= 1
        left <<= 1
        if left & 32:
            left ^= 0b100101
    return product
