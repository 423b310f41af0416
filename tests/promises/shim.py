"""Build the shim that lets calls fail and writes down what they did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("fault_shim.c")


def built(place: Path) -> Path:
    """Return the compiled shim in a folder; skip loudly where no compiler is, which CI does not accept."""
    compiler = shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        assert os.environ.get("CI") != "true", "gcc is not installed"
        pytest.skip("A2 AND A3 ARE NOT SHOWN HERE: they need gcc on Linux")
    place.mkdir(parents=True, exist_ok=True)
    made = place / "fault_shim.so"
    command = [compiler, "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(made)]
    subprocess.run([*command, str(SOURCE), "-ldl"], check=True)
    return made
