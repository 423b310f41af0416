"""Let witnesses outside the vault remember how far its log had come, and compare.

Two are written by zvdesk: a file beside the settings of this person, and the keyring of the system. The third
is every signed list (``zvdesk.documents.log_head``). A witness keeps the number and the MAC of the last line,
and a hash of the database file as it was when the vault was locked: a page that is put back later shows, also
one outside the log. One that deviates is never overwritten: it is the only proof that there was more.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from zvdesk import secret_store
from zvdesk.domain.log_standing import Standing, StandingKind, Witness
from zvdesk.errors import SecretStoreUnavailable
from zvdesk.services import side_file
from zvdesk.storage import audit
from zvdesk.storage.vault import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.storage.connection import Connection
    from zvdesk.storage.vault import Vault

_ASK, _TELL = 3.0, 1.0  # seconds that a keyring may take when the vault opens, and when it locks
_MOST_HEADS = 48
_ROOM = 20  # hexadecimal digits of the hash of the file that a keyring has room for: 80 bits
_KEPT = re.compile(r"(\d{1,10}):([0-9a-f]{32})(?::([0-9a-f]{16,20}))?")


@dataclass(frozen=True, slots=True)
class Memory:
    """Hold what one witness remembers of a log."""

    witness: Witness
    heads: tuple[tuple[int, str], ...]  # number and MAC (at least 32 hexadecimal digits), the newest last
    file: str = ""  # hash of the locked database (at least 16 digits); "" when it was not locked in order


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold what the witnesses knew when a vault was opened, and what could be said then."""

    memories: tuple[Memory, ...] = ()
    is_same_file: bool = False  # the keyring knew the very file that was opened, or it was made just now
    deviation: Standing | None = None
    asks_keyring: bool = False  # never for practice: nobody clears the keyring when a practice vault goes


class Seated(Protocol):
    """Stand for a desk, which itself leans on this module."""

    vault: Vault
    opening: Opening


# --- the profile -----------------------------------------------------------------------------------------


def last_slot(folder: Path) -> str | None:
    """Return the slot that opened the vault in this folder last, so that it is tried first."""
    found = side_file.load(side_file.place(folder)).get("slot")
    return found if isinstance(found, str) else None


def remember_slot(folder: Path, slot_id: str) -> None:
    """Remember the slot that opened the vault in this folder."""
    side_file.keep(side_file.place(folder), {"slot": slot_id})


def last_head(vault_id: str, folder: Path) -> tuple[int, bytes] | None:
    """Return sequence number and MAC of the last log line that this profile saw, or None."""
    memory = _profile(vault_id, folder)
    return (memory.heads[-1][0], bytes.fromhex(memory.heads[-1][1])) if memory else None


def remember_head(vault_id: str, folder: Path, sequence: int, mac: bytes, *, file: str = "") -> None:
    """Let the profile remember how far the log had come, unless an earlier memory goes further.

    ``file`` is the hash of the locked database. Older heads are kept too, fewer the older they are: they tell
    since when something deviates.
    """
    memory = _profile(vault_id, folder)
    heads = memory.heads if memory else ()
    if heads and sequence < heads[-1][0]:
        return
    heads = (*(head for head in heads if head[0] < sequence), (sequence, mac.hex()))
    if len(heads) > _MOST_HEADS:
        half = _MOST_HEADS // 2
        heads = (*heads[:half:2], *heads[half:])
    _keep(vault_id, folder, heads, file)


def accept_head(vault_id: str, folder: Path, sequence: int, mac: bytes, *, asks_keyring: bool = True) -> None:
    """Let both witnesses take a state as the last one, also when it is older: it was put back on purpose."""
    _keep(vault_id, folder, ((sequence, mac.hex()),), "")
    if asks_keyring:
        _tell_keyring(vault_id, folder, sequence, mac, "")


# --- opening, working, locking ---------------------------------------------------------------------------


def digest(folder: Path) -> str:
    """Return the hash of a database that is not open in this process; "" when it cannot be read.

    Reading the file of an open vault would give up its lock.
    """
    try:
        with (folder / DATABASE).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def opening(vault: Vault, file: str) -> Opening:
    """Ask the witnesses about a vault that was opened just now, before its log grows.

    ``file`` is the hash of the database before it was opened.
    """
    memories = _memories(vault, asks_keyring=not vault.practice)
    with vault.read() as connection:
        deviation = _worst(connection, memories, file)
    same = any(m.witness is Witness.KEYRING and m.file and file.startswith(m.file) for m in memories)
    return Opening(memories, same, deviation, not vault.practice)


def beginning(vault: Vault) -> Opening:
    """Tell the witnesses of a vault that was made just now, and return what they know."""
    asks_keyring = not vault.practice
    keep_up(vault, Opening(asks_keyring=asks_keyring))
    memories = _memories(vault, asks_keyring=asks_keyring)
    known = any(memory.witness is Witness.KEYRING for memory in memories)
    return Opening(memories, known, None, asks_keyring)


def keep_up(vault: Vault, before: Opening, *, is_quick: bool = False) -> None:
    """Let the witnesses remember how far the log of an open vault has come, unless it deviates.

    A quick one leaves the keyring alone.
    """
    if before.deviation is not None:
        return
    with vault.read() as connection:
        head = audit.head(connection)
    remember_head(vault.vault_id, vault.folder, *head)
    if before.asks_keyring and not is_quick:
        _tell_keyring(vault.vault_id, vault.folder, *head, "")


def closed(before: Opening, vault_id: str, folder: Path, head: tuple[int, bytes]) -> None:
    """Let the witnesses remember a vault that was locked just now, with the hash of its file."""
    if before.deviation is not None:
        return
    file = digest(folder)
    remember_head(vault_id, folder, *head, file=file)
    if before.asks_keyring:
        _tell_keyring(vault_id, folder, *head, file)


def accept(desk: Seated) -> None:
    """Let the witnesses take the vault as it is now, with its log, also when it deviates."""
    vault = desk.vault
    with vault.read() as connection:
        head = audit.head(connection)
    accept_head(vault.vault_id, vault.folder, *head, asks_keyring=desk.opening.asks_keyring)
    desk.opening = Opening(asks_keyring=desk.opening.asks_keyring)


def standing(desk: Seated, progress: Callable[[int, int], None] | None = None) -> Standing:
    """Return what can be said of the whole log of an open vault; ``progress`` gets lines done and in all.

    "In orde" needs a chain that is whole and a keyring that knew the very file that was opened: whoever can
    put the vault back can put the file of the profile back with it.
    """
    with desk.vault.read() as connection:
        lines, _ = audit.head(connection)
        tick = None if progress is None else lambda done: progress(done, lines)
        broken = audit.first_broken(connection, desk.vault.audit_key, progress=tick)
        if broken is not None:
            by = desk.opening.deviation.by if desk.opening.deviation else ()
            return _deviation(connection, StandingKind.EDITED, by, broken - 1)
        if desk.opening.deviation is not None:
            return desk.opening.deviation
        found = _worst(connection, desk.opening.memories, "")
        if found is not None:
            return found
    by = tuple(memory.witness for memory in desk.opening.memories)
    kind = StandingKind.IN_ORDER if desk.opening.is_same_file else StandingKind.UNKNOWN
    return Standing(kind=kind, by=by, lines=lines)


# --- inside ----------------------------------------------------------------------------------------------


def _memories(vault: Vault, *, asks_keyring: bool) -> tuple[Memory, ...]:
    asked = (
        _profile(vault.vault_id, vault.folder),
        _keyring(vault.vault_id, vault.folder) if asks_keyring else None,
    )
    return tuple(memory for memory in asked if memory is not None)


def _worst(connection: Connection, memories: tuple[Memory, ...], file: str) -> Standing | None:
    """Return the deviation that the most witnesses notice, or None; lines that are gone come first."""
    lines, _ = audit.head(connection)
    kinds = {memory.witness: _kind(connection, memory, lines, file) for memory in memories}
    by = tuple(witness for witness, kind in kinds.items() if kind is not None)
    if not by:
        return None
    kind = StandingKind.ROLLED_BACK if StandingKind.ROLLED_BACK in kinds.values() else StandingKind.EDITED
    heads = sorted({head for memory in memories for head in memory.heads})
    wrong = [number for number, mac in heads if number <= lines and not _is_there(connection, number, mac)]
    right = [number for number, mac in heads if number <= lines and _is_there(connection, number, mac)]
    certain = lines if not wrong else max((n for n in right if n < min(wrong)), default=0)
    return _deviation(connection, kind, by, certain)


def _kind(connection: Connection, memory: Memory, lines: int, file: str) -> StandingKind | None:
    number, mac = memory.heads[-1]
    if number > lines:
        return StandingKind.ROLLED_BACK
    if not _is_there(connection, number, mac):
        return StandingKind.EDITED
    is_other_file = bool(memory.file and file) and not file.startswith(memory.file)
    return StandingKind.EDITED if is_other_file and number == lines else None


def _is_there(connection: Connection, number: int, mac: str) -> bool:
    found = audit.mac_at(connection, number)
    return found is not None and found.hex().startswith(mac)


def _deviation(connection: Connection, kind: StandingKind, by: tuple[Witness, ...], certain: int) -> Standing:
    lines, _ = audit.head(connection)
    at = audit.time_of(connection, certain) if certain else None
    return Standing(kind=kind, by=by, since=at, after_line=certain, lines=lines)


def _profile(vault_id: str, folder: Path) -> Memory | None:
    kept = side_file.load(_vault_at(vault_id, folder))
    found = kept.get("heads")
    heads = [head for item in found if (head := _head(item))] if isinstance(found, list) else []
    if not heads and (head := _head([kept.get("sequence"), kept.get("mac")])):  # as version 0.1 kept it
        heads = [head]
    if not heads:
        return None
    file = kept.get("file")
    is_hash = isinstance(file, str) and re.fullmatch(r"[0-9a-f]{64}", file)
    return Memory(Witness.SIDE_FILE, tuple(heads), str(file) if is_hash else "")


def _head(item: object) -> tuple[int, str] | None:
    if not isinstance(item, list) or len(item) != 2:
        return None
    number, mac = item
    if type(number) is not int or not 0 <= number < 2**53:  # more than the database can hold
        return None
    if not isinstance(mac, str) or not re.fullmatch(r"[0-9a-f]{64}", mac):
        return None
    return number, mac


def _keep(vault_id: str, folder: Path, heads: tuple[tuple[int, str], ...], file: str) -> None:
    side_file.keep(_vault_at(vault_id, folder), {"heads": [list(head) for head in heads], "file": file})


def _keyring(vault_id: str, folder: Path) -> Memory | None:
    try:
        kept = secret_store.read(_entry(vault_id, folder), seconds=_ASK)
    except SecretStoreUnavailable:
        return None
    match = _KEPT.fullmatch(kept or "")
    if match is None:
        return None
    return Memory(Witness.KEYRING, ((int(match[1]), match[2]),), match[3] or "")


def _tell_keyring(vault_id: str, folder: Path, sequence: int, mac: bytes, file: str) -> None:
    value = f"{sequence}:{mac.hex()[:32]}" + (f":{file[:_ROOM]}" if file else "")
    with contextlib.suppress(SecretStoreUnavailable):
        secret_store.keep(_entry(vault_id, folder), value, seconds=_TELL)


def _entry(vault_id: str, folder: Path) -> str:
    return f"head-{vault_id}-{side_file.place(folder)[:8]}"


def _vault_at(vault_id: str, folder: Path) -> str:
    """Tell a vault from a copy of it that was restored elsewhere."""
    return f"{vault_id}@{side_file.place(folder)}"
