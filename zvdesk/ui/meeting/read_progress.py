"""Show how far the reading aloud is, and the sentence itself in letters for the whole table."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Size, Space, Token
from zvdesk.ui.widgets.accessible import HeadingLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

_HIGH = 8  # in pixels at 100 %
_LARGER = ((70, 1.6), (150, 1.35))  # most letters of a sentence, and how much larger than a title it is


class Stage(Enum):
    """Say how one page stands."""

    OPEN = "open"
    DONE = "done"


class ReadProgress(QWidget):
    """Draw a stretch per page: filled when done, firm where the table is; the words of it stand beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._here = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, stages: Sequence[Stage], here: int, words: str) -> None:
        """Show how each page stands, and which one is in sight."""
        self._stages, self._here = tuple(stages), here
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(200, current_theme().scaled(_HIGH) + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        if not self._stages:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        each = (self.width() - 2) / len(self._stages)
        gap = min(float(Space.ONE), each / 4)
        high = theme.scaled(_HIGH)
        for number, stage in enumerate(self._stages):
            is_here = number == self._here
            box = QRectF(1 + number * each + gap / 2, 2, each - gap, high)
            edge = Token.ACCENT if is_here or stage is Stage.DONE else Token.CONTROL
            painter.setPen(QPen(theme.colour(edge), FOCUS_WIDTH if is_here else 1))
            fill = Token.ACCENT if stage is Stage.DONE and not is_here else Token.SURFACE
            painter.setBrush(theme.colour(Token.ACCENT_SOFT if is_here else fill))
            painter.drawRoundedRect(box, high / 2, high / 2)
        painter.end()


class ReadAloud(HeadingLabel):
    """Show the sentence that is read aloud: the shorter it is, the larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self.setText(sentence)
        self._enlarge()

    def _enlarge(self) -> None:
        theme = current_theme()
        font = theme.font(Size.TITLE, QFont.Weight.Bold)
        larger = next((by for most, by in _LARGER if len(self.text()) <= most), 1.0)
        font.setPixelSize(round(theme.px(Size.TITLE) * larger))
        if self.font() != font:
            self.setFont(font)

    def sizeHint(self) -> QSize:
        """Return the size it likes: as high as its words are at the width of now."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(max(1, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the words need at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._enlarge()
