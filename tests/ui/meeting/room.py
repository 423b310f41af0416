"""Make the room of the meetings on a real practice vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tests.houses import practice_in
from tests.ui.export.worker import done_in, settled
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, MeetingState
from zvdesk.services import meetings, vaults
from zvdesk.settings import Settings
from zvdesk.ui.context import RoomContext
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.agenda import Step
    from zvdesk.domain.meetings import Meeting, Phase
    from zvdesk.services.practice import Practice
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.meeting.views import TableView

T = TypeVar("T")


class Room:
    def __init__(self, made: Practice, jobs: Jobs, qtbot: QtBot) -> None:
        self.practice, self.jobs, self.qtbot = made, jobs, qtbot
        self.errors: list[Exception] = []
        self.went: list[tuple[str, str]] = []
        self.context = RoomContext(
            desk=made.desk,
            jobs=jobs,
            notices=NoticeBar(),
            settings=Settings(),
            go=lambda room, key: self.went.append((room, key)),
            lock=lambda: None,
            failed=self.errors.append,
        )
        qtbot.addWidget(self.context.notices)
        self.page = MeetingsPage(self.context)
        qtbot.addWidget(self.page)

    def settle(self) -> None:
        """Wait until the worker is done and the page is drawn."""
        settled(self.jobs, self.qtbot)

    def do(self, op: Callable[[], T]) -> T:
        """Run a service in the worker, where the vault lives, and wait for what it returns."""
        return done_in(self.jobs, self.qtbot, op)

    @property
    def meeting(self) -> Meeting:
        return self.do(lambda: meetings.meeting(self.practice.desk, self.practice.meeting_id))

    @property
    def view(self) -> TableView:
        view = self.page.lead.table.view
        assert view is not None
        return view

    def step(self) -> Step | None:
        """Return the step where the case is now."""
        return self.view.step

    def phase(self) -> Phase:
        """Return how the case stands now."""
        return self.view.item.phase

    def begin(self) -> None:
        """Begin today's meeting and open its lead page."""
        desk, meeting_id = self.practice.desk, self.practice.meeting_id
        if self.meeting.state is MeetingState.DRAFT:
            self.do(lambda: meetings.advance(desk, meeting_id, MeetingEvent.CONVENE))
        if self.meeting.state is MeetingState.OPEN:
            self.do(lambda: meetings.advance(desk, meeting_id, MeetingEvent.BEGIN))
        self.page.open_meeting(meeting_id)
        self.page.resize(1366, 768)
        self.page.show()
        self.settle()

    def to_step(self, step: Step) -> None:
        """Bring the first case at a step."""
        if self.view.step is None:
            self.page.lead.table.go(ItemEvent.START)
            self.settle()
        if self.view.step is not step:
            self.page.lead.table.jump(step)
            self.settle()


def open_room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    made = done_in(jobs, qtbot, lambda: practice_in(tmp_path / "oefen.zvkluis"))
    room = Room(made, jobs, qtbot)
    yield room
    room.settle()
    done_in(jobs, qtbot, lambda: vaults.lock(made.desk))
    assert not room.errors, room.errors
