"""Keep the memory of this process off the disk: no core dump, no crash report with memory in it.

What a system cannot do is left out without a word: zvdesk works the same, and SECURITY.md says what is not
defended. Only Linux was tried; the rest is written from the documentation and tested by simulation.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Protocol

_SYSTEM: str = sys.platform
_SET_DUMPABLE = 4  # Linux, prctl(2): PR_SET_DUMPABLE
_ERROR_MODE = 0x0001 | 0x0002  # Windows: SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
_NO_HEAP = 0x0001  # Windows: WER_FAULT_REPORTING_FLAG_NOHEAP, a report without the memory of the program


class _Library(Protocol):
    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer: ...


def forbid_dumps() -> None:
    """Let a crash leave nothing of the memory; call it first thing in each process.

    A replaced process begins dumpable again (execve(2)), so it calls this too.
    """
    with contextlib.suppress(OSError, AttributeError, ValueError):
        if _SYSTEM == "win32":
            _forbid_on_windows(_windows_library("kernel32"))
            return
        _forbid_core()
    with contextlib.suppress(OSError, AttributeError):
        if _SYSTEM == "linux":
            _c_library().prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def _forbid_core() -> None:
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid_on_windows(kernel: _Library) -> None:
    kernel.SetErrorMode(_ERROR_MODE)
    kernel.WerSetFlags(_NO_HEAP)


def _c_library() -> _Library:
    return ctypes.CDLL(None)


def _windows_library(name: str) -> _Library:
    loader = getattr(ctypes, "windll", None)
    if loader is None:
        raise OSError("no windll")
    library: _Library = getattr(loader, name)
    return library
