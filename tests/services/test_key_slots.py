"""The ways into a vault, as people meet them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.world import NAMES, PASSPHRASES, log
from tests.stores import ScriptedStore
from zvdesk.domain.people import Role
from zvdesk.errors import (
    Cancelled,
    FolderUnusable,
    InvalidField,
    NoSigningKey,
    NotAllowed,
    NotAnEscrowKey,
    VaultDamaged,
    WrongEscrowKey,
    WrongKeyringSecret,
    WrongPassphrase,
    WrongRecoveryKey,
)
from zvdesk.services import backups, checks, key_slots, people, vaults
from zvdesk.storage import backups as store
from zvdesk.storage import key_file, keys, rekeying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk

OFFICER = "kalm water lamp negen"
ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]
CHAIR = PASSPHRASES[Role.CHAIR]


@pytest.fixture
def admin(world: World) -> Iterator[Desk]:
    opened = world.desk(Role.FUNCTIONAL_ADMIN)
    yield opened
    vaults.lock(opened)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> ScriptedStore:
    return ScriptedStore().put_in(monkeypatch)


def _secrets(keyring: ScriptedStore) -> list[str]:
    return [service for service, _user in keyring.kept if service.startswith("zvdesk/vault-")]


def _end(desk: Desk, role: Role) -> None:
    person = next(p for p in people.people(desk) if p.name == NAMES[role])
    people.end_person(desk, person.id, desk.clock.today() - timedelta(days=1))


def test_every_way_in_is_listed_with_whose_it_is_and_since_when(
    admin: Desk, keyring: ScriptedStore, tmp_path: Path
) -> None:
    public, _private, print_of_key = key_slots.make_escrow_pair(tmp_path / "paar", OFFICER)
    key_slots.turn_on_keyring(admin, ADMIN)
    key_slots.set_escrow(admin, public.read_bytes(), " S. Slot ")
    rows = key_slots.slots(admin)
    assert [row.kind for row in rows] == ["passphrase"] * 5 + ["recovery", "keyring", "escrow"]
    assert {row.who for row in rows if row.kind == "passphrase"} == set(NAMES.values()) & {
        person.name for person in people.people(admin)
    }
    assert all(row.since is not None for row in rows)
    assert [row.can_remove for row in rows] == [False] * 6 + [True, True]
    assert (rows[-1].who, rows[-1].detail) == ("S. Slot", print_of_key)
    key_slots.remove_escrow(admin)
    assert key_slots.turn_off_keyring(admin)
    assert [row.kind for row in key_slots.slots(admin)] == ["passphrase"] * 5 + ["recovery"]
    assert not _secrets(keyring)


def test_a_chair_sees_the_slots_and_changes_only_the_own_keyring(
    desk: Desk, keyring: ScriptedStore, tmp_path: Path
) -> None:
    public, _private, _print = key_slots.make_escrow_pair(tmp_path / "paar", OFFICER)
    for refused in (
        lambda: key_slots.renew_recovery_key(desk),
        lambda: key_slots.set_escrow(desk, public.read_bytes(), "S. Slot"),
        lambda: key_slots.remove_escrow(desk),
        lambda: key_slots.rekey(desk, CHAIR),
    ):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(WrongPassphrase):
        key_slots.turn_on_keyring(desk, ADMIN)
    assert key_slots.keyring(desk) == key_slots.KeyringState(is_available=True, is_on=False)
    key_slots.turn_on_keyring(desk, CHAIR)
    assert key_slots.keyring(desk).is_on
    keyring.fail("locked when read")
    assert key_slots.keyring(desk) == key_slots.KeyringState(is_available=True, is_on=False)
    keyring.fail("no backend")
    assert key_slots.keyring(desk) == key_slots.KeyringState(is_available=False, is_on=False)


def test_the_keyring_opens_for_who_turned_it_on(world: World, keyring: ScriptedStore) -> None:
    assert not key_slots.has_keyring(world.folder)
    desk = world.desk(Role.CHAIR)
    key_slots.turn_on_keyring(desk, CHAIR)
    vaults.lock(desk)
    assert key_slots.has_keyring(world.folder)
    desk = key_slots.unlock_with_keyring(world.folder, clock=world.clock)
    assert desk.actor.name == NAMES[Role.CHAIR]
    vaults.lock(desk)
    keyring.kept.clear()
    with pytest.raises(WrongKeyringSecret):
        key_slots.unlock_with_keyring(world.folder, clock=world.clock)
    vaults.lock(world.desk(Role.CHAIR))


def test_a_person_who_ended_loses_the_keyring_too(world: World, keyring: ScriptedStore) -> None:
    desk = world.desk(Role.CHAIR)
    key_slots.turn_on_keyring(desk, CHAIR)
    vaults.lock(desk)
    admin = world.desk(Role.FUNCTIONAL_ADMIN)
    _end(admin, Role.CHAIR)
    assert not key_file.candidates(world.folder)[0].of_kind("keyring")
    vaults.lock(admin)
    assert not _secrets(keyring)  # the same computer: it forgets it too
    with pytest.raises(WrongKeyringSecret):
        key_slots.unlock_with_keyring(world.folder, clock=world.clock)


def test_noodtoegang_has_no_keyring(world: World, keyring: ScriptedStore) -> None:
    desk = world.emergency()
    with pytest.raises(NoSigningKey):
        key_slots.turn_on_keyring(desk, ADMIN)
    vaults.lock(desk)
    assert not _secrets(keyring)


def test_the_security_officer_opens_the_vault_in_emergency(world: World, tmp_path: Path) -> None:
    public, private, print_of_key = key_slots.make_escrow_pair(tmp_path / "paar", OFFICER)
    with pytest.raises(WrongEscrowKey):
        key_slots.unlock_with_escrow(world.folder, private, OFFICER, name="S. Slot", clock=world.clock)
    admin = world.desk(Role.FUNCTIONAL_ADMIN)
    assert key_slots.set_escrow(admin, public.read_bytes(), "S. Slot") == print_of_key
    with pytest.raises(NotAnEscrowKey):
        key_slots.set_escrow(admin, private.read_bytes(), "S. Slot")
    with pytest.raises(InvalidField):
        key_slots.set_escrow(admin, public.read_bytes(), " ")
    vaults.lock(admin)
    with pytest.raises(InvalidField):
        key_slots.unlock_with_escrow(world.folder, private, OFFICER, name="", clock=world.clock)
    desk = key_slots.unlock_with_escrow(world.folder, private, OFFICER, name="S. Slot", clock=world.clock)
    assert desk.actor.role is Role.EMERGENCY
    text = key_slots.renew_recovery_key(desk)
    vaults.lock(desk)
    vaults.lock(vaults.unlock_with_recovery(world.folder, text, name="S. Slot", clock=world.clock))
    with pytest.raises(WrongRecoveryKey):
        world.emergency()


def test_an_ended_colleague_opens_neither_the_vault_nor_a_backup_after_a_rekey(
    world: World, tmp_path: Path
) -> None:
    kept = (world.folder / key_file.NAMES[0]).read_bytes()
    admin = world.desk(Role.FUNCTIONAL_ADMIN)
    made = backups.back_up(admin)
    chair = next(p for p in people.people(admin) if p.name == NAMES[Role.CHAIR])
    assert key_slots.old_backups(admin) == ()
    (row,) = key_slots.old_backups(admin, without=chair.id)
    assert row.place == made
    assert row.opens_until - row.made_on == timedelta(days=35)
    _end(admin, Role.CHAIR)
    assert [old.place for old in key_slots.old_backups(admin)] == [made]

    found = key_slots.rekey(admin, ADMIN)
    assert found.is_finished
    assert (found.left_out, found.old_backups) == ((), ())
    assert admin.vault.open_keys.former() is None
    report = checks.check(admin)
    assert not report.problems
    assert report.first_broken_line is None
    vaults.lock(admin)
    for folder in (world.folder, made):
        with pytest.raises(WrongPassphrase):
            keys.unlock(folder, CHAIR)
    stolen = tmp_path / "gestolen"
    stolen.mkdir()
    (stolen / key_file.NAMES[0]).write_bytes(kept)
    old = keys.unlock(stolen, CHAIR)
    with pytest.raises(VaultDamaged), store.opened(made, old):
        pass
    for role in (Role.FUNCTIONAL_ADMIN, Role.COORDINATOR):
        vaults.lock(world.desk(role))
    vaults.lock(vaults.unlock_with_recovery(world.folder, found.recovery_key, name="N.", clock=world.clock))
    restored = keys.unlock(made, PASSPHRASES[Role.COORDINATOR])
    with store.opened(made, restored):
        pass


def test_backups_are_thrown_away_when_that_is_chosen(admin: Desk, keyring: ScriptedStore) -> None:
    key_slots.turn_on_keyring(admin, ADMIN)
    made = backups.back_up(admin)
    found = key_slots.rekey(admin, ADMIN, copies=key_slots.DISCARD)
    assert found.old_backups == ()
    assert not made.exists()
    assert not key_slots.keyring(admin).is_on
    assert _secrets(keyring)
    with pytest.raises(ValueError, match="choice"):
        key_slots.rekey(admin, ADMIN, copies="keep")


def test_a_backup_that_cannot_be_resealed_is_named_until_it_is_gone(
    admin: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.back_up(admin)

    def refuse(*_: object) -> None:
        raise FolderUnusable("x", "read_only")

    with monkeypatch.context() as patch:
        patch.setattr(store, "reseal", refuse)
        patch.setattr(store, "discard", refuse)
        found = key_slots.rekey(admin, ADMIN)
    assert [old.place for old in found.old_backups] == [made]
    assert admin.vault.open_keys.former() is not None
    unfinished = key_slots.unfinished_rekey(admin)
    assert unfinished is not None
    assert (unfinished.copies, unfinished.old_backups) == (key_slots.RESEAL, found.old_backups)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        key_slots.finish_backups(admin, report=stop)
    assert key_slots.unfinished_rekey(admin) == unfinished
    seen: list[tuple[int, int]] = []
    assert key_slots.finish_backups(admin, report=lambda done, total: seen.append((done, total))) == ()
    assert seen == [(0, 1)]
    assert key_slots.unfinished_rekey(admin) is None
    lines = [line.result for line in log(admin) if line.action == "reservekopieën na nieuwe sleutels"]
    assert lines == ["gelukt", "afgebroken", "mislukt"]
    assert made.exists()
    assert admin.vault.open_keys.former() is None


def test_a_rekey_that_the_disk_refuses_halfway_loses_neither_vault_nor_paper(
    admin: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise FolderUnusable("x", "no_space")

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "_swap", refuse)
        patch.setattr(backups, "reseal", refuse)
        found = key_slots.rekey(admin, ADMIN)
    assert not found.is_finished
    assert key_slots.finish_backups(admin) == ()
    assert key_slots.unfinished_rekey(admin) is None
    vaults.lock(admin)
    desk = vaults.unlock_with_recovery(world.folder, found.recovery_key, name="N.", clock=world.clock)
    assert not checks.check(desk).problems
    assert desk.vault.open_keys.former() is None
    vaults.lock(desk)


def test_a_refused_rekey_is_logged_and_changes_nothing(admin: Desk, world: World) -> None:
    before = admin.vault.open_keys
    with pytest.raises(WrongPassphrase):
        key_slots.rekey(admin, CHAIR)
    assert admin.vault.open_keys == before
    assert key_slots.left_out_by_rekey(admin) == ()
    vaults.lock(admin)
    vaults.lock(world.desk(Role.CHAIR))


def test_who_changed_a_leaked_passphrase_keeps_the_others_out_by_a_rekey(world: World) -> None:
    admin = world.desk(Role.FUNCTIONAL_ADMIN)
    vaults.change_passphrase(admin, ADMIN, ADMIN + " nieuw")
    backups.back_up(admin)
    key_slots.rekey(admin, ADMIN + " nieuw")
    vaults.lock(admin)
    with pytest.raises(WrongPassphrase):
        vaults.unlock(world.folder, ADMIN, clock=world.clock)
    vaults.lock(vaults.unlock(world.folder, ADMIN + " nieuw", clock=world.clock))
