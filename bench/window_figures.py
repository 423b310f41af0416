"""Measure the window: how soon it can be typed in, and what it holds in memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench.figures import Figure, absolute, median, relative
from zvdesk.domain.people import Role
from zvdesk.services import vaults
from zvdesk.storage.wrapping import FLOOR

PEERS = Path(__file__).parent / "peers"
ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "vijf gewone woorden als voorbeeld"
ROUNDS = 7


def figures(folder: Path) -> list[Figure]:
    """Return the figures of the window."""
    vault = folder / "window.zvkluis"
    made = vaults.create_vault(
        vault,
        house_name="Oefenregio",
        passphrase=PASSPHRASE,
        name="F. Voorbeeld",
        role=Role.CHAIR,
        practice=True,
        cost=FLOOR,
    )
    vaults.lock(made.desk)
    bare, ours = [], []
    for _ in range(ROUNDS):  # in turn, so that a slow moment hits both
        bare.append(_first_paint(folder, "bare"))
        ours.append(_first_paint(folder, "zvdesk", str(vault)))
    return [
        relative("start_to_unlock_page", median(ours), "s", median(bare), "a bare QMainWindow", 2.0),
        absolute("idle_memory", _idle_memory(folder, vault), "MB", 200),
    ]


def _environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def _first_paint(folder: Path, *arguments: str) -> float:
    began = time.time()
    told = subprocess.run(
        [sys.executable, str(PEERS / "first_paint.py"), *arguments],
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(told.stdout) - began


def _idle_memory(folder: Path, vault: Path) -> float:
    """Return the megabytes that the unlocked window holds once it has come to rest."""
    process = subprocess.Popen(
        [sys.executable, str(PEERS / "idle.py"), str(vault), PASSPHRASE],
        env=_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout is None or process.stdout.readline().strip() != "at rest":
            raise RuntimeError("the window did not come to rest")
        return psutil.Process(process.pid).memory_info().rss / 1_000_000
    finally:
        process.kill()
        process.wait()
