"""Ask what an act on a person needs: add, replace, end, renew the keys, change one's own passphrase."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.domain.people import ASSIGNABLE_ROLES, Person, Role
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, PassphraseInUse, PassphraseTooWeak, WrongPassphrase
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.keys.rekey_form import backup_words
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import DangerButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import CheckBox, ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.new_passphrase import NewPassphrase

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.blockers import Blocked
    from zvdesk.errors import ExplainedError
    from zvdesk.services.changes import Changes
    from zvdesk.services.key_slots import OldBackup
    from zvdesk.ui.context import RoomContext

_ABOUT_PASSPHRASE = (PassphraseTooWeak, PassphraseInUse)


class PersonForm(ActForm):
    """Add a person, or the successor of one. Signals: as ActForm."""

    def __init__(
        self, context: RoomContext, today: date, replaces: Person | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", "", PrimaryButton("", "user-plus"), parent)
        self._today, self._replaces = today, replaces
        self.name, self.organisation, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.role = ChoiceField([(role, ROLES[role]) for role in ASSIGNABLE_ROLES])
        self.name_row = FieldRow(
            self.tr("Naam"), self.name, self.tr("Zo komt de naam in het certificaat; die staat daarna vast.")
        )
        role_row = FieldRow(self.tr("Rol"), self.role)
        self.passphrase = NewPassphrase(
            self.tr("Wachtzin"),
            self.tr("Laat de persoon deze zelf typen. Ten minste 15 tekens, of vijf woorden."),
        )
        self.passphrase.submitted.connect(self.submit)
        self.lay_out(
            self.name_row,
            role_row,
            FieldRow(self.tr("Organisatie"), self.organisation, is_optional=True),
            FieldRow(self.tr("Telefoon"), self.phone, is_optional=True),
            self.passphrase,
        )
        show_when(role_row, replaces is None)
        self._say(replaces)

    def _say(self, replaces: Person | None) -> None:
        if replaces is None:
            self.set_title(self.tr("Iemand toevoegen"))
            self.meaning.setText(
                self.tr("Wie u toevoegt, opent de kluis met een eigen wachtzin en krijgt een eigen sleutel.")
            )
            self.button.setText(self.tr("Voeg toe"))
        else:
            self.set_title(self.tr("Opvolger van {name}").format(name=replaces.name))
            self.meaning.setText(
                self.tr(
                    "De opvolger is vanaf vandaag {role}. De wachtzin van {name} opent dan niets meer."
                ).format(role=ROLES[replaces.role], name=replaces.name)
            )
            self.organisation.setText(replaces.organisation)
            self.button.setText(self.tr("Laat overnemen"))
        self.button.setAccessibleName(self.button.text())

    def submit(self) -> None:
        """Add the person."""
        self.name_row.set_error("")
        role = self.role.value
        if not tidy(self.name.text()):
            self.name_row.set_error(self.tr("Vul de naam in."))
            self.name.setFocus()
            return
        passphrase = self.passphrase.checked()
        if passphrase is None or not isinstance(role, Role):
            return
        person = Person(
            name=tidy(self.name.text()),
            role=role,
            organisation=tidy(self.organisation.text()) or self.context.desk.house.name,
            phone=tidy(self.phone.text()),
            from_on=self._today,
        )
        desk, before = self.context.desk, self._replaces

        def add() -> Person:
            from zvdesk.services import people

            if before is None:
                return people.add_person(desk, person, passphrase)
            return people.replace_person(desk, before.id, person, passphrase)

        self.do(add, self._added, self.tr("De sleutels worden gemaakt. Dit duurt een paar tellen."))

    def _added(self, person: Person) -> None:
        self.passphrase.clear()
        words = self.tr("{name} is toegevoegd als {role}.")
        self.done.emit(words.format(name=person.name, role=ROLES[person.role]))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the passphrase or the name."""
        if isinstance(error, _ABOUT_PASSPHRASE):
            self.passphrase.refuse(message(error))
        elif isinstance(error, InvalidField) and error.field == "name":
            self.name_row.set_error(message(error))
        else:
            return False
        return True


class EndForm(ActForm):
    """End the role of a person after a day. Signals: as ActForm."""

    def __init__(
        self, context: RoomContext, person: Person, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", "", DangerButton("", "user-x"), parent)
        self._person, self._today = person, today
        self.until = DateField(today)
        self._row = FieldRow(
            self.tr("Laatste dag"), self.until, self.tr("Kies gisteren om de toegang nu meteen te stoppen.")
        )
        self.set_title(self.tr("Rol van {name} beëindigen").format(name=person.name))
        self.meaning.setText(
            self.tr(
                "Na de laatste dag opent de wachtzin van {name} niets meer, en zijn de eigen sleutels weg. "
                "Ondertekende lijsten blijven geldig. Dit kunt u niet terugdraaien."
            ).format(name=person.name)
        )
        self.button.setText(self.tr("Beëindig de rol"))
        self.button.setAccessibleName(self.button.text())
        self.backups = Callout("", Tone.WARN)
        self.lay_out(self._row, self.backups)
        self.backups.set_text("")
        self._read()

    def _read(self) -> None:
        desk, person_id = self.context.desk, self._person.id

        def read() -> tuple[OldBackup, ...]:
            from zvdesk.services import key_slots

            return key_slots.old_backups(desk, without=person_id)

        self.context.jobs.run(read, self._fill, self.context.failed, owner=self)

    def _fill(self, old: tuple[OldBackup, ...]) -> None:
        words = self.tr(
            "Geef de kluis hierna nieuwe sleutels. Anders openen deze reservekopieën nog met een oude "
            "wachtzin, uiterlijk tot {until}. Gemaakt op:"
        )
        self.backups.set_text(backup_words(old, words))

    def submit(self) -> None:
        """End the role."""
        until, desk, person = self.until.day, self.context.desk, self._person
        if until is None or not self.until.is_readable:
            self._row.set_error(self.tr("Vul een dag in, zoals {day}.").format(day=f"{self._today:%d-%m-%Y}"))
            self.until.setFocus()
            return
        self._row.set_error("")

        def end() -> Changes:
            from zvdesk.services import people

            return people.end_person(desk, person.id, until)

        self.do(end, lambda _changes: self._ended(until), self.tr("De rol wordt beëindigd."))

    def _ended(self, until: date) -> None:
        if until < self._today:
            words = self.tr("De wachtzin van {name} opent deze kluis niet meer.")
            self.follow_up = self.tr(
                "{name} kan nog een oude kopie van het sleutelbestand of van de kluis hebben."
            ).format(name=self._person.name)
        else:
            words = self.tr("{name} heeft toegang tot en met {day}.")
        self.done.emit(words.format(name=self._person.name, day=day(until)))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the day that it is wrong."""
        if isinstance(error, InvalidField):
            self._row.set_error(
                self.tr("De laatste dag kan niet voor {day} liggen.").format(
                    day=day(self._person.from_on - timedelta(days=1))
                )
            )
            return True
        return False


class RenewForm(ActForm):
    """Give a person who lost the passphrase a new one. Signals: as ActForm."""

    def __init__(self, context: RoomContext, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "key-round"), parent)
        self._person = person
        self.set_title(self.tr("Nieuwe sleutels voor {name}").format(name=person.name))
        self.meaning.setText(
            self.tr(
                "Voor wie de wachtzin kwijt is. {name} krijgt een nieuwe wachtzin, nieuwe sleutels en een "
                "nieuw certificaat. De oude wachtzin opent niets meer. Ondertekende lijsten blijven geldig."
            ).format(name=person.name)
        )
        self.button.setText(self.tr("Vernieuw de sleutels"))
        self.button.setAccessibleName(self.button.text())
        self.passphrase = NewPassphrase(
            self.tr("Nieuwe wachtzin"),
            self.tr("Laat de persoon deze zelf typen. Ten minste 15 tekens, of vijf woorden."),
        )
        self.passphrase.submitted.connect(self.submit)
        self.leaked = CheckBox(self.tr("Iemand anders kent de oude wachtzin"))
        self.lay_out(self.passphrase, self.leaked)

    def submit(self) -> None:
        """Renew the keys."""
        passphrase = self.passphrase.checked()
        if passphrase is None:
            return
        desk, person_id = self.context.desk, self._person.id

        def renew() -> Changes:
            from zvdesk.services import people

            return people.renew_keys(desk, person_id, passphrase)

        words = self.tr("{name} heeft nieuwe sleutels.").format(name=self._person.name)
        if self.leaked.isChecked():
            self.follow_up = self.tr("De oude wachtzin van {name} is uitgelekt.").format(
                name=self._person.name
            )
        busy = self.tr("De sleutels worden gemaakt. Dit duurt een paar tellen.")
        self.do(renew, lambda _changes: self.done.emit(words), busy)

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the passphrase."""
        if isinstance(error, _ABOUT_PASSPHRASE):
            self.passphrase.refuse(message(error))
            return True
        return False


class ChangeForm(ActForm):
    """Change the passphrase of who is at the desk. Signals: as ActForm."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "key-round"), parent)
        self.set_title(self.tr("Mijn wachtzin wijzigen"))
        self.meaning.setText(
            self.tr(
                "U krijgt ook een nieuwe sleutel om mee te ondertekenen. Wat u al ondertekende, blijft "
                "geldig. Geef collega's met een eigen laptop daarna uw nieuwe kaart (bij Overdragen)."
            )
        )
        self.button.setText(self.tr("Wijzig mijn wachtzin"))
        self.button.setAccessibleName(self.button.text())
        self.old = PassphraseField()
        self.old_row = FieldRow(self.tr("Wachtzin van nu"), self.old)
        self.old.textChanged.connect(lambda _text: self.old_row.set_error(""))
        self.passphrase = NewPassphrase(self.tr("Nieuwe wachtzin"))
        self.passphrase.submitted.connect(self.submit)
        self.leaked = CheckBox(self.tr("Iemand anders kent mijn oude wachtzin"))
        self.lay_out(self.old_row, self.passphrase, self.leaked)

    def submit(self) -> None:
        """Change it."""
        old, desk = self.old.text(), self.context.desk
        if not old:
            self.old_row.set_error(self.tr("Typ eerst de wachtzin die u nu gebruikt."))
            self.old.setFocus()
            return
        new = self.passphrase.checked()
        if new is None:
            return

        def change() -> None:
            from zvdesk.services import vaults

            vaults.change_passphrase(desk, old, new)

        words = self.tr("Uw wachtzin is gewijzigd. De oude opent deze kluis niet meer.")
        if self.leaked.isChecked():
            self.follow_up = self.tr("Uw oude wachtzin is uitgelekt.")
            if not desk.may(Act.MANAGE_PEOPLE):
                words += " " + self.tr(
                    "Vraag de functioneel beheerder vandaag om de kluis nieuwe sleutels te geven."
                )
        self.do(change, lambda _none: self.done.emit(words), self.tr("De wachtzin wordt gewijzigd."))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the old or the new passphrase."""
        if isinstance(error, WrongPassphrase):
            self.old_row.set_error(self.tr("Dit is niet uw wachtzin van nu. Er is niets gewijzigd."))
            self.old.setFocus()
            return True
        if isinstance(error, _ABOUT_PASSPHRASE):
            self.passphrase.refuse(message(error))
            return True
        return False
