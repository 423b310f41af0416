"""Play a disk whose power may fail: what was not synced may be there, or not, or partly, in any order.

A file keeps what was synced; each later write is torn into sectors, of which any may be lost, and a later
truncation may be lost too. The names in a folder are kept by a sync of the folder; of the changes since then
the first so many are there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

SECTOR = 512
_HEAD = struct.Struct("<BIIqQ")


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one call that the shim wrote down; its paths are relative to the watched folder."""

    kind: str
    path: tuple[str, ...]
    other: tuple[str, ...]
    offset: int
    data: bytes


def recorded(log: Path, root: Path) -> list[Step]:
    """Read what the shim wrote down."""
    data, at, steps = log.read_bytes(), 0, []
    while at < len(data):
        kind, path, other, offset, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        from_, to = data[at : at + path].decode(), data[at + path : at + path + other].decode()
        at += path + other
        holds = size if chr(kind) == "w" else 0
        steps.append(Step(chr(kind), _parts(from_, root), _parts(to, root), offset, data[at : at + holds]))
        at += holds
    return steps


def _parts(name: str, root: Path) -> tuple[str, ...]:
    return Path(name).relative_to(root).parts if name else ()


@dataclass(slots=True, eq=False)
class File:
    """Hold what is synced of a file, and the writes (place, bytes) and truncations (size) since."""

    synced: bytes = b""
    since: list[tuple[int, bytes] | int] = field(default_factory=list)

    def live(self) -> bytes:
        """Return what the processes see."""
        found = bytearray(self.synced)
        for change in self.since:
            _apply(found, change)
        return bytes(found)

    def sync(self) -> None:
        self.synced, self.since = self.live(), []

    def after(self, chance: random.Random) -> bytes:
        """Return what is there when the power comes back."""
        found, share = bytearray(self.synced), chance.choice([0.0, 1.0, 0.5, chance.random()])
        for change in self.since:
            if isinstance(change, int):
                if chance.random() < share:
                    _apply(found, change)
                continue
            place, data = change
            start = place // SECTOR * SECTOR
            for edge in range(start, place + len(data), SECTOR):
                first, last = max(edge, place), min(edge + SECTOR, place + len(data))
                if chance.random() < share:
                    _apply(found, (first, data[first - place : last - place]))
        return bytes(found)


def _apply(found: bytearray, change: tuple[int, bytes] | int) -> None:
    size = change if isinstance(change, int) else change[0]
    if len(found) < size:
        found.extend(bytes(size - len(found)))
    if isinstance(change, int):
        del found[change:]
    else:
        found[change[0] : change[0] + len(change[1])] = change[1]


Names = dict[str, "File | Folder | None"]  # None: the name is gone


@dataclass(slots=True, eq=False)
class Folder:
    """Hold the names that are synced, and the changes since, each whole or not at all."""

    synced: Names = field(default_factory=dict)
    since: list[Names] = field(default_factory=list)

    def names(self, changes: int | None = None) -> dict[str, File | Folder]:
        """Return the names after so many changes; after all of them, as the processes see it."""
        found = dict(self.synced)
        for change in self.since[:changes]:
            found |= change
        return {name: node for name, node in found.items() if node is not None}

    def sync(self) -> None:
        self.synced, self.since = dict(self.names()), []


class Disk:
    """Play the calls on what a folder held before them."""

    def __init__(self, folder: Path) -> None:
        self.root = _load(folder)

    def play(self, step: Step) -> None:
        """Let one call happen; a file that has no name any more is forgotten."""
        if step.path and step.path[-1].endswith(" (deleted)"):
            return
        if step.kind in "wts":
            node = self._find(step.path)
            if step.kind == "s":
                node.sync()
                return
            assert isinstance(node, File)
            node.since.append(step.offset if step.kind == "t" else (step.offset, step.data))
        elif step.kind in "cd":
            self._in(step.path).since.append({step.path[-1]: File() if step.kind == "c" else Folder()})
        elif step.kind in "ug":
            self._in(step.path).since.append({step.path[-1]: None})
        elif step.kind in "rl":
            node, before, after = self._find(step.path), self._in(step.path), self._in(step.other)
            new: Names = {step.other[-1]: node}
            old: Names = {step.path[-1]: None} if step.kind == "r" else {}
            if before is after:
                before.since.append(old | new)
            else:
                after.since.append(new)
                before.since.append(old)

    def _find(self, path: tuple[str, ...]) -> File | Folder:
        node: File | Folder = self.root
        for name in path:
            assert isinstance(node, Folder)
            node = node.names()[name]
        return node

    def _in(self, path: tuple[str, ...]) -> Folder:
        folder = self._find(path[:-1])
        assert isinstance(folder, Folder)
        return folder


def _load(folder: Path) -> Folder:
    return Folder({p.name: _load(p) if p.is_dir() else File(p.read_bytes()) for p in folder.iterdir()})


def files(folder: Folder, at: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
    """Return every file as the processes see it."""
    found: dict[tuple[str, ...], bytes] = {}
    for name, node in folder.names().items():
        found |= {(*at, name): node.live()} if isinstance(node, File) else files(node, (*at, name))
    return found


def write_after(folder: Folder, place: Path, chance: random.Random) -> None:
    """Write to a place what is there when the power comes back."""
    place.mkdir(mode=0o700)
    changes = chance.choice([0, len(folder.since), chance.randint(0, len(folder.since))])
    for name, node in folder.names(changes).items():
        if isinstance(node, Folder):
            write_after(node, place / name, chance)
        else:
            (place / name).write_bytes(node.after(chance))
            (place / name).chmod(0o600)
