"""Choose one of a few that stand side by side, or tick several: one Tab stop, and the arrows walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from zvdesk.ui.icons import paint_icon
from zvdesk.ui.models.rows import Column, RowsModel
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Size, Space, Token

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
_HEIGHT = 36  # in pixels at 100 %


@dataclass(frozen=True)
class Option:
    """Hold one thing to choose; ``colour`` (``#RRGGBB``, of an AVE level) only helps the words."""

    value: object
    words: str
    is_chosen: bool = False
    colour: str = ""


class _Painter(QStyledItemDelegate):
    """Draw an option as a button; a chosen one has a firm border and a tick."""

    def __init__(self, options: OptionList) -> None:
        super().__init__(options)
        self._options = options

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size it likes."""
        return self._options.size_of(index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it in the theme of the moment."""
        theme, shown = current_theme(), self._options.options[index.row()]
        whole: QRectF = QRectF(getattr(option, "rect"))  # noqa: B009 - the stubs do not know it
        box = whole.adjusted(2, 2, -Space.ONE, -Space.ONE)
        edge = theme.colour_on(shown.colour, Token.SURFACE) if shown.colour else theme.colour(Token.ACCENT)
        ink = edge if shown.is_chosen else theme.colour(Token.INK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(Token.SURFACE))
        painter.setPen(QPen(edge, FOCUS_WIDTH) if shown.is_chosen else QPen(theme.colour(Token.CONTROL), 1))
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        left = box.left() + Space.HALF_MORE
        if shown.is_chosen:
            side = theme.scaled(16)
            paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), "check", Token.ACCENT)
            left += side + Space.HALF
        if shown.colour and not shown.is_chosen:
            painter.setPen(QPen(edge, FOCUS_WIDTH))
            base = box.bottom() - Radius.CONTROL + 1
            painter.drawLine(int(box.left() + 12), int(base), int(box.right() - 12), int(base))
        painter.setFont(_font())
        painter.setPen(ink)
        room = QRectF(left, box.top(), box.right() - left, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown.words)
        if self._options.hasFocus() and index.row() == self._options.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), Radius.CONTROL + 2, Radius.CONTROL + 2)
        painter.restore()


def _font() -> QFont:
    return current_theme().font(Size.BODY, QFont.Weight.DemiBold)


class OptionList(QListView):
    """Offer a few options. Arrows walk, Space or Enter chooses; walking past one chooses nothing.

    Signals: ``chosen(object)`` with the value that the person chose, or whose tick they turned;
    ``erased(object)`` with the value on which Delete was pressed.
    """

    chosen = Signal(object)
    erased = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "lines")
        self.setAccessibleName(name)
        self._model: RowsModel[Option] = RowsModel((Column("", self._spoken),), (), self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: self.take(index.row()))

    @property
    def options(self) -> tuple[Option, ...]:
        """Return what is offered."""
        return self._model.rows

    def show_options(self, options: tuple[Option, ...]) -> None:
        """Offer these; the focus stays on the place where it was."""
        if options == self.options:
            return
        number = max(0, self.currentIndex().row())
        self._model.set_rows(options)
        if not self.hasFocus():
            number = next((n for n, option in enumerate(options) if option.is_chosen), 0)
        self.setCurrentIndex(self._model.index(min(number, len(options) - 1), 0))
        self._grow()

    def take(self, number: int) -> None:
        """Choose an option by its number."""
        if 0 <= number < len(self.options):
            self.chosen.emit(self.options[number].value)

    def size_of(self, number: int) -> QSize:
        """Return the size of one option, with the room after it."""
        theme = current_theme()
        words = QFontMetricsF(_font()).horizontalAdvance(self.options[number].words)
        width = words + 2 * Space.HALF_MORE + theme.scaled(16) + Space.HALF + Space.ONE + 2
        return QSize(
            min(round(width), max(40, self.viewport().width() - 2)), theme.scaled(_HEIGHT) + Space.ONE + 2
        )

    def _spoken(self, option: Option) -> str:
        return self.tr("{words}, gekozen").format(words=option.words) if option.is_chosen else option.words

    def _grow(self) -> None:
        room, used, lines = self.viewport().width(), 0, 1
        for number in range(len(self.options)):
            width = self.size_of(number).width()
            if used and used + width > room:
                lines, used = lines + 1, 0
            used += width
        height = self.size_of(0).height() if self.options else 0
        self.setFixedHeight(lines * height + 2)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, choose with Space or Enter."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in step and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            number = self.currentIndex().row() + step[Qt.Key(event.key())]
            if 0 <= number < len(self.options):
                self.setCurrentIndex(self._model.index(number, 0))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers() and self.currentIndex().isValid():
            self.erased.emit(self.options[self.currentIndex().row()].value)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the arrows are."""
        super().focusInEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_model"):
            self._grow()
