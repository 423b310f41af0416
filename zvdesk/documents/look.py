"""Hold the measures, colours and styles of paper; the colours are the light tokens of the window."""

from __future__ import annotations

import re
from typing import Final

from zvdesk.documents.fonts import Weight
from zvdesk.documents.layout import Style
from zvdesk.documents.tagged import PAGE_WIDTH

LEFT: Final = 46.0
CONTENT_WIDTH: Final = PAGE_WIDTH - 2 * LEFT

INK, INK_2, LINE, ACCENT = "#1A2024", "#4B555C", "#DCD9D0", "#0E5A63"
ACCENT_SOFT, SUNKEN, CONTROL = "#E1EEEF", "#EFEDE6", "#85898A"
DANGER, DANGER_SOFT = "#A4262C", "#FBE7E7"
WHITE = "#FFFFFF"
WARN, WARN_SOFT = "#8A4B08", "#FBEEDD"

_LOWEST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def white_reads_on(colour: str) -> bool:
    """Tell whether white text on ``#RRGGBB`` reaches a contrast of 4.5:1 (WCAG 2.2, relative luminance)."""
    if not _COLOUR.fullmatch(colour):
        return False
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return bool(1.05 / (luminance + 0.05) >= _LOWEST_CONTRAST)


def on_colour(style: Style, colour: str) -> Style:
    """Return a style in white on a colour; on ink where white does not read on the colour."""
    fill = colour if white_reads_on(colour) else INK
    return Style(style.size, style.leading, style.weight, WHITE, fill)


class Styles:
    """Name the styles of the text on paper."""

    title = Style(20, 26, Weight.BOLD)
    house = Style(10.5, 15, Weight.SEMIBOLD)
    heading = Style(11, 16, Weight.SEMIBOLD)
    body = Style(9.5, 13.8)
    strong = Style(9.5, 13.8, Weight.SEMIBOLD)
    label = Style(9.5, 13.8, colour=INK_2)
    label_strong = Style(8.5, 13, Weight.SEMIBOLD, colour=INK_2)
    quiet = Style(8.8, 12.8, colour=INK_2)
    urgent = Style(9.5, 13.8, Weight.BOLD, colour=DANGER)
    warning = Style(9.5, 13.8, Weight.SEMIBOLD, colour=WARN)
    practice = Style(10.5, 14, Weight.BOLD, colour=DANGER)
    practice_note = Style(8.8, 14, colour=DANGER)
    footer = Style(7.6, 10.6, colour=INK_2)
