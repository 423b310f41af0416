"""A damaged vault is not written to; what is left of it comes out, and who took it is noted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, World
from zvdesk.domain.people import Role
from zvdesk.errors import Cancelled, FolderUnusable, NotAllowed, VaultDamaged, VaultInUse, WrongPassphrase
from zvdesk.services import attempts, cases, checks, rescue, vaults
from zvdesk.storage import engine
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.cases import Case

ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]
PAGE = 4096


def damaged(world: World, table: str) -> None:
    """Flip one bit in the first page of a table."""
    opened = world.desk()
    key = opened.vault.open_keys.database_key()
    vaults.lock(opened)
    raw = engine.connect(world.folder / "vault.db", key)
    ((root,),) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    raw.close()
    assert isinstance(root, int)
    data = bytearray((world.folder / "vault.db").read_bytes())
    data[(root - 1) * PAGE + 60] ^= 8
    (world.folder / "vault.db").write_bytes(bytes(data))


def case_of(world: World) -> Case:
    desk = world.desk()
    found = cases.case_file(desk, world.case_id).case
    vaults.lock(desk)
    return found


def test_the_message_names_what_is_damaged(world: World) -> None:
    damaged(world, "contributions")
    with pytest.raises(VaultDamaged) as caught:
        world.desk()
    words = message(caught.value)
    assert "de inbreng" in words
    assert world.number in words
    assert "reservekopie" in words


def test_what_is_left_comes_out_and_the_vault_stays_as_it_is(world: World, tmp_path: Path) -> None:
    damaged(world, "contributions")
    before = (world.folder / "vault.db").read_bytes()
    seen: list[tuple[int, int]] = []
    made = rescue.rescue(
        world.folder, tmp_path / "gered", passphrase=ADMIN, report=lambda d, t: seen.append((d, t))
    )
    assert (world.folder / "vault.db").read_bytes() == before
    assert made.damage.tables == ("contributions",)
    assert made.damage.cases == (world.number,)
    assert made.cases == 1
    assert seen[-1][0] == seen[-1][1]
    case = json.loads((tmp_path / "gered" / f"casus-{world.number}.json").read_text(encoding="utf-8"))
    assert case["cases"][0]["alias"] == "Valk"
    assert case["subjects"][0]["case_id"] == world.case_id
    assert "contributions" not in case
    assert (tmp_path / "gered").stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in made.files)
    assert json.loads((tmp_path / "gered" / "logboek.json").read_bytes())["audit"]
    others = json.loads((tmp_path / "gered" / "overig.json").read_bytes())
    assert others["people"]
    assert "base64" in others["people"][0]["certificate"]
    note = json.loads((world.folder / rescue.LOG).read_text(encoding="utf-8"))
    assert note["files"] == len(made.files) == 3
    assert note["who"]

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        rescue.rescue(world.folder, tmp_path / "gestopt", passphrase=ADMIN, report=stop)
    assert not (tmp_path / "gestopt").exists()
    (world.folder / rescue.LOG).unlink()
    (world.folder / rescue.LOG).mkdir()  # a place that cannot be written to
    rescue.rescue(world.folder, tmp_path / "elders", passphrase=ADMIN)
    assert json.loads((tmp_path / "elders" / rescue.LOG).read_text(encoding="utf-8"))["who"]


def test_a_case_without_its_own_row_comes_out_too(world: World, tmp_path: Path) -> None:
    damaged(world, "cases")
    made = rescue.rescue(world.folder, tmp_path / "gered", recovery_key=world.recovery_key)
    case = json.loads((tmp_path / "gered" / f"casus-{world.case_id}.json").read_bytes())
    assert case["contributions"]
    assert "cases" in made.damage.tables
    rescue.rescue(world.folder, tmp_path / "nog eens", recovery_key=world.recovery_key)
    assert len((world.folder / rescue.LOG).read_text(encoding="utf-8").splitlines()) == 2


def test_without_its_people_the_one_who_opened_may(world: World, tmp_path: Path) -> None:
    damaged(world, "people")
    made = rescue.rescue(world.folder, tmp_path / "gered", passphrase=PASSPHRASES[Role.CHAIR])
    assert made.rows


def test_who_may_not_gets_nothing(world: World, tmp_path: Path) -> None:
    out = tmp_path / "gered"
    with pytest.raises(NotAllowed):
        rescue.rescue(world.folder, out, passphrase=PASSPHRASES[Role.CHAIR])
    with pytest.raises(WrongPassphrase):
        rescue.rescue(world.folder, out, passphrase="dit is hem zeker niet")
    assert attempts.load(world.folder).count == 1
    out.mkdir()
    with pytest.raises(FileExistsError):
        rescue.rescue(world.folder, out, passphrase=ADMIN)
    assert list(out.iterdir()) == []


def test_nothing_left_is_said(world: World, tmp_path: Path) -> None:
    (world.folder / "vault.db").write_bytes(b"rommel" * 5000)
    with pytest.raises(VaultDamaged) as caught:
        rescue.rescue(world.folder, tmp_path / "gered", passphrase=ADMIN)
    assert caught.value.found == ("unreadable",)
    assert not (tmp_path / "gered").exists()


def test_an_open_vault_is_not_rescued_beside_its_back(world: World, tmp_path: Path) -> None:
    desk = world.desk()
    with pytest.raises((VaultInUse, VaultDamaged, FolderUnusable)):
        rescue.rescue(world.folder, tmp_path / "gered", passphrase=ADMIN)
    vaults.lock(desk)


def test_a_vault_too_large_for_the_first_look_is_looked_through_after(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(world, "contributions")
    monkeypatch.setattr("zvdesk.storage.vault._QUICK", -1.0)
    desk = world.desk()
    with pytest.raises(VaultDamaged) as caught:
        checks.look_on(desk)
    assert any(code.startswith("page ") for code in caught.value.found)
    vaults.lock(desk)


def test_a_vault_that_was_looked_through_needs_no_more(world: World) -> None:
    desk = world.desk()
    assert desk.vault.is_looked_through
    checks.look_on(desk)
    desk.vault.is_looked_through = False
    checks.look_on(desk)
    assert desk.vault.is_looked_through
    vaults.lock(desk)
