"""Give scores on the life domains: one control of rows and columns, by arrows, digits or the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from zvdesk.ui.models.rows import Column, RowsModel
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Size, Space, Token
from zvdesk.ui.widgets.accessible import announce

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_ROW, _BOX, _GAP = 34, 28, 4  # in pixels at 100 %
_LABEL = 190
_PAUSE = 500  # milliseconds after the last key, so that walking past a score does not record it


@dataclass(frozen=True)
class ScoreRow:
    """Hold one life domain: its code and name, the score of now, what that means, and that of last time."""

    code: str
    label: str
    score: int | None
    words: str
    before: str = ""


class _Painter(QStyledItemDelegate):
    """Draw one life domain: its name, a box per score, and what the score means."""

    def __init__(self, grid: ScoreGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size it likes."""
        return QSize(10, current_theme().scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it in the theme of the moment."""
        theme, row = current_theme(), self._grid.rows[index.row()]
        whole: QRectF = QRectF(getattr(option, "rect"))  # noqa: B009 - the stubs do not know it
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = self._grid.boxes(whole)
        is_here = self._grid.hasFocus() and index.row() == self._grid.currentIndex().row()
        label = QRectF(
            whole.left() + 6, whole.top(), boxes[0].left() - whole.left() - Space.ONE - 6, whole.height()
        )
        self._write(
            painter, label, row.label, QFont.Weight.DemiBold if is_here else QFont.Weight.Normal, Token.INK
        )
        for box, score in zip(boxes, self._grid.scores, strict=True):
            is_on = score == row.score
            painter.setPen(QPen(theme.colour(Token.ACCENT if is_on else Token.CONTROL), 1))
            painter.setBrush(theme.colour(Token.ACCENT if is_on else Token.SURFACE))
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
            painter.setFont(theme.font(Size.BODY, QFont.Weight.DemiBold if is_on else QFont.Weight.Normal))
            painter.setPen(theme.colour(Token.ON_ACCENT if is_on else Token.INK))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(score))
        after = boxes[-1].right() + Space.HALF_MORE
        words = " · ".join(part for part in (row.words, row.before) if part)
        room = QRectF(after, whole.top(), whole.right() - after, whole.height())
        self._write(painter, room, words, QFont.Weight.Normal, Token.INK_2, Size.SMALL)
        if is_here:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        weight: QFont.Weight,
        ink: Token,
        size: Size = Size.BODY,
    ) -> None:
        font = current_theme().font(size, weight)
        painter.setFont(font)
        painter.setPen(current_theme().colour(ink))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class ScoreGrid(QListView):
    """Show the life domains below each other; up and down choose one, left and right or a digit score it.

    Signal: ``scored(str, object)`` with the code and the score, or None when it was taken away.
    """

    scored = Signal(str, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "lines")
        self.setAccessibleName(name)
        self.scores: tuple[int, ...] = ()
        self._words: dict[int, str] = {}
        self._given: dict[str, int | None] = {}
        self._model: RowsModel[ScoreRow] = RowsModel((Column("", self._spoken),), (), self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.flush)
        self.selectionModel().currentChanged.connect(lambda *_rows: self.flush())

    @property
    def rows(self) -> tuple[ScoreRow, ...]:
        """Return the rows that are shown."""
        return self._model.rows

    def set_scale(self, words: dict[int, str]) -> None:
        """Take the scores that can be given, each with what it means."""
        self._words, self.scores = words, tuple(words)

    def show_rows(self, rows: tuple[ScoreRow, ...]) -> None:
        """Show the scores that the vault holds, unless another is being given."""
        if rows != self.rows and not self._given:
            number = max(0, self.currentIndex().row())
            self._model.set_rows(rows)
            self.setCurrentIndex(self._model.index(min(number, len(rows) - 1), 0))
        self.setFixedHeight(current_theme().scaled(_ROW) * len(rows) + 2)

    def flush(self) -> None:
        """Hand over now the scores that are being given."""
        self._pause.stop()
        given, self._given = self._given, {}
        for code, score in given.items():
            self.scored.emit(code, score)

    def boxes(self, whole: QRectF) -> list[QRectF]:
        """Return where the boxes of the scores stand in a row."""
        theme = current_theme()
        side, gap = theme.scaled(_BOX), theme.scaled(_GAP)
        wide = len(self.scores) * (side + gap)
        left = whole.left() + max(theme.scaled(90), min(theme.scaled(_LABEL), whole.width() - wide - 20))
        top = whole.center().y() - side / 2
        return [QRectF(left + n * (side + gap), top, side, side) for n in range(len(self.scores))]

    def _spoken(self, row: ScoreRow) -> str:
        if row.score is None:
            return self.tr("{domain}: geen score").format(domain=row.label)
        return f"{row.label}: {row.score}, {row.words}"

    def _give(self, number: int, score: int | None) -> None:
        row = self.rows[number]
        words = self.tr("geen score") if score is None else self._words[score]
        changed = ScoreRow(row.code, row.label, score, words)
        rows = tuple(changed if n == number else r for n, r in enumerate(self.rows))
        here = self.currentIndex().row()
        self.selectionModel().blockSignals(True)
        self._model.set_rows(rows)
        self.setCurrentIndex(self._model.index(here, 0))
        self.selectionModel().blockSignals(False)
        self._given[row.code] = score
        self._pause.start()
        announce(self, self._spoken(changed))

    def _walk(self, number: int, offset: int) -> None:
        now = self.rows[number].score
        places = (None, *self.scores)
        place = places.index(now) if now in places else 0
        self._give(number, places[max(0, min(place + offset, len(places) - 1))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the arrows, the digits of the scale, and Delete for no score."""
        number, text = self.currentIndex().row(), event.text()
        sideways = {
            Qt.Key.Key_Left: partial(self._walk, number, -1),
            Qt.Key.Key_Right: partial(self._walk, number, 1),
        }
        if number < 0 or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in sideways:
            sideways[Qt.Key(event.key())]()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give(number, None)
        elif text.isdigit() and int(text) in self.scores:
            self._give(number, int(text))
            if number + 1 < len(self.rows):
                self.flush()
                self.setCurrentIndex(self._model.index(number + 1, 0))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the score that was pressed; pressing it again takes it away."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        for box, score in zip(self.boxes(QRectF(self.visualRect(index))), self.scores, strict=True):
            if box.contains(event.position()):
                self._give(index.row(), None if self.rows[index.row()].score == score else score)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Act when the focus leaves."""
        super().focusOutEvent(event)
        self.flush()
        self.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Act when it goes out of sight."""
        self.flush()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_model"):
            self.setFixedHeight(current_theme().scaled(_ROW) * len(self.rows) + 2)
            self.scheduleDelayedItemsLayout()
