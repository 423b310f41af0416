"""Copies are made by themselves, checked, thinned, kept in two places, and lose what was destroyed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.world import World, log
from zvdesk.domain.cases import Case
from zvdesk.domain.people import Role
from zvdesk.errors import Cancelled, FolderUnusable, NotAllowed, VaultDamaged
from zvdesk.services import backups, cases, second_place, vaults
from zvdesk.storage import backups as store
from zvdesk.storage import destroyed, engine, keys
from zvdesk.storage.records import find_records
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import Desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def later(clock: Clock, **amount: float) -> None:
    at = clock.now() + timedelta(**amount)
    clock.source = lambda: at


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def open_copy(desk: Desk, place: Path) -> list[str]:
    raw = engine.connect(place / store.DATABASE, desk.vault.open_keys.backup_key())
    with engine.make_engine(raw).connect() as connection:
        numbers = [case.id for case in find_records(connection, Case)]
    raw.close()
    return numbers


# --- by itself -------------------------------------------------------------------------------------------


def test_a_copy_is_made_half_an_hour_after_a_change(desk: Desk) -> None:
    first = backups.keep_up(desk)
    assert first is not None
    later(desk.clock, minutes=29)
    cases.open_case(desk, alias="Nieuw")
    assert backups.keep_up(desk) is None
    later(desk.clock, minutes=1)
    second = backups.keep_up(desk)
    assert second is not None
    assert second != first
    later(desk.clock, hours=10)
    assert not backups.due(desk, desk.clock.now())  # nothing changed since
    assert [copy.is_checked for copy in backups.backups(desk)] == [True]  # of one day one stays
    assert log(desk)[0].action == "reservekopie vanzelf"


def test_before_the_last_copy_has_to_go_a_new_one_is_made(desk: Desk) -> None:
    first = backups.keep_up(desk)
    later(desk.clock, days=34)
    second = backups.keep_up(desk)
    assert second != first
    later(desk.clock, days=2)
    assert [copy.place for copy in backups.backups(desk)] == [second, first]
    assert backups.thin(desk) == (first.name if first else "",)


def test_a_copy_at_the_lock_is_checked_at_the_next_unlock(world: World) -> None:
    desk = world.desk()
    made = backups.at_lock(desk)
    assert made is not None
    assert backups.at_lock(desk) is None  # nothing changed since
    (copy,) = backups.backups(desk)
    assert not copy.is_checked
    vaults.lock(desk)
    desk = world.desk()
    assert backups.after_unlock(desk) == ()
    assert all(copy.is_checked for copy in backups.backups(desk))
    vaults.lock(desk)


def test_a_damaged_copy_of_the_lock_is_told_and_replaced(world: World) -> None:
    desk = world.desk()
    made = backups.at_lock(desk)
    assert made is not None
    vaults.lock(desk)
    flip(made / store.DATABASE)
    later(world.clock, minutes=1)
    desk = world.desk()
    (damaged,) = backups.after_unlock(desk)
    assert damaged.place == made
    (copy,) = backups.backups(desk)
    assert copy.place != made
    assert copy.is_checked
    assert any(line.action == "reservekopie controleren" and line.result == "mislukt" for line in log(desk))
    vaults.lock(desk)


def test_a_slow_copy_does_not_keep_the_vault_open(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "AT_LOCK", -1.0)
    assert backups.at_lock(desk) is None
    assert backups.backups(desk) == ()
    assert list((desk.vault.folder / "backups").iterdir()) == []
    assert log(desk)[0].result == "afgebroken"


def test_a_full_disk_does_not_keep_the_vault_open(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise FolderUnusable("map", "no_space")

    monkeypatch.setattr(engine, "copy_database", full)
    assert backups.at_lock(desk) is None
    with pytest.raises(FolderUnusable):
        backups.keep_up(desk)
    assert log(desk)[0].result == "mislukt"
    monkeypatch.undo()
    assert backups.keep_up(desk) is not None  # what failed is not counted as made


def test_a_mended_key_file_is_in_the_log(world: World) -> None:
    (world.folder / "keys.copy.json").write_bytes(b"{")
    desk = world.desk()
    backups.after_unlock(desk)
    assert "sleutelbestand hersteld" in [line.action for line in log(desk)]
    vaults.lock(desk)


# --- by hand ---------------------------------------------------------------------------------------------


def test_a_copy_by_hand_reports_and_can_be_stopped(desk: Desk, stick: Path) -> None:
    seen: list[tuple[int, int]] = []
    backups.back_up(desk, report=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 10

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    later(desk.clock, minutes=1)
    with pytest.raises(Cancelled):
        backups.back_up(desk, report=stop)
    assert len(backups.backups(desk)) == 1
    assert log(desk)[0].result == "afgebroken"

    backups.choose_second(desk, stick)

    def stop_at_second(done: int, total: int) -> None:
        if done > total / 2:
            raise Cancelled

    later(desk.clock, minutes=1)
    made = backups.back_up(desk, report=stop_at_second)
    assert [copy.name for copy in backups.backups(desk)].count(made.name) == 1
    assert not [path for folder in (stick, made.parent) for path in folder.rglob("*.part")]


def test_the_privacy_officer_makes_no_copies(world: World) -> None:
    desk = world.desk(Role.PRIVACY_OFFICER)
    with pytest.raises(NotAllowed):
        backups.back_up(desk)
    with pytest.raises(NotAllowed):
        backups.choose_second(desk, world.folder.parent)
    assert backups.keep_up(desk) is not None  # by itself it is nobody's act
    vaults.lock(desk)


def test_a_copy_carries_the_houses_own_content_and_no_links(desk: Desk, tmp_path: Path) -> None:
    own = desk.vault.folder / "inhoud" / "regimes"
    own.mkdir(parents=True)
    (own / "eigen.toml").write_text("inhoud", encoding="utf-8")
    (own / "prent.png").write_bytes(b"geen inhoud")
    (tmp_path / "geheim.toml").write_text("buiten", encoding="utf-8")
    (own / "link.toml").symlink_to(tmp_path / "geheim.toml")
    made = backups.back_up(desk)
    found = {str(path.relative_to(made)) for path in (made / "inhoud").rglob("*") if path.is_file()}
    assert found == {str(Path("inhoud", "regimes", "eigen.toml"))}


# --- the second place ------------------------------------------------------------------------------------


def test_the_second_place_is_filled_at_once_and_with_each_copy(desk: Desk, stick: Path) -> None:
    assert backups.second(desk) is None
    backups.back_up(desk)
    backups.choose_second(desk, stick)
    later(desk.clock, minutes=31)
    cases.open_case(desk, alias="Nieuw")
    backups.keep_up(desk)
    found = backups.backups(desk)
    assert [copy.is_second for copy in found] == [False, True]
    assert len({copy.generation for copy in found} - {None}) == 1
    state = backups.second(desk)
    assert state is not None
    assert (state.folder, state.is_there, state.last_at) == (stick, True, desk.clock.now())
    assert [path.name for path in stick.iterdir()] == [f"zvdesk-{desk.vault.vault_id[:12]}"]


def test_a_stick_that_is_away_is_no_error_and_catches_up(world: World, stick: Path) -> None:
    desk = world.desk()
    backups.choose_second(desk, stick)
    away = stick.with_name("weg")
    stick.rename(away)
    stick.mkdir()  # the mount point stays, empty
    state = backups.second(desk)
    assert state is not None
    assert (state.is_there, state.last_at) == (False, None)
    assert backups.keep_up(desk) is not None
    assert list(stick.iterdir()) == []
    vaults.lock(desk)
    stick.rmdir()
    away.rename(stick)
    later(world.clock, days=1)
    desk = world.desk()
    backups.after_unlock(desk)
    assert next(c.made_at for c in backups.backups(desk) if c.is_second) == desk.clock.now()
    backups.choose_second(desk, None)
    assert backups.second(desk) is None
    vaults.lock(desk)


def test_a_second_place_that_fails_does_not_fail_the_copy(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.choose_second(desk, stick)
    real = Vault.back_up

    def fails(vault: Vault, name: str, *, into: Path | None = None, **_named: object) -> Path:
        if into is not None:
            raise FolderUnusable(str(into), "no_space")
        return real(vault, name)

    monkeypatch.setattr(Vault, "back_up", fails)
    assert backups.back_up(desk).is_dir()
    assert log(desk)[0].action == "reservekopie op de tweede plek"
    assert log(desk)[0].result == "mislukt"


def test_a_stick_without_owners_is_good_enough(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.chmod

    def chmod(path: Path, mode: int, **named: bool) -> None:
        if stick in path.parents:
            raise PermissionError(1, "not on FAT")
        real(path, mode, **named)

    backups.back_up(desk)
    monkeypatch.setattr(Path, "chmod", chmod)
    backups.choose_second(desk, stick)
    assert [copy.is_second for copy in backups.backups(desk)].count(True) == 1


def test_copies_are_found_without_the_vault(desk: Desk, stick: Path, tmp_path: Path) -> None:
    backups.back_up(desk)
    backups.choose_second(desk, stick)
    folder = desk.vault.folder
    assert [copy.is_second for copy in backups.backups_beside(folder)] == [False]
    (copy,) = backups.backups_beside(tmp_path / "weg", stick)
    for pointed in (stick, copy.place.parent, copy.place):
        assert [c.place for c in backups.backups_beside(tmp_path / "weg", pointed)] == [copy.place]
    assert backups.backups_beside(tmp_path / "weg", tmp_path / "nergens") == ()


@pytest.mark.parametrize("garbage", [b"", b"[]", b'{"a": 1}', b"{" * 2000])
def test_a_damaged_memory_of_places_is_an_empty_one(desk: Desk, stick: Path, garbage: bytes) -> None:
    second_place.choose(desk.vault.vault_id, stick)
    from zvdesk import system

    (system.profile_folder() / "second_places.json").write_bytes(garbage)
    assert backups.second(desk) is None


# --- destroyed cases -------------------------------------------------------------------------------------


def test_what_was_destroyed_leaves_every_copy(desk: Desk, stick: Path, world: World) -> None:
    gone = cases.open_case(desk, alias="Weg").id
    backups.choose_second(desk, stick)
    backups.back_up(desk)
    destroyed.remember(desk.vault.folder, desk.vault.open_keys, gone)
    assert backups.replay_destroyed(desk) == ()
    found = backups.backups(desk)
    assert len(found) == 2
    for copy in found:
        assert open_copy(desk, copy.place) == [world.case_id]
        assert copy.is_checked
        assert destroyed.read(copy.place, desk.vault.open_keys).is_genuine
        assert destroyed.known(copy.place, desk.vault.open_keys) == {gone}
        assert destroyed.known(copy.place.parent, desk.vault.open_keys) == (
            {gone} if copy.is_second else set()
        )
        before = (copy.place / store.DATABASE).read_bytes()
        backups.replay_destroyed(desk)
        assert (copy.place / store.DATABASE).read_bytes() == before  # once is enough


def test_a_damaged_copy_with_a_destroyed_case_is_thrown_away(desk: Desk) -> None:
    made = backups.back_up(desk)
    flip(made / store.DATABASE)
    destroyed.remember(desk.vault.folder, desk.vault.open_keys, "zaak")
    (gone,) = backups.replay_destroyed(desk)
    assert gone.place == made
    assert backups.backups(desk) == ()


def test_a_copy_of_an_older_schema_is_rewritten_in_the_newest(desk: Desk) -> None:
    made = backups.back_up(desk)
    raw = engine.connect(made / store.DATABASE, desk.vault.open_keys.backup_key())
    for statement in (
        *(
            f"ALTER TABLE disclosures DROP COLUMN {name}"
            for name in (
                "checked_by",
                "handed_over_by",
                "checked_on",
                "handed_over_on",
                "handed_over_how",
                "subject_ground",
            )
        ),
        "ALTER TABLE disclosures DROP COLUMN received_on",
        "ALTER TABLE organisations DROP COLUMN contact_person",
        "ALTER TABLE action_updates DROP COLUMN answer",
        *(
            f"DROP TABLE {name}"
            for name in ("colleagues", "pens", "handovers", "envelopes", "subject_grounds")
        ),
        "UPDATE alembic_version SET version_num = '0003'",
    ):
        raw.execute(statement)
    raw.close()
    (copy,) = backups.backups(desk)
    seen: list[int] = []
    backups.rewrite(desk, copy, lambda connection: seen.append(len(find_records(connection, Case))))
    assert seen == [1]
    assert backups.is_whole(desk, copy)


# --- other keys ------------------------------------------------------------------------------------------


def test_copies_go_under_other_keys_and_the_old_ones_open_nothing(desk: Desk, stick: Path) -> None:
    backups.choose_second(desk, stick)
    backups.back_up(desk)
    old = desk.vault.open_keys
    new = replace(old, master=os.urandom(32))
    _sign_again(desk.vault.folder, old, new)
    assert backups.reseal(desk, old, new) == ()
    for copy in backups.backups(desk):
        with pytest.raises(VaultDamaged):
            engine.connect(copy.place / store.DATABASE, old.backup_key())
        store.verify(copy.place, new)
        before = (copy.place / store.DATABASE).read_bytes()
        backups.reseal(desk, old, new)
        assert (copy.place / store.DATABASE).read_bytes() == before
    flip(backups.backups(desk)[0].place / store.DATABASE)
    assert len(backups.reseal(desk, new, replace(new, master=os.urandom(32)))) == 2
    _sign_again(desk.vault.folder, new, old)  # so that the vault can be locked


def _sign_again(folder: Path, old: keys.OpenKeys, new: keys.OpenKeys) -> None:
    from zvdesk.storage import key_file

    document = key_file.candidates(folder)[0]
    assert document.is_genuine(old.master)
    key_file.write(folder, document.signed(new.master))
