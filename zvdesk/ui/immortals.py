"""Give None, True and False the long life under Python 3.11 that Python 3.12 gives them by itself (PEP 683).

PySide6 6.12.0 gives back one reference to True too many each time a connected signal is emitted, and one to
None each time a missing property is read. From Python 3.12 on these objects are never counted; under 3.11 the
count reaches zero after a few hundred signals and the interpreter stops with "bool_dealloc".
"""

from __future__ import annotations

import ctypes
import sys

_SPARE = 1 << 40 if sys.maxsize > 1 << 32 else 1 << 28
_SINGLETONS = (None, True, False, Ellipsis, NotImplemented)
_done: list[bool] = []


def keep_singletons() -> None:
    """Add so many references that they never run out; does nothing from Python 3.12 on, or a second time."""
    if sys.version_info >= (3, 12) or _done:
        return
    _done.append(True)
    for singleton in _SINGLETONS:
        ctypes.c_ssize_t.from_address(id(singleton)).value += _SPARE  # the count is CPython's first field
