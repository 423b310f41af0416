"""Take over what a colleague has, with the reason why it does not come back by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from zvdesk.errors import InvalidField
from zvdesk.services import taking_over
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.widgets.buttons import DangerButton
from zvdesk.ui.widgets.fields import FieldRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.services.changes import Changes
    from zvdesk.services.handover_register import OutRow
    from zvdesk.ui.context import RoomContext


class TakeOverForm(ActForm):
    """Ask for the reason."""

    def __init__(self, context: RoomContext, row: OutRow, label: str, parent: QWidget | None = None) -> None:
        button = DangerButton("")
        super().__init__(context, "", "", button, parent)
        button.set_label(self.tr("Neem over"))
        self.set_title(self.tr("Neem over van {who}").format(who=row.holder))
        meaning = self.tr(
            "U kunt hier weer schrijven in {what}. Doe dit alleen als het pakket of de laptop kwijt is, of "
            "als "
            "u dat samen afspreekt. Wat {who} intussen schreef, komt er niet bij. Komt het later toch "
            "terug, dan "
            "ziet u de verschillen, en kiest u per stuk wat u overneemt. Uw reden komt in het logboek."
        ).format(what=label, who=row.holder)
        self.meaning.setText(meaning)
        self._row = row
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self.submit)
        self.reason_row = FieldRow(
            self.tr("Waarom?"), self.reason, self.tr("Bijvoorbeeld: de laptop is gestolen op 3 november.")
        )
        self.lay_out(self.reason_row)

    def submit(self) -> None:
        """Take it over."""
        reason, desk, row = self.reason.text(), self.context.desk, self._row
        if not reason.strip():
            self.reason_row.set_error(self.tr("Vul de reden in."))
            self.reason.setFocus()
            return

        def then(_changes: Changes) -> None:
            self.done.emit(self.tr("Overgenomen. U kunt hier weer schrijven."))

        self.do(
            lambda: taking_over.take_over(desk, row.subject_id, reason),
            then,
            self.tr("De pen wordt overgenomen"),
        )

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the reason that it lacks."""
        if isinstance(error, InvalidField) and error.field == "reason":
            self.reason_row.set_error(self.tr("Vul de reden in."))
            return True
        return False
