"""Feed the audience's screen with what it may see of the case, and take it away before anything changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from zvdesk.domain.audience import AudienceSources, AudienceView, Showing, audience_view, showings
from zvdesk.domain.meetings import MeetingState
from zvdesk.services import audience
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from zvdesk.domain.timing import ClockView
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_SHOWING = ("extended", "black", "mirrored", "waiting")
_MINUTE = 60


class AudienceFeed(QObject):
    """Tell the screen what to show after each change, and tell the chair what the screen does.

    Signals: ``told(str, Tone)`` with the words for the chip; ``maskedChanged(bool)`` when the chair's own
    window has to show the masked view, or not any more; ``healthAsked(str)`` with the id of a record whose
    words about health wait for the chair, or an empty text.
    """

    told = Signal(str, object)
    maskedChanged = Signal(bool)  # noqa: N815
    healthAsked = Signal(str)  # noqa: N815

    def __init__(self, context: RoomContext, table: Table) -> None:
        super().__init__(table)
        self._context, self._table = context, table
        self.beamer = context.audience
        self._minutes: int | None = None
        self._item_id, self._is_away = "", False
        self._kept_back: set[str] = set()
        self.asked_id = ""
        if self.beamer is not None:
            self.beamer.stateChanged.connect(lambda _state: self._follow())
            QTimer.singleShot(0, self, self._follow)  # the screens may be mirrored already

    @property
    def _mode(self) -> str:
        return str(self.beamer.state.mode.value) if self.beamer is not None else "off"

    # --- what the page calls -----------------------------------------------------------------------------

    def show_view(self, view: TableView) -> None:
        """Show the case as it is now; another case turns the screen neutral first."""
        self._is_away = False
        if view.item.id != self._item_id:
            self.neutral()
            self._item_id = view.item.id
        self._send()

    def show_clock(self, now: ClockView) -> None:
        """Show the minutes of the case when they change."""
        minutes = now.case_left // _MINUTE
        if minutes != self._minutes:
            self._minutes = minutes
            self._send()

    def neutral(self) -> None:
        """Take the case off the screen at once."""
        if self.beamer is not None:
            self.beamer.neutral()

    def leave(self) -> None:
        """Take the case off the screen until the page is in sight again."""
        self._is_away, self._item_id = True, ""
        self.neutral()

    def toggle(self) -> None:
        """Turn the screen for the table on or off."""
        if self.beamer is not None:
            if self._mode in ("off", "offered"):
                self.beamer.start()
            else:
                self.beamer.stop()
            self._follow()

    def toggle_black(self) -> None:
        """Make the screen black, or bring back what it showed."""
        if self.beamer is not None:
            self.beamer.black(not self.beamer.state.is_black)

    def toggle_mirrored(self) -> None:
        """Say that the beamer shows the chair's own window, or that it does not."""
        if self.beamer is not None:
            self.beamer.set_mirrored(self._mode != "mirrored")
            self._follow()

    def turn(self) -> None:
        """Show the next lines on the screen."""
        if self.beamer is not None:
            self.beamer.turn()

    def answer(self, *, is_shown: bool) -> None:
        """Answer whether the record with words about health shows on the screen; it is asked once."""
        asked, view = self.asked_id, self._table.view
        if not asked or view is None:
            return
        self._kept_back.add(asked)
        self._ask("")
        item_id = view.item.id
        if is_shown:
            self._table.act(lambda desk, now: audience.let_show(desk, now.meeting.id, item_id, asked))
        else:
            self._send()

    # --- inside ------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        words, tone = {
            "offered": (self.tr("Beamer: uit"), Tone.NEUTRAL),
            "waiting": (self.tr("Beamer: wacht op een scherm"), Tone.WARN),
            "extended": (self.tr("Beamer: aan"), Tone.OK),
            "black": (self.tr("Beamer: zwart"), Tone.NEUTRAL),
            "mirrored": (self.tr("Gespiegeld: uw scherm is gemaskeerd"), Tone.WARN),
        }.get(self._mode, ("", Tone.NEUTRAL))
        self.told.emit(words, tone)
        self.maskedChanged.emit(self._mode == "mirrored")
        self._send()

    def _send(self) -> None:
        view, beamer = self._table.view, self.beamer
        if beamer is None or view is None or self._is_away or self._mode not in _SHOWING:
            return
        if view.meeting.state is not MeetingState.IN_PROGRESS or view.meeting.clock is None:
            beamer.neutral()  # nothing of the case while the clock stands still
            return
        desk, minutes, context = self._context.desk, self._minutes, view.context
        meeting_id, item_id = view.meeting.id, view.item.id

        def op() -> tuple[AudienceView, tuple[Showing, ...]]:
            found: AudienceSources = audience.sources(desk, meeting_id, context)
            return audience_view(found, minutes_left=minutes), showings(found)

        def then(both: tuple[AudienceView, tuple[Showing, ...]]) -> None:
            if self._item_id != item_id or self._is_away:
                return  # another case came on the table meanwhile
            beamer.show_view(both[0])
            waiting = (s.record_id for s in both[1] if s.visibility == "vraagt_voorzitter")
            self._ask(next((i for i in waiting if i not in self._kept_back), ""))

        self._context.jobs.run(op, then, self._context.failed, owner=self)

    def _ask(self, record_id: str) -> None:
        if record_id != self.asked_id:
            self.asked_id = record_id
            self.healthAsked.emit(record_id)
