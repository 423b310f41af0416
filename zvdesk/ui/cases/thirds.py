"""Record why a derde may get a list: ground, legal test and, where needed, the supplier's consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.adoption import list_blockers
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.roles import Act
from zvdesk.texts.blockers import sentence
from zvdesk.texts.days import day
from zvdesk.ui.cases.inputs import ChoiceInput, Input
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import Section
from zvdesk.ui.cases.specs import FieldSpec, day_of, line, lines, tick
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.cards import Callout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.cases.model import CaseModel

_ANY_TERM = 1  # months: the retention term is the house's and is asked when a list is made


class ThirdsSection(Section):
    """Edit the grounds per derde, with what still lacks in words."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        regime = model.regime
        self.lacking = Callout("", Tone.WARN)
        self.fine = Callout("", Tone.OK)
        consent = self.tr("Wie gaf toestemming, en wanneer?")
        self.grounds = RecordList(
            model,
            ListSpec(
                title=self.tr("Derden die een lijst krijgen"),
                intro=regime.third_ground_hint,
                records=lambda file: file.grounds,
                summary=self._summary,
                fields=(
                    FieldSpec("organisation_id", self.tr("Derde"), self._thirds, is_required=True),
                    day_of("recorded_on", self.tr("Vastgelegd op"), past=True, required=True),
                    lines("ground", self.tr("Op welke grondslag krijgt deze derde de lijst?"), rows=2),
                    lines(
                        "legal_test",
                        regime.third_test_name,
                        rows=2,
                        help_text=self.tr("Uitkomst, en van wanneer."),
                    ),
                    tick(
                        "needs_supplier_consent",
                        self.tr("Gevoelige gegevens"),
                        self.tr("Het gaat om gezondheid of strafbare feiten"),
                    ),
                    FieldSpec(
                        "supplier_consent",
                        consent,
                        line("", "").make,
                        shown=lambda _model, ground: ground.needs_supplier_consent,
                    ),
                ),
                blank=lambda: ThirdPartyGround(
                    case_id=model.case_id, organisation_id="", recorded_on=model.today
                ),
                add=self.tr("Grondslag toevoegen"),
                erased=self.tr("Grondslag gewist."),
                empty=self.tr("Nog niets vastgelegd. Zonder grondslag krijgt een derde geen lijst."),
                act=Act.RECORD_GROUND,
            ),
        )
        for part in (self.lacking, self.fine, self.grounds):
            self.place(part)

    def refresh(self) -> None:
        """Show the case as it is now."""
        super().refresh()
        model = self.model
        ids = [p.organisation_id for p in model.file.participations]
        ids += [a.organisation_id for a in model.file.actions] + [
            g.organisation_id for g in model.file.grounds
        ]
        thirds = [
            found
            for i in dict.fromkeys(ids)
            if (found := model.loaded.organisations.get(i)) is not None
            and found.position is WgsPosition.THIRD
        ]
        lacking = [blocker for third in thirds for blocker in list_blockers(model.file, third, _ANY_TERM)]
        self.lacking.set_text("\n".join(sentence(blocker) for blocker in lacking))
        words = self.tr("Bij deze casus is geen derde betrokken. Hier hoeft u niets vast te leggen.")
        if thirds:
            names = ", ".join(third.name for third in thirds)
            words = self.tr("Alles is vastgelegd voor: %1.").replace("%1", names)
        self.fine.set_text("" if lacking else words)

    def _thirds(self, model: CaseModel) -> Input:
        def options(value: object) -> list[tuple[object, str]]:
            known = model.organisations(str(value))
            return [(o.id, o.name) for o in known if o.position is WgsPosition.THIRD or o.id == value]

        return ChoiceInput(options, self.tr("Kies een derde"), "")

    def _summary(self, ground: ThirdPartyGround) -> Summary:
        name = self.model.organisation_name(ground.organisation_id)
        has_consent = bool(ground.supplier_consent) or not ground.needs_supplier_consent
        is_whole = bool(ground.ground and ground.legal_test) and has_consent
        chip = (self.tr("compleet"), Tone.OK) if is_whole else (self.tr("niet compleet"), Tone.WARN)
        return Summary(name, " · ".join(p for p in (ground.ground, day(ground.recorded_on)) if p), (chip,))
