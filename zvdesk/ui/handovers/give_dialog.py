"""Give a meeting or a case to a colleague: to whom, what for, until when, and what goes along."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.domain.handovers import Reach
from zvdesk.domain.roles import Act, may
from zvdesk.domain.typed_days import typed_day
from zvdesk.services import handovers
from zvdesk.services.changes import Changes
from zvdesk.texts.days import day
from zvdesk.texts.handovers import NEXT_STEPS
from zvdesk.texts.labels import LEFT_OUT, ROLES
from zvdesk.ui.handovers.to_whom import load, still
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import Checklist, ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.made_view import Outcome

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zvdesk.domain.colleagues import Colleague
    from zvdesk.services.handovers import Given
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.handovers.to_whom import Choice
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey

_KINDS = frozenset({"handovers", "cases", "meetings"})


class GiveDialog(MakingDialog):
    """Ask to whom, and make the package."""

    def __init__(
        self, context: RoomContext, reach: Reach, subject_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent, is_signed=True)
        self._reach, self._subject_id = reach, subject_id
        self._choice: Choice | None = None
        is_meeting = reach is Reach.MEETING
        self.say(
            self.tr("Geef aan een collega"),
            self.tr(
                "Het overleg gaat met zijn casussen in één verzegeld bestand. Alleen wie u kiest kan het "
                "openen. "
                "Daarna kunt u het hier lezen, en niet meer wijzigen, tot het terug is."
            )
            if is_meeting
            else self.tr(
                "De casus gaat in één verzegeld bestand. Alleen wie u kiest kan het openen. Daarna kunt u "
                "de casus "
                "hier lezen, en niet meer wijzigen, tot die terug is."
            ),
            self.tr("Geef"),
        )
        self.who = ChoiceField((), name=self.tr("Aan wie?"))
        self.who.chosen.connect(lambda _one: self._chosen())
        self.who_row = FieldRow(self.tr("Aan wie?"), self.who)
        self.readers = Checklist(self.tr("Wie mag meelezen?"))
        self.readers.changed.connect(lambda _ticked: self._tell_along())
        self.readers_row = FieldRow(
            self.tr("Wie mag meelezen?"),
            self.readers,
            self.tr("Wie meeleest, kan niets wijzigen."),
            is_optional=True,
        )
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(200)
        self.purpose_row = FieldRow(self.tr("Waarvoor?"), self.purpose)
        self.until = DateField(parse=self._read_day, show=day)
        self.until_row = FieldRow(self.tr("Te openen tot en met"), self.until)
        self.along = Callout("", Tone.NEUTRAL)
        self.running = Callout("", Tone.WARN)
        self.running.set_text("")
        self.nobody = Callout(
            self.tr("U kent nog geen collega met een eigen laptop. Leer elkaar eerst kennen bij Overdragen."),
            Tone.ACCENT,
        )
        self.to_colleagues = SecondaryButton(self.tr("Naar Overdragen"), "users")
        self.to_colleagues.clicked.connect(self._leave)
        self.fields.folder_row.set_label(self.tr("Waar komt het pakket?"))
        self.fields.folder_row.set_help(self.tr("Een stick, of een map die u samen deelt. Mailen kan ook."))
        self._asked = QWidget()
        inner = column(Space.TWO)
        self._asked.setLayout(inner)
        for part in (self.who_row, self.running, self.readers_row, self.along, self.purpose_row):
            inner.addWidget(part)
        inner.addWidget(self.until_row)
        self.lay_out(self.nobody, self.to_colleagues, self._asked)
        show_when(self.nobody, False)
        show_when(self.to_colleagues, False)
        self.button.setEnabled(False)
        desk = context.desk
        context.jobs.run(lambda: load(desk, reach, subject_id), self._take, context.failed, owner=self)

    # --- what MakingDialog asks ------------------------------------------------------------------------

    def work(self, folder: Path | None, key: SigningKey) -> Op | None:
        """Return what makes the package."""
        days = self._days()
        one = self._who()
        choice = self._choice
        if folder is None or days is None or one is None or choice is None:
            return None
        desk, subject_id, purpose = self.context.desk, self._subject_id, self.purpose.text()
        others = [reader for reader in self.readers.chosen if isinstance(reader, str) and reader != one.id]
        give = handovers.give_meeting if self._reach is Reach.MEETING else handovers.give_case
        secret = key.secret

        def op(report: Any) -> Given:  # noqa: ANN401 - a function of the worker
            with still(desk, subject_id, choice.clock_item):
                return give(
                    desk,
                    subject_id,
                    folder,
                    (one.id, *others),
                    passphrase=secret,
                    purpose=purpose,
                    days=days,
                    report=report,
                )

        return op

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - Given
        """Say where the package is, and with whom the pen is now."""
        given: Given = result
        handover = given.handover
        self.context.jobs.changed.emit(Changes(_KINDS, frozenset(handover.case_ids)))
        name = next(iter(handover.names), "")
        notes = (
            (self.tr("Deze casussen gingen niet mee, want zij liggen bij iemand anders: {numbers}."),)
            if given.stays
            else ()
        )
        return Outcome(
            self.tr("Het pakket voor {name} is klaar").format(name=name),
            folder,
            notes=tuple(note.format(numbers=", ".join(given.stays)) for note in notes),
            lines=(
                given.path.name,
                self.tr("Geef dit bestand aan {name}. Openen kan tot en met {day}.").format(
                    name=name, day=day(handover.expires_on)
                ),
                self.tr("De pen ligt nu bij {name}. U ziet dat bij Overdragen.").format(name=name),
            ),
            files=(given.path,),
        )

    def busy_words(self) -> str:
        """Return what is said while it goes on."""
        return self.tr("Het pakket wordt verzegeld")

    def stopped_words(self) -> str:
        """Return what is said after a stop."""
        return self.tr("Gestopt. Er is niets gegeven.")

    # --- inside ------------------------------------------------------------------------------------------

    def _take(self, choice: Choice) -> None:
        self._choice = choice
        self.who.set_options((one.id, self._words(one)) for one in choice.people)
        self.who.set_value(choice.people[0].id if choice.people else None)
        is_known = bool(choice.people)
        for part in (self._asked, self.fields.folder_row, self.fields.passphrase_row):
            show_when(part, is_known)
        for lacking in (self.nobody, self.to_colleagues):
            show_when(lacking, not is_known)
        if choice.folder is not None:
            self.fields.folder.setText(str(choice.folder))
        self.until.set_day(choice.today + timedelta(days=handovers.DAYS))
        self.button.setEnabled(is_known)
        if is_known:
            self._chosen()
            self.who.setFocus()
        else:
            self.to_colleagues.setFocus()

    def _words(self, one: Colleague) -> str:
        giver = self._choice.giver if self._choice else None
        is_back = giver is not None and one.id == giver.id
        words = self.tr("Terug naar {role} {name}") if is_back else self.tr("Geef aan {role} {name}")
        return words.format(role=ROLES[one.role], name=one.name)

    def _who(self) -> Colleague | None:
        people = self._choice.people if self._choice else ()
        return next((one for one in people if one.id == self.who.value), None)

    def _chosen(self) -> None:
        one, choice = self._who(), self._choice
        if one is None or choice is None:
            return
        known = set(NEXT_STEPS.values())
        if not self.purpose.text().strip() or self.purpose.text() in known:
            self.purpose.setText(NEXT_STEPS.get(one.role, ""))
        others = [c for c in choice.people if c.id != one.id]
        self.readers.set_options((c.id, f"{c.name}, {ROLES[c.role]}") for c in others)
        show_when(self.readers_row, bool(others))
        title = self._words(one)
        self.setWindowTitle(title)
        self.title.setText(title)
        is_back = choice.giver is not None and one.id == choice.giver.id
        self.button.set_label(
            (self.tr("Geef terug") if is_back else self.tr("Geef aan {role}")).format(role=ROLES[one.role])
        )
        self._tell_running(one, choice)
        self._tell_along()

    def _tell_running(self, one: Colleague, choice: Choice) -> None:
        """Say of a meeting that runs who can lead it on, and that its clock stops."""
        if not choice.is_running:
            return
        leads = self.tr("Dit overleg loopt. {name} leidt het verder waar u nu bent.").format(name=one.name)
        waits = self.tr("Dit overleg loopt. Verder leiden kan alleen een voorzitter.")
        told = [leads if may(one.role, Act.LEAD_MEETING) else waits]
        if choice.clock_item:
            told.append(self.tr("De klok staat stil zodra u het geeft."))
        self.running.set_text(" ".join(told))

    def _tell_along(self) -> None:
        """Say what goes along, and what does not because somebody of them does not read it."""
        one, people = self._who(), self._choice.people if self._choice else ()
        if one is None:
            return
        getting = [one, *(c for c in people if c.id in self.readers.chosen)]
        roles = [self.context.desk.actor.role, *(c.role for c in getting)]
        blind = next((role for role in roles if not may(role, Act.READ_CONTRIBUTIONS)), None)
        if blind is None:
            self.along.set_text(self.tr("Alles gaat mee, ook de inbreng van organisaties."))
            return
        words = self.tr(
            "Zonder inbreng: een {role} leest die niet. Ook niet mee: {what}. Het reist gesloten mee, en "
            "komt "
            "terug bij wie het mag lezen."
        )
        what = ", ".join(text for kind, text in LEFT_OUT.items() if kind.value != "inbreng")
        self.along.set_text(words.format(role=ROLES[blind], what=what))

    def _read_day(self, text: str) -> date | None:
        return typed_day(text, self.context.desk.clock.today())

    def _days(self) -> int | None:
        """Return for how many days the package can be opened, or say what is wrong with the day."""
        self.until.flush()
        choice, last = self._choice, self.until.day
        days = (last - choice.today).days if choice is not None and last is not None else 0
        is_good = self.until.is_readable and 1 <= days <= handovers.MOST_DAYS
        words = self.tr("Kies een dag vanaf morgen, hoogstens {days} dagen ver.")
        self.until_row.set_error("" if is_good else words.format(days=handovers.MOST_DAYS))
        if not is_good:
            self.until.setFocus()
        return days if is_good else None

    def _leave(self) -> None:
        self.reject()
        self.context.go("handovers", "")
