"""Check whether a vault is whole: its database, its key file, its log."""

from __future__ import annotations

from dataclasses import dataclass

from zvdesk.services import anchors
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import audit


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Hold what a check of a vault found."""

    problems: tuple[str, ...]  # machine-readable: parts that are damaged
    audit_lines: int
    first_broken_line: int | None
    is_rolled_back: bool | None  # None: cannot be told, this profile never saw the vault


def check(desk: Desk) -> CheckReport:
    """Check every page of the database, the key file and the chain of the log."""
    problems = desk.vault.check()
    with desk.vault.read() as connection:
        lines, _ = audit.head(connection)
        broken = audit.first_broken(connection, desk.vault.audit_key)
        seen = anchors.last_head(desk.vault.vault_id, desk.vault.folder)
        rolled_back = None if seen is None else audit.mac_at(connection, seen[0]) != seen[1]
    desk.note(Trail("controleren", "kluis", desk.vault.vault_id))
    return CheckReport(problems, lines, broken, rolled_back)
