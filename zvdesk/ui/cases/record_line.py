"""Show one record in a line, with its form below it when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zvdesk.ui.cases.forms import RecordForm
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from zvdesk.ui.cases.details import RecordDetails
    from zvdesk.ui.cases.drafts import Draft


@dataclass(frozen=True)
class Summary:
    """Say what the line of a record shows."""

    title: str
    detail: str = ""
    chips: tuple[tuple[str, Tone], ...] = ()


class RecordLine(QFrame):
    """Show one record in a line, and hold its form when it is open.

    Signals: ``toggled()`` and ``eraseAsked()``.
    """

    toggled = Signal()
    eraseAsked = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: RecordForm | RecordDetails | None = None
        self.below: QWidget | None = None
        self._title, self._detail = Text("", Style.STRONG), Text("", Style.QUIET)
        self._lock = IconLabel("lock", Token.INK_2)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(Space.HALF)
        self.open_button = IconButton("chevron-down", "")
        self.open_button.clicked.connect(self.toggled)
        self.erase_button = IconButton("trash-2", "")
        self.erase_button.clicked.connect(self.eraseAsked)
        words = column(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        self._head = QWidget()
        self._head.setCursor(Qt.CursorShape.PointingHandCursor)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, Space.HALF, 0, Space.HALF)
        head.setSpacing(Space.ONE)
        head.addLayout(words, 1)
        head.addLayout(self._chips)
        for part in (self._lock, self.open_button, self.erase_button):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, Space.HALF, 0, Space.TWO)
        self._inside.setSpacing(Space.TWO)
        self._box = QWidget()
        self._box.setLayout(self._inside)
        self._box.hide()
        outer = column(0)
        outer.addWidget(hairline())
        outer.addWidget(self._head)
        outer.addWidget(self._box)
        self.setLayout(outer)

    @property
    def title(self) -> str:
        """Return what the line says."""
        return self._title.text()

    def show_summary(self, summary: Summary, *, locked: str, can_erase: bool) -> None:
        """Show a record in short."""
        self._title.setText(summary.title)
        self._detail.setText(summary.detail)
        show_when(self._detail, bool(summary.detail))
        clear(self._chips)
        for words, tone in summary.chips:
            self._chips.addWidget(Chip(words, tone))
        show_when(self._lock, bool(locked))
        self._lock.setAccessibleName(locked)
        self._lock.setToolTip(locked)
        show_when(self.erase_button, can_erase and not locked)
        self._speak()

    def _speak(self) -> None:
        name = self.title or self.tr("nieuw")
        words = self.tr("Sluit: %1") if self.form is not None else self.tr("Open: %1")
        icon_name = "chevron-up" if self.form is not None else "chevron-down"
        self.open_button.set_icon(icon_name, words.replace("%1", name))
        self.erase_button.set_icon("trash-2", self.tr("Wis: %1").replace("%1", name))

    @property
    def draft(self) -> Draft | None:
        """Return what is being typed, or None."""
        return self.form.draft if isinstance(self.form, RecordForm) else None

    def open_form(self, form: RecordForm | RecordDetails, below: QWidget | None, locked: str) -> None:
        """Show the form below the line."""
        self.form, self.below = form, below
        if locked:
            self._inside.addWidget(Text(locked, Style.SMALL))
        self._inside.addWidget(form)
        if below is not None:
            self._inside.addWidget(below)
        self._box.show()
        self._speak()

    def close_form(self) -> None:
        """Hand over what was typed and take the form away."""
        if self.form is None:
            return
        flush_all(self._box)
        if self.draft is not None:
            self.draft.retire()
        self._box.hide()
        clear(self._inside)
        self.form = self.below = None
        self._speak()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open or close at a click on the line."""
        if self._head.geometry().contains(event.position().toPoint()):
            self.toggled.emit()
        super().mouseReleaseEvent(event)
