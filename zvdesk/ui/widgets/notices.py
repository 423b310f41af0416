"""Tell what happened without getting in the way: no dialog, no stolen focus, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.ui.tokens import TONE_TOKENS, Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import IconButton, LinkButton
from zvdesk.ui.widgets.labels import IconLabel, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, UNDO = 6_000, 10_000  # milliseconds
_MOST = 3
_ICONS = {Tone.OK: "circle-check", Tone.DANGER: "circle-alert", Tone.WARN: "triangle-alert"}


class Notice(QFrame):
    """Show one notice. Signal: ``gone()`` when it was closed, taken back or ran out of time."""

    gone = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone,
        undo: Callable[[], object] | None = None,
        stays: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text, self.tone, self._undo = text, tone, undo
        self.setProperty("kind", "callout")
        self.setProperty("tone", tone.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.TWO, Space.HALF, Space.ONE, Space.HALF)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel(_ICONS.get(tone, "info"), TONE_TOKENS[tone], 20))
        layout.addWidget(Text(text), 1)
        if undo is not None:
            button = LinkButton(self.tr("Ongedaan maken"), "undo-2")
            button.clicked.connect(self.take_back)
            layout.addWidget(button)
        close = IconButton("x", self.tr("Sluit deze mededeling"))
        close.clicked.connect(self.gone)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._run_out)
        if stays:
            self._timer.start(stays)

    @property
    def can_be_taken_back(self) -> bool:
        """Tell whether it offers a way back."""
        return self._undo is not None

    def take_back(self) -> None:
        """Undo what the notice tells of, once."""
        undo, self._undo = self._undo, None
        self.gone.emit()
        if undo is not None:
            undo()

    def _run_out(self) -> None:
        if self.isAncestorOf(self.window().focusWidget() or self):
            self._timer.start(SHORT)  # someone is on its buttons
        else:
            self.gone.emit()


class NoticeBar(QWidget):
    """Stack the last few notices below the page; errors stay until they are closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(Space.HALF)
        self._column.setContentsMargins(Space.TWO, Space.HALF, Space.TWO, Space.ONE)
        self.setLayout(self._column)
        self._notices: list[Notice] = []
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what is shown, the oldest first."""
        return tuple(self._notices)

    def ok(self, text: str) -> None:
        """Tell that something was done; it goes by itself."""
        self._show(Notice(text, Tone.OK, stays=SHORT))

    def warn(self, text: str) -> None:
        """Tell what to mind; it stays until it is closed."""
        self._show(Notice(text, Tone.WARN))

    def error(self, text: str) -> None:
        """Tell what went wrong, what is safe and what to do; it stays until it is closed."""
        self._show(Notice(text, Tone.DANGER), urgent=True)

    def undo(self, text: str, take_back: Callable[[], object]) -> None:
        """Tell what was done and offer a way back for ten seconds."""
        self._show(Notice(text, Tone.ACCENT, take_back, UNDO))

    def take_back(self) -> bool:
        """Take back the last thing that can be; False when there is none."""
        for notice in reversed(self.notices):
            if notice.can_be_taken_back:
                notice.take_back()
                return True
        return False

    def dismiss(self) -> None:
        """Close the last notice."""
        if self.notices:
            self.notices[-1].gone.emit()

    def clear(self) -> None:
        """Close all notices."""
        for notice in self.notices:
            self._remove(notice)

    def _show(self, notice: Notice, *, urgent: bool = False) -> None:
        for same in self.notices:
            if same.text == notice.text and not same.can_be_taken_back:
                self._remove(same)
        passing = [shown for shown in self.notices if shown.tone is not Tone.DANGER] or list(self.notices)
        if len(self.notices) >= _MOST:
            self._remove(passing[0])
        notice.gone.connect(lambda: self._remove(notice))
        self._notices.append(notice)
        self._column.addWidget(notice)
        self.show()
        announce(self, notice.text, urgent=urgent)

    def _remove(self, notice: Notice) -> None:
        if notice not in self._notices:
            return
        self._notices.remove(notice)
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(bool(self._notices))
