"""Measure the cockpit: a key until it is painted, a line until it is a row, and the longest block."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, absolute

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"key_to_paint_p95": 0.05, "capture_to_row_p95": 0.1, "longest_block": 0.05}  # seconds


def figures(folder: Path) -> list[Figure]:
    """Return the figures of a table of twelve cases and four hundred actions, without and with a display."""
    found = [_figure("", name, value) for name, value in measured(folder / "offscreen").items()]
    if shutil.which("Xvfb") and shutil.which("dbus-run-session"):
        found += [_figure("_xvfb", name, value) for name, value in measured(folder / "xvfb", True).items()]
    return found


def measured(folder: Path, on_display: bool = False) -> dict[str, float]:
    """Lead the table in a process of its own and return seconds by name."""
    home = folder / "home"
    home.mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, str(ROOT / "bench" / "peers" / "cockpit.py"), str(folder)]
    if on_display:
        command = [str(ROOT / ".ci" / "with-desktop"), *command]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=600)
    values: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return values


def _figure(suffix: str, name: str, value: float) -> Figure:
    return absolute(f"{name}{suffix}", value, "s", GOALS[name])
