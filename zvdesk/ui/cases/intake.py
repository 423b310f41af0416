"""Take a case in: the referral, the four criteria and the decision to take it up or not."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.cases import CRITERIA, IntakeCriterion, IntakeDecision, Question, Verdict
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.referrals import Referral
from zvdesk.domain.roles import Act
from zvdesk.texts.criteria import CRITERIA as CRITERIA_WORDS
from zvdesk.texts.labels import POSITIONS, VERDICTS_ON_CRITERIA
from zvdesk.ui.cases.forms import RecordForm
from zvdesk.ui.cases.inputs import Input, Offer, SeveralInput
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import CaseCard, Section
from zvdesk.ui.cases.specs import FieldSpec, choice, day_of, few, line, lines, tick
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column, row

if TYPE_CHECKING:
    from zvdesk.services.records import Record
    from zvdesk.ui.cases.model import CaseModel


class _LatestForm(QWidget):
    """Edit the latest record of a kind, or begin the first one."""

    def __init__(self, model: CaseModel, specs: tuple[FieldSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._specs = model, specs
        self.form: RecordForm | None = None
        self._column = column(0)
        self.setLayout(self._column)

    def show_record(self, record: Record, act: Act = Act.EDIT_CASE) -> None:
        """Show a record; a new one takes the place of what stands there unless it is that one, born."""
        form = self.form
        if form is not None and record.id and form.draft.record.id == record.id:
            form.show_record(record)
            return
        if form is not None and not record.id and form.draft.is_new:
            form.show_record(record)
            return
        clear(self._column)
        self.form = RecordForm(self._model, self._specs, record, locked="" if self._model.may(act) else "-")
        self._column.addWidget(self.form)


class ReferralCard(Card):
    """Show who refers the case and the quality test of the notifier (BGS 1.6)."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Aanmelding"))
        self._model = model
        yes = self.tr("De aanmelder heeft de gegevens nagekeken: ze kloppen en zijn nodig (BGS 1.6)")
        self._inside = _LatestForm(
            model,
            (
                line("referrer_name", self.tr("Wie meldt aan")),
                line("referrer_organisation", self.tr("Organisatie")),
                line("referrer_phone", self.tr("Telefoon"), optional=True),
                line("referrer_email", self.tr("E-mail"), optional=True),
                lines("request", self.tr("Vraag aan het overleg")),
                lines("situation", self.tr("Situatie")),
                lines("incidents", self.tr("Gebeurtenissen"), optional=True, rows=2),
                lines("other", self.tr("Wat verder van belang is"), optional=True, rows=2),
                FieldSpec("is_quality_checked", self.tr("Kwaliteit"), tick("", "", yes).make, is_wide=True),
                line("quality_checked_by", self.tr("Nagekeken door")),
                day_of("quality_checked_on", self.tr("Nagekeken op"), past=True),
                tick(
                    "wants_feedback",
                    self.tr("Terugkoppeling"),
                    self.tr("De aanmelder wil horen wat er gebeurt"),
                ),
            ),
        )
        self._origin = Text("", Style.SMALL)
        self.add(self._origin)
        self.add(self._inside)

    def refresh(self) -> None:
        """Show the case as it is now."""
        midnight = datetime.combine(self._model.today, time(), UTC)
        referral = self._model.file.referral
        blank = Referral(case_id=self._model.case_id, received_at=midnight)
        self._inside.show_record(referral or blank)
        has_file = referral is not None and bool(referral.national_id)
        words = self.tr("Ingelezen uit een melding, soort %1, kenmerk %2.")
        if referral is not None:
            words = words.replace("%1", referral.national_kind).replace("%2", referral.national_id)
        self._origin.setText(words)
        show_when(self._origin, has_file)


class CriteriaCard(Card):
    """Judge the four criteria of BGS 2.20, each with what shows it."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Voldoet de casus aan de vier criteria?"))
        self._model = model
        self.add(
            Text(
                self.tr("Alle vier zijn nodig (BGS 2.20). Schrijf per criterium waaruit het blijkt."),
                Style.QUIET,
            )
        )
        self._forms: dict[str, _LatestForm] = {}
        verdicts = tuple(VERDICTS_ON_CRITERIA.items())
        for code in CRITERIA:
            specs = (
                few("verdict", self.tr("Oordeel over %1").replace("%1", code), verdicts),
                lines("evidence", self.tr("Waaruit blijkt dat?"), rows=2),
            )
            form = _LatestForm(model, specs)
            self._forms[code] = form
            letter = Chip(code, Tone.ACCENT)
            letter.setAccessibleName(self.tr("Criterium %1").replace("%1", code))
            head = row(letter, spacing=Space.HALF_MORE)
            head.addWidget(Text(CRITERIA_WORDS[code]), 1)
            self.add(hairline())
            self.add(head)
            self.add(form)

    def refresh(self) -> None:
        """Show the case as it is now."""
        self.setVisible(self._model.regime.needs_criteria)
        known = {criterion.code: criterion for criterion in self._model.file.criteria}
        for code, form in self._forms.items():
            blank = IntakeCriterion(case_id=self._model.case_id, code=code, verdict=Verdict.OPEN)
            form.show_record(known.get(code, blank))


class DecisionCard(Card):
    """Record the decision to take the case up or not, by those who may decide (Wgs 2.31(2))."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Besluit over de opname"))
        self._model = model
        self._note = Callout("", Tone.NEUTRAL)
        self.add(self._note)
        answers = ((True, self.tr("Wel opnemen")), (False, self.tr("Niet opnemen")))
        self._inside = _LatestForm(
            model,
            (
                FieldSpec(
                    "decider_ids", self.tr("Wie besluiten"), self._deciders, is_required=True, is_wide=True
                ),
                few("is_accepted", self.tr("Besluit"), answers),
                day_of("decided_on", self.tr("Besloten op"), past=True, required=True),
                lines(
                    "reason",
                    self.tr("Reden"),
                    rows=2,
                    help_text=self.tr("Nodig als de casus niet wordt opgenomen."),
                ),
            ),
        )
        self.add(self._inside)

    def refresh(self) -> None:
        """Show the case as it is now."""
        only_public = self._model.regime.only_public_decide
        words = self.tr("Alleen publieke deelnemers besluiten over de opname (Wgs art. 2.31, tweede lid).")
        if not self._offers(self._model):
            words = self.tr("Uw huis kent nog geen publieke organisaties. Voeg ze eerst toe bij Mensen.")
            only_public = True
        self._note.set_text(words if only_public else "")
        blank = IntakeDecision(
            case_id=self._model.case_id, decided_on=self._model.today, decider_ids=(), is_accepted=True
        )
        self._inside.show_record(self._model.file.intake_decision or blank)

    def _deciders(self, model: CaseModel) -> Input:
        return SeveralInput(self.tr("Wie besluiten"), lambda: self._offers(model))

    def _offers(self, model: CaseModel) -> list[Offer]:
        taking_part = {p.organisation_id for p in model.file.participations}
        decision = model.file.intake_decision
        taking_part |= set(decision.decider_ids) if decision is not None else set()
        reason = self.tr("Deze organisatie is %1. Alleen publieke deelnemers besluiten.")
        offers = []
        for found in model.organisations(*taking_part):
            is_public = found.position is WgsPosition.PUBLIC
            if is_public or not model.regime.only_public_decide:
                offers.append(Offer(found.id, found.name))
            elif found.id in taking_part:
                position = POSITIONS[found.position]
                offers.append(Offer(found.id, f"{found.name} ({position})", reason.replace("%1", position)))
        return offers


class IntakeSection(Section):
    """Show the case itself, the referral, the criteria and the decision."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        regimes = tuple((r.id, r.name) for r in model.context.desk.library.regimes)
        self.place(
            CaseCard(
                model,
                self.tr("De casus"),
                (
                    line(
                        "alias",
                        self.tr("Schuilnaam"),
                        help_text=self.tr("Geen naam van een mens: iedereen aan tafel hoort deze naam."),
                    ),
                    choice("regime_id", self.tr("Wettelijk kader"), regimes),
                    lines("purpose", self.tr("Doel van het overleg"), rows=2),
                    lines(
                        "necessity",
                        self.tr("Waarom is dit nodig?"),
                        rows=2,
                        help_text=self.tr(
                            "Kan het niet lichter, of met minder gegevens? Twee zinnen zijn genoeg."
                        ),
                    ),
                    lines(
                        "occasion",
                        self.tr("Aanleiding"),
                        rows=2,
                        help_text=self.tr("Twee zinnen met feiten."),
                    ),
                ),
            )
        )
        self._ground = Callout("", Tone.NEUTRAL)
        self.body.addWidget(self._ground)
        self.place(ReferralCard(model))
        self.place(
            RecordList(
                model,
                ListSpec(
                    title=self.tr("Vragen bij de aanmelding"),
                    records=lambda file: file.questions,
                    summary=lambda q: Summary(q.question, q.answer),
                    fields=(
                        line("question", self.tr("Vraag"), required=True, wide=True),
                        lines("answer", self.tr("Antwoord"), rows=2),
                    ),
                    blank=lambda: Question(case_id=model.case_id, question="", answer=""),
                    add=self.tr("Vraag toevoegen"),
                    erased=self.tr("Vraag gewist."),
                    empty=self.tr("Er staan geen vragen bij de aanmelding."),
                ),
            )
        )
        self.place(CriteriaCard(model))
        self.place(DecisionCard(model))

    def refresh(self) -> None:
        """Show the case as it is now."""
        super().refresh()
        regime = self.model.regime
        concept = "" if regime.is_confirmed else self.tr(" Concept, te bevestigen door uw jurist.")
        self._ground.set_text(f"{regime.ground}{concept}")
