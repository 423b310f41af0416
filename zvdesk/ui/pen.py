"""Let pages ask in one place who may write: by the role of who is at the desk, and by who has the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.domain.roles import Act, may
from zvdesk.texts.whereabouts import lies_with, with_whom
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.labels import IconLabel, Text, show_when

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.people import Role
    from zvdesk.ui.context import RoomContext

#: What writes in a case or meeting, and so waits until its pen is here.
_NEED_THE_PEN = frozenset(
    {
        Act.EDIT_CASE,
        Act.PREPARE_MEETING,
        Act.LEAD_MEETING,
        Act.ADOPT_LIST,
        Act.UPDATE_ACTION,
        Act.RECORD_GROUND,
    }
)


def may_now(role: Role, act: Act, pen: Pen | None) -> bool:
    """Tell whether a role may do this while ``pen`` is with a colleague; None for a pen that is here."""
    return may(role, act) and (pen is None or act not in _NEED_THE_PEN)


def marked(words: str, pen: Pen | None) -> str:
    """Return the name of a case or meeting in a list, with whom it lies when that is not here."""
    return " · ".join(part for part in (words, with_whom(pen) if pen else "") if part)


class PenBanner(QFrame):
    """Say above a page that it is to read only because a colleague has the pen, with a way to Overdragen."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "callout")
        self.setProperty("tone", Tone.ACCENT.value)
        self.words = Text("")
        self.link = LinkButton(self.tr("Naar Overdragen"), "package-open")
        self.link.clicked.connect(lambda _checked=False: context.go("handovers", ""))
        show_when(self.link, may(context.desk.actor.role, Act.MEET_COLLEAGUE))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.TWO, Space.HALF, Space.ONE, Space.HALF)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel("package-open", Token.ACCENT, 20))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_pen(self, pen: Pen | None, today: date, more: str = "") -> None:
        """Show with whom it lies, with a sentence that a page adds; None hides the banner."""
        if pen is not None:
            told = (lies_with(pen, today), more, self.tr("U kunt lezen, niet wijzigen."))
            self.words.setText(" ".join(part for part in told if part))
        show_when(self, pen is not None)
