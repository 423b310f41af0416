"""Hold what every room gets: the desk, the worker, and a way to the other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.desk import Desk
    from zvdesk.settings import Settings
    from zvdesk.ui.beamer import Beamer
    from zvdesk.ui.idle import IdleLock
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.widgets.notices import NoticeBar


@dataclass(frozen=True)
class RoomContext:
    """Hold what a room is built from; rooms never import each other.

    ``desk`` belongs to the worker thread: touch it only inside an op that ``jobs`` runs (``desk.actor``,
    ``desk.house`` and ``desk.library`` are frozen values and may be read anywhere).
    """

    desk: Desk
    jobs: Jobs
    notices: NoticeBar
    settings: Settings
    go: Callable[[str, str], None]  # go("case", case_id or at_part), go("meeting", id), go("today", "") ...
    lock: Callable[[], None]  # locks the vault; a page that hides the rail offers it itself
    failed: Callable[[Exception], None]  # says in Dutch what went wrong, in the notice bar
    audience: Beamer | None = None  # the screen for the table, when this window has one
    idle: IdleLock | None = None  # locks by itself; the page of a meeting asks for the longer term
