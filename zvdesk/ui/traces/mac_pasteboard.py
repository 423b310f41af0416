"""Mark on macOS what this program copied as concealed (nspasteboard.org), beside what Qt put there.

Written from what is known of the Pasteboard Manager and tested by simulation only.
"""

from __future__ import annotations

import ctypes
from typing import Protocol

_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_CLIPBOARD = b"com.apple.pasteboard.clipboard"
CONCEALED = b"org.nspasteboard.ConcealedType"
_UTF8 = 0x08000100  # kCFStringEncodingUTF8


class _Library(Protocol):
    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer: ...


def conceal(library: _Library | None = None) -> None:
    """Add the concealed type to the first item; where the system refuses, it goes by the clock alone."""
    services = library or _load()
    pasteboard, item = ctypes.c_void_p(), ctypes.c_void_p()
    name = _string(services, _CLIPBOARD)
    if not services.PasteboardCreate(name, ctypes.byref(pasteboard)):
        services.PasteboardSynchronize(pasteboard)
        if not services.PasteboardGetItemIdentifier(pasteboard, ctypes.c_ulong(1), ctypes.byref(item)):
            flavour = _string(services, CONCEALED)
            nothing = ctypes.c_void_p(services.CFDataCreate(None, b"", ctypes.c_long(0)))
            services.PasteboardPutItemFlavor(pasteboard, item, flavour, nothing, ctypes.c_uint32(0))
            services.CFRelease(nothing)
            services.CFRelease(flavour)
        services.CFRelease(pasteboard)
    services.CFRelease(name)


def _string(services: _Library, words: bytes) -> ctypes.c_void_p:
    return ctypes.c_void_p(services.CFStringCreateWithCString(None, words, _UTF8))


def _load() -> _Library:
    services = ctypes.CDLL(_SERVICES)
    for name in ("CFStringCreateWithCString", "CFDataCreate"):
        getattr(services, name).restype = ctypes.c_void_p
    return services
