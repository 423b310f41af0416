"""Set one column in the middle of the window, for the pages that come before the vault is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.labels import Heading, IconLabel, Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

NARROW, WIDE = 480, 640  # of the column, in pixels at 100 %


class _Page(QWidget):
    """Be as tall as the text needs at the width there is, not at the least width it could have."""

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the height follows from the width."""
        return QSize(super().minimumSizeHint().width(), 0)


class Stage(QScrollArea):
    """Show a title, a line below it and a column ``body`` in the middle; what does not fit scrolls."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        subtitle: str = "",
        *,
        width: int = NARROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.title = Heading(title, Style.TITLE)
        self.subtitle = Text(subtitle, Style.QUIET)
        show_when(self.subtitle, bool(subtitle))
        self.body = column(Space.TWO)
        self._column = QWidget()
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.ONE)
        inner.addWidget(IconLabel(icon_name, Token.ACCENT, 32))
        inner.addSpacing(Space.ONE)
        inner.addWidget(self.title)
        inner.addWidget(self.subtitle)
        inner.addSpacing(Space.TWO)
        inner.addLayout(self.body)
        page = _Page()
        page.setProperty("kind", "page")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._column, 1000)
        across.addStretch(1)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(Space.FOUR, Space.FOUR, Space.FOUR, Space.FOUR)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._measure()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and line."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_when(self.subtitle, bool(subtitle))

    def _measure(self) -> None:
        self._column.setMaximumWidth(current_theme().scaled(self._width))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_column"):
            self._measure()
