"""Give a score on one life domain: a strip of numbers, by mouse, arrow keys or the digit itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Size, Token

if TYPE_CHECKING:
    from zvdesk.domain.life_domains import LifeDomainSet

_BOX, _GAP = 32, 4  # in pixels at 100 %
_PAUSE = 500  # milliseconds after the last key, so that walking past a score does not record it


class ScoreStrip(QSlider):
    """Show the scale of a set; place 0 means not scored, which is not the same as the lowest score.

    Signal: ``scored(object)`` with the score, or None when it was taken away.
    """

    scored = Signal(object)

    def __init__(self, name: str, domains: LifeDomainSet, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scores = [label.score for label in domains.scale]
        self._domains = domains
        self.setRange(0, len(self._scores))
        self.setPageStep(1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._kept: int | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.valueChanged.connect(self._describe)
        self._describe()

    @property
    def score(self) -> int | None:
        """Return the score, or None."""
        return self._scores[self.value() - 1] if self.value() else None

    @property
    def words(self) -> str:
        """Return what the score means."""
        score = self.score
        return self.tr("geen score") if score is None else self._domains.label_of(score)

    def set_score(self, score: int | None) -> None:
        """Show the score that the vault holds, unless another is being given."""
        self._kept = score
        if not self._pause.isActive():
            self.setValue(self._scores.index(score) + 1 if score in self._scores else 0)

    def flush(self) -> None:
        """Hand over now the score that is being given."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words)
        self.update()

    def _give(self, place: int) -> None:
        self.setValue(place)
        self._pause.start()

    def _tell(self) -> None:
        if self.score != self._kept:
            self.scored.emit(self.score)

    def _boxes(self) -> list[QRectF]:
        theme = current_theme()
        side, gap = theme.scaled(_BOX), theme.scaled(_GAP)
        return [QRectF(2 + n * (side + gap), 2, side, side) for n in range(len(self._scores))]

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        boxes = self._boxes()
        return QSize(round(boxes[-1].right()) + 3, round(boxes[-1].bottom()) + 3)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the score that was pressed; pressing it again takes it away."""
        for number, box in enumerate(self._boxes(), 1):
            if box.contains(event.position()):
                self._give(0 if number == self.value() else number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Leave dragging alone."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the arrow keys, the digits, and Delete for no score."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give(0)
        elif text.isdigit() and int(text) in self._scores:
            self._give(self._scores.index(int(text)) + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._give(self.value() + (1 if key == Qt.Key.Key_Right else -1))
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Act when the focus leaves."""
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Act when it goes out of sight."""
        self.flush()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (box, score) in enumerate(zip(self._boxes(), self._scores, strict=True), 1):
            is_on = number == self.value()
            painter.setPen(QPen(theme.colour(Token.ACCENT if is_on else Token.CONTROL), 1))
            painter.setBrush(theme.colour(Token.ACCENT if is_on else Token.SURFACE))
            painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
            painter.setFont(theme.font(Size.BODY, QFont.Weight.DemiBold if is_on else QFont.Weight.Normal))
            painter.setPen(theme.colour(Token.ON_ACCENT if is_on else Token.INK))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(score))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL
            )
        painter.end()
