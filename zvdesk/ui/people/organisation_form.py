"""Show one organisation in fields that keep themselves, or ask for a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.words import tidy
from zvdesk.errors import ExplainedError, InvalidField
from zvdesk.texts.labels import POSITIONS
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.choices import CheckBox, ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.organisations import OrganisationKind
    from zvdesk.ui.context import RoomContext


class OrganisationForm(Card):
    """Edit an organisation; an existing one is kept as it is typed, a new one when the button is pressed.

    Signals: ``saved(Organisation)``; ``cancelled()`` of a new one.
    """

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, context: RoomContext, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context, self._reason = context, reason
        self._shown: Organisation | None = None
        self._kinds = {kind.code: kind for kind in context.desk.library.organisation_kinds}
        self.name, self.abbreviation = AutosaveLineEdit(), AutosaveLineEdit()
        self.phone, self.email = AutosaveLineEdit(), AutosaveLineEdit()
        self.contact_person = AutosaveLineEdit()
        ordered = sorted(self._kinds.values(), key=lambda kind: kind.label.casefold())
        self.kind = ChoiceField([(kind.code, kind.label) for kind in ordered])
        self.kind.chosen.connect(self._take_kind)
        self.position = ChoiceField([(position, POSITIONS[position]) for position in WgsPosition])
        self.secrecy = CheckBox(self.tr("Heeft een medisch of ander beroepsgeheim"))
        self.archived = CheckBox(self.tr("Niet meer gebruiken bij nieuwe overleggen"))
        self.name_row = FieldRow(self.tr("Naam"), self.name)
        self.position_row = FieldRow(
            self.tr("Positie volgens de Wgs"),
            self.position,
            self.tr("Een derde krijgt pas een lijst als de grondslag is vastgelegd."),
        )
        self.callout = Callout(reason)
        self.callout.set_text(reason)
        self.button = PrimaryButton(self.tr("Voeg toe"), "plus")
        self.button.clicked.connect(self._save)
        self.cancel = LinkButton(self.tr("Annuleren"), "x")
        self.cancel.clicked.connect(self.cancelled)
        self._lines = (self.name, self.abbreviation, self.contact_person, self.phone, self.email)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.TWO)
        for part in (
            self.callout,
            self.name_row,
            FieldRow(self.tr("Afkorting"), self.abbreviation, is_optional=True),
            FieldRow(self.tr("Soort"), self.kind),
            self.position_row,
            self.secrecy,
            FieldRow(self.tr("Contactpersoon"), self.contact_person, is_optional=True),
            FieldRow(self.tr("Telefoon"), self.phone, is_optional=True),
            FieldRow(self.tr("E-mail"), self.email, is_optional=True),
            self.archived,
        ):
            self.add(part)
        self.add(row(self.button, self.cancel, stretch=1))

    def _listen(self) -> None:
        for line in self._lines:
            line.edited.connect(lambda _text: self._keep())
        for choice in (self.kind, self.position):
            choice.chosen.connect(lambda _value: self._keep())
        for box in (self.secrecy, self.archived):
            box.clicked.connect(lambda _on: self._keep())

    @property
    def is_new(self) -> bool:
        """Tell whether it asks for a new organisation."""
        return self._shown is None

    def show_organisation(self, organisation: Organisation | None) -> None:
        """Show an organisation, or empty fields for a new one."""
        for line in self._lines:
            line.flush()
        is_other = organisation is None or self._shown is None or organisation.id != self._shown.id
        self._shown = organisation
        self.set_title(self.tr("Nieuwe organisatie") if organisation is None else organisation.name)
        texts = ("",) * len(self._lines)
        if organisation is not None:
            texts = (
                organisation.name,
                organisation.abbreviation,
                organisation.contact_person,
                organisation.phone,
                organisation.email,
            )
            self.kind.set_value(organisation.kind)
            self.position.set_value(organisation.position)
            self.secrecy.setChecked(organisation.has_professional_secrecy)
            self.archived.setChecked(organisation.is_archived)
        else:
            self.archived.setChecked(False)
            self._take_kind(self.kind.value)
        for line, text in zip(self._lines, texts, strict=True):
            if is_other:
                line.setText(text)
            else:
                line.set_stored(text)
        self.name_row.set_error("")
        show_when(self.archived, organisation is not None)
        show_when(self.button, organisation is None)
        show_when(self.cancel, organisation is None)
        self._allow()

    def _allow(self) -> None:
        for line in self._lines:
            line.setReadOnly(bool(self._reason))
        for part in (self.kind, self.position, self.secrecy, self.archived):
            part.setEnabled(not self._reason)

    def _take_kind(self, code: object) -> None:
        kind: OrganisationKind | None = self._kinds.get(code) if isinstance(code, str) else None
        if kind is not None:
            self.position.set_value(kind.position)
            self.secrecy.setChecked(kind.has_professional_secrecy)

    def _asked(self) -> Organisation | None:
        kind, position = self.kind.value, self.position.value
        if not isinstance(kind, str) or not isinstance(position, WgsPosition):
            return None
        start = self._shown or Organisation(name="", kind=kind, position=position)
        return replace(
            start,
            name=tidy(self.name.text()),
            abbreviation=tidy(self.abbreviation.text()),
            kind=kind,
            position=position,
            has_professional_secrecy=self.secrecy.isChecked(),
            contact_person=tidy(self.contact_person.text()),
            phone=tidy(self.phone.text()),
            email=tidy(self.email.text()),
            is_archived=self.archived.isChecked(),
        )

    def _keep(self) -> None:
        if not self.is_new and not self._reason:
            self._save()

    def _save(self) -> None:
        asked, desk = self._asked(), self._context.desk
        if asked is None or asked == self._shown:
            return
        if not asked.name:
            self.name_row.set_error(self.tr("Vul de naam in. Een lege naam is niet bewaard."))
            return

        def save() -> Organisation:
            from zvdesk.services import house

            return house.save_organisation(desk, asked)

        if self._shown is not None:
            self._shown = asked
        self._context.jobs.run(save, self._saved, self._refused)

    def _saved(self, organisation: Organisation) -> None:
        self.name_row.set_error("")
        for line in self._lines:
            line.mark_saved()
        self.saved.emit(organisation)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidField) and isinstance(error, ExplainedError) and error.field == "name":
            self.name_row.set_error(message(error))
        else:
            self._context.failed(error)
