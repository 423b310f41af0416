"""Hand out action lists as tables for a spreadsheet: what the signed list says to that recipient, no more."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.domain.roles import Act
from zvdesk.errors import NothingInTable
from zvdesk.exchange.spreadsheets import write_table
from zvdesk.exchange.tables import TableForm, action_table
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import ExportSet, Piece, Recipient, Wanted, make_set
from zvdesk.services.exports import list_of
from zvdesk.services.handing_out import disclosure_of, paper_name
from zvdesk.services.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.services.export_sets import Progress

__all__ = ["KIND", "TableForm", "export_tables"]

KIND = "actietabel"


def export_tables(
    desk: Desk,
    meeting_id: str,
    recipients: Sequence[Recipient],
    forms: Sequence[TableForm],
    folder: Path,
    progress: Progress | None = None,
) -> ExportSet:
    """Write a table per recipient and form, with its disclosure; none for who has nothing to do.

    All that may be made appear together or not at all; the rest says why not. A table is not signed. Raises
    NotAllowed, NotFound, FolderUnusable, Cancelled.
    """
    desk.require(Act.HAND_OUT, Trail("exporteren", KIND, meeting_id))
    sources = Sources(desk, meeting_id, desk.actor.name)
    wanted = [Wanted(one, partial(_piece, desk, sources, one, form)) for one in recipients for form in forms]
    return make_set(desk, Act.HAND_OUT, wanted, folder, progress)


def _piece(desk: Desk, sources: Sources, recipient: Recipient, form: TableForm) -> Piece:
    source = sources.of(recipient.case_id, recipient.organisation_id)
    source.require_contributions()
    content = list_of(source)
    table = action_table(content)
    if not table.rows:
        raise NothingInTable
    data = write_table(table, form)
    name = Path(paper_name(KIND, content, source.organisation)).with_suffix(f".{form.value}").name
    return Piece(
        name=name, data=data, entry=disclosure_of(desk, source, KIND, data), case_id=recipient.case_id
    )
