"""Write out what is left of a damaged vault, without changing anything in it."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zvdesk import system
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act, may
from zvdesk.errors import FolderUnusable, NotAllowed, VaultDamaged
from zvdesk.services import attempts
from zvdesk.services.clock import Clock
from zvdesk.storage import keys
from zvdesk.storage.rescue import Damage, Row, Wreck
from zvdesk.storage.vault import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.storage.open_keys import OpenKeys

LOG = "rescues.jsonl"  # in the folder of the vault: the log inside it cannot be written any more
_LARGEST_LOG = 1_000_000
_UNSAFE = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class Rescued:
    """Say what a rescue wrote, and what could not be read."""

    files: tuple[Path, ...]
    cases: int
    rows: int
    damage: Damage


def rescue(
    folder: Path,
    out: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    report: Callable[[int, int], None] | None = None,
    clock: Clock | None = None,
) -> Rescued:
    """Write what can be read of a vault as JSON into a new folder: one file per case, the log, the rest.

    These files are not encrypted; the folder is owner-only. The vault is only read. Who did it stands in a
    file beside the vault, or in ``out`` when the vault cannot be written to. ``report`` hears how many parts
    of how many were read; what it raises stops the work, and then nothing stays. Raises WrongPassphrase,
    WrongRecoveryKey, UnlockDelayed, VaultInUse, NotAllowed for a role that may not, VaultDamaged when nothing
    can be read, FolderUnusable; FileExistsError for an ``out`` that is there.
    """
    clock = clock or Clock()
    with attempts.counted(folder, clock, "wachtzin" if recovery_key is None else "herstelsleutel"):
        if recovery_key is not None:
            opened = keys.unlock_with_recovery(folder, recovery_key)
        else:
            opened = keys.unlock(folder, passphrase or "")
    wreck = Wreck(folder / DATABASE, opened.database_key())
    if wreck.is_unreadable:
        raise VaultDamaged("database", wreck.damage().codes())
    who = _allowed(wreck, opened)
    system.make_private_folder(out.parent)
    with system.explained(out):
        out.mkdir(mode=0o700)
    try:
        found = _save(wreck, out, report or (lambda _done, _total: None))
    except BaseException:  # half of it, readable for everyone, helps nobody
        shutil.rmtree(out, ignore_errors=True)
        raise
    try:
        _note(folder, clock, who, len(found.files))
    except FolderUnusable:
        _note(out, clock, who, len(found.files))
    return found


def _save(wreck: Wreck, out: Path, tell: Callable[[int, int], None]) -> Rescued:
    """Write what can be read into a folder and return what that was."""
    total = len(wreck.names) + 1
    tables: dict[str, list[Row]] = {}
    for done, name in enumerate(wreck.names):
        tell(done, total)
        tables[name] = [_plain(row) for row in wreck.table(name).rows.values()]
    rows = sum(len(found) for found in tables.values())
    tell(total - 1, total)
    damage = wreck.damage()
    files = [_write(out, f"casus-{number}", part) for number, part in _per_case(tables)]
    files.append(_write(out, "logboek", {"audit": tables.pop("audit", [])}))
    files.append(_write(out, "overig", {name: kept for name, kept in tables.items() if kept}))
    tell(total, total)
    return Rescued(tuple(files), len(files) - 2, rows, damage)


def _allowed(wreck: Wreck, opened: OpenKeys) -> str:
    """Return who this is; raise NotAllowed when the vault still tells that this role may not."""
    if opened.person_id is None:
        return "herstelsleutel"
    people = wreck.table("people").rows.values() if "people" in wreck.names else ()
    person = next((row for row in people if row["id"] == opened.person_id), None)
    if person is None:
        return opened.person_id
    role = Role(str(person["role"]))
    if not may(role, Act.CHECK_VAULT):
        raise NotAllowed(Act.CHECK_VAULT.value, role.value)
    return str(person["name"])


def _per_case(tables: dict[str, list[Row]]) -> list[tuple[str, dict[str, list[Row]]]]:
    """Take the rows that belong to a case out of the tables; also of a case whose own row is lost."""
    numbers = {str(row["id"]): str(row["number"]) for row in tables.get("cases", ())}
    found: dict[str, dict[str, list[Row]]] = {}
    for name, rows in tables.items():
        key = "id" if name == "cases" else "case_id"
        for row in [row for row in rows if key in row]:
            found.setdefault(str(row[key]), {}).setdefault(name, []).append(row)
        if name == "cases" or any("case_id" in row for row in rows):
            tables[name] = []
    return [(numbers.get(case_id, case_id), part) for case_id, part in sorted(found.items())]


def _write(out: Path, name: str, content: dict[str, list[Row]]) -> Path:
    safe = "".join("_" if sign in _UNSAFE or ord(sign) < 32 else sign for sign in name)[:80]
    path = out / f"{safe}.json"
    system.write_atomically(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return path


def _plain(row: Row) -> Row:
    return {name: _bytes(value) if isinstance(value, bytes) else value for name, value in row.items()}


def _bytes(value: bytes) -> dict[str, Any]:
    return {"base64": b64encode(value).decode("ascii")}


def _note(folder: Path, clock: Clock, who: str, files: int) -> None:
    """Leave a line beside the vault."""
    path = folder / LOG
    before = path.read_bytes()[-_LARGEST_LOG:] if path.is_file() else b""
    line = {
        "at": clock.now().isoformat(),
        "who": who,
        "device": system.device_name(),
        "action": "redden wat er over is",
        "files": files,
    }
    system.write_atomically(path, before + json.dumps(line, ensure_ascii=False).encode() + b"\n")
