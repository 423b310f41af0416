"""Show what needs the person now: meetings, what is late or due, actions per organisation, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.roles import Act, may
from zvdesk.services import cases, today, whereabouts
from zvdesk.texts.chart_views import ActionBar, ActionBarsView
from zvdesk.ui.theme import current_theme
from zvdesk.ui.today import with_colleagues
from zvdesk.ui.today.cards import AttentionCard, KeepingLine, ListsCard, MeetingCard
from zvdesk.ui.today.planning import PlanningCard, UntoldCard
from zvdesk.ui.today.with_colleagues import WithColleagues, WithColleaguesCard
from zvdesk.ui.today.words import greeting, long_day
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card, EmptyState, Page
from zvdesk.ui.widgets.charts.action_bars import ActionBars
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.today import AttentionRow, ComingMeeting, Today
    from zvdesk.ui.context import RoomContext

_BESIDE = 860  # narrower than this the right column stands below the left, in pixels at 100 %
_GAP = 20
_LOOK_EVERY = 30_000  # milliseconds


class TodayPage(Page):
    """Show the first page. It loads when it comes in sight and when something changed while it is there."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self.shown: Today | None = None
        self.meetings: list[MeetingCard] = []
        self._meetings = column(_GAP)
        self._no_meeting = Card()
        self._no_meeting.add(Text(self.tr("Er staat geen overleg gepland."), Style.QUIET))
        plan = SecondaryButton(self.tr("Naar de overleggen"), "calendar")
        plan.clicked.connect(lambda _checked=False: context.go("meetings", ""))
        self._no_meeting.add(plan)
        self.attention = AttentionCard()
        self.attention.opened.connect(self._open_matter)
        self.bars = ActionBars()
        self._loads = Card(self.tr("Acties per organisatie"))
        self._loads.add(self.bars)
        self.planning = PlanningCard()
        self.planning.opened.connect(lambda key: context.go("meeting", key))
        self.untold = UntoldCard()
        self.untold.opened.connect(lambda key: context.go("case", key))
        self.lists = ListsCard()
        self.lists.opened.connect(lambda key: context.go("board", key))
        self.colleagues = WithColleaguesCard()
        self.colleagues.opened.connect(context.go)
        self._often = QTimer(self, interval=_LOOK_EVERY)
        self._often.timeout.connect(self._look_at_colleagues)
        self.keeping = KeepingLine()
        self.keeping.opened.connect(lambda: context.go("keeping", ""))
        self._columns = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._columns)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(Space.THREE)
        left, right = column(_GAP), column(_GAP)
        left.addLayout(self._meetings)
        left.addWidget(self._no_meeting)
        left.addWidget(self.keeping)
        left.addWidget(self.attention)
        left.addStretch(1)
        for card in (self.planning, self.colleagues, self._loads, self.untold, self.lists):
            right.addWidget(card)
        right.addStretch(1)
        self._beside.addLayout(left, 14)
        self._beside.addLayout(right, 9)
        self.empty = self._welcome()
        self.body.addWidget(self._columns)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self._columns.hide()
        self.empty.hide()
        self._greet()
        context.jobs.changed.connect(self._hear)

    def activated(self) -> None:
        """Read what needs the person now."""
        desk = self._context.desk
        self._context.jobs.run(
            lambda: (today.today(desk), whereabouts.elsewhere(desk)), self._take, self._context.failed
        )
        self._look_at_colleagues()

    def begin_new(self) -> None:
        """Make a new case and go there."""
        desk = self._context.desk
        self._context.jobs.run(
            lambda: cases.open_case(desk),
            lambda case: self._context.go("case", case.id),
            self._context.failed,
        )

    # --- inside ----------------------------------------------------------------------------------

    def _welcome(self) -> QWidget:
        whole = Card()
        role = self._context.desk.actor.role
        state = EmptyState(
            "house",
            self.tr("Welkom in uw nieuwe huis"),
            self.tr(
                "Hier ziet u straks wat vandaag aandacht vraagt: overleggen, acties die te laat zijn, "
                "hertoetsen en lijsten die nog weg moeten. Begin met een casus."
            ),
            self.tr("Nieuwe casus") if may(role, Act.EDIT_CASE) else "",
        )
        state.begun.connect(self.begin_new)
        read_in = SecondaryButton(self.tr("Aanmelding inlezen"), "file-up")
        read_in.clicked.connect(lambda _checked=False: self._context.go("cases", ""))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(read_in)
        middle.addStretch(1)
        hint = Callout(
            self.tr(
                "Eerst eens kijken? Vergrendel, en kies 'Bekijk met oefencasussen'. Daar staan verzonnen "
                "casussen in, en op elk scherm staat OEFENING."
            ),
            Tone.ACCENT,
        )
        whole.add(state)
        whole.add(middle)
        whole.body.addSpacing(Space.TWO)
        whole.add(hint)
        return whole

    def _greet(self) -> None:
        clock = self._context.desk.clock
        now = clock.local(clock.now())
        self.header.set_title(greeting(now.hour), long_day(now.date()))

    def _take(self, read: tuple[Today, Mapping[str, Pen]]) -> None:
        found, pens = read
        self.shown = found
        self._greet()
        self._columns.setVisible(found.has_cases or bool(found.meetings))
        self.empty.setVisible(not found.has_cases and not found.meetings)
        local = self._context.desk.clock.local
        clear(self._meetings)
        self.meetings = []
        now, later = _split(found, local)
        for number, meeting in enumerate(now):
            card = MeetingCard(meeting, found.on, local, is_first=number == 0, pens=pens)
            card.opened.connect(lambda key: self._context.go("meeting", key))
            card.caseOpened.connect(lambda key: self._context.go("case", key))
            self._meetings.addWidget(card)
            self.meetings.append(card)
        show_when(self._no_meeting, not found.meetings)
        self.planning.show_meetings(later, found.on, local, pens)
        show_when(self.planning, bool(later))
        self.untold.show_cases(found.untold)
        show_when(self.untold, bool(found.untold))
        self.keeping.show_counts(found.must_go, found.nearly_due)
        self.attention.show_rows(found.attention, found.on)
        rows = (
            ActionBar(organisation=load.organisation, late=load.late, open=load.running, done=load.settled)
            for load in found.loads
        )
        self.bars.show_view(ActionBarsView(rows=tuple(rows)))
        show_when(self._loads, bool(found.loads))
        self.lists.show_lists(found.lists, local)

    def _look_at_colleagues(self) -> None:
        """Look what is out and what came in; a folder on a share does not tell that something is new."""
        desk = self._context.desk
        if may(desk.actor.role, Act.MEET_COLLEAGUE):
            self._context.jobs.run(
                lambda: with_colleagues.load(desk), self._take_colleagues, self._context.failed, owner=self
            )

    def _take_colleagues(self, found: WithColleagues) -> None:
        clock = self._context.desk.clock
        self.colleagues.show_found(found, clock.today(), clock.local)

    def _open_matter(self, row: AttentionRow) -> None:
        self._context.go("case", row.case_id)

    def _hear(self, _changes: object) -> None:
        if self.isVisible():
            self.activated()

    def showEvent(self, event: QShowEvent) -> None:
        """Look in the folder of packages now and then while the page is in sight."""
        super().showEvent(event)
        self._often.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer."""
        self._often.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= current_theme().scaled(_BESIDE)
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)


def _split(
    found: Today, local: Callable[[datetime], datetime]
) -> tuple[list[ComingMeeting], list[ComingMeeting]]:
    """Return the meetings that are shown whole, of now and today or else the first, and the later ones."""
    now = [
        meeting
        for meeting in found.meetings
        if meeting.state is MeetingState.IN_PROGRESS
        or (meeting.starts_at is not None and local(meeting.starts_at).date() == found.on)
    ] or list(found.meetings[:1])
    return now, [meeting for meeting in found.meetings if meeting not in now]
