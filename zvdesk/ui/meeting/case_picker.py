"""Find a case and put it on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from zvdesk.domain.cases import CaseState
from zvdesk.domain.words import fold
from zvdesk.texts.labels import CASE_STATES
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.meeting.views import case_name
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.domain.overviews import CaseRow

_MOST = 6
_OVER = frozenset({CaseState.REJECTED, CaseState.CLOSED})


class CasePicker(QWidget):
    """Search by number or alias; a case that may not come to a table says why.

    Signal: ``picked(str)`` with the id of a case.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CaseRow, ...] = ()
        self._taken: frozenset[str] = frozenset()
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Nummer of alias"))
        self.words.textChanged.connect(lambda _text: self._search())
        self.words.installEventFilter(self)
        self.row = FieldRow(self.tr("Zet een casus op de agenda"), self.words)
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("Gevonden casussen"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemClicked.connect(lambda _item: self._take())
        self.found.hide()
        self._none = Text(
            self.tr("Geen casus gevonden. Probeer een deel van het nummer of de alias."), Style.SMALL
        )
        self._none.hide()
        outer = column(Space.HALF)
        self.setLayout(outer)
        for part in (self.row, self.found, self._none):
            outer.addWidget(part)

    def set_rows(self, rows: tuple[CaseRow, ...]) -> None:
        """Offer these cases."""
        self._rows = rows
        self._search()

    def set_taken(self, case_ids: frozenset[str]) -> None:
        """Leave out what is on the agenda already."""
        self._taken = case_ids
        self._search()

    def refuse(self, error: Exception) -> None:
        """Say why the case may not come."""
        self.row.set_error(said(error))

    def _search(self) -> None:
        wanted = fold(self.words.text().strip())
        self.row.set_error("")
        self.found.clear()
        rows = [r for r in self._rows if r.id not in self._taken and wanted in fold(f"{r.number} {r.alias}")]
        rows.sort(key=lambda row: row.state in _OVER)
        for row in rows[:_MOST] if wanted else ():
            item = QListWidgetItem(f"{case_name(row.number, row.alias)}   ({CASE_STATES[row.state]})")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.found.addItem(item)
        count = self.found.count()
        show_when(self.found, count > 0)
        show_when(self._none, bool(wanted) and not count)
        if count:
            self.found.setCurrentRow(0)
            self.found.setFixedHeight(self.found.sizeHintForRow(0) * count + Space.ONE)

    def _take(self) -> None:
        item = self.found.currentItem()
        if item is not None and self.found.isVisibleTo(self):
            case_id = str(item.data(Qt.ItemDataRole.UserRole))
            self.words.clear()
            self.picked.emit(case_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys choose and Enter take, while the focus stays in the line."""
        if (
            watched is not self.words
            or not isinstance(event, QKeyEvent)
            or event.type() is not QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        count = self.found.count()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if count:
                offset = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow((self.found.currentRow() + offset) % count)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case _:
                return False
        return True
