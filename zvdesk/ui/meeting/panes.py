"""Name the panes that take the place of the step for a while: who is here, the round, reading aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


@runtime_checkable
class Pane(Protocol):
    """Describe a pane: it is shown the case and takes the focus; its signal ``done`` gives the place back."""

    def show_view(self, view: TableView) -> None:
        """Show the case on the table."""
        ...

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        ...


@dataclass(frozen=True)
class PaneKind:
    """Say how a pane is made, whether the whole table looks at it, and whether it leaves no capture line."""

    make: Callable[[Table], QWidget]
    is_alone: bool = False
    is_full: bool = False


def _attendance(table: Table) -> QWidget:
    from zvdesk.ui.meeting.attendance_pane import AttendancePane

    return AttendancePane(table)


def _changeover(table: Table) -> QWidget:
    from zvdesk.ui.meeting.changeover_pane import ChangeoverPane

    return ChangeoverPane(table)


def _round(table: Table) -> QWidget:
    from zvdesk.ui.meeting.round_pane import RoundPane

    return RoundPane(table)


def _poll(table: Table) -> QWidget:
    from zvdesk.ui.meeting.poll_pane import PollPane

    return PollPane(table)


def _read_back(table: Table) -> QWidget:
    from zvdesk.ui.meeting.read_back_page import ReadBackPage

    return ReadBackPage(table)


def _evaluation(table: Table) -> QWidget:
    from zvdesk.ui.meeting.evaluation_pane import EvaluationPane

    return EvaluationPane(table)


PANES: dict[str, PaneKind] = {
    "attendance": PaneKind(_attendance),
    "changeover": PaneKind(_changeover, is_alone=True),
    "round": PaneKind(_round),
    "poll": PaneKind(_poll, is_alone=True),
    "read_back": PaneKind(_read_back, is_alone=True, is_full=True),
    "evaluation": PaneKind(_evaluation, is_alone=True),
}
