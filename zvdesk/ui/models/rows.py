"""Show a tuple of frozen rows as a table; sorting and filtering happen in the query, never here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import TONE_TOKENS, Token, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole)  # the Column
TONE_ROLE = CELL_ROLE + 1
_NOWHERE = QModelIndex()


class Cell(Enum):
    """Name how a cell is drawn."""

    TEXT = "text"
    STRONG = "strong"
    CHIP = "chip"
    LEVEL = "level"  # an AVE code as a filled tag


class Align(Enum):
    """Name where the text of a cell stands."""

    LEFT = "left"
    RIGHT = "right"  # numbers


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_SIDES: dict[Align, int] = {
    Align.LEFT: int(Qt.AlignmentFlag.AlignLeft | _MIDDLE),
    Align.RIGHT: int(Qt.AlignmentFlag.AlignRight | _MIDDLE),
}


@dataclass(frozen=True)
class Column(Generic[R]):
    """Declare one column: its title, the text of a row in it and how that is drawn.

    ``key`` names the column to the query when the person asks for an order; "" when it cannot be ordered.
    ``width`` is in pixels at 100 %, 0 for as wide as its content; one that ``stretches`` takes the rest, and
    at least its width.
    """

    title: str
    value: Callable[[R], str]
    align: Align = Align.LEFT
    cell: Cell = Cell.TEXT
    tone: Callable[[R], Tone] | None = None
    key: str = ""
    width: int = 0
    stretches: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Hand Qt the cells of frozen rows."""

    def __init__(
        self, columns: tuple[Column[R], ...], rows: Sequence[R] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._rows = tuple(rows)

    @property
    def rows(self) -> tuple[R, ...]:
        """Return the rows that are shown."""
        return self._rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> R | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def _tone(self, column: Column[R], row: R) -> Tone:
        return column.tone(row) if column.tone is not None else Tone.NEUTRAL

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return what a cell shows or speaks."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.value(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.value(row)}" if column.title else column.value(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _SIDES[column.align]
            case Qt.ItemDataRole.ForegroundRole:
                tone = self._tone(column, row)
                return current_theme().colour(Token.INK if tone is Tone.NEUTRAL else TONE_TOKENS[tone])
            case _ if role == CELL_ROLE:
                return column.cell
            case _ if role == TONE_ROLE:
                return self._tone(column, row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[column.align]
        return None
