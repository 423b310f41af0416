"""Tell whether two names look the same to somebody who reads quickly.

Who means to deceive picks a name that reads like a colleague's: other spaces or order, no diacritics, a Greek
or Cyrillic letter, a digit for a letter (Unicode Technical Standard 39, confusables; only what occurs in the
names of people here).
"""

from __future__ import annotations

import re

from zvdesk.domain.words import fold

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(  # Cyrillic, then Greek; capitals apart, because they look like others
    "АВЕКМНОРСТУХЅІЈавекмнорстухѕіјԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχω",
    "ABEKMHOPCTYXSIJabekmhopctyxsijdqwABEZHIKMNOPTYXabenikvoptuxw",
)
_STROKES = str.maketrans("013578ij", "olestbll")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def looks_like(one: str, other: str) -> bool:
    """Tell whether two names read the same, in whatever order their words stand."""
    return _skeleton(one) == _skeleton(other)


def _skeleton(name: str) -> str:
    words = (word.translate(_STROKES) for word in _WORD.findall(fold(name.translate(_LETTERS))))
    return "".join(sorted(_paired(word) for word in words))


def _paired(word: str) -> str:
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    return word
