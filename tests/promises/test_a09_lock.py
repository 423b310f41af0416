"""A9: whatever the sign, the window is covered, what was typed is kept, and the process is replaced.

The window is the real one, in a process of its own; logind and the screen saver are played on a private bus.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.promises.driving import Home, Spoken, Window, bus, make_home, window

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A9"
HIDDEN, REPLACED = 0.2, 2.0  # seconds
BY_PERSON = {"manual": "press_lock", "idle": "leave_alone"}
BY_SYSTEM = {"os lock": ("lock", "saver", "hint"), "suspend": ("sleep",), "user switch": ("switch",)}
KINDS = (*BY_PERSON, *BY_SYSTEM)


def slack() -> float:
    """Return by how much this machine is slower than one that has nothing else to do."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def lock_once(shown: Window, logind: Spoken, home: Home, kind: str, number: int) -> None:
    """Type, lock at once, and see that nothing is in sight, nothing is lost, and nothing is left."""
    enter(shown, home, number)
    shown.type(f"Ronde {number}")
    pid = shown.process.pid
    way = BY_SYSTEM.get(kind)
    at = logind.order(way[number % len(way)]) if way else shown.do(BY_PERSON[kind])
    covered = shown.wait("covered")
    born = shown.wait("born")
    back = shown.wait("shown")
    assert covered["hidden"]
    assert covered["title"] == "Vergrendeld - zvdesk"
    assert covered["at"] - at <= HIDDEN * slack(), kind
    assert born["pid"] == pid
    assert born["at"] - at <= REPLACED * slack(), kind
    assert back["folder"] == str(home.vault)
    assert back["words"] == []
    logind.until("released")
    logind.order("back")


def enter(shown: Window, home: Home, number: int) -> None:
    """Unlock; after the first time it leads back to the case, with what was typed just before the lock."""
    shown.do("unlock", words=home.words)
    if number:
        place = ["case", home.case_id]
        shown.until_state(busy=False, page="cases", place=place, holds=True, text=f"Ronde {number - 1}")
    else:
        shown.until_state(busy=False, page="today", holds=True)
        shown.do("go", kind="case", key=home.case_id)


def rounds(kinds: tuple[str, ...], place: Path) -> None:
    """Lock one window after another kind of sign, each in the process that the lock before it made."""
    home = make_home(place / "home")
    with bus() as (logind, address):
        on_bus = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
        with window(home, **on_bus) as shown:
            shown.wait("shown")
            for number, kind in enumerate(kinds):
                lock_once(shown, logind, home, kind, number)
            enter(shown, home, len(kinds))


def one_round(seed: int, place: Path) -> None:
    rounds((KINDS[seed % len(KINDS)],), place)


def test_idle_and_suspend_cover_keep_and_replace(tmp_path: Path) -> None:
    rounds(("idle", "suspend"), tmp_path)


@pytest.mark.journey
def test_each_sign_does_so_five_times(tmp_path: Path) -> None:
    rounds(KINDS * 5, tmp_path)


@pytest.mark.journey
def test_what_is_no_sign_for_us_locks_nothing(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    with bus() as (logind, address):
        on_bus = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
        with window(home, **on_bus) as shown:
            shown.wait("shown")
            shown.do("unlock", words=home.words)
            shown.until_state(busy=False, page="today", holds=True)
            for order in ("lock other", "saver ends", "wake", "back"):
                logind.order(order)
                logind.until(f"did {order}")
            shown.until_state(busy=False, page="today", holds=True)
