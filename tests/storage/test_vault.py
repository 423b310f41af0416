"""The vault as a folder: made whole, locked, transactional, backed up and migrated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.storage.conftest import PASSPHRASE
from zvdesk.storage import keys
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.storage.keys import NewKeyFile

MakeVault = "Callable[[], tuple[Vault, NewKeyFile]]"


def _write(vault: Vault, text: str) -> None:
    with vault.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (text,))


def _read(vault: Vault) -> list[str]:
    with vault.read() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT text FROM note ORDER BY id")]


def test_what_is_written_is_there_after_opening_again(
    make_vault: Callable[[], tuple[Vault, NewKeyFile]], folder: Path, versions: Path
) -> None:
    vault, _ = make_vault()
    _write(vault, "afspraak")
    vault.back_up("eerste")
    assert vault.check() == ()
    vault.close()
    again = Vault.open(folder, keys.unlock(folder, PASSPHRASE), versions=versions)
    assert _read(again) == ["afspraak"]
    again.close()
