"""A11: a working day under a trace of files and writes; the name is nowhere but in what the person chose."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROMISE = "A11"
WRITES = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg"
WRITTEN = re.compile(r"\b(?:p?writev?2?(?:64)?|sendto|sendmsg)\(\d+<([^>]*)>")
NAMED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def one_round(seed: int, place: Path) -> None:
    """Do the day under strace, then read every file that it named and every byte that it wrote."""
    home, own = place / f"a11-{seed}" / "home", place / f"a11-{seed}" / "day"
    home.mkdir(parents=True)
    own.mkdir()
    name = f"Kanarie{seed:06d}Pieterse"
    trace = home.parent / "trace"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ZVDESK_"))}
    tracing = ["strace", "-f", "-qq", "-y", "--seccomp-bpf", "-s", "1000000", "-o", str(trace)]
    chosen_calls = ["-e", f"trace=%file,{WRITES}", "-e", "signal=none"]
    day = [sys.executable, "-m", "tests.promises.day_driver", str(own), name]
    done = subprocess.run(
        [*tracing, *chosen_calls, *day],
        env=kept | {"HOME": str(home), "TMPDIR": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.stdout == "done\n", (done.stdout, done.stderr[-1500:])
    assert done.returncode == 0
    chosen = own / "exports"
    needles = (name.encode(), name.encode("utf-16-le"))
    escaped = (name, "\\0".join(name))
    touched: set[Path] = set()
    written_in: set[str] = set()
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            match = WRITTEN.search(line)
            if match is None:
                touched |= {Path(found) for found in NAMED.findall(line) if found.startswith("/")}
            elif any(needle in line for needle in escaped):
                written_in.add(match[1])
    control = chosen / "control.txt"
    assert str(control) in written_in  # the trace sees what is written
    assert [path for path in written_in if not Path(path).is_relative_to(chosen)] == []
    everything = {*touched, *home.rglob("*"), *own.rglob("*")}
    holding = {path for path in everything if _is_own_file(path) and _holds(path.read_bytes(), needles)}
    assert control in holding  # reading sees it too
    assert [path for path in holding if not path.is_relative_to(chosen)] == []
    assert name not in done.stderr
    named = {path for path in everything if name in path.name}
    assert [path for path in named if not path.is_relative_to(chosen)] == []


def _is_own_file(path: Path) -> bool:
    if path.is_relative_to("/proc") or path.is_relative_to("/sys") or path.is_relative_to("/dev"):
        return False
    try:
        return path.is_file()
    except OSError:
        return False


def _holds(data: bytes, needles: tuple[bytes, ...]) -> bool:
    return any(needle in data for needle in needles)


def test_a_working_day_leaves_no_plaintext(tmp_path: Path, requires: Callable[[str], Path]) -> None:
    requires("strace")
    one_round(11, tmp_path)
