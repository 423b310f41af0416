"""Remember wrong passphrases beside a vault until it opens, and make the next try wait longer each time.

The file holds moments and the name of this computer, never what was typed. Nothing is ever destroyed, and no
vault stays shut: the longest wait is half a minute. It slows down who sits at this computer; who copies the
vault is slowed by Argon2id.
"""

from __future__ import annotations

import contextlib
import json
import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.domain.overviews import AuditLine
from zvdesk.domain.words import tidy
from zvdesk.errors import FolderUnusable, UnlockDelayed, WrongEscrowKey, WrongPassphrase, WrongRecoveryKey
from zvdesk.limits import read_json
from zvdesk.storage import audit
from zvdesk.storage.strict_json import items, mapping, text, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.clock import Clock
    from zvdesk.storage.vault import Vault

FILE = "attempts.json"
DELAYS = (0, 0, 0, 1, 2, 4, 8, 16, 30)  # seconds after so many wrong ones; the last holds for all that follow
KEPT = 100  # attempts with a moment of their own; the others are only counted
_LARGEST = 100_000  # bytes
_MOST = 1_000_000
_YEARS = range(2000, 2200)
_held: dict[Path, float] = {}  # until when on the clock that nobody can turn, within this process


@dataclass(frozen=True, slots=True)
class Attempt:
    """Hold one wrong try."""

    id: str
    at: datetime
    device: str
    key: str  # "wachtzin", "herstelsleutel" ...


@dataclass(frozen=True, slots=True)
class Attempts:
    """Hold what went wrong since the vault was opened last."""

    count: int = 0
    kept: tuple[Attempt, ...] = ()  # the newest last
    last_at: datetime | None = None


def seconds_left(folder: Path, clock: Clock) -> int:
    """Return how many seconds the next try has to wait, rounded up; 0 when it may come now.

    A clock that was turned back makes nobody wait longer than the longest wait, and one that was turned
    forward helps nobody within one process.
    """
    found = load(folder)
    held = _held.get(folder.resolve(), 0.0) - time.monotonic()
    left = 0.0
    if found.last_at is not None:
        delay = _delay(found.count)
        left = min(delay, (found.last_at + timedelta(seconds=delay) - clock.now()).total_seconds())
    return max(0, math.ceil(max(held, left)))


@contextlib.contextmanager
def counted(folder: Path, clock: Clock, key: str) -> Iterator[None]:
    """Let a block try to open a vault: refuse it while a wait lasts, and remember when it was wrong.

    Raises UnlockDelayed before anything is tried.
    """
    left = seconds_left(folder, clock)
    if left:
        raise UnlockDelayed(left)
    try:
        yield
    except (WrongPassphrase, WrongRecoveryKey, WrongEscrowKey):
        _remember(folder, clock, key)
        raise


def load(folder: Path) -> Attempts:
    """Return what is remembered of a vault; a file that is not there or not ours counts for nothing."""
    try:
        found = mapping(read_json(folder / FILE, _LARGEST), "count last_at attempts")
        listed = [mapping(item, "id at device key") for item in items(found["attempts"], at_most=KEPT)]
        kept = tuple(
            Attempt(
                _words(item["id"])[:36],
                _moment(item["at"]),
                _words(item["device"])[:100],
                _words(item["key"])[:40],
            )
            for item in listed
        )
        count = whole_number(found["count"])
        last_at = _moment(found["last_at"])
    except (OSError, ValueError):
        return Attempts()
    if not kept or not len(kept) <= count <= _MOST:
        return Attempts()
    return Attempts(count, kept, last_at)


def into_log(vault: Vault, clock: Clock) -> None:
    """Write the attempts on a vault that was opened just now in its log, each once, and forget them."""
    found = load(vault.folder)
    if found.count:
        with vault.transaction() as connection:
            older = found.count - len(found.kept)
            if older:
                audit.append(connection, vault.audit_key, _line(found.kept[0], clock, f"{older}x eerder"))
            for attempt in found.kept:
                if not audit.has_object(connection, attempt.id):
                    audit.append(connection, vault.audit_key, _line(attempt, clock, attempt.id))
    forget(vault.folder)


def forget(folder: Path) -> None:
    """Forget the attempts of a vault that is open now: they stand in its log."""
    _held.pop(folder.resolve(), None)
    with contextlib.suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _remember(folder: Path, clock: Clock, key: str) -> None:
    before = load(folder)
    now, count = clock.now(), before.count + 1
    kept = (*before.kept, Attempt(clock.new_id(), now, system.device_name(), key))[-KEPT:]
    values = {
        "count": count,
        "last_at": now.isoformat(),
        "attempts": [{"id": a.id, "at": a.at.isoformat(), "device": a.device, "key": a.key} for a in kept],
    }
    _held[folder.resolve()] = time.monotonic() + _delay(count)
    with contextlib.suppress(FolderUnusable, FileNotFoundError):  # then only this process remembers
        system.write_atomically(folder / FILE, json.dumps(values, indent=1).encode())


def _line(attempt: Attempt, clock: Clock, object_id: str) -> AuditLine:
    offset = clock.local(attempt.at).utcoffset()
    return AuditLine(
        sequence=0,
        at=attempt.at.astimezone(UTC),
        utc_offset=int(offset.total_seconds() // 60) if offset else 0,
        actor_id="",
        actor="",
        role="",
        action="ontgrendelen",
        object=attempt.key,
        object_id=object_id,
        case_number="",
        result="mislukt",
        device=attempt.device,
        ground="",
        is_emergency=False,
    )


def _delay(count: int) -> int:
    return DELAYS[min(count, len(DELAYS)) - 1] if count else 0


def _moment(value: object) -> datetime:
    at = datetime.fromisoformat(text(value))
    if at.tzinfo is None or at.year not in _YEARS:  # nearer to the ends of time a sum overflows
        raise ValueError("no moment of this program")
    return at


def _words(value: object) -> str:
    """Return a text as the log can hold it: no half characters, no control characters."""
    return tidy(text(value).encode("utf-8").decode("utf-8"))
