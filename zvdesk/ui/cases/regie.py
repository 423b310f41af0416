"""Edit who has which regie and how the AVE level moved; show the regie card as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.texts.chart_views import level_path_of
from zvdesk.texts.days import day
from zvdesk.texts.labels import RESPONSIBILITIES, TRIGGERS
from zvdesk.ui.cases.inputs import ChoiceInput, Input, Offer, SeveralInput
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import Section
from zvdesk.ui.cases.specs import FieldSpec, choice, day_of, line, lines, organisation
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.charts.level_path import LevelPath
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.regie_card import HolderView, RegieCard, RegieView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.escalation import Level
    from zvdesk.ui.cases.model import CaseModel

_ORDER = list(Responsibility)


class RegieSection(Section):
    """Edit the holders of the four responsibilities and the decisions on the level."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.banner = Callout("", Tone.WARN)
        self.card = RegieCard()
        self._locked = self.tr("Vastgesteld in een overleg, dus niet te wijzigen.")
        self.holders = RecordList(
            model,
            ListSpec(
                title=self.tr("Wie heeft welke regie?"),
                intro=self.tr(
                    "Met naam. Loopt het af? Vul dan de laatste dag in; de geschiedenis blijft staan."
                ),
                records=lambda file: sorted(
                    file.holders, key=lambda h: (_ORDER.index(h.responsibility), h.from_on)
                ),
                summary=self._holder,
                fields=(
                    choice(
                        "responsibility", self.tr("Verantwoordelijkheid"), tuple(RESPONSIBILITIES.items())
                    ),
                    line("person", self.tr("Naam"), required=True),
                    organisation("organisation_id", self.tr("Organisatie"), self.tr("Kies een organisatie")),
                    line("phone", self.tr("Telefoon")),
                    line("mandate", self.tr("Mandaat"), optional=True),
                    day_of("from_on", self.tr("Vanaf"), past=True, required=True),
                    day_of("until_on", self.tr("Tot en met"), optional=True),
                ),
                blank=self._blank_holder,
                add=self.tr("Regiehouder toevoegen"),
                erased=self.tr("Regiehouder gewist."),
                empty=self.tr("Nog niemand. Wie heeft casusregie, en wie procesregie?"),
            ),
        )
        self.levels = RecordList(
            model,
            ListSpec(
                title=self.tr("Besluiten over het AVE-niveau"),
                records=lambda file: sorted(file.level_changes, key=lambda c: (c.changed_on, c.id)),
                summary=self._level,
                fields=(
                    FieldSpec("to_code", self.tr("Niveau"), self._levels, is_required=True),
                    day_of("changed_on", self.tr("Besloten op"), past=True, required=True),
                    FieldSpec("triggers", self.tr("Aanleiding"), self._triggers, is_wide=True),
                    lines("motivation", self.tr("Waarom?"), rows=2),
                    line("decided_by", self.tr("Wie besloot dit?")),
                    line("told", self.tr("Wie krijgt dit te horen?")),
                    day_of("retest_on", self.tr("Hertoets op")),
                    line("returns_to", self.tr("Waar gaat de casus naartoe, of naar terug?")),
                ),
                blank=lambda: LevelChange(
                    case_id=model.case_id, from_code=model.case.level_code, to_code="", changed_on=model.today
                ),
                add=self.tr("Niveaubesluit toevoegen"),
                erased=self.tr("Niveaubesluit gewist."),
                empty=self.tr("Nog geen besluit. Opschalen en afschalen vragen om dezelfde gegevens."),
                locked=lambda record: self._locked if model.is_adopted(record) else "",
            ),
        )
        self.path = LevelPath()
        for part in (self.banner, self.card, self.path, self.holders, self.levels):
            self.place(part)

    def refresh(self) -> None:
        """Show the case as it is now."""
        super().refresh()
        scheme = self.model.scheme
        self.banner.set_text("" if scheme.is_adopted else scheme.banner)
        level = scheme.level(self.model.case.level_code)
        self.card.show_view(self._view(level))
        changes = self.model.file.level_changes
        self.path.show_view(level_path_of(changes, scheme, self.model.today))
        show_when(self.path, bool(changes))

    def _view(self, level: Level | None) -> RegieView:
        holders = []
        for responsibility in Responsibility:
            held = self.model.file.holder(responsibility, self.model.today)
            rule = level.holder(responsibility) if level else None
            missing = self.tr("nog niemand")
            if rule is not None and rule.is_required:
                missing = self.tr("nog niemand (%1)").replace("%1", rule.label)
            holders.append(
                HolderView(
                    RESPONSIBILITIES[responsibility],
                    held.person if held else (rule.label if rule and not rule.is_required else ""),
                    self.model.organisation_name(held.organisation_id) if held else "",
                    missing,
                )
            )
        if level is None:
            return RegieView("", "", "", tuple(holders))
        scheme = self.model.scheme
        above, below = scheme.neighbour(level.code, 1), scheme.neighbour(level.code, -1)
        up = self.tr("Naar %1 als").replace("%1", above.code) if above else ""
        down = self.tr("Terug naar %1 als").replace("%1", below.code) if below else ""
        return RegieView(
            level.code,
            level.colour,
            level.colour_name,
            tuple(holders),
            (up, "; ".join(level.scale_up) if above else ""),
            (down, "; ".join(level.scale_down) if below else ""),
            level.stuck,
        )

    def _blank_holder(self) -> LeadHolder:
        model = self.model
        free = [r for r in Responsibility if model.file.holder(r, model.today) is None]
        return LeadHolder(
            case_id=model.case_id,
            responsibility=free[0] if free else Responsibility.CASE_LEAD,
            person="",
            from_on=model.today,
        )

    def _holder(self, holder: LeadHolder) -> Summary:
        organisation_name = self.model.organisation_name(holder.organisation_id)
        since = self.tr("vanaf %1").replace("%1", day(holder.from_on))
        until = self.tr("tot en met %1").replace("%1", day(holder.until_on)) if holder.until_on else ""
        parts = (RESPONSIBILITIES[holder.responsibility], organisation_name, holder.phone, since, until)
        is_current = holder.is_current(self.model.today)
        chip = (self.tr("nu"), Tone.OK) if is_current else (self.tr("niet nu"), Tone.NEUTRAL)
        return Summary(holder.person, " · ".join(part for part in parts if part), (chip,))

    def _level(self, change: LevelChange) -> Summary:
        orders = {level.code: level.order for level in self.model.scheme.levels}
        before, after = orders.get(change.from_code, 0), orders.get(change.to_code, 0)
        title = change.to_code
        if change.from_code and change.from_code != change.to_code:
            words = self.tr("Van %1 naar %2").replace("%1", change.from_code)
            title = words.replace("%2", change.to_code)
        chip = self.tr("bevestigd") if change.from_code else self.tr("eerste niveau")
        if change.from_code and before != after:
            chip = self.tr("opgeschaald") if after > before else self.tr("afgeschaald")
        retest = self.tr("hertoets %1").replace("%1", day(change.retest_on)) if change.retest_on else ""
        parts = (day(change.changed_on), change.motivation, change.decided_by, retest)
        return Summary(title, " · ".join(part for part in parts if part), ((chip, Tone.NEUTRAL),))

    def _levels(self, model: CaseModel) -> Input:
        levels = sorted(model.scheme.levels, key=lambda level: level.order)
        offered = [(level.code, f"{level.code} · {level.colour_name}") for level in levels]
        return ChoiceInput(lambda _value: offered, self.tr("Kies een niveau"), "")

    def _triggers(self, _model: CaseModel) -> Input:
        offers = [Offer(trigger, words) for trigger, words in TRIGGERS.items()]
        return SeveralInput(self.tr("Aanleiding"), lambda: offers)
