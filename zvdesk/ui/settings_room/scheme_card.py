"""Show which AVE scheme new cases get, and whether the region has adopted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.chips import LevelTag
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.escalation import EscalationScheme
    from zvdesk.ui.context import RoomContext


class SchemeCard(Card):
    """Show the levels of the scheme in use, with its banner."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("AVE-indeling"))
        self._context = context
        self._shown = ""
        self.body.setSpacing(Space.TWO)
        self.name = Text("", Style.STRONG)
        self.banner = Callout("", Tone.WARN)
        self.banner.set_text("")
        self.add(self.name)
        self.add(self.banner)

    def show_now(self) -> None:
        """Read the scheme."""
        desk = self._context.desk

        def read() -> EscalationScheme:
            from zvdesk.services import house

            return house.current_scheme(desk)

        self._context.jobs.run(read, self._fill, self._context.failed)

    def _fill(self, scheme: EscalationScheme) -> None:
        shown = f"{scheme.id} {scheme.version}"
        if shown == self._shown:
            return
        self._shown = shown
        words = self.tr("{name}, versie {version}").format(name=scheme.name, version=scheme.version)
        self.name.setText(words)
        self.banner.set_text("" if scheme.is_adopted else scheme.banner)
        for level in sorted(scheme.levels, key=lambda level: level.order):
            tag = LevelTag(level.code, level.colour, level.colour_name)
            self.add(row(tag, Text(level.situation, Style.QUIET), spacing=Space.HALF_MORE))
        self.add(
            Text(
                self.tr(
                    "Een eigen indeling van uw regio zet de beheerder als bestand in de map "
                    "'inhoud/escalation' van de kluis. Een casus houdt de indeling waaronder is besloten."
                ),
                Style.SMALL,
            )
        )
