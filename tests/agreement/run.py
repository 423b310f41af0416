"""Compare the whole set, print a summary, and write the table to a file; fail when a rule is broken."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.agreement.comparing import compare, every_file
from tests.agreement.files import K
from tests.agreement.world import make_world

_LEAST = 200
_PARTS = 2  # that are compared at once, each by a process with a house of its own
_HEAD = ("groep", "bestand", "zvdesk", "pdfsig", "openssl", "certificaten", "waarom strenger", "fout")


@dataclass(frozen=True)
class Line:
    """Hold what is told of one file."""

    group: str
    is_valid: bool
    is_stricter: bool
    is_wrong: bool
    row: tuple[str, ...]


def part(number: int) -> list[Line]:
    """Compare one in so many files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = compare(islice(every_file(make_world(folder / "tijd")), number, None, _PARTS), folder)
    return [
        Line(one.made.group, one.verdict.kind is K.VALID, one.is_stricter, bool(one.faults), one.row)
        for one in found
    ]


def main(table: Path) -> int:
    """Return 0 when all agree."""
    begin = time.monotonic()
    with ProcessPoolExecutor(_PARTS) as pool:
        found = sorted((line for lines in pool.map(part, range(_PARTS)) for line in lines), key=_order)
    took = time.monotonic() - begin
    table.parent.mkdir(parents=True, exist_ok=True)
    rows = [_HEAD, tuple("---" for _ in _HEAD), *(line.row for line in found)]
    table.write_text("".join(f"| {' | '.join(row)} |\n" for row in rows), encoding="utf-8")
    wrong = [line for line in found if line.is_wrong]
    for words in (*_summary(found), f"{len(found)} bestanden in {took:.0f} s; de tabel staat in {table}"):
        sys.stdout.write(f"{words}\n")
    for line in wrong:
        sys.stdout.write(f"FOUT: {' | '.join(line.row)}\n")
    return 1 if wrong or len(found) < _LEAST else 0


def _order(line: Line) -> str:
    return line.group


def _summary(found: list[Line]) -> list[str]:
    groups = Counter(line.group for line in found)
    valid = Counter(line.group for line in found if line.is_valid)
    stricter = Counter(line.group for line in found if line.is_stricter)
    lines = [f"{'groep':20} {'bestanden':>9} {'geldig':>7} {'strenger dan beide':>19}"]
    lines += [f"{group:20} {groups[group]:9} {valid[group]:7} {stricter[group]:19}" for group in groups]
    return [*lines, f"{'samen':20} {len(found):9} {sum(valid.values()):7} {sum(stricter.values()):19}"]


if __name__ == "__main__":
    sys.exit(main(Path("build/agreement.md")))
