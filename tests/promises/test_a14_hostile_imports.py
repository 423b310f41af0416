"""A14: no file that somebody hands over crashes zvdesk, writes anywhere, or takes more than 512 MB and 5 s.

Every file is read in a child process under those limits, which dies at once when it opens a file to write or
asks for the network. What is refused is refused in Dutch, without a word of the file in it.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.fuzz.hostile_files import cases, made

PROMISE = "A14"
ROUNDS = 100
_TOP = Path(__file__).resolve().parent.parent.parent
_NAMES = {
    "toml": "house/regimes/hostile.toml",
    "keys": "keys.json",
    "attempts": "attempts.json",
    "destroyed": "destroyed.json",
    "settings": "profile/zvdesk/settings.json",
    "second": "profile/zvdesk/second_places.json",
    "side": "state/zvdesk/anchors.json",
    "place": "state/zvdesk/place.json",
}


@functools.cache
def _reader(place: Path) -> subprocess.Popen[str]:
    """Return a warmed process whose profile lies in a folder, asked for line by line."""
    folders = {
        "XDG_CONFIG_HOME": str(place / "profile"),
        "XDG_STATE_HOME": str(place / "state"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.promises.hostile_driver"],
        cwd=_TOP,
        env=os.environ | folders,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def stop() -> None:
        if started.stdin is not None:
            started.stdin.close()
        started.wait()

    atexit.register(stop)
    return started


def read(kind: str, data: bytes, place: Path) -> dict[str, Any]:
    """Return what became of a file that was read in a limited process."""
    path = place / _NAMES.get(kind, f"hostile.{kind}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    reader = _reader(place)
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(json.dumps({"format": kind, "path": str(path)}) + "\n")
    reader.stdin.flush()
    answer: dict[str, Any] = json.loads(reader.stdout.readline())
    path.unlink(missing_ok=True)
    return answer


def one_round(seed: int, place: Path) -> None:
    """Hand over one hostile file; see that it costs no more than a message."""
    folder = place / "a14"
    folder.mkdir(exist_ok=True)
    outside = sorted(path.name for path in place.iterdir())
    kind, data = made(seed)
    answer = read(kind, data, folder)
    where = f"file {seed} ({kind}): {answer}"
    assert answer["outcome"] in ("taken", "refused"), where
    assert answer["cpu"] <= 5, where
    assert answer["kib"] <= 512 * 1024, where
    if answer["outcome"] == "refused":
        assert re.search(r"\b(is|niet|geen|staat|heeft|te)\b", answer["words"]), where
        assert "zvdesk-out" not in answer["words"], where
    assert sorted(path.name for path in place.iterdir()) == outside, where


def test_a_hundred_hostile_files_cost_a_message(tmp_path: Path) -> None:
    assert len(cases()) >= ROUNDS
    for seed in range(len(cases())):
        one_round(seed, tmp_path)


def test_the_watch_sees_a_file_that_is_let_in(tmp_path: Path) -> None:
    """The same road takes what is right, so that a refusal says something about the file."""
    for kind, good in (("vcf", "CARD"), ("csv", "CSV"), ("ics", "ICS"), ("melding", "MELDING")):
        from tests.fuzz import hostile_files

        assert read(kind, getattr(hostile_files, good), tmp_path)["outcome"] == "taken", kind
