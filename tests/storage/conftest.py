"""Give the storage tests real vaults with the cheapest allowed passphrase cost and a schema of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from zvdesk.storage.keys import NewKeyFile

PASSPHRASE = "paard batterij nietje juist"

_FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    op.create_table("note", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """Make a folder of migrations with one table, ``note``."""
    folder = tmp_path / "schema 100%" / "versions"
    folder.mkdir(parents=True)
    (folder / "0001_note.py").write_text(_FIRST, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Name the folder of a vault that is not there yet."""
    return tmp_path / "Huis aan de Rand.zvkluis"


@pytest.fixture
def make_vault(folder: Path, versions: Path) -> Iterator[Callable[[], tuple[Vault, NewKeyFile]]]:
    """Give a function that makes the vault, and close what it made."""
    made: list[Vault] = []

    def make() -> tuple[Vault, NewKeyFile]:
        vault, new = Vault.create(
            folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False, versions=versions
        )
        made.append(vault)
        return vault, new

    yield make
    for vault in made:
        vault.close()
