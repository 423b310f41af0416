"""Show the steps of a case: where we are, and what each still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvdesk.ui.icons import paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, TONE_TOKENS, Radius, Size, Space, Token, Tone
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.ui.theme import Theme

_MARK, _TEXT_AT, _PAD, _BAR = 24, 46, 9, 3  # in pixels at 100 %
_WIDTH = 216


class Progress(Enum):
    """Say how far a step is."""

    OPEN = "open"
    CURRENT = "current"
    DONE = "done"


@dataclass(frozen=True)
class StepView:
    """Hold what one line of the list shows; ``lacks`` is a sentence such as "nog 2: hertoetsdatum"."""

    key: object
    title: str
    lacks: str
    progress: Progress
    tone: Tone = Tone.NEUTRAL


class StepItem(QAbstractButton):
    """Lead to one step. Signal: ``clicked``."""

    def __init__(self, number: int, view: StepView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._placed: dict[int, tuple[QRectF, QRectF]] = {}
        self._placed_for: tuple[str, Theme] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self.show_view(view)

    def show_view(self, view: StepView) -> None:
        """Show how the step is now."""
        self._view = view
        said = {
            Progress.DONE: self.tr("klaar"),
            Progress.CURRENT: self.tr("hier zijn we"),
            Progress.OPEN: self.tr("nog te doen"),
        }[view.progress]
        self.setText(view.title)
        self.setChecked(view.progress is Progress.CURRENT)
        self.setAccessibleName(f"{self._number}. {view.title}, {said}")
        self.setAccessibleDescription(view.lacks)
        self.updateGeometry()
        self.update()

    def _text_rect(self, width: int) -> tuple[QRectF, QRectF]:
        """Return where title and words stand; Qt asks many times for the same few widths."""
        asked = (self._view.lacks, current_theme())
        if self._placed_for != asked:
            self._placed_for = asked
            self._placed.clear()
        if width not in self._placed:
            self._placed[width] = self._places(width)
        return self._placed[width]

    def _places(self, width: int) -> tuple[QRectF, QRectF]:
        theme = current_theme()
        left, top = theme.scaled(_TEXT_AT), theme.scaled(_PAD)
        room = max(theme.scaled(40), width - left - Space.ONE)
        title = QFontMetricsF(theme.font(weight=QFont.Weight.DemiBold)).height()
        small = QFontMetricsF(theme.font(Size.SMALL))
        wrap = Qt.TextFlag.TextWordWrap
        lacks = small.boundingRect(QRectF(0, 0, room, 10_000), wrap, self._view.lacks).height()
        return QRectF(left, top, room, title), QRectF(left, top + title + 2, room, lacks)

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return round(self._text_rect(width)[1].bottom()) + current_theme().scaled(_PAD)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        width = current_theme().scaled(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(current_theme().scaled(_WIDTH * 2 // 3), self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme, view = current_theme(), self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        is_current = view.progress is Progress.CURRENT
        if is_current or self.underMouse():
            shape = QPainterPath()
            shape.addRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
            painter.setClipPath(shape)
            painter.fillRect(box, theme.colour(Token.SURFACE))
            if is_current:
                painter.fillRect(QRectF(0, 0, _BAR, box.height()), theme.colour(Token.ACCENT))
            painter.setClipping(False)
        title, lacks = self._text_rect(self.width())
        self._paint_mark(painter, title.center().y())
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        painter.setPen(theme.colour(Token.INK))
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, view.title)
        painter.setFont(theme.font(Size.SMALL))
        painter.setPen(theme.colour(TONE_TOKENS[view.tone]))
        painter.drawText(lacks, Qt.TextFlag.TextWordWrap, view.lacks)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)
        painter.end()

    def _paint_mark(self, painter: QPainter, middle: float) -> None:
        theme, side = current_theme(), current_theme().scaled(_MARK)
        mark = QRectF(theme.scaled(_PAD), middle - side / 2, side, side)
        ground, edge, ink = {
            Progress.DONE: (Token.OK_SOFT, Token.OK_SOFT, Token.OK),
            Progress.CURRENT: (Token.ACCENT, Token.ACCENT, Token.ON_ACCENT),
            Progress.OPEN: (Token.SURFACE, Token.CONTROL, Token.INK_2),
        }[self._view.progress]
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(ground))
        painter.drawEllipse(mark.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._view.progress is Progress.DONE:
            inset = side * 0.2
            paint_icon(painter, mark.adjusted(inset, inset, -inset, -inset), "check", ink)
            return
        painter.setFont(theme.font(Size.SMALL, QFont.Weight.DemiBold))
        painter.setPen(theme.colour(ink))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()


class StepList(QWidget):
    """Show the steps below each other. Signal: ``chosen(object)`` with the key of a step."""

    chosen = Signal(object)

    def __init__(self, steps: Sequence[StepView] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Stappen"))
        self._items: list[StepItem] = []
        self._views: tuple[StepView, ...] = ()
        self._column = column(Space.HALF)
        self.setLayout(self._column)
        self._column.addStretch(1)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[StepView]) -> None:
        """Show the steps as they are now; the focus stays where it is."""
        self._views = tuple(steps)
        while len(self._items) > len(steps):
            item = self._items.pop()
            self._column.removeWidget(item)
            item.deleteLater()
        for number, view in enumerate(steps):
            if number < len(self._items):
                self._items[number].show_view(view)
            else:
                self._add(number, view)

    def take_focus(self) -> None:
        """Put the focus on the step where we are, or on the first."""
        here = next((item for item in self._items if item.isChecked()), None)
        if self._items:
            (here or self._items[0]).setFocus()

    def _add(self, number: int, view: StepView) -> None:
        item = StepItem(number + 1, view)
        item.clicked.connect(lambda: self._choose(number))
        self._items.append(item)
        self._column.insertWidget(number, item)

    def _choose(self, number: int) -> None:
        self._items[number].show_view(self._views[number])  # the owner decides whether we go there
        self.chosen.emit(self._views[number].key)
