"""Set whom to call, the usual regime, and the terms that the law leaves to the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from zvdesk.domain.roles import Act
from zvdesk.errors import ExplainedError
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline, show_when

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.regimes import Regime
    from zvdesk.services.changes import Changes
    from zvdesk.ui.context import RoomContext

_LONGEST = 60  # months: Wgs 1.8(7); the service checks it too
_USUAL = 24


def reason_not_to_manage(context: RoomContext, words: str) -> str:
    """Return why who is in may not change the house, or an empty text; ``words`` names the role as {role}."""
    role = context.desk.actor.role
    return "" if context.desk.may(Act.MANAGE_HOUSE) else words.format(role=ROLES[role])


class HouseCard(Card):
    """Show the house; what is typed is kept at once."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Het huis"))
        self._context = context
        reason = reason_not_to_manage(
            context, self.tr("Uw rol ({role}) richt het huis niet in. Vraag de functioneel beheerder.")
        )
        self.contact = AutosaveLineEdit(
            placeholder=self.tr("bijvoorbeeld: secretariaat, 000 000 00 00, elke werkdag van 9 tot 17 uur")
        )
        self.contact.edited.connect(lambda _text: self._save())
        self.regime = ChoiceField([(r.id, r.name) for r in newest_regimes(context)])
        self.regime.chosen.connect(lambda _value: self._save())
        self.contact.setReadOnly(bool(reason))
        self.regime.setEnabled(not reason)
        why = Callout(reason)
        why.set_text(reason)
        name = FieldRow(
            self.tr("Naam"),
            Text(context.desk.house.name, Style.STRONG),
            self.tr("Staat vast in het certificaat van het huis."),
        )
        self.body.setSpacing(Space.TWO)
        for part in (
            why,
            name,
            FieldRow(
                self.tr("Wie kan men bellen als het niet lukt?"),
                self.contact,
                self.tr("Komt op elke lijst, onder 'lukt niet'."),
                is_optional=True,
            ),
            FieldRow(
                self.tr("Regime van een nieuwe casus"), self.regime, self.tr("Per casus nog te wijzigen.")
            ),
        ):
            self.add(part)
        self.show_now()

    def show_now(self) -> None:
        """Show what the vault holds."""
        house = self._context.desk.house
        self.contact.set_stored(house.contact)
        self.regime.set_value(house.regime_id)

    def _save(self) -> None:
        desk, contact, regime_id = self._context.desk, self.contact.text(), self.regime.value
        if not isinstance(regime_id, str):
            return

        def save() -> Changes:
            from zvdesk.services import house

            return house.revise_house(desk, contact=contact, regime_id=regime_id)

        self._context.jobs.run(
            save, lambda _changes: self.contact.mark_saved(), self._context.failed, owner=self
        )


class RetentionCard(Card):
    """Set how long cases are kept under a regime that has no term by law."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Bewaartermijnen"))
        self.body.setSpacing(Space.TWO)
        reason = reason_not_to_manage(
            context, self.tr("Uw rol ({role}) stelt geen termijnen vast. Vraag de functioneel beheerder.")
        )
        why = Callout(reason)
        why.set_text(reason)
        self.add(why)
        self.terms: list[TermRow] = []
        for number, regime in enumerate(newest_regimes(context)):
            if number:
                self.add(hairline())
            self.add(Heading(regime.name, Style.STRONG))
            if regime.retention_months is not None:
                words = self.tr("{months} maanden na de eerste verwerking; de wet bepaalt dit.")
                self.add(Text(words.format(months=regime.retention_months), Style.QUIET))
            else:
                term = TermRow(context, regime, reason)
                self.terms.append(term)
                self.add(term)

    def show_now(self) -> None:
        """Read the terms again."""
        for term in self.terms:
            term.reload()


class TermRow(Card):
    """Ask the term of one regime, with its basis; both are needed before it counts."""

    def __init__(
        self, context: RoomContext, regime: Regime, reason: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setProperty("kind", "flow")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._context, self._regime = context, regime
        self._state = Text("", Style.QUIET)
        self.months = QSpinBox()
        self.months.setRange(1, _LONGEST)
        self.months.setValue(_USUAL)
        self.months.setSuffix(self.tr(" maanden"))
        self.basis = AutosaveLineEdit(
            placeholder=self.tr("bijvoorbeeld: privacyprotocol van het huis, versie 3")
        )
        self.basis_row = FieldRow(
            self.tr("Grondslag van deze termijn"), self.basis, self.tr("Waar staat dat het huis dit zo doet?")
        )
        self.button = SecondaryButton(self.tr("Stel de termijn vast"), "check")
        self.button.set_reason(reason)
        self.button.clicked.connect(self._save)
        for field in (self.months, self.basis):
            field.setReadOnly(bool(reason))
        for part in (
            self._state,
            FieldRow(self.tr("Termijn na de eerste verwerking"), self.months),
            self.basis_row,
            self.button,
        ):
            self.add(part)

    def reload(self) -> None:
        """Read the term again."""
        desk, regime = self._context.desk, self._regime

        def read() -> int | None:
            from zvdesk.services import house

            return house.retention_months(desk, regime)

        self._context.jobs.run(read, self._fill, self._context.failed, owner=self)

    def _fill(self, months: int | None) -> None:
        if months is None:
            words = self.tr("Nog niet vastgesteld. Een casus krijgt dan geen datum 'vernietigen voor'.")
        else:
            self.months.setValue(months)
            words = self.tr("Vastgesteld op {months} maanden.").format(months=months)
        self._state.setText(words)
        self._state.set_tone(Tone.WARN if months is None else Tone.NEUTRAL)
        show_when(self._state, True)

    def _save(self) -> None:
        desk, regime_id = self._context.desk, self._regime.id
        months, basis = self.months.value(), self.basis.text()
        self.basis_row.set_error("")

        def save() -> Changes:
            from zvdesk.services import house

            return house.set_retention(desk, regime_id, months, basis)

        self._context.jobs.run(save, self._saved, self._refused)

    def _saved(self, _changes: Changes) -> None:
        self._context.notices.ok(self.tr("De bewaartermijn is vastgesteld."))
        self.reload()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ExplainedError) and getattr(error, "field", "") == "basis":
            self.basis_row.set_error(message(error))
            self.basis.setFocus()
        else:
            self._context.failed(error)


def newest_regimes(context: RoomContext) -> tuple[Regime, ...]:
    """Return the newest version of each regime."""
    newest = {regime.id: regime for regime in context.desk.library.regimes}
    return tuple(sorted(newest.values(), key=lambda regime: regime.name.casefold()))
