"""Make a vault of each released schema; run once per release, and keep what it wrote for ever."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from zvdesk.storage import migrations
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

HERE = Path(__file__).parent / "fixtures"
PASSPHRASE = "fictief paard batterij nietje"
_FACT = "INSERT INTO house (key, value) VALUES ('name', 'Oefenregio')"


def make(revision: str) -> None:
    """Make the vault of one schema, unless it is there."""
    folder = HERE / f"schema-{revision}.zvkluis"
    if folder.exists():
        return
    with tempfile.TemporaryDirectory() as place:
        versions = Path(place) / "versions"
        versions.mkdir()
        for path in migrations.VERSIONS.glob("[0-9]*_*.py"):
            if path.name.split("_")[0] <= revision:
                shutil.copy(path, versions)
        vault, _ = Vault.create(
            folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=True, versions=versions
        )
        with vault.transaction() as connection:
            connection.exec_driver_sql(_FACT)
        vault.close()
    (folder / "vault.db-journal").unlink(missing_ok=True)
    (folder / "backups").rmdir()


if __name__ == "__main__":
    for known in migrations.known_revisions():
        make(known)
