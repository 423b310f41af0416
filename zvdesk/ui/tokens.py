"""Name every colour, size and distance of the screen once; nothing else in ``zvdesk.ui`` holds one.

Each set of colours gives all tokens. ``PAIRS`` lists what is drawn on what, with the contrast that WCAG 2.2
asks (1.4.3: 4.5 for text, 1.4.11: 3 for controls); a test computes every pair in every set.
"""

from __future__ import annotations

from enum import Enum, IntEnum


class Token(Enum):
    """Name the colours; the value is the name in ``resources/theme.qss``."""

    PAPER = "paper"
    SURFACE = "surface"
    SUNKEN = "sunken"
    INK = "ink"
    INK_2 = "ink_2"
    LINE = "line"  # separates; never the border of a control
    CONTROL = "control"  # the border of a control
    ACCENT = "accent"
    ACCENT_STRONG = "accent_strong"  # under the pointer
    ON_ACCENT = "on_accent"
    ACCENT_SOFT = "accent_soft"
    OK = "ok"
    OK_SOFT = "ok_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    ON_WARN = "on_warn"
    DANGER = "danger"
    DANGER_SOFT = "danger_soft"
    ON_DANGER = "on_danger"
    AVE_1 = "ave_1"
    AVE_2 = "ave_2"
    AVE_3 = "ave_3"
    AVE_4 = "ave_4"
    ON_AVE = "on_ave"


class Tone(Enum):
    """Name what a colour says; the words must say it as well."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


TONE_TOKENS: dict[Tone, Token] = {
    Tone.NEUTRAL: Token.INK_2,
    Tone.ACCENT: Token.ACCENT,
    Tone.OK: Token.OK,
    Tone.WARN: Token.WARN,
    Tone.DANGER: Token.DANGER,
}
TONE_GROUNDS: dict[Tone, Token] = {
    Tone.NEUTRAL: Token.SUNKEN,
    Tone.ACCENT: Token.ACCENT_SOFT,
    Tone.OK: Token.OK_SOFT,
    Tone.WARN: Token.WARN_SOFT,
    Tone.DANGER: Token.DANGER_SOFT,
}
AVE_TOKENS: dict[str, Token] = {
    "AVE 1": Token.AVE_1,
    "AVE 2": Token.AVE_2,
    "AVE 3": Token.AVE_3,
    "AVE 4": Token.AVE_4,
}


class Size(Enum):
    """Name the type scale, in pixels at 100 %."""

    SMALL = 13
    BODY = 15
    LEAD = 17
    HEADING = 20
    TITLE = 26


class Space(IntEnum):
    """Name the distances of the 8-px grid, in pixels; they do not grow with the text."""

    HALF = 4
    ONE = 8
    HALF_MORE = 12
    TWO = 16
    THREE = 24
    FOUR = 32


class Radius(IntEnum):
    """Name the radii of corners, in pixels."""

    CONTROL = 6
    CARD = 10


FOCUS_WIDTH = 2  # of the focus ring, in pixels
FONT_FAMILY = "Atkinson Hyperlegible Next"
DEFAULT_TEXT_SIZE = 14
TEXT_SIZES = (12, 14, 16, 18, 20, 22, 24, 26, 28)  # 14 is 100 %, 28 is 200 %

Colours = dict[Token, str]

_T = Token
_AVE: Colours = {
    _T.AVE_1: "#2E7D32",
    _T.AVE_2: "#B45309",
    _T.AVE_3: "#C62828",
    _T.AVE_4: "#7F1D1D",
    _T.ON_AVE: "#FFFFFF",
}
LIGHT: Colours = {
    _T.PAPER: "#F6F5F1",
    _T.SURFACE: "#FFFFFF",
    _T.SUNKEN: "#EFEDE6",
    _T.INK: "#1A2024",
    _T.INK_2: "#4B555C",
    _T.LINE: "#DCD9D0",
    _T.CONTROL: "#808485",
    _T.ACCENT: "#0E5A63",
    _T.ACCENT_STRONG: "#0A464D",
    _T.ON_ACCENT: "#FFFFFF",
    _T.ACCENT_SOFT: "#E1EEEF",
    _T.OK: "#2E6B34",
    _T.OK_SOFT: "#E4F0E4",
    _T.WARN: "#8A4B08",
    _T.WARN_SOFT: "#FBEEDD",
    _T.ON_WARN: "#FFFFFF",
    _T.DANGER: "#A4262C",
    _T.DANGER_SOFT: "#FBE7E7",
    _T.ON_DANGER: "#FFFFFF",
    **_AVE,
}
DARK: Colours = {
    _T.PAPER: "#14191C",
    _T.SURFACE: "#1C2327",
    _T.SUNKEN: "#0F1315",
    _T.INK: "#E9ECEE",
    _T.INK_2: "#A9B3B9",
    _T.LINE: "#333D43",
    _T.CONTROL: "#7B8790",
    _T.ACCENT: "#63C3CE",
    _T.ACCENT_STRONG: "#8AD6DF",
    _T.ON_ACCENT: "#06262A",
    _T.ACCENT_SOFT: "#173B40",
    _T.OK: "#8CCB92",
    _T.OK_SOFT: "#1B3320",
    _T.WARN: "#E9B36B",
    _T.WARN_SOFT: "#3A2A14",
    _T.ON_WARN: "#14191C",
    _T.DANGER: "#F0969A",
    _T.DANGER_SOFT: "#3D1D1F",
    _T.ON_DANGER: "#2A0B0D",
    **_AVE,
}
CONTRAST_LIGHT: Colours = {
    _T.PAPER: "#FFFFFF",
    _T.SURFACE: "#FFFFFF",
    _T.SUNKEN: "#FFFFFF",
    _T.INK: "#000000",
    _T.INK_2: "#1F1F1F",
    _T.LINE: "#000000",
    _T.CONTROL: "#000000",
    _T.ACCENT: "#00393F",
    _T.ACCENT_STRONG: "#000000",
    _T.ON_ACCENT: "#FFFFFF",
    _T.ACCENT_SOFT: "#E1EEEF",
    _T.OK: "#0F4416",
    _T.OK_SOFT: "#E4F0E4",
    _T.WARN: "#5A2E00",
    _T.WARN_SOFT: "#FBEEDD",
    _T.ON_WARN: "#FFFFFF",
    _T.DANGER: "#7A0D12",
    _T.DANGER_SOFT: "#FBE7E7",
    _T.ON_DANGER: "#FFFFFF",
    **_AVE,
}
CONTRAST_DARK: Colours = {
    _T.PAPER: "#000000",
    _T.SURFACE: "#000000",
    _T.SUNKEN: "#000000",
    _T.INK: "#FFFFFF",
    _T.INK_2: "#EDEDED",
    _T.LINE: "#FFFFFF",
    _T.CONTROL: "#FFFFFF",
    _T.ACCENT: "#7FE9F5",
    _T.ACCENT_STRONG: "#FFFFFF",
    _T.ON_ACCENT: "#000000",
    _T.ACCENT_SOFT: "#00373D",
    _T.OK: "#A6F0AD",
    _T.OK_SOFT: "#00290A",
    _T.WARN: "#FFD08A",
    _T.WARN_SOFT: "#332000",
    _T.ON_WARN: "#000000",
    _T.DANGER: "#FFB3B6",
    _T.DANGER_SOFT: "#3A0508",
    _T.ON_DANGER: "#000000",
    **_AVE,
}

TEXT, CONTROLS = 4.5, 3.0
_GROUNDS = (_T.PAPER, _T.SURFACE, _T.SUNKEN)
PAIRS: tuple[tuple[Token, Token, float], ...] = (
    *(
        (front, ground, TEXT)
        for front in (_T.INK, _T.INK_2, _T.ACCENT, _T.DANGER, _T.WARN, _T.OK)
        for ground in _GROUNDS
    ),
    *((_T.INK, soft, TEXT) for soft in (_T.ACCENT_SOFT, _T.OK_SOFT, _T.WARN_SOFT, _T.DANGER_SOFT)),
    (_T.INK_2, _T.ACCENT_SOFT, TEXT),
    (_T.ACCENT, _T.ACCENT_SOFT, TEXT),
    (_T.OK, _T.OK_SOFT, TEXT),
    (_T.WARN, _T.WARN_SOFT, TEXT),
    (_T.DANGER, _T.DANGER_SOFT, TEXT),
    (_T.DANGER, _T.ACCENT_SOFT, TEXT),
    (_T.ON_ACCENT, _T.ACCENT, TEXT),
    (_T.ON_ACCENT, _T.ACCENT_STRONG, TEXT),
    (_T.ON_WARN, _T.WARN, TEXT),
    (_T.ON_DANGER, _T.DANGER, TEXT),
    *((_T.ON_AVE, level, TEXT) for level in (_T.AVE_1, _T.AVE_2, _T.AVE_3, _T.AVE_4)),
    *((_T.CONTROL, ground, CONTROLS) for ground in _GROUNDS),
    *((_T.ACCENT, ground, CONTROLS) for ground in _GROUNDS),  # the focus ring
    *((_T.DANGER, ground, CONTROLS) for ground in _GROUNDS),  # the border of a field that is wrong
)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with a share (0 to 1) of another mixed in."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02X}" for mine, theirs in pairs)


def readable(colour: str, ground: str, *, at_least: float = TEXT) -> str:
    """Return the colour, moved towards black or white as little as it takes to be read on the ground."""
    away = "#000000" if luminance(ground) > 0.18 else "#FFFFFF"
    steps = (mixed(colour, away, share / 20) for share in range(21))
    return next((step for step in steps if contrast(step, ground) >= at_least), away)
