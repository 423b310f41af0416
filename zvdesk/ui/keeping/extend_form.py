"""Ask why a case is kept longer, until when, who decided it, and that who supplied data agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.domain.cases import CaseState
from zvdesk.domain.keeping import ExtensionBasis, RetentionExtension, SupplierConsent
from zvdesk.domain.retention import LONGEST_EXTENSION, add_months
from zvdesk.domain.words import tidy
from zvdesk.errors import ExtensionRefused, InvalidField
from zvdesk.services import retention
from zvdesk.texts.days import day
from zvdesk.texts.labels import EXTENSION_BASES
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.services.retention import KeepRow
    from zvdesk.ui.context import RoomContext


class ConsentFields(QWidget):
    """Ask who agreed for one organisation, and on which day."""

    def __init__(self, organisation_id: str, name: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._organisation_id = organisation_id
        self.person, self.given = QLineEdit(), DateField(today)
        self.person_row = FieldRow(self.tr("Wie stemt in namens {name}").format(name=name), self.person)
        self.given_row = FieldRow(self.tr("Dag waarop {name} instemde").format(name=name), self.given)
        layout = column(Space.ONE)
        self.setLayout(layout)
        layout.addWidget(self.person_row)
        layout.addWidget(self.given_row)

    def consent(self) -> SupplierConsent | None:
        """Return the consent, or None after saying what lacks."""
        self.given.flush()
        person, given_on = tidy(self.person.text()), self.given.day
        self.person_row.set_error("" if person else self.tr("Vul in wie instemde."))
        is_day = given_on is not None and self.given.is_readable
        self.given_row.set_error("" if is_day else self.tr("Vul de dag in."))
        if not person or given_on is None or not is_day:
            (self.given if person else self.person).setFocus()
            return None
        return SupplierConsent(organisation_id=self._organisation_id, person=person, given_on=given_on)


class ExtendForm(ActForm):
    """Keep one case longer, by at most two years. Signals: as ActForm.

    ``suppliers`` are the organisations that supplied data, as id and name.
    """

    def __init__(
        self,
        context: RoomContext,
        row: KeepRow,
        suppliers: tuple[tuple[str, str], ...],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "", "", PrimaryButton("", "calendar-plus"), parent)
        self._case_id, self._today = row.case_id, today
        last = row.term.destroy_before or today
        self.set_title(self.tr("Casus {number} langer bewaren").format(number=row.number))
        words = self.tr(
            "De termijn loopt tot en met {day}. U kunt haar telkens met hoogstens twee jaar verlengen (BGS "
            "1.16). Wie gegevens gaf, moet daarmee instemmen."
        )
        self.meaning.setText(words.format(day=day(last)))
        self.button.setText(self.tr("Bewaar langer"))
        self.button.setAccessibleName(self.button.text())
        self._basis = (
            ExtensionBasis.RELAPSE if row.state is CaseState.CLOSED else ExtensionBasis.STILL_OPEN
        )  # the state leaves only one (BGS 1.16(2))
        self.basis = Text(self.tr("Grond: {basis}.").format(basis=EXTENSION_BASES[self._basis]))
        self.reason, self.decided_by = QLineEdit(), QLineEdit(context.desk.actor.name)
        self.until = DateField(add_months(last, LONGEST_EXTENSION))
        self.reason_row = FieldRow(self.tr("Waarom is dat nodig"), self.reason)
        self.until_row = FieldRow(
            self.tr("Bewaren tot en met"),
            self.until,
            self.tr("Hoogstens tot en met {day}.").format(day=day(add_months(last, LONGEST_EXTENSION))),
        )
        self.decided_row = FieldRow(self.tr("Wie besloot dit"), self.decided_by)
        self.consents = tuple(ConsentFields(key, name, today) for key, name in suppliers)
        self.lay_out(
            self.basis,
            self.reason_row,
            self.until_row,
            self.decided_row,
            *self.consents,
        )

    def focus_first(self) -> None:
        """Put the focus on the reason."""
        self.reason.setFocus()

    def submit(self) -> None:
        """Keep it longer."""
        self.until.flush()
        until = self.until.day
        for row, wrong in (
            (self.reason_row, not tidy(self.reason.text()) and self.tr("Vul in waarom dat nodig is.")),
            (self.until_row, (until is None or not self.until.is_readable) and self.tr("Vul de dag in.")),
            (self.decided_row, not tidy(self.decided_by.text()) and self.tr("Vul in wie dit besloot.")),
        ):
            row.set_error(wrong or "")
            if wrong:
                row.setFocus()
                return
        consents = [fields.consent() for fields in self.consents]
        given = tuple(consent for consent in consents if consent is not None)
        if until is None or len(given) < len(consents):
            return
        extension = RetentionExtension(
            case_id=self._case_id,
            basis=self._basis,
            reason=self.reason.text(),
            consents=given,
            decided_by=self.decided_by.text(),
            decided_on=self._today,
            until_on=until,
        )
        desk = self.context.desk
        self.do(
            lambda: retention.extend(desk, extension),
            lambda made: self.done.emit(
                self.tr("De casus mag bewaard blijven tot en met {day}.").format(day=day(made.until_on))
            ),
            self.tr("De verlenging wordt vastgelegd."),
        )

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the field that it is about."""
        if isinstance(error, ExtensionRefused) and error.reason == "too_long":
            self.until_row.set_error(message(error))
        elif isinstance(error, InvalidField) and error.field == "reason":
            self.reason_row.set_error(message(error))
        else:
            return False
        return True
