"""Show the guidance questions of a step: what the chair asks, and what is to be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zvdesk.domain.agenda import Step
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Token
from zvdesk.ui.widgets.buttons import LinkButton
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


class Questions(QWidget):
    """Show the questions of a step, the first one firm; in Regie those of the chosen level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(Space.HALF)
        self.setLayout(outer)
        self.title = Heading()
        self._column = column(Space.HALF)
        self._more = LinkButton(self.tr("Meer vragen"), "chevron-down")
        self._more.clicked.connect(self._toggle)
        self._records = Text("", Style.SMALL)
        outer.addWidget(self.title)
        outer.addSpacing(Space.HALF)
        outer.addLayout(self._column)
        outer.addWidget(self._more)
        outer.addWidget(self._records)
        self._questions: tuple[str, ...] = ()
        self._rows: list[QWidget] = []
        self._is_open = False

    def show_view(self, view: TableView) -> None:
        """Show what is asked at the step where the case is."""
        step = view.step
        if step is None:
            return
        template = view.template.step(step)
        level = view.context.level
        asked = level.questions if step is Step.LEAD and level is not None else template.questions
        self.title.setText(template.title)
        self._records.setText(self.tr("Vast te leggen: {what}.").format(what=", ".join(template.records)))
        if asked != self._questions:
            self._questions, self._is_open = asked, False
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

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._arrange()

    def _arrange(self) -> None:
        for number, row in enumerate(self._rows):
            row.setVisible(self._is_open or number < _IN_SIGHT)
        rest = len(self._rows) - _IN_SIGHT
        show_when(self._more, rest > 0)
        self._more.set_label(
            self.tr("Minder vragen")
            if self._is_open
            else self.tr("Nog {count} vragen").format(count=rest)
            if rest > 1
            else self.tr("Nog een vraag")
        )
