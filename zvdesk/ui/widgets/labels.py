"""Show text: one label per step of the type scale. What was typed is plain text, never mark-up."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from zvdesk.ui.icons import icon, paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Token, Tone
from zvdesk.ui.widgets.accessible import HeadingLabel, plain_tip


class Style(Enum):
    """Name the looks of running text."""

    BODY = "body"
    STRONG = "strong"
    QUIET = "quiet"
    SMALL = "small"
    CAPTION = "caption"  # small, grey and firm: the label above a value
    SECTION = "section"
    LEAD = "lead"
    HEADING = "heading"
    TITLE = "title"


def restyle(widget: QWidget, **properties: str) -> None:
    """Set the properties that the stylesheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def show_when(widget: QWidget, is_shown: bool) -> None:
    """Show or hide a part; one that has no parent yet is not shown as a window of its own."""
    if is_shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(is_shown)


def _prepare(label: QLabel, style: Style, wraps: bool) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    label.setProperty("kind", style.value)
    if wraps:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)


class Text(QLabel):
    """Show plain text that wraps; ``tone`` colours it."""

    def __init__(
        self,
        text: str = "",
        style: Style = Style.BODY,
        *,
        tone: Tone = Tone.NEUTRAL,
        wraps: bool = True,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        _prepare(self, style, wraps)
        self.setProperty("tone", tone.value)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_tone(self, tone: Tone) -> None:
        """Colour the text after what it says."""
        restyle(self, tone=tone.value)


class Heading(HeadingLabel):
    """Show a heading that screen readers know as one."""

    def __init__(self, text: str = "", style: Style = Style.HEADING, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _prepare(self, style, wraps=True)


class ElidedLabel(QLabel):
    """Show one line that ends in an ellipsis where there is no room; the tooltip has the whole text."""

    def __init__(self, text: str = "", style: Style = Style.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _prepare(self, style, wraps=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._full = ""
        self.set_full_text(text)

    def set_full_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._elide()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())


class IconLabel(QWidget):
    """Show an icon that grows with the text and follows the theme; silent unless it gets a name."""

    def __init__(
        self,
        name: str,
        token: Token = Token.INK_2,
        size: int = 18,
        *,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        icon(name)  # fails loudly here rather than while painting
        self._name, self._token, self._size = name, token, size
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, token: Token | None = None) -> None:
        """Show another icon."""
        icon(name)
        self._name, self._token = name, token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        side = current_theme().scaled(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        side = current_theme().scaled(self._size)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, box, self._name, self._token)
        painter.end()


def hairline() -> QFrame:
    """Return a line of one pixel that separates."""
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedHeight(1)
    return line


def keycap(label: str) -> Text:
    """Return a key as it is printed on the keyboard, such as "Ctrl K"."""
    text = Text(label, wraps=False)
    text.setProperty("kind", "keycap")
    text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return text
