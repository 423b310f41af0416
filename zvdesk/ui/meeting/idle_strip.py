"""Say in the cockpit that zvdesk is going to lock; any key takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.ui.tokens import TONE_TOKENS, Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import IconLabel, Text

if TYPE_CHECKING:
    from zvdesk.ui.idle import IdleLock

_SPOKEN_EACH = 30  # seconds; a countdown by tens would drown who is speaking


class IdleStrip(QFrame):
    """Count down to the lock in one line; hidden while there is nothing to say."""

    def __init__(self, idle: IdleLock | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "callout")
        self.setProperty("tone", Tone.WARN.value)
        self.words = Text("", tone=Tone.WARN)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.TWO, Space.ONE, Space.TWO, Space.ONE)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel("lock", TONE_TOKENS[Tone.WARN], 20))
        layout.addWidget(self.words, 1)
        self.hide()
        if idle is not None:
            idle.warned.connect(self.show_left)
            idle.extended.connect(self.hide)

    def show_left(self, seconds: int) -> None:
        """Show how long it still takes, and say it aloud at the start and each half minute."""
        is_first = self.isHidden()
        words = self.tr("Over {left} vergrendelt zvdesk. Druk op een toets om door te gaan.")
        self.words.setText(words.format(left=f"{seconds // 60}:{seconds % 60:02}"))
        self.show()
        if is_first or seconds % _SPOKEN_EACH == 0:
            announce(self, self.words.text(), urgent=True)
