"""A duplicated display is recognised on each system, by what its own library would say."""

from __future__ import annotations

import ctypes
import struct
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from zvdesk import displays

if TYPE_CHECKING:
    from pathlib import Path


class User32:
    """Say what Windows says: a path per screen, each beginning with its source."""

    def __init__(self, sources: list[tuple[int, int, int]], *, refuses: str = "") -> None:
        self.sources, self.refuses = sources, refuses

    def GetDisplayConfigBufferSizes(self, flags: int, paths: Any, modes: Any) -> int:  # noqa: N802, ANN401 - as Windows names it
        assert flags == 2
        paths._obj.value, modes._obj.value = len(self.sources), 1
        return int(self.refuses == "sizes")

    def QueryDisplayConfig(self, flags: int, *given: Any) -> int:  # noqa: N802, ANN401 - as Windows names it
        assert flags == 2
        _, path_bytes, _, mode_bytes, topology = given
        assert len(mode_bytes) == 64
        assert topology is None
        for number, source in enumerate(self.sources):
            struct.pack_into("<IiI", path_bytes, 72 * number, *source)
        return int(self.refuses == "query")


def windows(monkeypatch: pytest.MonkeyPatch, user32: object) -> None:
    monkeypatch.setattr(displays, "_SYSTEM", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)


@pytest.mark.parametrize(
    ("sources", "is_duplicated"),
    [
        ([(7, 0, 0)], False),
        ([(7, 0, 0), (7, 0, 1)], False),
        ([(7, 0, 0), (8, 0, 0)], False),
        ([(7, 0, 0), (7, 0, 0)], True),
        ([(7, 0, 1), (7, 0, 0), (7, 0, 1)], True),
    ],
)
def test_windows_duplicates(
    monkeypatch: pytest.MonkeyPatch, sources: list[tuple[int, int, int]], is_duplicated: bool
) -> None:
    windows(monkeypatch, User32(sources))
    assert displays.is_duplicated(1) is is_duplicated


@pytest.mark.parametrize("refuses", ["sizes", "query"])
def test_windows_refuses(monkeypatch: pytest.MonkeyPatch, refuses: str) -> None:
    windows(monkeypatch, User32([(7, 0, 0), (7, 0, 0)], refuses=refuses))
    assert not displays.is_duplicated(1)


def test_without_the_windows_library_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(displays, "_SYSTEM", "win32")
    monkeypatch.delattr(ctypes, "windll", raising=False)
    assert not displays.is_duplicated(1)


@pytest.mark.parametrize(
    ("mirrored", "code", "is_duplicated"), [({3}, 0, True), (set(), 0, False), ({3}, 1, False)]
)
def test_a_mac_mirrors(
    monkeypatch: pytest.MonkeyPatch, mirrored: set[int], code: int, is_duplicated: bool
) -> None:
    def online(most: int, ids: Any, count: Any) -> int:  # noqa: ANN401 - what ctypes hands over
        assert most == 32
        ids[0], ids[1], count._obj.value = 1, 3, 2
        return code

    library = SimpleNamespace(
        CGGetOnlineDisplayList=online, CGDisplayIsInMirrorSet=lambda display: int(display in mirrored)
    )
    monkeypatch.setattr(displays, "_SYSTEM", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda _path: library)
    assert displays.is_duplicated(1) is is_duplicated


def test_a_mac_without_the_library_mirrors_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: str) -> None:
        raise OSError("no such library")

    monkeypatch.setattr(displays, "_SYSTEM", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    assert not displays.is_duplicated(1)


@pytest.mark.parametrize(("screens", "is_duplicated"), [(1, True), (2, False)])
def test_linux_shows_more_pictures_than_screens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, screens: int, is_duplicated: bool
) -> None:
    for name, state in {
        "card0-eDP-1": "enabled",
        "card0-HDMI-A-1": "enabled",
        "card0-DP-1": "disabled",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "enabled").write_text(state + "\n")
    (tmp_path / "card0-Writeback-1").mkdir()
    monkeypatch.setattr(displays, "_SYSTEM", "linux")
    monkeypatch.setattr(displays, "_CONNECTORS", tmp_path)
    assert displays.is_duplicated(screens) is is_duplicated


def test_linux_without_connectors_duplicates_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(displays, "_SYSTEM", "linux")
    monkeypatch.setattr(displays, "_CONNECTORS", tmp_path / "missing")
    assert not displays.is_duplicated(0)
