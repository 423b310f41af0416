"""Show the time of a step: planned against used, in words and colour, without a sound."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

_SOON = 60  # seconds before the end of a step that the clock warns


def spoken(seconds: int) -> str:
    """Return minutes and seconds as ``12:05``; the sign is told in words."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{minutes}:{rest:02d}"


class _Used(QWidget):
    """Draw how much of the planned time is used."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._token = 0.0, Token.ACCENT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, token: Token) -> None:
        """Show a share from 0 to 1."""
        self._share, self._token = max(0.0, min(share, 1.0)), token
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(current_theme().scaled(96), Space.HALF)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, token in ((1.0, Token.LINE), (self._share, self._token)):
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * share, self.height()), 2, 2)
        painter.end()


class Clock(QWidget):
    """Show what is left of the step and of the case, large, and a line of detail below them.

    With ``is_flat`` the line is not laid out here: the owner puts ``line`` where there is room.
    """

    def __init__(self, parent: QWidget | None = None, *, is_flat: bool = False) -> None:
        super().__init__(parent)
        self._word = Text("", Style.QUIET, wraps=False)
        self._left = Text("", Style.TITLE, wraps=False)
        self._whole = Text("", Style.HEADING, wraps=False)
        self.line = Text("", Style.SMALL, wraps=False)
        self._used = _Used()
        self._was_over = self._was_soon = False
        big = QHBoxLayout()
        big.setSpacing(Space.HALF)
        big.addStretch(1)
        for label in (self._word, self._left):
            big.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
        big.addSpacing(Space.TWO)
        big.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignBaseline)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        outer = column(2)
        self.setLayout(outer)
        outer.addLayout(big)
        outer.addWidget(self._used)
        if not is_flat:
            outer.addWidget(self.line)
        self._whole.hide()

    def show_time(
        self, planned: int, used: int, line: str = "", *, whole: str = "", is_paused: bool = False
    ) -> None:
        """Show the seconds planned and used of the step; ``whole`` is the case: "casus nog 9 min"."""
        left = planned - used
        is_over, is_soon = left < 0, 0 <= left <= _SOON
        tone = Tone.DANGER if is_over else Tone.WARN if is_soon else Tone.NEUTRAL
        token = Token.DANGER if is_over else Token.WARN if is_soon else Token.ACCENT
        word = self.tr("over de tijd") if is_over else self.tr("nog")
        self._word.setText(self.tr("staat stil, nog") if is_paused and not is_over else word)
        self._left.setText(spoken(left))
        if self._left.property("tone") != tone.value:
            self._left.set_tone(tone)
            self._word.set_tone(tone)
        self._whole.setText(whole)
        self._whole.setVisible(bool(whole))
        self.line.setText(line)
        self._used.set_share(used / planned if planned else 1.0, token)
        self.setAccessibleName(" ".join((self._word.text(), self._left.text())))
        self.setAccessibleDescription(" · ".join(part for part in (whole, line) if part))
        self._say(is_over=is_over, is_soon=is_soon)

    def _say(self, *, is_over: bool, is_soon: bool) -> None:
        if is_over and not self._was_over:
            announce(self, self.tr("De tijd van deze stap is om."))
        elif is_soon and not self._was_soon and not self._was_over:
            announce(self, self.tr("Nog een minuut voor deze stap."))
        self._was_over, self._was_soon = is_over, is_soon
