"""Remember per case what stood in its fields before, and where the chair was: it survives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zvdesk.domain.edit_history import EditHistory
from zvdesk.services import histories

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.views import TableView


class TableMemory(QObject):
    """Hold the histories of the case on the table, and keep each change of them in the vault."""

    def __init__(self, context: RoomContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id, self._meeting_id, self._item_id = "", "", ""
        self._known: dict[str, EditHistory] = {}

    def take(self, view: TableView, loaded: tuple[EditHistory, ...] | None) -> None:
        """Take the case that came on the table, with what was loaded of it; None keeps what is here."""
        if loaded is not None:
            self._known = {history.field: history for history in loaded}
        self._case_id, self._meeting_id = view.file.case.id, view.meeting.id
        self._item_id = view.item.id

    def history(self, field: str) -> EditHistory:
        """Return what stood in a field before; a fresh history for one that is new."""
        return self._known.get(field) or EditHistory(
            case_id=self._case_id, meeting_id=self._meeting_id, field=field
        )

    def keep(self, history: EditHistory) -> None:
        """Keep what was typed in a field; of a meeting that is over nothing is kept."""
        if history.case_id == self._case_id:
            self._known[history.field] = history
        desk = self._context.desk
        self._context.jobs.run(lambda: histories.keep_history(desk, history), failed=_let_go, owner=self)

    @property
    def place(self) -> str:
        """Return the field where the chair was in this case, such as "regie:motivation"."""
        return self.history(self._place_field).text

    def keep_place(self, place: str) -> None:
        """Remember the field where the chair is."""
        if self._item_id and place != self.place:
            self.keep(
                EditHistory(
                    case_id=self._case_id,
                    meeting_id=self._meeting_id,
                    field=self._place_field,
                    texts=(place,),
                )
            )

    @property
    def _place_field(self) -> str:
        return f"place:{self._item_id}"


def _let_go(_error: Exception) -> None:
    """Leave it: the text itself is kept by another act, which tells when it could not."""
