"""Check whether a vault is whole: its database, its key file, its log."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from zvdesk.errors import VaultDamaged
from zvdesk.services import anchors
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import audit


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Hold what a check of a vault found."""

    problems: tuple[str, ...]  # machine-readable: "page 7", "table action_items", "key file"
    audit_lines: int
    first_broken_line: int | None
    is_rolled_back: bool | None  # None: cannot be told, this profile never saw the vault


def check(desk: Desk) -> CheckReport:
    """Check every page of the database, the key file and the chain of the log.

    A database that met a damaged page reads nothing any more until it is opened again; then what the log says
    stays unknown.
    """
    problems = desk.vault.check()
    lines, broken, rolled_back = 0, None, None
    with contextlib.suppress(VaultDamaged):
        with desk.vault.read() as connection:
            lines, _ = audit.head(connection)
            broken = audit.first_broken(connection, desk.vault.audit_key)
            seen = anchors.last_head(desk.vault.vault_id, desk.vault.folder)
            rolled_back = None if seen is None else audit.mac_at(connection, seen[0]) != seen[1]
        desk.note(Trail("controleren", "kluis", desk.vault.vault_id), "mislukt" if problems else "gelukt")
    return CheckReport(problems, lines, broken, rolled_back)


def look_on(desk: Desk) -> None:
    """Finish the quick look of the unlock when the vault was too large for it.

    Raises VaultDamaged, with what is damaged.
    """
    if desk.vault.is_looked_through:
        return
    problems = desk.vault.check()
    if problems:
        raise VaultDamaged("database", problems)
    desk.vault.is_looked_through = True
