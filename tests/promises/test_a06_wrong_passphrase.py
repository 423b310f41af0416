"""A6: a wrong passphrase opens nothing and changes no byte, however near it is.

Near misses, other forms of the same letters, spaces, 1 to 1,024 characters. CI tries a thousand with an
Argon2id of little memory, where its cost is not the point, and some with the real one, which the soak has.
"""

from __future__ import annotations

import random
import shutil
import unicodedata
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from zvdesk.errors import WrongPassphrase
from zvdesk.storage import keys, wrapping
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

PROMISE = "A6"
ROUNDS, REAL_ROUNDS = 1000, 5
PASSPHRASE = "paard batterij één nietje Straße"
_NEAR: tuple[Callable[[str, random.Random], str], ...] = (
    lambda words, _: words + " ",
    lambda words, _: " " + words,
    lambda words, _: words.upper(),
    lambda words, _: words.swapcase(),
    lambda words, _: words.replace(" ", "\u00a0"),
    lambda words, _: words.replace(" ", "  "),
    lambda words, _: words.replace(" ", ""),
    lambda words, _: words.replace("é", "e"),
    lambda words, _: words.casefold(),
    lambda words, _: words.replace("a", "\u0430"),
    lambda words, _: words + "\0",
    lambda words, _: "\ufeff" + words,
    lambda words, _: words + "\n",
    lambda words, _: words[::-1],
    lambda words, _: words.replace("ij", "\u0133"),
    lambda words, chance: _without(words, chance.randrange(len(words))),
    lambda words, chance: _swapped(words, chance.randrange(len(words) - 1)),
    lambda words, chance: _other(words, chance.randrange(len(words)), chance),
    lambda words, chance: words * chance.randrange(2, 30),
    lambda _, chance: _any(chance.randrange(1, 1025), chance),
)


_PLAIN = 15  # so many of them have no chance in them


def _without(words: str, place: int) -> str:
    return words[:place] + words[place + 1 :]


def _swapped(words: str, place: int) -> str:
    return words[:place] + words[place + 1] + words[place] + words[place + 2 :]


def _other(words: str, place: int, chance: random.Random) -> str:
    return words[:place] + chr(ord(words[place]) ^ 1 << chance.randrange(7)) + words[place + 1 :]


def _any(length: int, chance: random.Random) -> str:
    return "".join(
        chr(chance.choice((chance.randrange(32, 127), chance.randrange(160, 0xD7FF)))) for _ in range(length)
    )


def near_miss(seed: int) -> str:
    """Return something else than the passphrase, in composed and decomposed form by turns."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    words = _NEAR[seed % len(_NEAR)](PASSPHRASE, chance)
    if seed >= len(_NEAR) and len(words) > 1:
        words = chance.choice(_NEAR[_PLAIN:])(words, chance)
    words = unicodedata.normalize(chance.choice(("NFC", "NFD")), words)
    is_the_same = unicodedata.normalize("NFC", words) == unicodedata.normalize("NFC", PASSPHRASE)
    return words + "." if is_the_same else words


def one_round(seed: int, place: Path) -> None:
    folder = place / "a06"
    if not folder.exists():
        folder.mkdir(parents=True)
        keys.create_key_file(folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    try:
        keys.unlock(folder, near_miss(seed))
    except WrongPassphrase:
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    else:
        raise AssertionError(f"near miss {seed} opened the vault")


def _light(secret: bytes, salt: bytes, _cost: wrapping.KdfCost) -> bytes:
    return Argon2id(salt=salt, length=wrapping.KEY_BYTES, iterations=1, lanes=1, memory_cost=64).derive(
        secret
    )


def test_a_thousand_near_misses_open_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(wrapping, "_argon2id", _light)
        for seed in range(ROUNDS):
            one_round(seed, tmp_path)
        assert len({near_miss(seed) for seed in range(ROUNDS)}) > 0.8 * ROUNDS
        for form in ("NFC", "NFD"):
            keys.unlock(tmp_path / "a06", unicodedata.normalize(form, PASSPHRASE))
    shutil.rmtree(tmp_path / "a06")


def test_near_misses_open_nothing_at_the_real_cost(tmp_path: Path) -> None:
    for seed in range(REAL_ROUNDS):
        one_round(seed, tmp_path)
    keys.unlock(tmp_path / "a06", PASSPHRASE)
