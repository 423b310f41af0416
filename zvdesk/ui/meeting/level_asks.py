"""Say what the chosen AVE level asks of the case and of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.steps import missing_partners
from zvdesk.texts.blockers import sentence
from zvdesk.ui.meeting.parts import listed
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from zvdesk.domain.escalation import Level
    from zvdesk.ui.meeting.views import TableView


class LevelAsks(QWidget):
    """Show the demands of a level in one block, and the rest of what the scheme says on request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(Space.ONE)
        self.setLayout(outer)
        self._banner = Text("", Style.SMALL)
        self._asks = Callout("", Tone.WARN)
        self._notices = Callout("", Tone.NEUTRAL)
        self._more = LinkButton(self.tr("Meer over dit niveau"), "chevron-down")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._toggle)
        self._detail = QWidget()
        self._fields = column(Space.HALF)
        self._detail.setLayout(self._fields)
        self._situation, self._direction = Text(), Text()
        self._up, self._down, self._protocols = Text(), Text(), QWidget()
        FlowLayout(self._protocols)
        for caption, part in (
            (self.tr("Uitgangssituatie"), self._situation),
            (self.tr("Regievermogen"), self._direction),
            (self.tr("Opschalen als"), self._up),
            (self.tr("Afschalen als"), self._down),
            (self.tr("Protocollen"), self._protocols),
        ):
            self._fields.addWidget(Text(caption, Style.CAPTION))
            self._fields.addWidget(part)
        for part in (self._asks, self._notices, self._more, self._detail, self._banner):
            outer.addWidget(part)
        self._detail.hide()

    def show_view(self, view: TableView) -> None:
        """Show what the level of now asks."""
        level = view.context.level
        show_when(self, level is not None)
        if level is None:
            return
        self._asks.set_text(self._sentence(view, level))
        said = [n for n in view.notices if n.code is not BlockerCode.PARTNER_MISSING]
        self._notices.set_text("\n".join(sentence(notice) for notice in said))
        self._situation.setText(level.situation)
        self._direction.setText(level.self_direction)
        self._up.setText("\n".join(level.scale_up) or self.tr("Dit is het hoogste niveau."))
        self._down.setText("\n".join(level.scale_down) or self.tr("Dit is het laagste niveau."))
        layout = self._protocols.layout()
        if isinstance(layout, FlowLayout):
            layout.fill(Chip(name) for name in level.protocols)
        scheme = view.context.scheme
        self._banner.setText("" if scheme.is_adopted else scheme.banner)
        show_when(self._banner, not scheme.is_adopted)

    def _sentence(self, view: TableView, level: Level) -> str:
        lines = []
        holders = tuple(rule.label for rule in level.holders if rule.is_required)
        lines.append(
            self.tr("{code} vraagt met naam: {holders}.").format(code=level.code, holders=listed(holders))
        )
        partners = tuple(view.context.kind_labels.get(p, p) for p in level.partners)
        missing = missing_partners(view.context)
        if missing:
            lines.append(self.tr("Nog niet aan tafel: {names}.").format(names=listed(missing)))
        elif partners:
            lines.append(self.tr("Alle gevraagde partners zitten aan tafel."))
        if level.retest_weeks:
            lines.append(self.tr("Hertoets binnen {weeks} weken.").format(weeks=level.retest_weeks))
        return "\n".join(lines)

    def _toggle(self, is_open: bool) -> None:
        self._detail.setVisible(is_open)
        self._more.setAccessibleDescription(self.tr("uitgeklapt") if is_open else self.tr("ingeklapt"))
