"""Prepare a meeting: its facts, its agenda, and who is needed for which case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.meetings import Meeting, MeetingEvent, MeetingState, meeting_blockers
from zvdesk.domain.roles import Act, may
from zvdesk.services import meetings
from zvdesk.services.changes import changed
from zvdesk.texts.blockers import sentences
from zvdesk.texts.labels import MEETING_EVENTS, MEETING_KINDS, MEETING_STATES
from zvdesk.texts.whereabouts import lies_with
from zvdesk.ui.meeting.agenda import AgendaCard
from zvdesk.ui.meeting.last_time import LastTime
from zvdesk.ui.meeting.meeting_fields import Facts, MeetingFields
from zvdesk.ui.meeting.parts import order_focus
from zvdesk.ui.meeting.script_card import ScriptCard
from zvdesk.ui.meeting.views import PrepareView, load_case_rows, load_prepare
from zvdesk.ui.pen import PenBanner, may_now
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card, Page
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import show_when

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.context import RoomContext


class PreparePage(Page):
    """Make a meeting ready.

    Signals: ``left()`` for the list; ``begun(str)`` with the id of a meeting that began;
    ``giveAsked(str)`` with that of one to hand over.
    """

    left = Signal()
    begun = Signal(str)
    giveAsked = Signal(str)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", None, parent)
        self._context = context
        self._meeting_id = ""
        self._view: PrepareView | None = None
        self._pending = 0
        self._is_new = False
        self.is_telling = False
        self.back = LinkButton(self.tr("Overleggen"), "arrow-left")
        self.back.clicked.connect(self._leave)
        self._state = Chip("")
        self.withdraw = SecondaryButton(MEETING_EVENTS[MeetingEvent.WITHDRAW])
        self.withdraw.clicked.connect(lambda: self._advance(MeetingEvent.WITHDRAW))
        self.convene = PrimaryButton(MEETING_EVENTS[MeetingEvent.CONVENE], "mail")
        self.convene.clicked.connect(lambda: self._advance(MeetingEvent.CONVENE))
        self.begin = PrimaryButton(MEETING_EVENTS[MeetingEvent.BEGIN], "play")
        self.begin.clicked.connect(lambda: self._advance(MeetingEvent.BEGIN))
        self.give = SecondaryButton(self.tr("Geef aan …"), "package-open")
        self.give.clicked.connect(self._give)
        for part in (self._state, self.back, self.withdraw, self.give, self.convene, self.begin):
            self.header.buttons.addWidget(part)
        self.lacks = Callout("", Tone.WARN)
        self.role = Callout("", Tone.NEUTRAL)
        self.banner = PenBanner(context)
        self.last_time = Card(self.tr("Afgesproken de vorige keer"))
        self._last = LastTime()
        self.last_time.add(self._last)
        facts = Card(self.tr("Het overleg"))
        self.fields = MeetingFields(context.desk.clock.today)
        self.fields.changed.connect(self._keep)
        facts.add(self.fields)
        self.agenda = AgendaCard()
        self.agenda.picked.connect(self._add)
        self.agenda.ordered.connect(self._order)
        self.agenda.removed.connect(self._remove)
        self.agenda.invited.connect(self._invite)
        self.agenda.opened.connect(self._open_case)
        self.script = ScriptCard(context)
        for widget in (self.banner, self.role, self.lacks, self.last_time, facts, self.agenda, self.script):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._tab_order = QTimer(self, singleShot=True, interval=0)
        self._tab_order.timeout.connect(lambda: order_focus(self))

    # --- what the room calls -----------------------------------------------------------------------------

    def open_meeting(self, meeting_id: str) -> None:
        """Show a meeting that has not begun."""
        self._meeting_id = meeting_id
        self.lacks.set_text("")
        self.last_time.hide()
        self.reload()
        desk = self._context.desk
        self._context.jobs.run(
            lambda: load_case_rows(desk), self.agenda.picker.set_rows, self._context.failed, owner=self
        )
        self.verticalScrollBar().setValue(0)
        self._is_new = True

    def reload(self) -> None:
        """Load the meeting again."""
        self._run(lambda: None)

    # --- inside ------------------------------------------------------------------------------------------

    def _run(
        self,
        act: Callable[[], object],
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        desk, meeting_id = self._context.desk, self._meeting_id
        self._pending += 1

        def op() -> PrepareView:
            act()
            return load_prepare(desk, meeting_id)

        def show(view: PrepareView) -> None:
            self._pending -= 1
            if not self._pending and meeting_id == self._meeting_id:
                self._show(view)
            if then is not None:
                then()

        def refuse(error: Exception) -> None:
            self._pending -= 1
            (failed or self._context.failed)(error)

        self._context.jobs.run(op, show, refuse, owner=self)

    def _show(self, view: PrepareView) -> None:
        self._view = view
        meeting, role = view.meeting, self._context.desk.actor.role
        self.header.set_title(
            meeting.title,
            (
                self.tr("{kind} · 1 casus · {minutes} minuten")
                if len(view.lines) == 1
                else self.tr("{kind} · {count} casussen · {minutes} minuten")
            ).format(kind=MEETING_KINDS[meeting.kind], count=len(view.lines), minutes=view.minutes),
        )
        is_draft = meeting.state is MeetingState.DRAFT
        self._state.set_state(MEETING_STATES[meeting.state], Tone.NEUTRAL if is_draft else Tone.ACCENT)
        may_prepare = may_now(role, Act.PREPARE_MEETING, view.pen)
        may_lead = may_now(role, Act.LEAD_MEETING, view.pen)
        runs_on = self.tr("Het overleg is begonnen, en gaat daar verder.")
        is_running = meeting.state is MeetingState.IN_PROGRESS
        self.banner.show_pen(view.pen, view.today, runs_on if is_running else "")
        no_right = self.tr("Uw rol mag dit overleg lezen, niet voorbereiden.")
        self.role.set_text("" if may(role, Act.PREPARE_MEETING) else no_right)
        self.fields.set_people(view.people)
        self.fields.show_facts(
            Facts(meeting.title, meeting.starts_at, meeting.place, meeting.chair_id, meeting.secretary_id)
        )
        self.fields.setEnabled(may_prepare)
        self.agenda.show_view(view, may_change=may_prepare)
        self._show_last_time(view)
        self.script.show_meeting(meeting.id)
        show_when(self.script, may_lead)
        event = MeetingEvent.CONVENE if is_draft else MeetingEvent.BEGIN
        lacking = self._lying_elsewhere(view) or sentences(meeting_blockers(meeting, event))
        is_open = view.pen is None
        back = self.tr("Terug naar {name}").format(name=view.giver.name) if view.giver else ""
        self.give.set_label(back or self.tr("Geef aan …"))
        show_when(self.give, is_open and may(role, Act.HAND_OVER))
        show_when(self.convene, is_draft and is_open)
        show_when(self.begin, not is_draft and is_open)
        show_when(self.withdraw, not is_draft and is_open)
        no_role = self.tr("Alleen de voorzitter begint een overleg.")
        self.convene.set_reason(lacking if may_prepare else self.tr("Uw rol mag niet uitnodigen."))
        self.begin.set_reason(lacking if may_lead else no_role)
        self.withdraw.setEnabled(may_prepare)
        no_lead = no_role if not is_draft and not may_lead and may_prepare else ""
        self.lacks.set_text((lacking or no_lead) if is_open else "")
        self._tab_order.start()
        if self._is_new:
            self._is_new = False
            ready = self.begin if self.begin.isVisibleTo(self) else self.convene
            (ready if ready.isEnabled() else self.agenda.picker.words).setFocus()

    def _lying_elsewhere(self, view: PrepareView) -> str:
        """Say of which cases on the agenda a colleague has the pen: nobody can write in those here."""
        lying = [(line.name, view.pens.get(line.item.case_id)) for line in view.lines]
        said = [f"{name}: {lies_with(pen, view.today)}" for name, pen in lying if pen is not None]
        return " ".join(said) if view.pen is None else ""

    def _show_last_time(self, view: PrepareView) -> None:
        found = tuple(
            (
                action,
                " · ".join(
                    part for part in (line.name, self._organisation(view, action.organisation_id)) if part
                ),
            )
            for line in view.lines
            for action in line.file.actions
            if action.meeting_id != view.meeting.id
        )
        self._last.show_actions(found, view.today)
        show_when(self.last_time, view.meeting.kind is MeetingKind.RETURN and bool(found))

    def _organisation(self, view: PrepareView, organisation_id: str) -> str:
        found = view.organisations.get(organisation_id)
        return (found.abbreviation or found.name) if found else ""

    def _keep(self) -> None:
        view, facts, desk = self._view, self.fields.facts(), self._context.desk
        if view is None:
            return
        if not facts.title.strip():
            self.fields.title_row.set_error(self.tr("Geef het overleg een titel."))
            return
        self.fields.title_row.set_error("")
        revised = replace(
            view.meeting,
            title=facts.title,
            starts_at=facts.starts_at,
            place=facts.place,
            chair_id=facts.chair_id,
            secretary_id=facts.secretary_id,
        )
        self._run(lambda: meetings.revise_meeting(desk, revised), self._tell)

    def _tell(self) -> None:
        self.is_telling = True
        self._context.jobs.changed.emit(changed("meetings"))
        self.is_telling = False

    def _add(self, case_id: str) -> None:
        desk, meeting_id = self._context.desk, self._meeting_id
        self._run(lambda: meetings.add_case(desk, meeting_id, case_id), self._tell, self.agenda.picker.refuse)

    def _order(self, item_ids: tuple[str, ...]) -> None:
        desk, meeting_id = self._context.desk, self._meeting_id
        self._run(lambda: meetings.reorder(desk, meeting_id, item_ids))

    def _remove(self, item_id: str) -> None:
        view, desk, meeting_id = self._view, self._context.desk, self._meeting_id
        if view is None:
            return
        item = view.meeting.item(item_id)
        order = tuple(i.id for i in view.meeting.items)

        def offer() -> None:
            self._tell()
            name = next((line.name for line in view.lines if line.item.id == item_id), "")
            words = self.tr("{name} is van de agenda.").format(name=name)
            self._context.notices.undo(words, lambda: self._run(put_back))

        def put_back() -> Meeting:
            made = meetings.add_case(desk, meeting_id, item.case_id, invited_ids=item.invited_ids)
            new_id = next(i.id for i in made.items if i.case_id == item.case_id)
            return meetings.reorder(desk, meeting_id, tuple(new_id if i == item_id else i for i in order))

        self._run(lambda: meetings.remove_case(desk, meeting_id, item_id), offer)

    def _invite(self, item_id: str, organisation_ids: tuple[str, ...]) -> None:
        desk, meeting_id = self._context.desk, self._meeting_id
        self._run(lambda: meetings.set_invited(desk, meeting_id, item_id, organisation_ids))

    def _open_case(self, case_id: str) -> None:
        flush_all(self)
        self._context.go("case", case_id)

    def _advance(self, event: MeetingEvent) -> None:
        flush_all(self)
        desk, meeting_id = self._context.desk, self._meeting_id

        def done() -> None:
            self._tell()
            if event is MeetingEvent.BEGIN:
                self.begun.emit(meeting_id)

        self._run(lambda: meetings.advance(desk, meeting_id, event), done)

    def _give(self) -> None:
        flush_all(self)
        self.giveAsked.emit(self._meeting_id)

    def _leave(self) -> None:
        flush_all(self)
        self.left.emit()
