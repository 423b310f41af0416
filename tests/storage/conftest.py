"""Give the storage tests real vaults with a small schema, at the cheapest passphrase cost that is allowed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.storage.keys import NewKeyFile, OpenKeys

PASSPHRASE = "paard batterij één nietje"

_FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    op.create_table("note", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    op.create_table(
        "line",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("note_id", sa.Integer, sa.ForeignKey("note.id"), nullable=False),
    )
"""


@dataclass(frozen=True, slots=True)
class Made:
    """Hold a closed vault on disk and what making it gave."""

    folder: Path
    new: NewKeyFile

    @property
    def keys(self) -> OpenKeys:
        """Return the keys, without paying for Argon2id again."""
        return self.new.keys


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of migrations with two tables; its name could trip up a configuration file."""
    folder = tmp_path_factory.mktemp("schema") / "100% a b" / "versions"
    folder.mkdir(parents=True)
    (folder / "0001_note.py").write_text(_FIRST, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory, versions: Path) -> Made:
    folder = tmp_path_factory.mktemp("made") / "Huis aan de Rand.zvkluis"
    vault, new = Vault.create(
        folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False, versions=versions
    )
    vault.close()
    return Made(folder, new)


@pytest.fixture
def made(tmp_path: Path, _made_once: Made) -> Made:
    """Give a vault on disk of this test's own."""
    folder = tmp_path / _made_once.folder.name
    shutil.copytree(_made_once.folder, folder)
    return Made(folder, _made_once.new)


@pytest.fixture
def vault(made: Made, versions: Path) -> Iterator[Vault]:
    """Give an open vault and close it."""
    opened = Vault.open(made.folder, made.keys, versions=versions)
    yield opened
    opened.close()


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes, to see that nothing changed."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
