"""Hold what stands on a page, before it is drawn: the layout fills sheets, ``pen`` writes them.

That way the number of pages is known while the foot of the first one is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from zvdesk.documents.layout import Line
    from zvdesk.documents.structure import Element

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4


@dataclass(frozen=True, slots=True)
class Text:
    """Place lines of text; y is the top of the first line. Without an element it is an artifact."""

    x: float
    y: float
    lines: tuple[Line, ...]
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Place a line that only separates."""

    x: float
    y: float
    width: float
    colour: str
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Box:
    """Place a filled or outlined rectangle; y is its bottom."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    border: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Place a line through points; the words beside a picture say what it shows."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thickness: float = 1.0
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """Place a dot around a point; a fill other than the colour makes it hollow."""

    x: float
    y: float
    radius: float
    colour: str
    fill: str


@dataclass(frozen=True, slots=True)
class Squares:
    """Place a picture of dark squares, row by row from the top; its element, a Figure, says it in words.

    Squares that touch are one path: a printer or a screen leaves no seam between them.
    """

    x: float
    y: float  # top
    side: float  # of one square
    rows: tuple[tuple[bool, ...], ...]
    colour: str
    element: Element


Drawn: TypeAlias = Rule | Box | Stroke | Dot


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Point from the outline to a height on a page."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class SignatureField:
    """Place a field that a signature fills; its element is a Form."""

    name: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    label: str
    element: Element


@dataclass(slots=True)
class Sheet:
    """Collect what stands on one page, in reading order."""

    items: list[Text | Squares | Drawn] = field(default_factory=list)
