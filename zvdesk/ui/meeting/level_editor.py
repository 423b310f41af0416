"""Choose the AVE level, by code and colour name; the colour only helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.field import FieldEditor
from zvdesk.ui.meeting.option_list import Option, OptionList
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LevelEditor(FieldEditor):
    """Choose one level of the scheme; below it what the scheme says of the level."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self.options = OptionList(self.tr("AVE-niveau"))
        self.options.chosen.connect(self._choose)
        self._situation, self._direction = Text("", Style.QUIET), Text("", Style.SMALL)
        self._protocols = QWidget()
        self._flow = FlowLayout(self._protocols, Space.HALF)
        self._banner = Text("", Style.SMALL)
        for part in (self.options, self._situation, self._direction, self._protocols, self._banner):
            self.body.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show the levels, the one of now chosen."""
        scheme, level = view.context.scheme, view.context.level
        code = view.file.case.level_code
        levels = sorted(scheme.levels, key=lambda level: level.order)
        self.options.show_options(
            tuple(Option(x.code, f"{x.code} · {x.colour_name}", x.code == code, x.colour) for x in levels)
        )
        self._situation.setText(level.situation if level else "")
        direction = level.self_direction if level else ""
        self._direction.setText(
            self.tr("Regievermogen: {words}").format(words=direction) if direction else ""
        )
        self._flow.fill(Chip(name) for name in (level.protocols if level else ()))
        self._banner.setText("" if scheme.is_adopted else scheme.banner)
        for part in (self._situation, self._direction, self._banner):
            show_when(part, bool(part.text()))
        show_when(self._protocols, level is not None and bool(level.protocols))

    def take_focus(self) -> None:
        """Put the focus on the levels."""
        self.options.setFocus()

    def _choose(self, value: object) -> None:
        code = str(value)
        self._table.do(lambda desk, view: acts.choose_level(desk, view, code))
