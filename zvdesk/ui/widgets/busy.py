"""Show that long work goes on, and let it be stopped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column


class BusyLine(QWidget):
    """Show words, a line of progress and a stop button; hidden until ``begin``. Signal: ``stopped()``."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Text("", Style.SMALL)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = LinkButton(self.tr("Stop"), "x")
        self._stop.clicked.connect(self.stopped)
        words = column(Space.HALF)
        words.addWidget(self._words)
        words.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.TWO)
        layout.addLayout(words, 1)
        layout.addWidget(self._stop)
        self.hide()

    def begin(self, words: str, *, can_stop: bool = True) -> None:
        """Show what is being done; how much is not known yet."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._stop.setVisible(can_stop)
        self.show()
        announce(self, words)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; give this to ``Jobs.progress``."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end(self) -> None:
        """Hide the line again."""
        self.hide()
