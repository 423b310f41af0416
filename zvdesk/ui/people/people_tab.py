"""List the people of the house beside the one who is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvdesk.domain.roles import Act
from zvdesk.texts.labels import ROLES
from zvdesk.ui.keys.rekey_form import RekeyForm
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.people.details import PersonDetails, state_of
from zvdesk.ui.people.forms import ChangeForm, EndForm, PersonForm, RenewForm
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.table import RowsTable, fit_height
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.people import Person
    from zvdesk.ui.act_form import ActForm
    from zvdesk.ui.context import RoomContext


BESIDE = 860  # from this width at 100 % the pane stands beside the list
SHARES = (7, 4)


class PeopleTab(QWidget):
    """Show who can open the vault and in which role; acts are done in the pane beside the list."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._today: date | None = None
        self._wanted = context.desk.actor.person_id
        self._form: ActForm | None = None
        self.details = PersonDetails(context.desk.actor)
        self.table: RowsTable[Person] = RowsTable(
            self.tr("Mensen van het huis"),
            (
                Column(self.tr("Naam"), lambda p: p.name, cell=Cell.STRONG, stretches=True),
                Column(self.tr("Rol"), lambda p: ROLES[p.role], width=172),
                Column(self.tr("Organisatie"), lambda p: p.organisation, stretches=True),
                Column(
                    self.tr("Toegang"), self._state_words, cell=Cell.CHIP, tone=self._state_tone, width=160
                ),
            ),
            key=lambda p: p.id,
        )
        self.table.selected.connect(self._show)
        self.table.opened.connect(lambda _person: self.details.phone.setFocus())
        self.details.phoneEdited.connect(self._save_phone)
        self.details.changeRequested.connect(lambda: self.open_form(ChangeForm(context)))
        self.details.renewRequested.connect(self.renew)
        self.details.replaceRequested.connect(self.replace)
        self.details.endRequested.connect(self.end)
        listed = Card()
        listed.add(self.table)
        self._pane = stacked(self.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TwoColumns(stacked(listed), self._pane, BESIDE, SHARES))
        self.details.hide()

    def reload(self) -> None:
        """Read the people again."""
        desk = self.context.desk

        def read() -> tuple[tuple[Person, ...], date]:
            from zvdesk.services import people

            return people.people(desk), desk.clock.today()

        self.context.jobs.run(read, self._fill, self.context.failed)

    def reason_not_to_add(self) -> str:
        """Return why who is in may not add anyone, or an empty text."""
        if self.context.desk.may(Act.MANAGE_PEOPLE):
            return ""
        return self.tr("Alleen de functioneel beheerder voegt mensen toe.")

    def add(self) -> None:
        """Ask for a new person."""
        if self._today is not None and not self.reason_not_to_add():
            self.open_form(PersonForm(self.context, self._today))

    def replace(self) -> None:
        """Ask for the successor of who is chosen."""
        person = self.table.current_row()
        if person is not None and self._today is not None:
            self.open_form(PersonForm(self.context, self._today, person))

    def end(self) -> None:
        """Ask for the last day of who is chosen."""
        person = self.table.current_row()
        if person is not None and self._today is not None:
            self.open_form(EndForm(self.context, person, self._today))

    def renew(self) -> None:
        """Ask for a new passphrase of who is chosen."""
        person = self.table.current_row()
        if person is not None:
            self.open_form(RenewForm(self.context, person))

    def open_form(self, form: ActForm) -> None:
        """Show a form in the pane instead of the person."""
        self._close_form()
        self._form = form
        form.done.connect(self._done)
        form.cancelled.connect(self._cancel)
        self.details.hide()
        layout = self._pane.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, form)
        form.show()
        form.focus_first()

    @property
    def form(self) -> ActForm | None:
        """Return the form that is open, or None."""
        return self._form

    def _fill(self, found: tuple[tuple[Person, ...], date]) -> None:
        people, self._today = found
        self.table.set_rows(people)
        chosen = self.table.current_row()
        if chosen is None and people:
            ids = [person.id for person in people]
            self.table.choose(ids.index(self._wanted) if self._wanted in ids else 0)
            chosen = self.table.current_row()
        if chosen is not None:
            self._show(chosen)
        fit_height(self.table, len(people))

    def _show(self, person: Person) -> None:
        if self._today is not None:
            self.details.show_person(person, self._today)
            show_when(self.details, self._form is None)

    def _save_phone(self, phone: str) -> None:
        person, desk = self.table.current_row(), self.context.desk
        if person is None or phone == person.phone:
            self.details.phone.mark_saved()
            return
        changed = replace(person, phone=phone)

        def save() -> object:
            from zvdesk.services import people

            return people.revise_person(desk, changed)

        self.context.jobs.run(
            save, lambda _changes: self.details.phone.mark_saved(), self.context.failed, owner=self
        )

    def _done(self, words: str) -> None:
        why = self._form.follow_up if self._form is not None else ""
        self.context.notices.ok(words)
        self._cancel()
        self.reload()
        if why and self.context.desk.may(Act.MANAGE_PEOPLE):
            self.open_form(RekeyForm(self.context, why))

    def _cancel(self) -> None:
        self._close_form()
        show_when(self.details, self.table.current_row() is not None)
        self.table.setFocus()

    def _close_form(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            form.hide()
            form.deleteLater()

    def _state_words(self, person: Person) -> str:
        return state_of(person, self._today)[0] if self._today is not None else ""

    def _state_tone(self, person: Person) -> Tone:
        return state_of(person, self._today)[1] if self._today is not None else Tone.NEUTRAL
