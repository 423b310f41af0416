"""The released migrations: one line, named after their revisions, read without Alembic."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from tests.storage.conftest import PASSPHRASE
from zvdesk.storage import migrations
from zvdesk.storage.migrations import HERE, VERSIONS, known_revisions
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path


def test_file_names_tell_the_revisions_in_order() -> None:
    found = [
        script.revision for script in ScriptDirectory(HERE, version_locations=[VERSIONS]).walk_revisions()
    ]
    assert known_revisions() == tuple(reversed(found))


def test_a_build_without_migrations_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="lacks its migrations"):
        known_revisions(tmp_path)


def test_a_vault_with_the_released_schema_opens_again(tmp_path: Path) -> None:
    vault, new = Vault.create(
        tmp_path / "echt.zvkluis", person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=True
    )
    vault.close()
    vault = Vault.open(vault.folder, new.keys)
    with vault.read() as connection:
        assert migrations.found_revision(connection) == known_revisions()[-1]
    assert vault.check() == ()
    vault.close()


def test_no_plaintext_script_is_made() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    with pytest.raises(CommandError, match="plaintext"):
        command.upgrade(config, "head", sql=True)


def test_an_unlock_page_pays_for_no_sql() -> None:
    program = (
        "import sys\n"
        "import zvdesk.storage.keys, zvdesk.storage.engine, zvdesk.storage.vault\n"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic')))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=dict(os.environ), timeout=30, check=False)
    assert done.returncode == 0
