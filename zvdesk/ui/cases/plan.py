"""Edit factors, the resident's own view, the shared goal, decisions and reservations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from zvdesk.domain.cases import Factor, FactorKind
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.texts.days import day
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import CaseCard, Section
from zvdesk.ui.cases.specs import day_of, lines, organisation
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from zvdesk.ui.cases.model import CaseModel

_BESIDE = 720  # narrower than this two lists stand below each other, in pixels at 100 %


class _SideBySide(QWidget):
    """Set two lists beside each other where there is room."""

    def __init__(self, left: RecordList, right: RecordList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = (left, right)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.TWO)
        for part in self._lists:
            self._layout.addWidget(part, 1)

    def refresh(self) -> None:
        """Show the case as it is now."""
        for part in self._lists:
            part.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().scaled(_BESIDE)
        ways = QBoxLayout.Direction
        self._layout.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)


class FactorsSection(Section):
    """Edit what puts at risk and what protects, side by side."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.risks = self._list(
            FactorKind.RISK,
            self.tr("Wat maakt het kwetsbaar?"),
            self.tr("Risicofactor toevoegen"),
            self.tr("Nog geen risicofactoren. Schrijf in gewone woorden op wat het moeilijk maakt."),
        )
        self.strengths = self._list(
            FactorKind.PROTECTIVE,
            self.tr("Wat helpt en beschermt?"),
            self.tr("Beschermende factor toevoegen"),
            self.tr("Nog geen beschermende factoren. Wat ging er goed, en wie helpt daarbij?"),
        )
        self.place(_SideBySide(self.risks, self.strengths))

    def _list(self, kind: FactorKind, title: str, add: str, empty: str) -> RecordList:
        return RecordList(
            self.model,
            ListSpec(
                title=title,
                records=lambda file: [f for f in file.factors if f.kind is kind],
                summary=lambda f: Summary(f.text),
                fields=(lines("text", self.tr("In gewone woorden"), required=True, rows=2),),
                blank=lambda: Factor(case_id=self.model.case_id, kind=kind, text=""),
                add=add,
                erased=self.tr("Factor gewist."),
                empty=empty,
            ),
        )


class GoalSection(Section):
    """Edit the resident's view, the shared goal, what was decided and who had a reservation."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._locked = self.tr(
            "Vastgesteld in een overleg, dus niet te wijzigen. Een correctie wordt een nieuwe versie."
        )
        self.place(
            CaseCard(
                model,
                self.tr("Wat zegt de betrokkene zelf?"),
                (
                    lines(
                        "resident_view",
                        self.tr("In eigen woorden"),
                        help_text=self.tr("Weet u het niet? Schrijf dan waarom niet."),
                    ),
                ),
            )
        )
        self.place(
            CaseCard(
                model,
                self.tr("Gezamenlijk doel"),
                (
                    lines("shared_goal", self.tr("Wat willen we samen bereiken?"), rows=2),
                    lines("goal_indicator", self.tr("Waaraan merken we het?"), rows=2),
                    day_of("goal_on", self.tr("Wanneer?")),
                ),
            )
        )
        self.decisions = RecordList(
            model,
            ListSpec(
                title=self.tr("Besluiten"),
                records=lambda file: file.decisions,
                summary=lambda d: Summary(d.text, day(d.decided_on)),
                fields=(
                    lines("text", self.tr("Besluit"), required=True, rows=2),
                    day_of("decided_on", self.tr("Besloten op"), past=True, required=True),
                ),
                blank=lambda: Decision(case_id=model.case_id, text="", decided_on=model.today),
                add=self.tr("Besluit toevoegen"),
                erased=self.tr("Besluit gewist."),
                empty=self.tr("Nog geen besluiten. In het overleg legt u ze vast met één regel."),
                locked=self._reason,
            ),
        )
        self.reservations = RecordList(
            model,
            ListSpec(
                title=self.tr("Voorbehoud"),
                records=lambda file: file.reservations,
                summary=lambda r: Summary(r.text, model.organisation_name(r.organisation_id)),
                fields=(
                    organisation(
                        "organisation_id",
                        self.tr("Organisatie"),
                        self.tr("Kies een organisatie"),
                        required=True,
                    ),
                    lines("text", self.tr("Wat is het voorbehoud?"), required=True, rows=2),
                ),
                blank=lambda: Reservation(case_id=model.case_id, organisation_id="", text=""),
                add=self.tr("Voorbehoud toevoegen"),
                erased=self.tr("Voorbehoud gewist."),
                empty=self.tr("Geen voorbehoud. Hier staat wie het ergens niet mee eens is."),
                locked=self._reason,
            ),
        )
        self.place(self.decisions)
        self.place(self.reservations)

    def _reason(self, record: object) -> str:
        return self._locked if self.model.is_adopted(record) else ""
