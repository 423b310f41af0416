"""Show what was recorded below its title, or say that there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.recorded_rows import RecordedRows
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.ui.meeting.recorded_lines import Recorded


class RecordedList(QWidget):
    """Show what was recorded below its title, or say that there is nothing yet.

    Signals: as RecordedRows.
    """

    editAsked = Signal(object)  # noqa: N815
    eraseAsked = Signal(object)  # noqa: N815
    convertAsked = Signal(object, object)  # noqa: N815
    leaveAsked = Signal()  # noqa: N815
    backAsked = Signal()  # noqa: N815

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = title or self.tr("Vastgelegd voor deze casus")
        self.title = Text(title, Style.CAPTION)
        self.rows = RecordedRows(title)
        self.rows.setAccessibleDescription(
            self.tr("Enter wijzigt de regel, F4 maakt er iets anders van, Delete wist hem.")
        )
        self._none = Text(
            self.tr("Nog niets. Typ onderaan wat is afgesproken en druk op Enter."), Style.QUIET
        )
        body = column(Space.HALF)
        self.setLayout(body)
        for part in (self.title, hairline(), self._none):
            body.addWidget(part)
        body.addWidget(self.rows, 1)
        self.rows.hide()
        self.setFocusProxy(self.rows)
        self.rows.editAsked.connect(self.editAsked)
        self.rows.eraseAsked.connect(self.eraseAsked)
        self.rows.convertAsked.connect(self.convertAsked)
        self.rows.leaveAsked.connect(self.leaveAsked)
        self.rows.backAsked.connect(self.backAsked)

    def set_title(self, title: str) -> None:
        """Say otherwise what the list holds."""
        self.title.setText(title)
        self.rows.setAccessibleName(title)

    def show_records(self, rows: Sequence[Recorded]) -> None:
        """Show these rows."""
        self.rows.show_rows(rows)
        show_when(self.rows, bool(rows))
        show_when(self._none, not rows)

    def walk(self, offset: int) -> None:
        """Choose another row while the focus stays where it is."""
        self.rows.walk(offset)

    def edit_chosen(self) -> None:
        """Ask to mend the chosen row."""
        self.rows.edit_chosen()

    def erase_chosen(self) -> None:
        """Ask to take the chosen row away."""
        self.rows.erase_chosen()

    def convert_chosen(self) -> None:
        """Offer to make something else of the chosen row."""
        self.rows.convert_chosen()
