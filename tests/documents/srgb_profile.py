"""Build the bundled sRGB profile from the numbers of IEC 61966-2-1, so that nobody need trust a blob."""

from __future__ import annotations

import struct

_D50 = (0.9642, 1.0, 0.8249)
_RED, _GREEN, _BLUE = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
_CURVE_POINTS = 1024


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _text(text: str) -> bytes:
    return b"text\0\0\0\0" + text.encode("ascii") + b"\0"


def _description(text: str) -> bytes:
    ascii_part = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_part)) + ascii_part + bytes(4 + 4 + 2 + 1 + 67)


def _linear(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else float(((encoded + 0.055) / 1.055) ** 2.4)


def _curve() -> bytes:
    points = (round(_linear(i / (_CURVE_POINTS - 1)) * 65535) for i in range(_CURVE_POINTS))
    return b"curv\0\0\0\0" + struct.pack(">I", _CURVE_POINTS) + b"".join(struct.pack(">H", p) for p in points)


def build() -> bytes:
    """Return an ICC version 2.1 display profile for sRGB."""
    curve = _curve()
    tags = [
        (b"desc", _description("sRGB IEC61966-2.1")),
        (b"cprt", _text("CC0 1.0: no rights reserved")),
        (b"wtpt", _xyz(_D50)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    start = 128 + 4 + 12 * len(tags)
    table, body, seen = b"", b"", dict[bytes, int]()
    for signature, content in tags:
        if content not in seen:
            seen[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += signature + struct.pack(">II", seen[content], len(content))
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(4 + 4 + 4 + 4 + 8) + bytes(4)
    header += b"".join(_fixed(value) for value in _D50)
    header += bytes(128 - len(header))
    return header + struct.pack(">I", len(tags)) + table + body
