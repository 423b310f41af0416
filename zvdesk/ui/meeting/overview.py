"""Show the list of meetings, and make a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act, may
from zvdesk.errors import InvitationRefused
from zvdesk.services import invitations, meetings
from zvdesk.texts.days import moment
from zvdesk.texts.labels import MEETING_KINDS, MEETING_STATES
from zvdesk.ui.meeting.meeting_fields import MeetingFields
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.meeting.views import MeetingsView, load_meetings
from zvdesk.ui.meeting.wrap import WrapLayout
from zvdesk.ui.models.rows import Align, Cell, Column
from zvdesk.ui.pen import marked
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card, EmptyState, Page
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.file_drop import FileDrop
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.overviews import MeetingRow
    from zvdesk.ui.context import RoomContext

_TONES = {
    MeetingState.DRAFT: Tone.NEUTRAL,
    MeetingState.OPEN: Tone.ACCENT,
    MeetingState.IN_PROGRESS: Tone.WARN,
    MeetingState.CLOSED: Tone.OK,
}


class NewMeeting(Card):
    """Ask what a new meeting is. Signals: ``made(str)`` with its id; ``stopped()``."""

    made = Signal(str)
    stopped = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Nieuw overleg"))
        self._context = context
        self.kind = ChoiceRow(self.tr("Soort overleg"), tuple(MEETING_KINDS.items()))
        self.kind.set_value(MeetingKind.TABLE)
        self.fields = MeetingFields(context.desk.clock.today)
        self.make = PrimaryButton(self.tr("Maak het overleg"), "plus")
        self.make.clicked.connect(self._make)
        stop = LinkButton(self.tr("Toch niet"))
        stop.clicked.connect(self.stopped)
        self.invitation = FileDrop(
            self.tr(
                "Hebt u een uitnodiging (.ics)? Sleep die hierheen, dan vult zvdesk titel, tijd en plaats in."
            ),
            invitations.SUFFIXES,
        )
        self.invitation.fileChosen.connect(self.fill_in)
        self.invitation.refused.connect(
            lambda _name: self._refuse(InvitationRefused("other_kind", 0, ".ics"))
        )
        self.refusal = Callout("")
        self.refusal.hide()
        for part in (self.kind, self.fields, self.invitation, self.refusal):
            self.add(part)
        inner = QWidget()
        buttons = WrapLayout(inner, Space.ONE)
        buttons.addWidget(self.make)
        buttons.addWidget(stop)
        self.add(inner)

    def begin(self, view: MeetingsView) -> None:
        """Show an empty form with the usual chair."""
        self.fields.clear()
        self.refusal.hide()
        self.fields.set_people(view.people)
        chairs = [p for p in view.people if p.role is Role.CHAIR]
        me = self._context.desk.actor
        mine = [p for p in chairs if p.id == me.person_id] or chairs
        self.fields.chair.set_value(mine[0].id if mine else None)
        self.fields.title_row.set_error("")
        self.fields.title.setFocus()

    def fill_in(self, path: Path) -> None:
        """Put what an invitation says in the fields; nothing is kept until the meeting is made."""
        desk = self._context.desk
        self.refusal.hide()
        self._context.jobs.run(
            lambda: invitations.read_file(desk, path), self._filled, self._refuse, owner=self
        )

    def _filled(self, found: invitations.Invitation) -> None:
        facts = self.fields.facts()
        self.fields.show_facts(
            replace(
                facts,
                title=found.title or facts.title,
                place=found.place or facts.place,
                starts_at=found.starts_at or facts.starts_at,
            )
        )
        self.fields.title_row.set_error("")
        self.fields.title.setFocus()

    def _refuse(self, error: Exception) -> None:
        self.refusal.set_text(said(error))
        self.refusal.show()

    def _make(self) -> None:
        facts, desk = self.fields.facts(), self._context.desk
        kind = self.kind.value
        if not facts.title.strip():
            self.fields.title_row.set_error(self.tr("Geef het overleg een titel, zoals Tafel Noord."))
            self.fields.title.setFocus()
            return

        def op() -> Meeting:
            return meetings.prepare_meeting(
                desk,
                kind=kind if isinstance(kind, MeetingKind) else MeetingKind.TABLE,
                title=facts.title,
                starts_at=facts.starts_at,
                place=facts.place,
                chair_id=facts.chair_id,
                secretary_id=facts.secretary_id,
            )

        self._context.jobs.run(
            op,
            lambda made: self.made.emit(made.id),
            lambda error: self.fields.title_row.set_error(said(error)),
            owner=self,
        )


class OverviewPage(Page):
    """Show the meetings, the latest first. Signal: ``opened(str)`` with the id of a meeting."""

    opened = Signal(str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        self.new_button = PrimaryButton("", "plus")
        super().__init__("", "", self.new_button, parent)
        self._context = context
        self._view: MeetingsView | None = None
        self.header.set_title(self.tr("Overleggen"))
        self.new_button.set_label(self.tr("Nieuw overleg"))
        self.new_button.clicked.connect(self.begin_new)
        self.new = NewMeeting(context)
        self.new.made.connect(self._made)
        self.new.stopped.connect(self._stop_new)
        self.new.hide()
        self.table: RowsTable[MeetingRow] = RowsTable(
            self.tr("Overleggen"), self._columns(), key=lambda row: row.id
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.setMinimumHeight(240)
        self.list = Card()
        self.list.add(self.table)
        self.empty = EmptyState(
            "users",
            self.tr("Nog geen overleg"),
            self.tr(
                "Hier staan uw overleggen. U maakt een agenda met casussen, nodigt uit wie nodig is, "
                "en leidt het overleg stap voor stap."
            ),
            self.tr("Maak het eerste overleg"),
        )
        self.empty.begun.connect(self.begin_new)
        self.empty.hide()
        self.body.addWidget(self.new)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty)
        may_prepare = may(context.desk.actor.role, Act.PREPARE_MEETING)
        if not may_prepare:
            reason = self.tr("Uw rol mag geen overleg voorbereiden.")
            self.new_button.set_reason(reason)
            self.empty.button.set_reason(reason)

    def _columns(self) -> tuple[Column[MeetingRow], ...]:
        return (
            Column(self.tr("Wanneer"), _when, width=200),
            Column(self.tr("Titel"), self._title, cell=Cell.STRONG, stretches=True),
            Column(self.tr("Soort"), lambda row: MEETING_KINDS[row.kind], width=220),
            Column(self.tr("Casussen"), lambda row: str(len(row.case_numbers)), align=Align.RIGHT, width=90),
            Column(
                self.tr("Stand"),
                lambda row: MEETING_STATES[row.state],
                cell=Cell.CHIP,
                tone=lambda row: _TONES[row.state],
                width=120,
            ),
        )

    def _title(self, row: MeetingRow) -> str:
        return marked(row.title, self._view.pens.get(row.id) if self._view else None)

    def activated(self) -> None:
        """Load the list."""
        desk = self._context.desk
        self._context.jobs.run(lambda: load_meetings(desk), self._show, self._context.failed, owner=self)

    def begin_new(self) -> None:
        """Open the form of a new meeting."""
        if self._view is not None and self.new_button.isEnabled():
            self.new.show()
            self.new_button.hide()
            show_when(self.empty, False)
            self.new.begin(self._view)

    def take_focus(self) -> None:
        """Put the focus in the list."""
        (self.table if self.list.isVisibleTo(self) else self.new_button).setFocus()

    def _show(self, view: MeetingsView) -> None:
        self._view = view
        self.table.set_rows(view.rows)
        if view.rows and self.table.current_row() is None:
            self.table.choose(0)
        show_when(self.list, bool(view.rows))
        show_when(self.empty, not view.rows and self.new.isHidden())
        count = len(view.rows)
        words = self.tr("1 overleg") if count == 1 else self.tr("{count} overleggen").format(count=count)
        self.header.set_title(self.tr("Overleggen"), words if count else "")

    def _made(self, meeting_id: str) -> None:
        self._stop_new()
        self.opened.emit(meeting_id)

    def _stop_new(self) -> None:
        self.new.hide()
        self.new_button.show()
        if self._view is not None:
            show_when(self.empty, not self._view.rows)


def _when(row: MeetingRow) -> str:
    return moment(row.starts_at.astimezone()) if row.starts_at else "-"
