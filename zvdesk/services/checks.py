"""Check whether a vault is whole: its database, its key file, its log."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from zvdesk.domain.log_standing import StandingKind
from zvdesk.errors import VaultDamaged
from zvdesk.services import anchors
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import audit

# A chain that is whole, but not the one that a witness knew, was written again by someone with the key.
_IS_ROLLED_BACK = {
    StandingKind.IN_ORDER: False,
    StandingKind.ROLLED_BACK: True,
    StandingKind.EDITED: True,
}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Hold what a check of a vault found."""

    problems: tuple[str, ...]  # machine-readable: "page 7", "table action_items", "key file"
    audit_lines: int
    first_broken_line: int | None
    is_rolled_back: bool | None  # None: cannot be told, no witness out of reach knew this file


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
        rolled_back = _IS_ROLLED_BACK.get(anchors.standing(desk).kind) if broken is None else None
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
