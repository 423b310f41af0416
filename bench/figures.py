"""Hold one measured figure, and print figures as a table and as JSON."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a value, what it was held against, and whether it reached its goal.

    ``goal`` bounds ``ratio`` where there is a peer (``against``), else ``value``.
    """

    name: str
    value: float
    unit: str
    against: str
    ratio: float | None
    goal: float
    met: bool


def absolute(name: str, value: float, unit: str, goal: float) -> Figure:
    """Return a figure whose goal is a bound on its own value."""
    return Figure(name, round(value, 5), unit, "", None, goal, value <= goal)


def relative(name: str, value: float, unit: str, peer: float, against: str, goal: float) -> Figure:
    """Return a figure whose goal is a bound on its ratio to a peer measured in the same run."""
    ratio = value / peer if peer else float("inf")
    return Figure(name, round(value, 5), unit, against, round(ratio, 3), goal, ratio <= goal)


def timed(run: Callable[[], object], rounds: int) -> list[float]:
    """Return the sorted seconds of some rounds, after one that is not counted."""
    run()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        found.append(time.perf_counter() - began)
    return sorted(found)


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return sorted(values)[len(values) // 2]


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 in 100 do not pass."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a table of text."""
    lines = [f"{'name':24} {'value':>10} {'unit':5} {'ratio':>7} {'goal':>8}  met  against"]
    for f in figures:
        ratio = "" if f.ratio is None else f"{f.ratio:.2f}"
        met = "yes" if f.met else "NO"
        lines.append(f"{f.name:24} {f.value:10.4f} {f.unit:5} {ratio:>7} {f.goal:8g}  {met:3}  {f.against}")
    return "\n".join(lines)


def write(figures: Sequence[Figure], path: Path) -> None:
    """Write figures as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=1), encoding="utf-8")
