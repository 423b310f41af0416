"""Write and read notes in a vault with the small schema, and give that schema later versions."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.storage.vault import Vault

SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    with op.batch_alter_table("note", recreate="always") as batch:
        batch.add_column(sa.Column("kind", sa.Text, server_default="gewoon"))
"""
FAILING = (
    SECOND.replace('"0002", "0001"', '"0003", "0002"').replace('"kind"', '"other"') + "    op.execute('no')\n"
)
ORPHANING = SECOND.replace("None:\n", "None:\n    op.execute('DELETE FROM note')\n")


def write_note(vault: Vault, words: str) -> None:
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (words,))


def notes(vault: Vault) -> list[str]:
    with vault.read() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT text FROM note ORDER BY id")]


def next_versions(tmp_path: Path, versions: Path, **files: str) -> Path:
    folder = tmp_path / "next" / "versions"
    shutil.copytree(versions, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, content in files.items():
        (folder / f"{name.removeprefix('r')}.py").write_text(content, encoding="utf-8")
    return folder
