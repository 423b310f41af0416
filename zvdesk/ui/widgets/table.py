"""Show rows as a table with room to breathe: arrow keys to move, Enter to open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zvdesk.ui.models.rows import CELL_ROLE, TONE_ROLE, Cell, Column, RowsModel
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import AVE_TOKENS, TONE_GROUNDS, TONE_TOKENS, Size, Space, Token, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

R = TypeVar("R")
_TEXT_AT = 11  # where Qt begins the text of a cell that has 8 px of padding
_STRETCHED = 140  # the least width of a column that stretches
_MEASURED = 50  # rows that are looked at for the width of a column
_ROW = 44  # height of a row, in pixels at 100 %
_OPENERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_FEWEST, _MOST = 3, 12  # rows for which a list makes room that is as high as its rows


class _CellDelegate(QStyledItemDelegate):
    """Draw firm text, chips and level tags; plain text is left to Qt."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Give a firm cell its weight."""
        super().initStyleOption(option, index)
        if index.data(CELL_ROLE) is Cell.STRONG:
            option.font = current_theme().font(Size.BODY, QFont.Weight.DemiBold)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint it."""
        cell, text = index.data(CELL_ROLE), str(index.data() or "")
        if cell not in (Cell.CHIP, Cell.LEVEL) or not text:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        theme = current_theme()
        if cell is Cell.LEVEL:
            ground, ink = theme.colour(AVE_TOKENS.get(text, Token.INK_2)), theme.colour(Token.ON_AVE)
        else:
            tone = index.data(TONE_ROLE)
            tone = tone if isinstance(tone, Tone) else Tone.NEUTRAL
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            soft = TONE_GROUNDS[tone]
            if is_chosen and soft is Token.ACCENT_SOFT:  # the colour of the chosen row itself
                soft = Token.SURFACE
            ground, ink = theme.colour(soft), theme.colour(TONE_TOKENS[tone])
        weight = QFont.Weight.Bold if cell is Cell.LEVEL else QFont.Weight.Normal
        _paint_tag(painter, QRectF(option.rect), text, theme.font(Size.SMALL, weight), ground, ink)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size it likes."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + Space.TWO, hint.height())


def _paint_tag(painter: QPainter, cell: QRectF, text: str, font: QFont, ground: QColor, ink: QColor) -> None:
    metrics = QFontMetricsF(font)
    room = cell.width() - 4 * Space.ONE
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    height = metrics.height() * 1.35
    box = QRectF(
        cell.left() + _TEXT_AT,
        cell.center().y() - height / 2,
        metrics.horizontalAdvance(shown) + 2 * Space.ONE,
        height,
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class RowsTable(QTableView, Generic[R]):
    """Show frozen rows; ``name`` is what a screen reader calls the table.

    ``key`` tells which row is which, so that the chosen row stays chosen when the rows are read again.

    Signals: ``opened(row)`` on Enter or a double click; ``selected(row)`` when another row is chosen;
    ``sortRequested(str)`` with the key of the column whose title was clicked.
    """

    opened = Signal(object)
    selected = Signal(object)
    sortRequested = Signal(str)  # noqa: N815

    def __init__(
        self,
        name: str,
        columns: tuple[Column[R], ...],
        rows: Sequence[R] = (),
        *,
        key: Callable[[R], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model: RowsModel[R] = RowsModel(columns, rows, self)
        self._key = key
        self._widths: list[tuple[int, int]] = []  # wanted, and needed for what stands in it now
        self._is_tight: bool | None = None
        self.setAccessibleName(name)
        self.setItemDelegate(_CellDelegate(self))
        self.setModel(self.rows_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(_MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(48)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self._select())
        self._measure()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows and keep the chosen one chosen."""
        before = self.current_row()
        self.rows_model.set_rows(rows)
        if before is not None and self._key is not None:
            wanted = self._key(before)
            for number, row in enumerate(rows):
                if self._key(row) == wanted:
                    self.setCurrentIndex(self.rows_model.index(number, 0))
                    break
        self._size_columns()

    def current_row(self) -> R | None:
        """Return the chosen row, or None."""
        return self.rows_model.row_at(self.currentIndex())

    def choose(self, number: int) -> None:
        """Choose a row by its number, from 0."""
        self.setCurrentIndex(self.rows_model.index(number, 0))

    def _open(self) -> None:
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    def _select(self) -> None:
        row = self.current_row()
        if row is not None:
            self.selected.emit(row)

    def _sort(self, section: int) -> None:
        key = self.rows_model.columns[section].key
        if key:
            self.sortRequested.emit(key)

    def _measure(self) -> None:
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(current_theme().scaled(_ROW))
        self._size_columns()

    def _size_columns(self) -> None:
        header, theme = self.horizontalHeader(), current_theme()
        self._widths = []
        for number, column in enumerate(self.rows_model.columns):
            read = max(header.sectionSizeHint(number), self.sizeHintForColumn(number))
            is_free = column.width or column.stretches
            self._widths.append((theme.scaled(column.width or _STRETCHED) if is_free else read, read))
        self._is_tight = None
        self._stretch()

    def _stretch(self) -> None:
        """Give the room that is left to the columns that stretch, but never less than can be read.

        Where there is none left, each column first gives what it does not need for what stands in it now.
        """
        header, room = self.horizontalHeader(), self.viewport().width()
        is_tight = sum(wanted for wanted, _ in self._widths) > room
        widths = [min(wanted, read) if is_tight else wanted for wanted, read in self._widths]
        columns = tuple(enumerate(self.rows_model.columns))
        if is_tight is not self._is_tight:  # in between, a width that somebody dragged stays
            self._is_tight = is_tight
            for number, _ in columns:
                header.resizeSection(number, widths[number])
        taken = sum(header.sectionSize(number) for number, column in columns if not column.stretches)
        stretching = [number for number, column in columns if column.stretches]
        for number in stretching:
            header.resizeSection(number, max((room - taken) // len(stretching), widths[number]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys."""
        if event.key() in _OPENERS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._open()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._stretch()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "rows_model"):
            self._measure()


def fit_height(table: QTableView, count: int) -> None:
    """Make the table as high as its rows, within bounds."""
    head = table.horizontalHeader().sizeHint().height()
    rows = table.verticalHeader().defaultSectionSize() * min(max(count, _FEWEST), _MOST)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the columns stretch to fit
    table.setFixedHeight(head + rows + Space.ONE)
