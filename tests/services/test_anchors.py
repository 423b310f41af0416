"""Whoever turns a vault back is noticed by every witness that they could not reach, and nobody says more."""

from __future__ import annotations

import itertools
import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW
from tests.services.world import PASSPHRASES, World
from tests.stores import ScriptedStore
from zvdesk import system
from zvdesk.domain.log_standing import StandingKind, Witness
from zvdesk.domain.people import Role
from zvdesk.errors import VaultInUse
from zvdesk.services import anchors, cases, side_file, vaults
from zvdesk.storage import audit

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk

KINDS = StandingKind


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> ScriptedStore:
    return ScriptedStore().put_in(monkeypatch)


@pytest.fixture(autouse=True)
def _time_passes(world: World) -> None:
    """Let no two lines be written at the same moment: on a clock that stands still two logs are the same."""
    seconds = itertools.count()
    world.clock.source = lambda: NOW + timedelta(seconds=next(seconds))


def work(world: World, times: int = 1) -> None:
    """Sit down, look at the cases and lock, so often."""
    for _ in range(times):
        desk = world.desk(Role.CHAIR)
        cases.case_rows(desk)
        vaults.lock(desk)


def put_back(world: World, copy: Path) -> None:
    shutil.rmtree(world.folder)
    shutil.copytree(copy, world.folder)


def test_without_a_keyring_nothing_is_ever_called_in_order(world: World) -> None:
    work(world, 2)
    desk = world.desk(Role.CHAIR)
    found = anchors.standing(desk)
    assert (found.kind, found.by, found.deviates) == (KINDS.UNKNOWN, (Witness.SIDE_FILE,), False)
    vaults.lock(desk)


def test_a_keyring_that_knew_the_very_file_says_in_order(world: World, keyring: ScriptedStore) -> None:
    desk = world.desk(Role.CHAIR)
    assert anchors.standing(desk).kind is KINDS.UNKNOWN  # it never saw this vault before
    vaults.lock(desk)
    (value,) = keyring.kept.values()
    assert len(value) <= 64
    desk = world.desk(Role.CHAIR)
    seen: list[tuple[int, int]] = []
    found = anchors.standing(desk, lambda done, lines: seen.append((done, lines)))
    assert (found.kind, found.by) == (KINDS.IN_ORDER, (Witness.SIDE_FILE, Witness.KEYRING))
    assert found.lines == audit_head(desk)[0]
    vaults.lock(desk)


def audit_head(desk: Desk) -> tuple[int, bytes]:
    with desk.vault.read() as connection:
        return audit.head(connection)


@pytest.mark.usefixtures("keyring")
def test_a_session_that_was_not_locked_makes_the_next_one_unknown(world: World) -> None:
    work(world)
    desk = world.desk(Role.CHAIR)
    desk.vault.close()  # as a crash does: the log grew, the hash of the file is unknown
    desk = world.desk(Role.CHAIR)
    assert anchors.standing(desk).kind is KINDS.UNKNOWN
    vaults.lock(desk)
    desk = world.desk(Role.CHAIR)
    assert anchors.standing(desk).kind is KINDS.IN_ORDER
    vaults.lock(desk)


@pytest.mark.parametrize("reached", ["", "profile", "keyring", "profile keyring"])
@pytest.mark.parametrize("goes_on", [0, 3])
def test_a_vault_that_is_put_back_is_noticed_by_who_was_out_of_reach(
    world: World, keyring: ScriptedStore, tmp_path: Path, reached: str, goes_on: int
) -> None:
    work(world)
    shutil.copytree(world.folder, tmp_path / "gisteren")
    anchor = system.state_folder() / "anchors.json"
    earlier, earlier_keys = anchor.read_bytes(), dict(keyring.kept)
    work(world)
    put_back(world, tmp_path / "gisteren")
    if "profile" in reached:
        anchor.write_bytes(earlier)
    if "keyring" in reached:
        keyring.kept = dict(earlier_keys)
    work(world, goes_on)  # the deviation stays known, however far the other log grows
    desk = world.desk(Role.CHAIR)
    found = anchors.standing(desk)
    vaults.lock(desk)
    expected = {
        w for w, name in ((Witness.SIDE_FILE, "profile"), (Witness.KEYRING, "keyring")) if name not in reached
    }
    assert found.deviates is bool(expected), found
    assert not expected or set(found.by) == expected
    if expected and not goes_on:
        assert found.kind is KINDS.ROLLED_BACK
        assert found.since is not None
        assert found.since < world.clock.now()
    if expected:
        assert 0 < found.after_line <= found.lines


@pytest.mark.usefixtures("keyring")
def test_a_page_that_is_put_back_outside_the_log_is_noticed(world: World) -> None:
    work(world)
    database = world.folder / "vault.db"
    size = 4096
    before = database.read_bytes()
    desk = world.desk(Role.CHAIR)
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE cases SET alias = 'Vervangen'")
    vaults.lock(desk)
    after = database.read_bytes()
    changed = [n for n in range(0, len(before), size) if before[n : n + size] != after[n : n + size]]
    assert changed
    noticed = 0
    for page in changed:
        database.write_bytes(after[:page] + before[page : page + size] + after[page + size :])
        try:
            desk = world.desk(Role.CHAIR)
        except Exception:  # a page that breaks the database shows by itself
            noticed += 1
            continue
        found = anchors.standing(desk)
        desk.vault.close()
        assert found.deviates
        assert found.since is not None or found.after_line == 0
        noticed += 1
    assert noticed == len(changed)


@pytest.mark.usefixtures("keyring")
def test_what_a_person_accepts_is_no_deviation_any_more(world: World, tmp_path: Path) -> None:
    shutil.copytree(world.folder, tmp_path / "gisteren")
    work(world)
    put_back(world, tmp_path / "gisteren")
    desk = world.desk(Role.CHAIR)
    assert desk.opening.deviation is not None
    anchors.accept(desk)
    assert anchors.standing(desk).kind is KINDS.UNKNOWN
    vaults.lock(desk)
    desk = world.desk(Role.CHAIR)
    assert anchors.standing(desk).kind is KINDS.IN_ORDER
    vaults.lock(desk)


@pytest.mark.parametrize("mode", ScriptedStore.MODES)
def test_a_keyring_that_fails_costs_only_its_witness(
    world: World, keyring: ScriptedStore, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "_ASK", 0.05)
    monkeypatch.setattr(anchors, "_TELL", 0.05)
    work(world)
    keyring.fail(mode)
    desk = world.desk(Role.CHAIR)
    found = anchors.standing(desk)
    reads_on = mode in (
        "locked when kept",
        "refuses to keep",
        "refuses to forget",
        "keeps nothing and says nothing",
    )
    assert found.kind is (KINDS.IN_ORDER if reads_on else KINDS.UNKNOWN)
    vaults.lock(desk)


def test_the_profile_remembers_fewer_heads_the_older_they_are(tmp_path: Path) -> None:
    for number in range(1, 400):
        anchors.remember_head("proef", tmp_path, number, bytes([number % 256]) * 32)
    memory = anchors._profile("proef", tmp_path)
    assert memory is not None
    numbers = [number for number, _ in memory.heads]
    assert numbers[-24:] == list(range(376, 400))
    assert numbers == sorted(set(numbers))
    assert len(numbers) <= 49
    assert numbers[0] == 1


@pytest.mark.parametrize(
    "kept",
    [
        {"heads": [[1]]},
        {"heads": [["1", "ab" * 32]]},
        {"heads": [[True, "ab" * 32]]},
        {"heads": "x"},
        {"sequence": 1, "mac": "xyz"},
    ],
)
def test_a_memory_that_is_not_right_is_no_memory(tmp_path: Path, kept: dict[str, object]) -> None:
    side_file.keep(anchors._vault_at("proef", tmp_path), kept)
    assert anchors.last_head("proef", tmp_path) is None


def test_the_memory_of_version_0_1_still_counts(tmp_path: Path) -> None:
    side_file.keep(anchors._vault_at("proef", tmp_path), {"sequence": 7, "mac": "ab" * 32})
    assert anchors.last_head("proef", tmp_path) == (7, b"\xab" * 32)


def test_the_memory_holds_no_name(world: World) -> None:
    work(world)
    text = (system.state_folder() / "anchors.json").read_text()
    assert "Huis" not in text
    assert set(json.loads(text)) == {
        side_file.place(world.folder),
        next(key for key in json.loads(text) if "@" in key),
    }


def test_a_second_try_in_the_same_process_leaves_the_lock_alone(world: World) -> None:
    desk = world.desk(Role.CHAIR)
    for _ in range(2):
        with pytest.raises(VaultInUse):
            vaults.unlock(world.folder, PASSPHRASES[Role.CHAIR])
    vaults.lock(desk)
