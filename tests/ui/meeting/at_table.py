"""Put one pane on a table of its own, on a real practice vault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.accessibility.walker import lay_out
from tests.houses import practice_in
from tests.ui.export.worker import done_in, settled
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.organisations import WgsPosition
from zvdesk.services import cases, house, meetings, vaults
from zvdesk.settings import Settings
from zvdesk.ui.context import RoomContext
from zvdesk.ui.meeting.parts import order_focus, paper_white
from zvdesk.ui.meeting.table import Table
from zvdesk.ui.widgets.layouts import Scrolling, column
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.agenda import Step
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.services.desk import Desk
    from zvdesk.services.practice import Practice
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.meeting.panes import Pane
    from zvdesk.ui.meeting.views import TableView

T = TypeVar("T")
P = TypeVar("P", bound=QWidget)


class AtTable:
    def __init__(self, made: Practice, jobs: Jobs, qtbot: QtBot) -> None:
        self.practice, self.jobs, self.qtbot = made, jobs, qtbot
        self.errors: list[Exception] = []
        self.refusals: list[Exception] = []
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
        self.third_id = ""
        self.table = self.new_table()

    def new_table(self) -> Table:
        """Return a table that knows nothing yet, as after a lock."""
        table = Table(self.context)
        table.refused.connect(self.refusals.append)
        return table

    @property
    def desk(self) -> Desk:
        return self.practice.desk

    def settle(self) -> None:
        settled(self.jobs, self.qtbot)

    def do(self, op: Callable[[], T]) -> T:
        return done_in(self.jobs, self.qtbot, op)

    def invite_third(self) -> str:
        """Invite a derde without a declaration for every case, before the meeting begins; return its id."""
        desk, meeting_id = self.desk, self.practice.meeting_id

        def invite() -> str:
            derde = next(
                o for o in house.organisations_by_id(desk).values() if o.position is WgsPosition.THIRD
            )
            for item in meetings.meeting(desk, meeting_id).items:
                ids = tuple(dict.fromkeys((*item.invited_ids, derde.id)))
                meetings.set_invited(desk, meeting_id, item.id, ids)
                part = cases.case_file(desk, item.case_id).participation(derde.id)
                if part is not None:
                    cases.save(desk, replace(part, secrecy_declared_on=None))
            return derde.id

        return self.do(invite)

    def begin(self) -> None:
        """Begin today's meeting; its first case waits."""
        self.do(lambda: meetings.advance(self.desk, self.practice.meeting_id, MeetingEvent.BEGIN))
        self.table.open(self.practice.meeting_id)
        self.settle()

    def start(self, step: Step | None = None) -> None:
        """Begin the case that is on the table, and go to a step of it."""
        self.table.go(ItemEvent.START)
        self.settle()
        if step is not None and self.view.step is not step:
            self.table.jump(step)
            self.settle()

    def host(self, pane: P, size: tuple[int, int] = (1366, 768)) -> P:
        """Show a pane as the cockpit does, following its table."""
        assert isinstance(pane, QWidget)
        self.follow(pane)
        self.area = area = QWidget()
        paper_white(area)
        middle = QWidget()
        inside = column(0)
        middle.setLayout(inside)
        inside.addWidget(pane)
        whole = column(0)
        area.setLayout(whole)
        whole.addWidget(Scrolling(middle))
        area.resize(*size)
        self.qtbot.addWidget(area)
        area.show()
        area.activateWindow()
        self.settle()
        return pane

    def follow(self, pane: QWidget) -> None:
        from zvdesk.ui.meeting.panes import Pane

        assert isinstance(pane, Pane)
        self._follow(pane, pane)

    def _follow(self, pane: Pane, widget: QWidget) -> None:
        self.table.shown.connect(pane.show_view)
        pane.show_view(self.view)
        order_focus(widget)

    @property
    def view(self) -> TableView:
        view = self.table.view
        assert view is not None
        return view

    @property
    def meeting(self) -> Meeting:
        return self.do(lambda: meetings.meeting(self.desk, self.practice.meeting_id))

    @property
    def item(self) -> AgendaItem:
        return self.meeting.item(self.view.item.id)

    @property
    def file(self) -> CaseFile:
        return self.do(lambda: cases.case_file(self.desk, self.view.file.case.id))

    def press(self, widget: QWidget, *keys: Qt.Key, ctrl: bool = False) -> None:
        """Press keys on a widget, and wait for what they did."""
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(widget, key, held)
        self.settle()

    def type(self, widget: QWidget, text: str, *, enter: bool = True) -> None:
        QTest.keyClicks(widget, text)
        if enter:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        self.settle()


def at_table(tmp_path: Path, jobs: Jobs, qtbot: QtBot, *, with_third: bool = False) -> Iterator[AtTable]:
    made = done_in(jobs, qtbot, lambda: practice_in(tmp_path / "oefen.zvkluis"))
    place = AtTable(made, jobs, qtbot)
    if with_third:
        place.third_id = place.invite_third()
    place.begin()
    yield place
    place.settle()
    done_in(jobs, qtbot, lambda: vaults.lock(made.desk))
    assert not place.errors, place.errors


def controls(widget: QWidget) -> list[QWidget]:
    """Return what Tab reaches in a widget."""
    return [
        w
        for w in widget.findChildren(QWidget)
        if w.isVisible()
        and w.isEnabled()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not w.focusProxy()
    ]


def unnamed(widget: QWidget) -> list[str]:
    """Return the controls without a name for a screen reader."""
    return [type(w).__name__ for w in controls(widget) if not w.accessibleName()]


def clipped(widget: QWidget) -> list[str]:
    """Return the labels that have less room than their words need."""
    lay_out()
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
        and label.text()
        and (
            label.width() < label.minimumSizeHint().width()
            or label.height() + 1
            < (label.heightForWidth(label.width()) if label.wordWrap() else label.minimumSizeHint().height())
        )
    ]
