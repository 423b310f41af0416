"""Bring the schema of a vault up to date with Alembic.

A migration is ``versions/NNNN_what_it_does.py`` and its revision id is ``NNNN``, in one line without
branches. So the known revisions follow from the file names, and opening a vault that is up to date does not
pay for importing Alembic. Alembic reads the files from the folder: a frozen build carries it as data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

HERE = Path(__file__).parent
VERSIONS = HERE / "versions"


def known_revisions(versions: Path = VERSIONS) -> tuple[str, ...]:
    """Return the revisions that this zvdesk knows, oldest first; RuntimeError when a build left them out."""
    found = tuple(sorted(path.name.split("_")[0] for path in versions.glob("[0-9]*_*.py")))
    if not found:
        raise RuntimeError("this build lacks its migrations")
    return found


def found_revision(connection: Connection) -> str | None:
    """Return the revision of an open database, or None when it has no schema."""
    tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if not connection.exec_driver_sql(tables).scalar_one():
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return None if found is None else str(found)


def upgrade(connection: Connection, versions: Path = VERSIONS) -> None:
    """Run every migration that the database still lacks, inside the transaction that is open."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(versions))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
