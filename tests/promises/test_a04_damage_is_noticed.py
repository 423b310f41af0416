"""A4: bit flips, truncation and zeroed pages in database, key file and copy are noticed, each of them."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, World, build
from zvdesk.domain.people import Role
from zvdesk.errors import VaultDamaged
from zvdesk.services import backups, checks, restoring, vaults
from zvdesk.services.clock import Clock
from zvdesk.storage import backups as store
from zvdesk.storage import key_file
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A4"
ROUNDS = 200
PAGE = 4096
_MADE: dict[str, World] = {}


def _world(place: Path) -> World:
    """Make one vault with a copy per process; each round works in a folder of its own."""
    if "made" not in _MADE:
        world = build(place / "waar het begon.zvkluis", Clock())
        desk = world.desk(Role.FUNCTIONAL_ADMIN)
        backups.back_up(desk)
        vaults.lock(desk)
        _MADE["made"] = world
    return _MADE["made"]


def _harm(path: Path, chance: random.Random) -> str:
    data = bytearray(path.read_bytes())
    kind = chance.choice(["flip", "truncate", "zero"])
    if kind == "flip":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "truncate":
        del data[chance.randrange(len(data)) :]
    else:
        start = chance.randrange(len(data)) // PAGE * PAGE
        zeroes = bytes(len(data[start : start + PAGE]))
        if data[start : start + PAGE] == zeroes:
            data[start] = 1
        else:
            data[start : start + PAGE] = zeroes
    path.write_bytes(bytes(data))
    return kind


def one_round(seed: int, place: Path) -> None:
    """Harm one file of a vault or of its copy; opening, checking or putting back must say so."""
    chance = random.Random(seed)  # noqa: S311 - a round is told by its seed
    origin = _world(place)
    folder = place / f"r{seed}" / "huis.zvkluis"
    shutil.copytree(origin.folder, folder)
    words = PASSPHRASES[Role.FUNCTIONAL_ADMIN]
    target = chance.choice(["database", "key file", "copy", "key file of the copy"])
    (copy,) = backups.backups_beside(folder)
    name = chance.choice(key_file.NAMES)
    path = {
        "database": folder / "vault.db",
        "key file": folder / name,
        "copy": copy.place / "vault.db",
        "key file of the copy": copy.place / name,
    }[target]
    kind = _harm(path, chance)
    where = f"{kind} in the {target}, seed {seed}"
    try:
        if target == "database":
            _refused_or_found(folder, words, where)
        elif target == "key file":
            desk = vaults.unlock(folder, words)
            assert desk.vault.was_mended, where
            vaults.lock(desk)
            assert len({(folder / each).read_bytes() for each in key_file.NAMES}) == 1, where
        elif target == "copy":
            _not_put_back(copy.place, place / f"r{seed}" / "terug.zvkluis", words, where)
        else:  # the other half of the pair opens it, and what is put back is whole
            desk = restoring.restore(copy.place, place / f"r{seed}" / "terug.zvkluis", passphrase=words).desk
            assert checks.check(desk).problems == (), where
            vaults.lock(desk)
    finally:
        shutil.rmtree(place / f"r{seed}")


def _refused_or_found(folder: Path, words: str, where: str) -> None:
    before = (folder / "vault.db").read_bytes()
    said = ""
    try:
        desk = vaults.unlock(folder, words)
    except VaultDamaged as error:
        said = message(error)
    if said:
        assert (folder / "vault.db").read_bytes() == before, where
        assert "reservekopie" in said, where
        assert backups.backups_beside(folder), where  # what the button below the message leads to
        return
    found = checks.check(desk).problems  # a page that holds nothing yet is read by the whole check only
    vaults.lock(desk)
    assert found, where


def _not_put_back(copy: Path, folder: Path, words: str, where: str) -> None:
    part = ""
    try:
        desk = restoring.restore(copy, folder, passphrase=words).desk
    except VaultDamaged as error:
        part = error.part
    if part:
        assert part == "backup", where
        assert not folder.exists(), where
        return
    opened = desk.vault.open_keys
    report = checks.check(desk)
    vaults.lock(desk)
    assert report.problems == (), where  # it came back whole: only an empty page can have been hurt
    with pytest.raises(VaultDamaged):
        store.verify(copy, opened)


def test_damage_is_noticed(tmp_path: Path) -> None:
    for seed in range(ROUNDS):
        one_round(seed, tmp_path)
