"""Show above the table: which case, why we may speak of it, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.domain.contributions import SharingCondition
from zvdesk.texts.labels import ROLES, STEPS
from zvdesk.ui.meeting.parts import paper_white
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import ElidedLabel, Heading, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.views import TableView


class LeadTop(QFrame):
    """Show number and alias, purpose, ground, the planned minutes, and who is unlocked beside the lock.

    Signal: ``leaveAsked()``.
    """

    leaveAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paper_white(self)
        self._name = Heading()
        self._name.setWordWrap(False)
        self._purpose = ElidedLabel("", Style.SMALL)
        self._ground = Chip("", Tone.ACCENT, "scale")
        self._hidden = Chip("", Tone.WARN, "eye-off")
        chips = QWidget()
        flow = FlowLayout(chips, Space.ONE)
        flow.addWidget(self._ground)
        flow.addWidget(self._hidden)
        self._time = Text("", Style.LEAD, wraps=False)
        self._whole = Text("", Style.SMALL, wraps=False)
        actor = context.desk.actor
        who = column(0)
        for words_, style in ((actor.name, Style.STRONG), (ROLES[actor.role], Style.SMALL)):
            label = Text(words_, style, wraps=False)
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            who.addWidget(label)
        self.lock = IconButton("lock", self.tr("Vergrendel (Ctrl+L)"))
        self.lock.clicked.connect(lambda: context.lock())
        self.leave = IconButton("minimize", self.tr("Terug naar de overleggen; alles is bewaard"))
        self.leave.clicked.connect(self.leaveAsked)
        words = column(0)
        words.addWidget(self._name)
        words.addWidget(self._purpose)
        times = column(0)
        for label in (self._time, self._whole):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            times.addWidget(label)
        line = QHBoxLayout()
        line.setContentsMargins(Space.THREE, Space.ONE, Space.TWO, Space.ONE)
        line.setSpacing(Space.TWO)
        line.addLayout(words, 3)
        line.addWidget(chips, 2, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(times)
        line.addLayout(who)
        line.addWidget(self.lock)
        line.addWidget(self.leave)
        outer = column(0)
        self.setLayout(outer)
        outer.addLayout(line)
        outer.addWidget(hairline())

    def show_view(self, view: TableView) -> None:
        """Show the case on the table."""
        self._name.setText(view.name)
        self._purpose.set_full_text(self.tr("Doel: {purpose}").format(purpose=view.file.case.purpose or "-"))
        self._ground.setText(view.regime.short_name)
        self._ground.setToolTip(f"<qt>{view.regime.ground}</qt>")
        self._ground.updateGeometry()
        kept = [c for c in view.file.contributions if c.sharing_condition is SharingCondition.NOT_TO_THIRD]
        self._hidden.setText(self.tr("{count} × niet voor derden").format(count=len(kept)))
        self._hidden.updateGeometry()
        show_when(self._hidden, bool(kept))
        step = view.step
        minutes = sum(record.minutes for record in view.item.steps)
        self._time.setText(
            self.tr("{step}: {minutes} min").format(step=STEPS[step], minutes=view.item.record(step).minutes)
            if step is not None
            else ""
        )
        self._whole.setText(self.tr("hele casus: {minutes} min").format(minutes=minutes))
