"""Take three taps per organisation as one control: ja, deels or nee, with the arrows and 1, 2, 3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from zvdesk.domain.evaluations import Tap
from zvdesk.texts.labels import TAPS
from zvdesk.ui.models.rows import Column, RowsModel
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, TONE_GROUNDS, TONE_TOKENS, Radius, Size, Space, Token, Tone
from zvdesk.ui.widgets.charts.sheet import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_TALL, _NAME = 50, 220  # in pixels at 100 %
_TONES = {Tap.YES: Tone.OK, Tap.PARTLY: Tone.WARN, Tap.NO: Tone.DANGER}
_KEYS = {Qt.Key.Key_1: Tap.YES, Qt.Key.Key_2: Tap.PARTLY, Qt.Key.Key_3: Tap.NO}
_TURN = (None, Tap.YES, Tap.PARTLY, Tap.NO)


@dataclass(frozen=True)
class TapRow:
    """Hold the answers of one organisation, one per question; None is not answered."""

    key: str
    name: str
    taps: tuple[Tap | None, ...]


class _Painter(QStyledItemDelegate):
    """Draw the name of an organisation, or its answer to one question."""

    def __init__(self, grid: TapGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it in the theme of the moment."""
        theme, row = current_theme(), self._grid.rows[index.row()]
        whole: QRectF = QRectF(getattr(option, "rect"))  # noqa: B009 - the stubs do not know it
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1)
        painter.fillRect(line, theme.colour(Token.LINE))
        if index.column() == 0:
            _write_name(painter, whole.adjusted(Space.HALF_MORE, 0, 0, 0), row.name)
        else:
            box = whole.adjusted(Space.HALF, Space.HALF, -Space.HALF, -Space.HALF - 1)
            is_here = self._grid.hasFocus() and index == self._grid.currentIndex()
            _write_tap(painter, box, row.taps[index.column() - 1], is_here=is_here)
        painter.restore()


class _Heads(QHeaderView):
    """Draw the questions above the columns, in letters that read at a metre."""

    def __init__(self, questions: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._questions = questions

    def height_at(self, width: int) -> int:
        """Return the height that the questions need in columns of a width."""
        font = _head_font()
        most = max(len(wrapped(question, font, width - Space.TWO)) for question in self._questions)
        return round(most * QFontMetricsF(font).height()) + Space.TWO

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Paint it in the theme of the moment."""
        if logical_index > 0:
            painter.save()
            painter.setFont(_head_font())
            painter.setPen(current_theme().colour(Token.INK_2))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            room = QRectF(rect).adjusted(Space.ONE, 0, -Space.ONE, 0)
            painter.drawText(room, flags, self._questions[logical_index - 1])
            painter.restore()


def _head_font() -> QFont:
    return current_theme().font(Size.LEAD, QFont.Weight.DemiBold)


class TapGrid(QTableView):
    """Show a row per organisation and a column per question.

    The arrows walk; 1, 2 and 3 answer ja, deels and nee and go on; Space turns the answer round; Delete takes
    it away. Signals: ``tapped(str, int, object)`` with the organisation, the question from 0 and the Tap or
    None; ``ended()`` for Enter, and after the last answer of all.
    """

    tapped = Signal(str, int, object)
    ended = Signal()

    def __init__(self, name: str, questions: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "taps")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._questions = questions
        first: Column[TapRow] = Column("", lambda row: row.name)
        self._model: RowsModel[TapRow] = RowsModel(
            (first, *(Column(q, _answer(number, q)) for number, q in enumerate(questions))), (), self
        )
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        for turn_off in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            turn_off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalHeader(_Heads(questions, self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._click)

    @property
    def rows(self) -> tuple[TapRow, ...]:
        """Return what is shown."""
        return self._model.rows

    def show_rows(self, rows: tuple[TapRow, ...]) -> None:
        """Show these; the place in the grid stays."""
        if rows == self.rows:
            return
        here = self.currentIndex()
        number, question = max(0, here.row()), max(1, here.column())
        self._model.set_rows(rows)
        if rows:
            self.setCurrentIndex(self._model.index(min(number, len(rows) - 1), question))
        self._fit()

    def tap(self, tap: Tap | None, *, goes_on: bool) -> None:
        """Answer the question where the arrows are."""
        here = self.currentIndex()
        if not (0 <= here.row() < len(self.rows) and here.column() > 0):
            return
        self.tapped.emit(self.rows[here.row()].key, here.column() - 1, tap)
        if not goes_on:
            return
        if here.column() < len(self._questions):
            self.setCurrentIndex(self._model.index(here.row(), here.column() + 1))
        elif here.row() + 1 < len(self.rows):
            self.setCurrentIndex(self._model.index(here.row() + 1, 1))
        else:
            self.ended.emit()

    def _click(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self._turn()

    def _turn(self) -> None:
        here = self.currentIndex()
        if 0 <= here.row() < len(self.rows) and here.column() > 0:
            now = self.rows[here.row()].taps[here.column() - 1]
            self.tap(_TURN[(_TURN.index(now) + 1) % len(_TURN)], goes_on=False)

    def _fit(self) -> None:
        theme, width = current_theme(), self.width() - 2 * FOCUS_WIDTH
        name = min(theme.scaled(_NAME), width // 3)
        each = max(1, (width - name) // max(1, len(self._questions)))
        self.setColumnWidth(0, name)
        for number in range(len(self._questions)):
            self.setColumnWidth(number + 1, each)
        font = theme.font(Size.HEADING, QFont.Weight.DemiBold)
        high = QFontMetricsF(font).height()
        total = 0
        for number, row in enumerate(self.rows):
            lines = len(wrapped(row.name, font, name - Space.HALF_MORE - Space.ONE))
            tall = max(theme.scaled(_TALL), round(lines * high) + Space.TWO)
            self.setRowHeight(number, tall)
            total += tall
        head = self.horizontalHeader()
        if isinstance(head, _Heads):
            head.setFixedHeight(head.height_at(each))
        self.setFixedHeight(total + head.height() + 2 * self.frameWidth() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows and answer with 1, 2 and 3."""
        key, here = event.key(), self.currentIndex()
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in _KEYS:
            self.tap(_KEYS[Qt.Key(key)], goes_on=True)
        elif key in steps:
            down, right = steps[Qt.Key(key)]
            row, question = here.row() + down, here.column() + right
            if 0 <= row < len(self.rows) and 1 <= question <= len(self._questions):
                self.setCurrentIndex(self._model.index(row, question))
        elif key == Qt.Key.Key_Space:
            self._turn()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.tap(None, goes_on=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_model"):
            self._fit()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(current_theme().scaled(_NAME) * 3, self.height())


def _answer(number: int, question: str) -> Callable[[TapRow], str]:
    def say(row: TapRow) -> str:
        tap = row.taps[number]
        answer = TAPS[tap] if tap is not None else QCoreApplication.translate("TapGrid", "nog geen antwoord")
        return f"{row.name}. {question} {answer}"

    return say


def _write_name(painter: QPainter, whole: QRectF, name: str) -> None:
    theme = current_theme()
    font = theme.font(Size.HEADING, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    lines = wrapped(name, font, whole.width() - Space.ONE)
    top = whole.center().y() - len(lines) * metrics.height() / 2
    painter.setFont(font)
    painter.setPen(theme.colour(Token.INK))
    for number, line in enumerate(lines):
        painter.drawText(int(whole.left()), int(top + number * metrics.height() + metrics.ascent()), line)


def _write_tap(painter: QPainter, box: QRectF, tap: Tap | None, *, is_here: bool) -> None:
    theme = current_theme()
    tone = _TONES[tap] if tap is not None else Tone.NEUTRAL
    painter.setBrush(theme.colour(TONE_GROUNDS[tone] if tap is not None else Token.SURFACE))
    painter.setPen(
        QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH) if is_here else QPen(theme.colour(Token.CONTROL), 1)
    )
    painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
    if tap is not None:
        painter.setFont(theme.font(Size.HEADING, QFont.Weight.Bold))
        painter.setPen(theme.colour(TONE_TOKENS[tone]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, TAPS[tap])
