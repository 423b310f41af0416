"""Ask the system whether a display is duplicated: one picture on two screens, so that all see one window.

Qt shows only one screen then, or two with the same place. Windows, macOS and Linux each know it elsewhere.
What cannot be asked counts as not duplicated: the chair has a switch.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from pathlib import Path
from typing import Protocol

_SYSTEM: str = sys.platform
_CONNECTORS = Path("/sys/class/drm")
_CORE_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"
_MOST_DISPLAYS = 32
_ACTIVE_PATHS = 2  # Windows: QDC_ONLY_ACTIVE_PATHS
_PATH_BYTES, _MODE_BYTES = 72, 64  # sizes of DISPLAYCONFIG_PATH_INFO and DISPLAYCONFIG_MODE_INFO


class _Library(Protocol):
    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer: ...


def is_duplicated(screens: int) -> bool:
    """Tell whether a display is duplicated, as far as the system says so.

    ``screens`` is how many Qt sees: on Linux more pictures than screens means that one is shown twice.
    """
    try:
        if _SYSTEM == "win32":
            return _windows_clones()
        if _SYSTEM == "darwin":
            return _mac_mirrors()
        return _linux_pictures() > screens
    except (OSError, AttributeError, struct.error):
        return False


def _windows_clones() -> bool:
    """Tell whether two active paths come from the same source (QueryDisplayConfig)."""
    user32 = _windows_library()
    paths, modes = ctypes.c_uint32(), ctypes.c_uint32()
    if user32.GetDisplayConfigBufferSizes(_ACTIVE_PATHS, ctypes.byref(paths), ctypes.byref(modes)):
        return False
    path_bytes = ctypes.create_string_buffer(paths.value * _PATH_BYTES)
    mode_bytes = ctypes.create_string_buffer(modes.value * _MODE_BYTES)
    if user32.QueryDisplayConfig(
        _ACTIVE_PATHS, ctypes.byref(paths), path_bytes, ctypes.byref(modes), mode_bytes, None
    ):
        return False
    starts = range(0, paths.value * _PATH_BYTES, _PATH_BYTES)
    # Each path begins with its source: the adapter (a LUID of two halves) and the number of the source on it.
    sources = [struct.unpack_from("<IiI", path_bytes.raw, start) for start in starts]
    return len(set(sources)) < len(sources)


def _windows_library() -> _Library:
    loader = getattr(ctypes, "windll", None)
    if loader is None:
        raise OSError("no windll")
    library: _Library = loader.user32
    return library


def _mac_mirrors() -> bool:
    """Tell whether any display that is online is part of a mirror set (CoreGraphics)."""
    graphics = _mac_library()
    ids, count = (ctypes.c_uint32 * _MOST_DISPLAYS)(), ctypes.c_uint32()
    if graphics.CGGetOnlineDisplayList(_MOST_DISPLAYS, ids, ctypes.byref(count)):
        return False
    return any(graphics.CGDisplayIsInMirrorSet(ids[place]) for place in range(count.value))


def _mac_library() -> _Library:
    return ctypes.CDLL(_CORE_GRAPHICS)


def _linux_pictures() -> int:
    """Return how many connectors show a picture now."""
    states = (_read(path / "enabled") for path in _CONNECTORS.glob("card*-*"))
    return sum(state == "enabled" for state in states)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
