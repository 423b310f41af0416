"""Hold the structure tree of a document: what is a heading, a paragraph, a table (ISO 32000-1, 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Tag(Enum):
    """Name the standard structure types that zvdesk uses."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    PARAGRAPH = "P"
    TABLE = "Table"
    HEAD = "THead"
    BODY = "TBody"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FORM = "Form"
    FIGURE = "Figure"


@dataclass(frozen=True, slots=True)
class Mark:
    """Point at one marked stretch of content."""

    page: int  # from 0
    number: int  # MCID


@dataclass(slots=True, eq=False)
class Element:
    """Stand for one element of the tree; it grows while the pages are drawn."""

    tag: Tag
    scope: str = ""  # "Column" or "Row", of a header cell
    alt: str = ""  # what a picture shows, in words
    box: tuple[float, float, float, float] | None = None  # left, bottom, right, top of a picture
    kids: list[Element | Mark] = field(default_factory=list)

    def add(self, tag: Tag, scope: str = "") -> Element:
        """Append a new element and return it."""
        kid = Element(tag, scope)
        self.kids.append(kid)
        return kid
