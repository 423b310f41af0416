"""Choose the AVE level, by code and colour name; the colour only helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Token
from zvdesk.ui.widgets.buttons import ChoiceButton
from zvdesk.ui.widgets.layouts import FlowLayout, clear

if TYPE_CHECKING:
    from zvdesk.domain.escalation import EscalationScheme, Level


class LevelButton(ChoiceButton):
    """Offer one level; the chosen one wears the colour of the scheme as its border."""

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(f"{level.code} · {level.colour_name}", parent=parent)
        self._colour = level.colour

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour_on(self._colour, Token.SURFACE)
        if self.isChecked() and not self.hasFocus():
            painter.setPen(QPen(colour, FOCUS_WIDTH))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        painter.setPen(QPen(colour, FOCUS_WIDTH * (2 if self.isChecked() else 1)))
        inset, base = Radius.CONTROL * 2, self.height() - Radius.CONTROL
        painter.drawLine(inset, base, self.width() - inset, base)
        painter.end()


class LevelChoice(QWidget):
    """Offer the levels of a scheme. Signal: ``chosen(str)`` with the code that the person chose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("AVE-niveau"))
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._codes: list[str] = []
        self._key: tuple[str, int] | None = None
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._codes[number]))

    def show_level(self, scheme: EscalationScheme, code: str) -> None:
        """Show the levels of the scheme with one chosen, or none."""
        if self._key != (scheme.id, scheme.version):
            self._key = (scheme.id, scheme.version)
            self._build(scheme)
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(self._codes[self._group.id(button)] == code)
        self._group.setExclusive(True)

    def first_button(self) -> QWidget | None:
        """Return the chosen button, or the first one; None before a scheme is shown."""
        return self._group.checkedButton() or next(iter(self._group.buttons()), None)

    def _build(self, scheme: EscalationScheme) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear(self._flow)
        levels = sorted(scheme.levels, key=lambda level: level.order)
        self._codes = [level.code for level in levels]
        for number, level in enumerate(levels):
            button = LevelButton(level)
            button.setAccessibleName(
                self.tr("AVE-niveau: {code}, {colour}").format(code=level.code, colour=level.colour_name)
            )
            self._group.addButton(button, number)
            self._flow.addWidget(button)
