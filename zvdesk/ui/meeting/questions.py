"""Show the guidance questions of a step: what the chair asks, and what is to be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zvdesk.domain.agenda import Step
from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Token, Tone
from zvdesk.ui.widgets.labels import Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.views import TableView

_IN_SIGHT = 3
_DOT = 6  # in pixels at 100 %


class _Dot(QWidget):
    """Draw the dot before a question, level with its first line."""

    def __init__(self, token: Token) -> None:
        super().__init__()
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        theme = current_theme()
        return QSize(theme.scaled(_DOT) + 2, theme.px(Size.LEAD) + Space.ONE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._token))
        half = theme.scaled(_DOT) / 2
        painter.drawEllipse(QPointF(half + 1, self.fontMetrics().height() * 0.62), half, half)
        painter.end()


class _More(Text):
    """Unfold by a click what its words tell the key of. Signal: ``pressed()``."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__("", Style.SMALL, tone=Tone.ACCENT, wraps=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContentsMargins(Space.TWO, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold."""
        event.accept()
        self.pressed.emit()


class Questions(QWidget):
    """Show the questions of a step, the first one firm; in Regie those of the chosen level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(Space.HALF)
        self.setLayout(outer)
        self.title = Heading()
        self._column = column(Space.HALF)
        self._more = _More()
        self._more.pressed.connect(self.toggle)
        outer.addWidget(self.title)
        outer.addSpacing(Space.HALF)
        outer.addLayout(self._column)
        outer.addWidget(self._more)
        self._questions: tuple[str, ...] = ()
        self._rows: list[QWidget] = []
        self._is_open, self._in_sight = False, _IN_SIGHT

    def show_view(self, view: TableView) -> None:
        """Show what is asked at the step where the case is."""
        step = view.step
        if step is None:
            return
        template = view.template.step(step)
        level = view.context.level
        asked = level.questions if step is Step.LEAD and level is not None else template.questions
        self.title.setText(template.title)
        in_sight = 1 if step is Step.LEAD and view.findings else _IN_SIGHT  # there is more to read there
        if (asked, in_sight) != (self._questions, self._in_sight):
            self._questions, self._in_sight, self._is_open = asked, in_sight, False
            self._build()

    def _build(self) -> None:
        clear(self._column)
        self._rows = []
        for number, question in enumerate(self._questions):
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(Space.ONE)
            layout.addWidget(
                _Dot(Token.ACCENT if number == 0 else Token.CONTROL), 0, Qt.AlignmentFlag.AlignTop
            )
            layout.addWidget(Text(question, Style.STRONG if number == 0 else Style.QUIET), 1)
            self._column.addWidget(row)
            self._rows.append(row)
        self._arrange()

    def toggle(self) -> None:
        """Unfold all questions, or fold them again."""
        self._is_open = not self._is_open
        self._arrange()

    def _arrange(self) -> None:
        for number, row in enumerate(self._rows):
            row.setVisible(self._is_open or number < self._in_sight)
        rest = len(self._rows) - self._in_sight
        show_when(self._more, rest > 0)
        words = self.tr("Nog een vraag") if rest == 1 else self.tr("Nog {count} vragen").format(count=rest)
        words = self.tr("Minder vragen") if self._is_open else words
        self._more.setText(self.tr("{words} ({key})").format(words=words, key=Shortcut.QUESTIONS.label))
