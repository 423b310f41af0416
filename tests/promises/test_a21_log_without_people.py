"""A21: 2,000 lines and 200 errors full of a name leave no trace of it on any output or in any file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.promises.log_driver import ERRORS, LINES

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A21"
LINE = re.compile(r"(?:\w+|\?): .{1,200}|zvdesk is gestopt door een fout in het programma .*|done")


def one_round(seed: int, place: Path) -> None:
    home = place / f"a21-{seed}"
    home.mkdir(parents=True)
    name = f"Kanarie{seed:06d}Pieterse"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ZVDESK_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises.log_driver", str(seed), name],
        env=kept | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "COVERAGE_PROCESS_START": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:].replace(name, "NAME")
    assert done.stdout == "done\n"
    said = done.stderr.splitlines()
    told = sum(line.startswith(("zvdesk: fout, ", "zvdesk is gestopt")) for line in said)
    assert len(said) >= LINES + told, len(said)
    assert told >= ERRORS * 3 // 4  # the window shows what it can explain, and writes no line of it
    assert "Kanarie" not in done.stderr + done.stdout
    assert f"{seed:06d}Pieterse" not in done.stderr
    assert [line for line in said if not LINE.fullmatch(line)] == []
    assert [path for path in home.rglob("*") if path.is_file() and b"Kanarie" in path.read_bytes()] == []


def test_no_name_is_in_what_the_program_says_to_its_makers(tmp_path: Path) -> None:
    one_round(21, tmp_path)
