"""Edit what comes next, and show which documents went to whom and who heard the case at the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import PRESENCE
from zvdesk.texts.days import day, moment
from zvdesk.ui.cases.section import CaseCard, Section
from zvdesk.ui.cases.specs import day_of, line, lines
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.cards import Card, EmptyState
from zvdesk.ui.widgets.labels import Style, Text, hairline
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from zvdesk.domain.disclosure import Disclosure
    from zvdesk.ui.cases.model import CaseModel


class FollowUpSection(Section):
    """Edit when the case comes back, who watches until then, and why it is closed."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.place(
            CaseCard(
                model,
                self.tr("Vervolg"),
                (
                    day_of("follow_up_on", self.tr("Wanneer kijken we opnieuw?")),
                    line("follow_up_guard", self.tr("Wie bewaakt de acties tot dan?")),
                    lines(
                        "follow_up_note",
                        self.tr("Waarvoor, en wie is er dan bij?"),
                        rows=2,
                        help_text=self.tr("Komt er geen vervolg? Schrijf dan hier waarom."),
                    ),
                ),
            )
        )
        self.place(
            CaseCard(
                model,
                self.tr("Afsluiten"),
                (
                    lines(
                        "closing_reason", self.tr("Waarom wordt de casus afgesloten?"), rows=2, optional=True
                    ),
                ),
                self.tr("Afsluiten kan na de nazorg, als alle acties klaar of vervallen zijn."),
            )
        )


class DisclosuresSection(Section):
    """Show which lists were made for whom and who was at the table, on what ground and until when."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._card = Card(self.tr("Verstrekkingen"))
        self._rows = column(Space.ONE)
        self._card.add(self._rows)
        self._empty = EmptyState(
            "send",
            self.tr("Nog niets verstrekt"),
            self.tr(
                "Hier staat straks wie een lijst kreeg en wie aan tafel zat, op welke grond en tot wanneer."
            ),
        )
        self.body.addWidget(self._card)
        self.body.addWidget(self._empty)

    def refresh(self) -> None:
        """Show the case as it is now."""
        found = self.model.loaded.disclosures
        self._card.setVisible(bool(found))
        self._empty.setVisible(not found)
        clear(self._rows)
        for number, item in enumerate(reversed(found)):
            if number:
                self._rows.addWidget(hairline())
            self._rows.addLayout(self._lines(item))

    def _lines(self, item: Disclosure) -> QVBoxLayout:
        lines_ = column(0)
        made = moment(self.model.context.desk.clock.local(item.made_at))
        until = self.tr("vernietigen vóór %1").replace("%1", day(item.destroy_before))
        lines_.addWidget(Text(self._what(item), Style.STRONG))
        subject = self.tr("BSN en adres: %1").replace("%1", item.subject_ground)
        told = (made, item.ground, subject if item.subject_ground else "", until)
        lines_.addWidget(Text(" · ".join(part for part in told if part), Style.QUIET))
        return lines_

    def _what(self, item: Disclosure) -> str:
        if item.kind == PRESENCE:
            return self.tr("Aan tafel: %1").replace("%1", item.recipient)
        words = self.tr("%1, versie %2, voor %3")
        kind = words.replace("%1", item.kind).replace("%2", str(item.version))
        return kind.replace("%3", item.recipient or self.tr("het huis (volledige lijst)"))
