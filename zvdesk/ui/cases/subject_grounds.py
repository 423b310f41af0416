"""Record which organisation may know who the case is about: its own ground, and never of a derde."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.disclosure import SubjectGround
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.roles import Act
from zvdesk.texts.days import day
from zvdesk.ui.cases.inputs import ChoiceInput, Input
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.specs import FieldSpec, lines
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from zvdesk.ui.cases.model import CaseModel


def subject_ground_list(model: CaseModel) -> RecordList:
    """Return the card on which these grounds are recorded and withdrawn."""
    return RecordList(
        model,
        ListSpec(
            title=_tr("Wie krijgt BSN en adres op de lijst?"),
            intro=_tr(
                "Niemand, tenzij u hier vastlegt waarom. Dan staan naam, geboortedatum, BSN en adres van de "
                "hoofdbetrokkene op de lijst van die organisatie, voor zover u ze kent. Een derde krijgt ze "
                "nooit."
            ),
            records=lambda file: file.subject_grounds,
            summary=lambda ground: _summary(model, ground),
            fields=(
                FieldSpec("organisation_id", _tr("Organisatie"), _organisation, is_required=True),
                lines(
                    "ground",
                    _tr("Op grond van welke wet mag deze organisatie dit hebben?"),
                    rows=2,
                    required=True,
                    help_text=_tr("Bijvoorbeeld artikel 10 Wabb, of de wet van de sector."),
                ),
            ),
            blank=lambda: SubjectGround(case_id=model.case_id, organisation_id="", recorded_on=model.today),
            add=_tr("Grondslag voor BSN en adres toevoegen"),
            erased=_tr("Grondslag ingetrokken."),
            empty=_tr("Nog niets vastgelegd. Op geen enkele lijst staat over wie het gaat."),
            act=Act.RECORD_GROUND,
        ),
    )


def _organisation(model: CaseModel) -> Input:
    def options(value: object) -> list[tuple[object, str]]:
        taken = {g.organisation_id for g in model.file.subject_grounds} - {value}
        return [
            (o.id, o.name)
            for o in model.organisations(str(value))
            if o.id == value or (o.id not in taken and o.position is not WgsPosition.THIRD)
        ]

    return ChoiceInput(options, _tr("Kies een organisatie"), "")


def _summary(model: CaseModel, ground: SubjectGround) -> Summary:
    recorded = _tr("vastgelegd door %1 op %2").replace("%1", ground.recorded_by)
    detail = f"{ground.ground} · {recorded.replace('%2', day(ground.recorded_on))}"
    organisation = model.loaded.organisations.get(ground.organisation_id)
    is_void = organisation is None or organisation.position is WgsPosition.THIRD
    chips = ((_tr("geldt niet: een derde"), Tone.DANGER),) if is_void else ((_tr("geldt"), Tone.OK),)
    return Summary(model.organisation_name(ground.organisation_id), detail, chips)


def _tr(words: str) -> str:
    return QCoreApplication.translate("cases", words)
