"""Come to know a colleague, and end one: each act in a form of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from zvdesk.domain.typed_days import typed_day
from zvdesk.errors import CardRefused, InvalidField, WrongPassphrase
from zvdesk.services import cards, colleagues
from zvdesk.services.changes import changed
from zvdesk.texts.colleagues import signs_under
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.widgets.buttons import DangerButton, PrimaryButton
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.path_row import FolderRow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.domain.colleagues import Card, Colleague
    from zvdesk.errors import ExplainedError
    from zvdesk.services.changes import Changes
    from zvdesk.services.colleagues import ListTaken
    from zvdesk.ui.context import RoomContext


class AddForm(ActForm):
    """Ask for the fingerprint that the owner of a card reads aloud; the form itself never shows it."""

    def __init__(self, context: RoomContext, card: Card, parent: QWidget | None = None) -> None:
        button = PrimaryButton("", "user-plus")
        super().__init__(context, "", "", button, parent)
        button.set_label(self.tr("Voeg toe"))
        about = ", ".join(part for part in (ROLES[card.role], card.organisation, card.house) if part)
        meaning = self.tr(
            "De kaart zegt: {name}, {about}. Dat bewijst nog niets. Laat uw collega de vingerafdruk "
            "voorlezen, "
            "aan tafel of op een telefoonnummer dat u al kende. Typ wat u hoort."
        )
        self.meaning.setText(meaning.format(name=card.name, about=about))
        self.set_title(self.tr("Leer {name} kennen").format(name=card.name))
        self._card = card
        self.heard = QLineEdit()
        self.heard.setMaxLength(80)
        self.heard.returnPressed.connect(self.submit)
        self.heard_row = FieldRow(
            self.tr("Vingerafdruk die u hoort"),
            self.heard,
            self.tr("Acht groepen van vier letters en cijfers. Spaties en hoofdletters maken niet uit."),
        )
        self.lay_out(self.heard_row)

    def submit(self) -> None:
        """Keep the colleague."""
        desk, card, heard = self.context.desk, self._card, self.heard.text()
        if not heard.strip():
            self.heard_row.set_error(self.tr("Typ de vingerafdruk die uw collega voorleest."))
            self.heard.setFocus()
            return
        self.heard_row.set_error("")

        def then(met: Colleague) -> None:
            self.context.jobs.changed.emit(changed("colleagues"))
            self.done.emit(self.tr("{name} is nu een bekende collega.").format(name=met.name))

        self.do(lambda: colleagues.meet(desk, card, heard), then, self.tr("De vingerafdruk wordt vergeleken"))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the fingerprint that it is another one."""
        if isinstance(error, CardRefused) and error.reason == "other_fingerprint":
            self.heard_row.set_error(message(error))
            self.heard.setFocus()
            return True
        return False


class EndForm(ActForm):
    """Ask until when a colleague is one."""

    def __init__(self, context: RoomContext, colleague: Colleague, parent: QWidget | None = None) -> None:
        button = DangerButton("")
        super().__init__(context, "", "", button, parent)
        button.set_label(self.tr("Beëindig"))
        self.set_title(self.tr("Beëindig {name}").format(name=colleague.name))
        meaning = self.tr(
            "U kunt dan niets meer aan {name} geven, en zvdesk neemt niets meer van {name} op. Zonder "
            "laatste dag geldt dat nu meteen. Dit kunt u niet ongedaan maken."
        )
        self.meaning.setText(meaning.format(name=colleague.name))
        self._colleague = colleague
        today = context.desk.clock.today()
        self.day = DateField(parse=lambda text: typed_day(text, today), show=day)
        self.day_row = FieldRow(self.tr("Laatste dag, of leeg voor nu meteen"), self.day)
        self.lay_out(self.day_row)

    def submit(self) -> None:
        """End the colleague."""
        self.day.flush()
        desk, one, on = self.context.desk, self._colleague, self.day.day
        if not self.day.is_readable:
            self.day_row.set_error(self.tr("Dit is geen dag. Vul de laatste dag in, of niets."))
            return

        def then(_changes: Changes) -> None:
            self.done.emit(self.tr("{name} is beëindigd.").format(name=one.name))

        self.do(lambda: colleagues.end_colleague(desk, one.id, on), then, self.tr("Beëindigen"))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the day that it cannot be that one."""
        if isinstance(error, InvalidField):
            first = self._colleague.met_on - timedelta(days=1)
            words = self.tr("Kies een dag vanaf {day}, en niet na de dag die er al stond.")
            self.day_row.set_error(words.format(day=day(first)))
            return True
        return False


class _PassphraseForm(ActForm):
    """Ask for one's own passphrase, and a folder where a file is written."""

    def __init__(
        self,
        context: RoomContext,
        icon_name: str,
        *,
        has_folder: bool,
        parent: QWidget | None = None,
    ) -> None:
        self.main = PrimaryButton("", icon_name)
        super().__init__(context, "", "", self.main, parent)
        self.folder = FolderRow()
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.passphrase_row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self.lay_out(*((self.folder,) if has_folder else ()), self.passphrase_row)

    def say(self, title: str, meaning: str, label: str) -> None:
        """Say what is made, what that means, and what the button does."""
        self.set_title(title)
        self.meaning.setText(meaning)
        self.main.set_label(label)

    def taken(self) -> str:
        """Return the passphrase and forget it, or say that it lacks."""
        words = self.passphrase.text()
        self.passphrase_row.set_error("" if words else self.tr("Typ uw wachtzin."))
        self.passphrase.clear()
        return words

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say a refusal at the field that it is about."""
        if isinstance(error, WrongPassphrase):
            self.passphrase_row.set_error(self.tr("De wachtzin is niet goed. Er is niets ondertekend."))
            self.passphrase.setFocus()
            return True
        return self.folder.refused(error)


class ShowForm(_PassphraseForm):
    """Ask the passphrase that opens one's own card; ``shown`` then holds it."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "eye", has_folder=False, parent=parent)
        self.say(
            self.tr("Laat mijn kaart zien"),
            self.tr("Uw kaart wordt met uw eigen sleutel ondertekend. Er staat niets geheims op."),
            self.tr("Laat zien"),
        )
        self.shown: cards.ShownCard | None = None

    def submit(self) -> None:
        """Make the card for the screen."""
        words, desk = self.taken(), self.context.desk
        if words:
            self.do(lambda: cards.shown_card(desk, words), self._ready, self.tr("De kaart wordt gemaakt"))

    def _ready(self, shown: cards.ShownCard) -> None:
        self.shown = shown
        self.done.emit("")


class SaveForm(_PassphraseForm):
    """Ask where one's own card goes."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "save", has_folder=True, parent=parent)
        self.say(
            self.tr("Bewaar mijn kaart"),
            self.tr(
                "U krijgt een bestand (.zvkaart) om te sturen, en een blad (pdf) met de QR-code om te tonen "
                "of te "
                "printen. Er staat niets geheims op. Gewone mail mag."
            ),
            self.tr("Bewaar"),
        )

    def submit(self) -> None:
        """Write the card."""
        folder = self.folder.taken()
        words, desk = self.taken(), self.context.desk
        if folder is None or not words:
            return

        def then(made: cards.CardFiles) -> None:
            said = self.tr("Uw kaart staat in {folder}: {file} en {sheet}.")
            self.done.emit(said.format(folder=made.file.parent, file=made.file.name, sheet=made.sheet.name))

        self.do(lambda: cards.export_card(desk, words, folder), then, self.tr("De kaart wordt gemaakt"))


class MakeListForm(_PassphraseForm):
    """Ask where the list of the house goes."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "signature", has_folder=True, parent=parent)
        self.say(
            self.tr("Maak de lijst van het huis"),
            self.tr(
                "Op de lijst staat iedereen van deze kluis, en elke collega die u kent, ook wie is gestopt. "
                "U "
                "ondertekent hem. Wie u kent, leert met één bestand alle anderen kennen."
            ),
            self.tr("Maak de lijst"),
        )

    def submit(self) -> None:
        """Write the list."""
        folder = self.folder.taken()
        words, desk = self.taken(), self.context.desk
        if folder is None or not words:
            return

        def then(made: Path) -> None:
            self.done.emit(self.tr("De lijst staat in {path}.").format(path=made))

        self.do(
            lambda: colleagues.export_house_list(desk, words, folder), then, self.tr("De lijst wordt gemaakt")
        )


class TakeListForm(ActForm):
    """Ask whether everybody on a list of the house is known from now on."""

    def __init__(self, context: RoomContext, path: Path, parent: QWidget | None = None) -> None:
        button = PrimaryButton("", "check")
        super().__init__(context, "", "", button, parent)
        button.set_label(self.tr("Neem over"))
        self.set_title(self.tr("Neem de lijst van het huis over"))
        self.meaning.setText(
            self.tr(
                "{name}: wie op de lijst staat, kent u daarna, en wie daar is gestopt, is ook hier gestopt. "
                "zvdesk kijkt eerst of een functioneel beheerder die u kent de lijst heeft ondertekend. "
                "Staat op de lijst een certificaat voor u? Dan kunt u onder dat huis ondertekenen. "
                "Ontvangers hebben dan genoeg aan het blad van dat ene huis."
            ).format(name=path.name)
        )
        self._path = path
        self.joins = CheckBox(self.tr("Onderteken voortaan onder dat huis"))
        self.joins.setChecked(True)
        self.lay_out(self.joins)

    def submit(self) -> None:
        """Take the list."""
        desk, path, joins = self.context.desk, self._path, self.joins.isChecked()

        def then(taken: ListTaken) -> None:
            self.context.jobs.changed.emit(changed("colleagues", "house"))
            words = self.tr("Lijst overgenomen: {added} nieuw, {ended} gestopt, {same} ongewijzigd.")
            told = words.format(added=len(taken.added), ended=len(taken.ended), same=taken.unchanged)
            own = desk.actor.person_id
            moved = (signs_under(one, is_self=one.person_id == own) for one in taken.moved)
            self.done.emit(" ".join((told, *moved)))

        self.do(
            lambda: colleagues.take_house_list(desk, cards.read_file(path), joins=joins),
            then,
            self.tr("De lijst wordt nagekeken"),
        )
