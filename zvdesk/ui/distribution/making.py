"""Make what repeats the lists of a meeting: tables, draft mails and calendars, as one set per kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from zvdesk.domain.blockers import Blocked
from zvdesk.services import calendars, mail_drafts, tables
from zvdesk.services.changes import Changes
from zvdesk.services.export_sets import Recipient
from zvdesk.services.tables import TableForm
from zvdesk.texts.blockers import sentences
from zvdesk.texts.messages import message
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.choices import CheckBox, ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.made_view import Outcome
from zvdesk.ui.widgets.path_row import FolderRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zvdesk.domain.distribution import BoardRow
    from zvdesk.services.export_sets import ExportSet, Refusal
    from zvdesk.services.mail_drafts import Drafts
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold for whom something can be made: of which meeting, the rows of its lists, and the chosen one."""

    meeting_id: str
    rows: tuple[BoardRow, ...]
    chosen: BoardRow | None = None


class SetDialog(MakingDialog):
    """Ask for whom and where; a subclass adds its own options and calls a service."""

    def __init__(
        self,
        context: RoomContext,
        wanted: Wanted,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._wanted = wanted
        self.names = {
            Recipient(row.case_id, row.recipient_id or None): self._name(row) for row in wanted.rows
        }
        count = len({row.recipient_id for row in wanted.rows})
        options: list[tuple[object, str]] = [(True, self.tr("Alle {count} ontvangers").format(count=count))]
        if wanted.chosen is not None and wanted.chosen in wanted.rows:
            options.append((False, self.tr("Alleen de gekozen regel")))
        self.who = ChoiceRow(self.tr("Voor wie"), options)
        self.who.set_value(True)
        self.who.chosen.connect(lambda _all: self._name_them())
        self._whom = Text("", Style.SMALL)
        self._name_them()

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Return for whom the files are made."""
        chosen = self._wanted.chosen
        rows = self._wanted.rows if self.who.value is True or chosen is None else (chosen,)
        return tuple(Recipient(row.case_id, row.recipient_id or None) for row in rows)

    def changes(self) -> Changes | None:
        """Return that the register of what went out changed."""
        return Changes(frozenset({"disclosures"}), frozenset(one.case_id for one in self.recipients))

    def refused_lines(self, refused: Sequence[Refusal]) -> tuple[str, ...]:
        """Return why recipients get nothing: each reason once, after all that it holds up."""
        held_up: dict[str, list[str]] = {}
        for one in refused:
            why = sentences(one.error.blockers) if isinstance(one.error, Blocked) else message(one.error)
            held_up.setdefault(why, []).append(self.names[one.recipient])
        return tuple(f"{'; '.join(names)}: {why}" for why, names in held_up.items())

    def for_whom(self) -> QWidget:
        """Return the choice of recipients."""
        whole = self.block(self.tr("Voor wie"), self.who)
        layout = whole.layout()
        if layout is not None:
            layout.addWidget(self._whom)
        return whole

    def block(self, caption: str, part: QWidget) -> QWidget:
        """Return an option with its caption above it."""
        whole = QWidget()
        inner = column(Space.HALF)
        whole.setLayout(inner)
        inner.addWidget(Text(caption, Style.CAPTION))
        inner.addWidget(part)
        return whole

    def _name_them(self) -> None:
        only = self.recipients if self.who.value is False else ()
        self._whom.setText("; ".join(self.names[one] for one in only))
        show_when(self._whom, bool(only))

    def _name(self, row: BoardRow) -> str:
        who = row.recipient or self.tr("eigen huis")
        return self.tr("{who}, casus {number}").format(who=who, number=row.case_number)


class TablesDialog(SetDialog):
    """Make the lists as tables for a spreadsheet."""

    def __init__(self, context: RoomContext, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(context, wanted, parent)
        self.say(
            self.tr("Tabellen maken"),
            self.tr(
                "De acties van elke lijst als tabel, om in te sorteren en te rekenen. Een tabel is niet "
                "ondertekend; de lijst blijft het document dat telt."
            ),
            self.tr("Maak de tabellen"),
        )
        inner = QWidget()
        boxes = column(2)
        inner.setLayout(boxes)
        self.forms = {
            TableForm.XLSX: CheckBox(self.tr("Excel (xlsx)")),
            TableForm.ODS: CheckBox(self.tr("LibreOffice (ods)")),
            TableForm.CSV: CheckBox(self.tr("Platte tekst (csv)")),
        }
        for box in self.forms.values():
            boxes.addWidget(box)
            box.toggled.connect(self._may_make)
        self.forms[TableForm.XLSX].setChecked(True)
        self.lay_out(self.for_whom(), self.block(self.tr("Vorm"), inner))

    @property
    def chosen_forms(self) -> tuple[TableForm, ...]:
        """Return the forms that are ticked."""
        return tuple(form for form, box in self.forms.items() if box.isChecked())

    def work(self, folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what makes the tables."""
        desk, meeting_id, who, forms = (
            self.context.desk,
            self._wanted.meeting_id,
            self.recipients,
            self.chosen_forms,
        )
        if folder is None or not forms:
            return None
        return lambda report: tables.export_tables(desk, meeting_id, who, forms, folder, report)

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - an ExportSet
        """Say how many tables there are."""
        done: ExportSet = result
        count = len(done.made)
        words = self.tr("1 tabel is gemaakt") if count == 1 else self.tr("{count} tabellen zijn gemaakt")
        return Outcome(
            words.format(count=count) if count else self.tr("Er is geen tabel gemaakt"),
            folder if count else None,
            refused=self.refused_lines(done.refused),
        )

    def _may_make(self, _is_on: bool) -> None:
        self.button.set_reason("" if self.chosen_forms else self.tr("Kies ten minste een vorm."))


class CalendarsDialog(SetDialog):
    """Make a calendar file per recipient, or take back what went out before."""

    def __init__(self, context: RoomContext, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(context, wanted, parent)
        self.say(
            self.tr("Agendabestanden maken"),
            self.tr(
                "Per ontvanger een bestand voor de agenda (ics): wanneer de eigen acties klaar zijn, en het "
                "volgende overleg. Zonder namen en zonder inhoud. Een nieuw bestand werkt het oude bij."
            ),
            self.tr("Maak de agendabestanden"),
        )
        self.cancels = CheckBox(self.tr("Trek in wat eerder is gegeven"))
        self.lay_out(self.for_whom(), self.cancels)

    def work(self, folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what makes the calendars."""
        if folder is None:
            return None
        desk, meeting_id, who = self.context.desk, self._wanted.meeting_id, self.recipients
        cancels = self.cancels.isChecked()
        return lambda report: calendars.export_calendars(
            desk, meeting_id, who, folder, report, cancels=cancels
        )

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - an ExportSet
        """Say how many calendars there are."""
        done: ExportSet = result
        count = len(done.made)
        one, more = self.tr("1 agendabestand is gemaakt"), self.tr("{count} agendabestanden zijn gemaakt")
        words = (one if count == 1 else more).format(count=count)
        return Outcome(
            words if count else self.tr("Er is geen agendabestand gemaakt"),
            folder if count else None,
            refused=self.refused_lines(done.refused),
        )


class MailDialog(SetDialog):
    """Make a draft mail per organisation, with its signed list, encrypted when that is asked."""

    def __init__(self, context: RoomContext, wanted: Wanted, parent: QWidget | None = None) -> None:
        organisations = tuple(row for row in wanted.rows if row.recipient_id)
        chosen = wanted.chosen if wanted.chosen in organisations else None
        super().__init__(context, Wanted(wanted.meeting_id, organisations, chosen), parent)
        self.say(
            self.tr("Conceptmails maken"),
            self.tr(
                "Per organisatie een conceptmail (eml) met haar ondertekende lijst, en haar crisiskaart als "
                "die in dezelfde map staat. U opent hem in uw veilige mailprogramma, kijkt hem na en "
                "verstuurt hem zelf. zvdesk verstuurt niets."
            ),
            self.tr("Maak de conceptmails"),
        )
        self.lists = FolderRow(
            self.tr("Kies de map waarin de ondertekende lijsten staan."),
            self.tr("Waar staan de ondertekende lijsten?"),
            self.tr("zvdesk herkent de goede lijst aan de inhoud, niet aan de bestandsnaam."),
        )
        self.fields.folder_row.set_label(self.tr("Waar komen de conceptmails?"))
        self.encrypts = CheckBox(self.tr("Versleutel elke lijst met een eigen wachtzin"))
        self.lay_out(self.for_whom(), self.lists, self.encrypts)

    def work(self, folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what makes the drafts."""
        lists = self.lists.taken()
        if folder is None or lists is None:
            return None
        desk, meeting_id, who = self.context.desk, self._wanted.meeting_id, self.recipients
        encrypts = self.encrypts.isChecked()
        return lambda report: mail_drafts.export_drafts(
            desk, meeting_id, who, lists, folder, report, encrypts=encrypts
        )

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - Drafts
        """Say how many drafts there are, what lacks, and the passphrases to tell."""
        done: Drafts = result
        count = len(done.made)
        one, more = self.tr("1 conceptmail is gemaakt"), self.tr("{count} conceptmails zijn gemaakt")
        words = (one if count == 1 else more).format(count=count)
        return Outcome(
            words if count else self.tr("Er is geen conceptmail gemaakt"),
            folder if count else None,
            self._lacking(done),
            self.refused_lines(done.refused),
            spoken=tuple((self.names[d.recipient], d.passphrase) for d in done.made if d.passphrase),
        )

    def _lacking(self, done: Drafts) -> tuple[str, ...]:
        no_address = [self.names[draft.recipient] for draft in done.made if not draft.address]
        not_read = [self.names[draft.recipient] for draft in done.made if not draft.is_checked]
        notes = []
        if no_address:
            notes.append(self.tr("Vul zelf een mailadres in voor: {who}.").format(who="; ".join(no_address)))
        if not_read:
            words = self.tr("Nog niet nagelezen, verstuur pas daarna (BGS 1.8): {who}.")
            notes.append(words.format(who="; ".join(not_read)))
        return tuple(notes)
