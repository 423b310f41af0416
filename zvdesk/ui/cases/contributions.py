"""Edit what each organisation brings in, under which condition and on which ground (Wgs 2.29, 2.30)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.domain.contributions import Contribution, SecrecyGround, SharingCondition
from zvdesk.domain.roles import Act
from zvdesk.texts.days import day
from zvdesk.texts.labels import CATEGORIES, CONTRIBUTION_KINDS, SECRECY_GROUNDS, SHARING
from zvdesk.ui.cases.inputs import Input, Offer, SeveralInput
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import Section
from zvdesk.ui.cases.specs import FieldSpec, choice, day_of, few, lines, organisation
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.cards import Callout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.cases.model import CaseModel


class ContributionsSection(Section):
    """Edit the contributions; who may not read them is told so."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        if not model.may(Act.READ_CONTRIBUTIONS):
            words = self.tr("Uw rol mag de inbreng van organisaties niet lezen. Die blijft hier verborgen.")
            self.place(Callout(words, Tone.NEUTRAL))
            return
        secrecy_help = self.tr("Deze organisatie heeft een beroepsgeheim. Op welke grond deelt zij dit toch?")
        self.items = RecordList(
            model,
            ListSpec(
                title=self.tr("Inbreng"),
                intro=self.tr(
                    "Alleen wat nodig is voor het doel. Wie iets inbrengt, mag er een voorwaarde aan stellen."
                ),
                records=lambda file: file.contributions,
                summary=self._summary,
                fields=(
                    organisation(
                        "organisation_id",
                        self.tr("Organisatie"),
                        self.tr("Kies een organisatie"),
                        required=True,
                    ),
                    choice(
                        "category",
                        self.tr("Soort gegeven"),
                        tuple(CATEGORIES.items()),
                        empty=self.tr("Kies een soort"),
                        required=True,
                        help_text=self.tr("De lijst is gesloten (Wgs 2.30)."),
                    ),
                    few(
                        "kind", self.tr("Feit, waarneming of inschatting"), tuple(CONTRIBUTION_KINDS.items())
                    ),
                    lines("text", self.tr("Wat brengt de organisatie in?"), required=True),
                    day_of("observed_on", self.tr("Van welke dag is dit?"), past=True, optional=True),
                    choice("sharing_condition", self.tr("Voorwaarde bij het delen"), tuple(SHARING.items())),
                    FieldSpec(
                        "named_organisation_ids",
                        self.tr("Alleen met deze organisaties"),
                        self._named,
                        is_wide=True,
                        shown=lambda _model, c: c.sharing_condition is SharingCondition.NAMED,
                    ),
                    choice(
                        "secrecy_ground",
                        self.tr("Grond om het beroepsgeheim te doorbreken"),
                        tuple(SECRECY_GROUNDS.items()),
                        help_text=secrecy_help,
                        wide=True,
                        shown=_asks_ground,
                    ),
                    lines("secrecy_motivation", self.tr("Motivering"), rows=2, shown=_asks_ground),
                ),
                blank=self._blank,
                add=self.tr("Inbreng toevoegen"),
                erased=self.tr("Inbreng gewist."),
                empty=self.tr(
                    "Nog geen inbreng. Leg per organisatie vast wat zij weet, en onder welke voorwaarde."
                ),
            ),
        )
        self.place(self.items)

    def _blank(self) -> Contribution:
        unset: Any = None  # a kind and a category are chosen, never assumed
        return Contribution(
            case_id=self.model.case_id, organisation_id="", kind=unset, category=unset, text=""
        )

    def _named(self, model: CaseModel) -> Input:
        def offers() -> list[Offer]:
            ids = {p.organisation_id for p in model.file.participations}
            ids |= {i for c in model.file.contributions for i in c.named_organisation_ids}
            return [Offer(o.id, o.name) for o in model.organisations(*ids) if o.id in ids]

        return SeveralInput(self.tr("Alleen met deze organisaties"), offers)

    def _summary(self, item: Contribution) -> Summary:
        parts = (
            CONTRIBUTION_KINDS.get(item.kind, ""),
            CATEGORIES.get(item.category, ""),
            day(item.observed_on),
        )
        name = self.model.organisation_name(item.organisation_id)
        detail = " · ".join(part for part in (name, *parts) if part)
        chips: list[tuple[str, Tone]] = []
        if item.sharing_condition is not SharingCondition.ALL:
            chips.append((SHARING[item.sharing_condition], Tone.WARN))
        if _asks_ground(self.model, item) and item.secrecy_ground is SecrecyGround.NONE:
            chips.append((self.tr("grond beroepsgeheim ontbreekt"), Tone.DANGER))
        return Summary(item.text, detail, tuple(chips))


def _asks_ground(model: CaseModel, item: Contribution) -> bool:
    found = model.loaded.organisations.get(item.organisation_id)
    return item.secrecy_ground is not SecrecyGround.NONE or (
        found is not None and found.has_professional_secrecy
    )
