"""Measure the rows of a table, and say which of them stay together; all in points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.layout import Line

ROW_PADDING = 5.5
_LEAST = 60.0  # of a row that is taller than a page, before it is broken


def header_height(header: Sequence[Sequence[Line]]) -> float:
    """Return how tall the titles of the columns are, with the rule below them."""
    return _tallest(header) + 3


def kept_heights(rows: Sequence[Sequence[Sequence[Line]]], page: float) -> list[float]:
    """Return the room that each row needs on a page of so many points before it may start there.

    The last two rows stay together, so that none stands alone on a page.
    """
    heights = [_tallest(cells) + 2 * ROW_PADDING for cells in rows]
    kept = [height if height <= page else _LEAST for height in heights]
    if len(heights) > 1 and heights[-2] + heights[-1] <= page:
        kept[-2] = heights[-2] + heights[-1]
    return kept


def _tallest(cells: Sequence[Sequence[Line]]) -> float:
    return max(sum(line.height for line in lines) for lines in cells)
