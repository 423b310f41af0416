"""A vault of each released schema opens for ever, with what was in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.storage.make_fixtures import HERE, PASSPHRASE
from zvdesk.storage import keys, migrations
from zvdesk.storage.house import get_fact
from zvdesk.storage.vault import BACKUPS, Vault

if TYPE_CHECKING:
    from pathlib import Path


def test_there_is_one_of_each() -> None:
    assert {path.name for path in HERE.glob("*.zvkluis")} >= {
        f"schema-{revision}.zvkluis" for revision in migrations.known_revisions()
    }


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.zvkluis")))
def test_a_vault_of_an_older_schema_opens(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(HERE / name, folder)
    vault = Vault.open(folder, keys.unlock(folder, PASSPHRASE))
    with vault.read() as connection:
        assert get_fact(connection, "name") == "Oefenregio"
        assert migrations.found_revision(connection) == migrations.known_revisions()[-1]
    assert vault.check() == ()
    vault.close()
    is_old = name != f"schema-{migrations.known_revisions()[-1]}.zvkluis"
    assert (folder / BACKUPS / name.removesuffix(".zvkluis")).is_dir() is is_old
