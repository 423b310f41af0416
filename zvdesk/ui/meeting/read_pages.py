"""Tell which pages the reading aloud has, and which of them still ask something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.read_back import Outline, is_read, to_read
from zvdesk.domain.table_notes import ParkedPoint

if TYPE_CHECKING:
    from zvdesk.domain.read_back import Agreement
    from zvdesk.ui.meeting.views import TableView


def pages_of(view: TableView) -> list[Agreement | ParkedPoint]:
    """Return what is read aloud of the case on the table, and then the points that were parked."""
    parked = (point for point in view.file.parked if point.meeting_id == view.meeting.id)
    return [*to_read(view.file, view.meeting.id), *parked]


def is_open(view: TableView, page: Agreement | ParkedPoint) -> bool:
    """Tell whether a page was not read yet, or was changed since; a parked point waits for its reason."""
    if isinstance(page, ParkedPoint):
        return not page.carried_reason
    return not is_read(view.item, page)


def next_open(view: TableView, after: str) -> str:
    """Return the next page that asks something, round the end and parked points last; "" for none."""
    pages = pages_of(view)
    place = next((n for n, page in enumerate(pages) if page.id == after), -1)
    ordered = pages[place + 1 :] + pages[: place + 1]
    ordered.sort(key=lambda page: isinstance(page, ParkedPoint))
    return next((page.id for page in ordered if is_open(view, page)), "")


def is_of_today(record: Agreement, view: TableView) -> bool:
    """Tell whether this meeting agreed it; what an earlier meeting adopted is not changed here."""
    return isinstance(record, Outline) or record.meeting_id == view.meeting.id
