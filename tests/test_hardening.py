from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, cast

import pytest

from tests.architecture.product import TOP
from zvdesk import hardening

if TYPE_CHECKING:
    from zvdesk.hardening import _Library

PROGRAM = """
import resource, ctypes, sys
from zvdesk.hardening import forbid_dumps
forbid_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is there on Linux only")
def test_a_crash_leaves_no_core_and_nobody_may_attach() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["(0,", "0)", "0"], done.stderr


class Recorder:
    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> object:
        return lambda *arguments: self.calls.append((name, *arguments))


def test_windows_reports_a_crash_without_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()
    monkeypatch.setattr(hardening, "_SYSTEM", "win32")
    monkeypatch.setattr(hardening, "_windows_library", lambda _name: cast("_Library", recorder))
    hardening.forbid_dumps()
    assert recorder.calls == [("SetErrorMode", 3), ("WerSetFlags", 1)]


def test_a_system_that_cannot_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError("not here")

    monkeypatch.setattr(hardening, "_forbid_core", refuse)
    monkeypatch.setattr(hardening, "_c_library", refuse)
    hardening.forbid_dumps()
    monkeypatch.setattr(hardening, "_SYSTEM", "win32")
    hardening.forbid_dumps()
