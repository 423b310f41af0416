"""Compute how well white text reads on a colour."""

from __future__ import annotations

import re

MINIMUM_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def contrast_with_white(colour: str) -> float | None:
    """Return the contrast (WCAG 2.2, 1 to 21) of white text on ``#RRGGBB``, or None when it is no colour."""
    if not _COLOUR.fullmatch(colour):
        return None
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
