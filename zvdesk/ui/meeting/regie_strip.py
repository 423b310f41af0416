"""Keep level and holders in sight in one line, where there is no room for the regiekaart beside the step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.ui.tokens import Size, Space
from zvdesk.ui.widgets.chips import LevelTag
from zvdesk.ui.widgets.labels import ElidedLabel, Style

if TYPE_CHECKING:
    from zvdesk.ui.widgets.regie_card import RegieView


class RegieStrip(QWidget):
    """Show the level and who has which regie."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = LevelTag(size=Size.BODY, with_name=True)
        self.words = ElidedLabel("", Style.STRONG)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.THREE, Space.HALF, Space.THREE, Space.HALF)
        line.setSpacing(Space.HALF_MORE)
        line.addWidget(self.level)
        line.addWidget(self.words, 1)
        self.hide()

    def show_view(self, view: RegieView) -> None:
        """Show how the regie is now."""
        self.level.set_level(view.level_code, view.level_colour, view.level_name)
        parts = (f"{h.label}: {h.name or h.missing}" for h in view.holders)
        self.words.set_full_text(" · ".join(parts))
