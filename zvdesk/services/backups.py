"""Copy a vault, and make a vault from a copy again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.roles import Act
from zvdesk.services import anchors
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.vaults import unlock
from zvdesk.storage import audit, keys
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.clock import Clock


def back_up(desk: Desk) -> Path:
    """Write a checked, encrypted copy of the vault into its ``backups`` folder."""
    trail = Trail("reservekopie", "kluis", desk.vault.vault_id)
    with desk.change(Act.BACK_UP, trail):
        pass
    try:
        return desk.vault.back_up(desk.clock.now().strftime("%Y%m%dT%H%M%SZ"))
    except BaseException:
        desk.note(trail, "mislukt")
        raise


def restore(backup: Path, folder: Path, passphrase: str, *, clock: Clock | None = None) -> Desk:
    """Make a vault in a new folder from a backup, with a passphrase that opened it then, and open it.

    What came after the backup is not in it; this profile takes the restored state as the last one it saw.
    Raises like ``unlock`` and ``create_vault``, and VaultDamaged("backup").
    """
    Vault.restore(backup, folder, keys.unlock(backup, passphrase)).close()
    desk = unlock(folder, passphrase, clock=clock)
    desk.note(Trail("reservekopie terugzetten", "kluis", desk.vault.vault_id))
    with desk.vault.read() as connection:
        sequence, mac = audit.head(connection)
    anchors.accept_head(desk.vault.vault_id, desk.vault.folder, sequence, mac)
    return desk
