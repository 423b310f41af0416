"""Edit who the case is about and which organisations take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.cases import Participation, Subject, SubjectKind
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.texts.days import day
from zvdesk.texts.labels import GENDERS, POSITIONS, SUBJECT_KINDS
from zvdesk.ui.cases.inputs import ChoiceInput, Input
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import Section
from zvdesk.ui.cases.specs import FieldSpec, choice, day_of, few, line, lines
from zvdesk.ui.cases.subject_grounds import subject_ground_list
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Text, show_when

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.cases.model import CaseModel


class SubjectsSection(Section):
    """Edit the main subject and those around: family or direct social contact only (BGS 2.19)."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        bsn_help = self.tr("Alleen als het nodig is. zvdesk rekent na of het nummer kan kloppen.")
        self.people = RecordList(
            model,
            ListSpec(
                title=self.tr("Betrokkenen"),
                intro=self.tr("Alleen gezinsleden en anderen met direct sociaal contact (BGS 2.19)."),
                records=lambda file: sorted(file.subjects, key=lambda s: s.kind is not SubjectKind.MAIN),
                summary=self._summary,
                fields=(
                    few("kind", self.tr("Soort"), tuple(SUBJECT_KINDS.items())),
                    line("given_names", self.tr("Voornamen"), optional=True),
                    line("prefix", self.tr("Voorvoegsel"), optional=True),
                    line("family_name", self.tr("Achternaam"), required=True),
                    FieldSpec(
                        "relation",
                        self.tr("Relatie met de hoofdbetrokkene"),
                        line("", "").make,
                        shown=lambda _model, subject: subject.kind is SubjectKind.RELATED,
                    ),
                    day_of("born_on", self.tr("Geboren op"), past=True, optional=True),
                    choice(
                        "gender",
                        self.tr("Geslacht"),
                        tuple(GENDERS.items()),
                        empty=self.tr("niet ingevuld"),
                        no_value="",
                    ),
                    line(
                        "also_known_as",
                        self.tr("Ook bekend als"),
                        optional=True,
                        help_text=self.tr("Roepnaam, bijnaam of schuilnaam, met komma's ertussen."),
                    ),
                    line("bsn", self.tr("Burgerservicenummer"), optional=True, help_text=bsn_help),
                    line("phone", self.tr("Telefoon"), optional=True),
                    line("street", self.tr("Straat"), optional=True),
                    line("house_number", self.tr("Huisnummer"), optional=True),
                    line("postcode", self.tr("Postcode"), optional=True),
                    line("town", self.tr("Plaats"), optional=True),
                ),
                blank=self._blank,
                add=self.tr("Betrokkene toevoegen"),
                erased=self.tr("Betrokkene gewist."),
                empty=self.tr("Begin met de hoofdbetrokkene: over wie gaat deze casus?"),
            ),
        )
        self.place(self.people)

    def _blank(self) -> Subject:
        has_main = self.model.file.main_subject is not None
        kind = SubjectKind.RELATED if has_main else SubjectKind.MAIN
        return Subject(case_id=self.model.case_id, kind=kind)

    def _summary(self, subject: Subject) -> Summary:
        born = self.tr("geboren %1").replace("%1", day(subject.born_on)) if subject.born_on else ""
        detail = ", ".join(part for part in (subject.relation, born, subject.town) if part)
        is_main = subject.kind is SubjectKind.MAIN
        chips = [(SUBJECT_KINDS[subject.kind], Tone.ACCENT if is_main else Tone.NEUTRAL)]
        if not is_main and not subject.relation:
            chips.append((self.tr("relatie ontbreekt"), Tone.WARN))
        return Summary(subject.full_name, detail, tuple(chips))


class ParticipationsSection(Section):
    """Edit which organisations take part, who speaks for them and why they must (Wgs 2.31(4))."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.parties = RecordList(
            model,
            ListSpec(
                title=self.tr("Deelnemers"),
                intro=self.tr("Alleen wie nodig is voor deze casus. Publieke deelnemers besluiten mee."),
                records=lambda file: file.participations,
                summary=self._summary,
                fields=(
                    FieldSpec(
                        "organisation_id", self.tr("Organisatie"), self._organisation, is_required=True
                    ),
                    line("person", self.tr("Wie spreekt namens de organisatie")),
                    lines("reason", self.tr("Waarom is deelname nodig?"), rows=2),
                    day_of(
                        "secrecy_declared_on",
                        self.tr("Geheimhouding getekend op"),
                        past=True,
                        help_text=self.tr("Een derde tekent eerst, en komt dan pas aan tafel (BGS 2.21)."),
                        shown=lambda model, record: _is_third(model, record.organisation_id),
                    ),
                ),
                blank=lambda: Participation(case_id=model.case_id, organisation_id=""),
                add=self.tr("Deelnemer toevoegen"),
                erased=self.tr("Deelnemer gewist."),
                empty=self.tr("Nog niemand. Voeg de organisaties toe die voor deze casus nodig zijn."),
            ),
        )
        self.place(self.parties)
        self.subject_grounds = subject_ground_list(model)
        self.place(self.subject_grounds)
        self._nobody = Card()
        words = self.tr("Uw huis kent nog geen organisaties. Voeg ze eerst toe, met hun plaats in de Wgs.")
        self._nobody.add(Text(words))
        to_people = SecondaryButton(self.tr("Naar mensen en organisaties"), "users")
        to_people.clicked.connect(lambda _checked=False: model.context.go("people", ""))
        self._nobody.add(to_people)
        self.body.insertWidget(0, self._nobody)

    def refresh(self) -> None:
        """Show the case as it is now."""
        super().refresh()
        show_when(self._nobody, not self.model.organisations())

    def _organisation(self, model: CaseModel) -> Input:
        def options(value: object) -> list[tuple[object, str]]:
            taken = {p.organisation_id for p in model.file.participations} - {value}
            return [
                (o.id, f"{o.name} ({POSITIONS[o.position]})")
                for o in model.organisations(str(value))
                if o.id not in taken
            ]

        return ChoiceInput(options, self.tr("Kies een organisatie"), "")

    def _summary(self, part: Participation) -> Summary:
        organisation = self.model.loaded.organisations.get(part.organisation_id)
        title = organisation.name if organisation else ""
        detail = " – ".join(text for text in (part.person, part.reason) if text)
        chips: list[tuple[str, Tone]] = []
        if not part.reason:
            chips.append((self.tr("waarom nodig?"), Tone.WARN))
        if organisation is not None:
            chips += self._position_chips(organisation, part)
        return Summary(title, detail, tuple(chips))

    def _position_chips(self, organisation: Organisation, part: Participation) -> list[tuple[str, Tone]]:
        tone = Tone.WARN if organisation.position is WgsPosition.THIRD else Tone.NEUTRAL
        chips = [(POSITIONS[organisation.position], tone)]
        if organisation.position is WgsPosition.THIRD:
            if part.secrecy_declared_on is None:
                chips.append((self.tr("verklaring ontbreekt"), Tone.DANGER))
            else:
                chips.append((self.tr("verklaring getekend"), Tone.OK))
        return chips


def _is_third(model: CaseModel, organisation_id: str) -> bool:
    organisation = model.loaded.organisations.get(organisation_id)
    return organisation is not None and organisation.position is WgsPosition.THIRD
