"""Lay widgets out once after all that changes in them: Qt does so again for each part that comes or goes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


@contextmanager
def at_once(*widgets: QWidget) -> Iterator[None]:
    """Hold the layouts of these widgets, the outermost first, and lay them out in the end."""
    layouts = [layout for widget in widgets if (layout := widget.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in reversed(layouts):
            layout.setEnabled(True)
            layout.activate()
