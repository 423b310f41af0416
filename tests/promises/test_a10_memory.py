"""A10: after a lock neither a key nor a word of a case is in the memory of the process."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

import pytest

from tests.promises.driving import Home, Window, make_home, window
from zvdesk.storage import keys

PROMISE = "A10"
CANARIES = 40
CHUNK = 8 * 1024 * 1024
OVERLAP = 256


def found(pid: int, needles: dict[str, bytes], canary: str) -> set[str]:
    """Return the names of what is in the memory of a process, and each canary that is."""
    wide = canary.encode("utf-16-le")
    numbered = re.compile(
        re.escape(canary.encode()) + rb"(\d\d)|" + re.escape(wide) + rb"(\d\0\d\0)", re.DOTALL
    )
    seen: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for first, last in regions(pid):
            for start in range(first, last, CHUNK):
                part = read(file.fileno(), start, min(CHUNK + OVERLAP, last - start))
                seen |= {name for name, needle in needles.items() if needle in part}
                if canary.encode() in part or wide in part:
                    seen |= {
                        (match[1] or match[2].replace(b"\0", b"")).decode()
                        for match in numbered.finditer(part)
                    }
    return seen


def regions(pid: int) -> list[tuple[int, int]]:
    """Return what of the memory can be read: all but what the kernel keeps for itself."""
    lines = Path(f"/proc/{pid}/maps").read_text("utf-8", "replace").splitlines()
    ranges = []
    for line in lines:
        where, rights = line.split()[:2]
        if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
            first, last = (int(number, 16) for number in where.split("-"))
            ranges.append((first, last))
    return ranges


def read(descriptor: int, start: int, length: int) -> bytes:
    try:
        return os.pread(descriptor, length, start)
    except OSError:  # a page that went meanwhile, or of a device
        return b""


def check_it_can_be_shown() -> None:
    """Skip where nobody may read the memory of the window; in CI that is a failure."""
    if not Path("/proc/self/mem").exists() or os.geteuid() != 0:
        assert os.environ.get("CI") != "true", "the memory can be read by root only"
        pytest.skip("A10 IS NOT SHOWN HERE: it reads /proc/PID/mem as root")


def one_round(seed: int, place: Path) -> None:
    del seed  # the canaries are made by chance, so that no other test has them in its memory
    rounds(1, place)


def rounds(count: int, place: Path) -> None:
    """Scan before and after each of so many locks."""
    home = make_home(place / "home")
    opened = keys.unlock(home.vault, home.words)
    needles = {
        "master key": opened.master,
        "database key": opened.database_key(),
        "database key in hex": opened.database_key().hex().encode(),
        "passphrase": home.words.encode(),
        "passphrase in Qt": home.words.encode("utf-16-le"),
    }
    with window(home) as shown:
        shown.wait("shown")
        for number in range(count):
            lock_and_scan(shown, home, needles, number)


def lock_and_scan(shown: Window, home: Home, needles: dict[str, bytes], number: int) -> None:
    canary = f"kanarie{secrets.token_hex(6)}n"
    pid = shown.process.pid
    shown.do("unlock", words=home.words)
    shown.until_state(busy=False, page="cases" if number else "today")
    if not number:
        shown.do("go", kind="case", key=home.case_id)
    shown.type(" ".join(f"{canary}{each:02}" for each in range(CANARIES)))
    before = found(pid, needles, canary)
    assert "master key" in before, "the scan does not find what is there"
    assert {f"{each:02}" for each in range(CANARIES)} <= before, "the scan does not find what is there"
    shown.do("press_lock")
    assert shown.wait("born")["pid"] == pid
    shown.wait("shown")
    assert found(pid, needles, canary) == set()


def test_after_a_lock_no_key_and_no_word_is_left(tmp_path: Path) -> None:
    check_it_can_be_shown()
    rounds(1, tmp_path)


@pytest.mark.journey
def test_nor_after_three_locks_in_a_row(tmp_path: Path) -> None:
    check_it_can_be_shown()
    rounds(3, tmp_path)
