"""Ask with what a restore is practised, and do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.errors import RecoveryKeyTypo, WrongRecoveryKey
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.recovery_field import RecoveryField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.services.restoring import Drill
    from zvdesk.ui.context import RoomContext

_OPEN, _PAPER = "open", "paper"


class DrillForm(ActForm):
    """Put the newest copy back for practice: with the keys of now, or with the paper from the safe.

    Signals: as ActForm.
    """

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "history"), parent)
        self.set_title(self.tr("Oefen het terugzetten"))
        self.meaning.setText(
            self.tr(
                "De nieuwste kopie wordt ter proef teruggezet, nagekeken en weer weggehaald. De dag blijft "
                "staan. Doe het een keer per jaar met de herstelsleutel: dan weet u dat het papier klopt."
            )
        )
        self.button.setText(self.tr("Begin de oefening"))
        self.button.setAccessibleName(self.button.text())
        self.how = ChoiceField(
            [
                (_OPEN, self.tr("Zoals met mijn wachtzin")),
                (_PAPER, self.tr("Met de herstelsleutel op papier")),
            ]
        )
        self.how.set_value(_OPEN)
        self.how.chosen.connect(lambda _value: self._show_paper())
        self.paper = RecoveryField()
        self.paper_row = FieldRow(
            self.tr("Herstelsleutel"),
            self.paper,
            self.tr("Tien groepen van vijf tekens. Hoofdletters, spaties en streepjes maken niet uit."),
        )
        self.paper.textChanged.connect(lambda: self.paper_row.set_error(""))
        self.lay_out(FieldRow(self.tr("Waarmee?"), self.how), self.paper_row)
        self._show_paper()

    @property
    def is_with_paper(self) -> bool:
        """Tell whether the recovery key is asked for."""
        return self.how.value == _PAPER

    def _show_paper(self) -> None:
        show_when(self.paper_row, self.is_with_paper)
        self.paper_row.set_error("")

    def submit(self) -> None:
        """Practise it."""
        desk, key = self.context.desk, self.paper.text() if self.is_with_paper else None
        if key is not None and not key.strip():
            self.paper_row.set_error(self.tr("Typ de herstelsleutel over van het papier."))
            self.paper.setFocus()
            return

        def work(report: Callable[[int, int], None]) -> Drill:
            from zvdesk.services import restoring

            return restoring.drill(desk, recovery_key=key, report=report)

        self.do_long(work, self._practised, self.tr("De kopie wordt ter proef teruggezet en nagekeken."))

    def _practised(self, drill: Drill) -> None:
        self.paper.clear()
        words = (
            self.tr("De proef is gelukt: het papier opent de kopie, en die is heel.")
            if drill.with_recovery_key
            else self.tr("De proef is gelukt: de kopie is heel.")
        )
        told = self.tr("Casussen: {count}. Tijd: {seconds} seconden.")
        seconds = f"{drill.seconds:.1f}".replace(".", ",")
        self.done.emit(f"{words} {told.format(count=drill.cases, seconds=seconds)}")

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the paper what is wrong with it."""
        if isinstance(error, RecoveryKeyTypo):
            self.paper_row.set_error(message(error))
        elif isinstance(error, WrongRecoveryKey):
            self.paper_row.set_error(
                self.tr(
                    "Deze herstelsleutel opent de nieuwste kopie niet. Is hij pas vernieuwd? Maak dan eerst "
                    "een nieuwe reservekopie."
                )
            )
        else:
            return False
        self.paper.setFocus()
        return True
