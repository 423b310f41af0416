"""Show one case: its head, a table of contents and the part that was chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zvdesk.domain.roles import Act
from zvdesk.errors import ExplainedError
from zvdesk.services import cases
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.cases.head import CaseHead
from zvdesk.ui.cases.model import CaseModel
from zvdesk.ui.cases.papers import AccessDialog, BlankFormDialog, OverviewDialog
from zvdesk.ui.cases.parts import PARTS
from zvdesk.ui.pen import PenBanner
from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import hairline
from zvdesk.ui.widgets.rail_item import RailItem

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from zvdesk.domain.cases import CaseState
    from zvdesk.ui.cases.section import Section
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import MakingDialog

_FIT_AFTER = (0, 60)  # milliseconds
_CONTENTS, _NARROW, _PART_LEAST, _PART = 236, 76, 520, 1020  # widths, in pixels at 100 %


class CaseView(QWidget):
    """Show one case, part by part; a part is built when it is first looked at.

    Signals: ``left()`` for back to the list; ``giveAsked(str)`` with the id of a case to hand over.
    """

    left = Signal()
    giveAsked = Signal(str)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = CaseModel(context, self)
        self.head = CaseHead(self.model)
        self.head.left.connect(self.left)
        self.head.moveAsked.connect(self._move)
        self.head.overviewAsked.connect(lambda: self._open(OverviewDialog(context, self.model.case_id, self)))
        self.head.accessAsked.connect(self._give_access)
        self.head.formAsked.connect(lambda: self._open(BlankFormDialog(context, self)))
        self.head.giveAsked.connect(self._give)
        self.dialog: MakingDialog | None = None
        self.items: list[RailItem] = []
        self.sections: dict[int, Section] = {}
        self._pages = QStackedWidget()
        self._regime_id = ""
        self._trouble = Callout("", Tone.DANGER)
        self._trouble.hide()
        self._rights = Callout("", Tone.NEUTRAL)
        self._rights.hide()
        self.banner = PenBanner(context)
        self._has_pen = True
        contents = QWidget()
        contents.setAccessibleName(self.tr("Onderdelen van het dossier"))
        lines = QVBoxLayout(contents)
        lines.setContentsMargins(Space.TWO, Space.HALF, Space.ONE, Space.TWO)
        lines.setSpacing(0)
        for number, part in enumerate(PARTS):
            item = RailItem(part.icon_name, part.title())
            item.setCheckable(True)
            item.clicked.connect(partial(self._chosen, number))
            lines.addWidget(item)
            self.items.append(item)
            self._pages.addWidget(_scroller())
        lines.addStretch(1)
        self._contents = _scroller()
        self._contents.setWidget(contents)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._contents)
        beside.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(hairline())
        for callout in (self._trouble, self.banner, self._rights):
            outer.addWidget(callout)
        outer.addSpacing(Space.ONE)
        outer.addLayout(beside, 1)
        self.model.changed.connect(self._refresh)
        self.model.failed.connect(self._fail)
        on_key(self, Shortcut.NEXT_PART, lambda: self._step(1))
        on_key(self, Shortcut.PREVIOUS_PART, lambda: self._step(-1))
        on_key(self, Shortcut.BACK, self.left.emit)
        self._fit()

    # --- which part ------------------------------------------------------------------------------

    @property
    def part(self) -> int:
        """Return the number of the part in sight, from 0."""
        return self._pages.currentIndex()

    def open(self, case_id: str, part: int = 0) -> None:
        """Show another case."""
        flush_all(self)
        if case_id != self.model.case_id:
            self._forget()
        self._pages.setCurrentIndex(part)
        self._mark(part)
        self.model.open(case_id)

    def show_part(self, number: int) -> None:
        """Show a part of the case."""
        flush_all(self._pages)
        self._mark(number)
        self._pages.setCurrentIndex(number)
        if self.model.is_loaded:
            self._show_section()

    def _chosen(self, number: int, _checked: bool = False) -> None:
        self.show_part(number)

    def _mark(self, number: int) -> None:
        for place, item in enumerate(self.items):
            item.setChecked(place == number)

    def _step(self, offset: int) -> None:
        number = max(0, min(self.part + offset, len(PARTS) - 1))
        self.show_part(number)
        self.items[number].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _forget(self, but: int = -1) -> None:
        """Let the parts go, such as those of another case; ``but`` stays."""
        for number, section in self.sections.items():
            if number == but:
                continue
            scroller = self._pages.widget(number)
            if isinstance(scroller, QScrollArea):
                scroller.takeWidget()
            section.setParent(None)
            section.deleteLater()
        self.sections = {number: kept for number, kept in self.sections.items() if number == but}

    def _show_section(self) -> None:
        number = self.part
        section = self.sections.get(number)
        if section is None:
            section = PARTS[number].build(self.model)
            section.setMaximumWidth(current_theme().scaled(_PART))
            self.sections[number] = section
            section.refresh()  # whole before it is seen: a layout in sight counts new parts too late
            scroller = self._pages.widget(number)
            if isinstance(scroller, QScrollArea):
                scroller.setWidget(section)
        else:
            section.refresh()
        for pause in _FIT_AFTER:
            QTimer.singleShot(pause, self, self._fit_part)

    def _fit_part(self) -> None:
        """Let the part have all the height that its words need, now that they are polished."""
        section = self.sections.get(self.part)
        if section is not None:
            section.fit()

    # --- the case --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._trouble.hide()
        if self._regime_id not in ("", self.model.case.regime_id):
            self._forget(but=self.part)  # their words come from the regime
        self._regime_id = self.model.case.regime_id
        role, pen = self._context.desk.actor.role, self.model.pen
        if self._has_pen is not (pen is None):
            self._forget()  # its forms were made to type in, or to read
        self._has_pen = pen is None
        self.banner.show_pen(pen, self.model.today)
        can_edit = self.model.may(Act.EDIT_CASE) or pen is not None
        words = self.tr("U leest deze casus als %1. Bewerken doet een voorzitter of coördinator.")
        self._rights.set_text("" if can_edit else words.replace("%1", ROLES[role]))
        for item, part in zip(self.items, PARTS, strict=True):
            item.set_badge(part.badge(self.model))
        self._show_section()

    def _move(self, target: CaseState) -> None:
        desk, case_id = self._context.desk, self.model.case_id
        flush_all(self)
        self.model.run(lambda: cases.move_case(desk, case_id, target))

    def _give_access(self) -> None:
        self._open(AccessDialog(self._context, self.model.case_id, self.model.file.subjects, self))

    def _give(self) -> None:
        flush_all(self)
        self.giveAsked.emit(self.model.case_id)

    def _open(self, dialog: MakingDialog) -> None:
        flush_all(self)
        self.dialog = dialog
        dialog.open()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, ExplainedError):
            self._trouble.set_text(message(error))
        self._context.failed(error)

    def _fit(self) -> None:
        theme = current_theme()
        is_narrow = self.width() < theme.scaled(_CONTENTS + _PART_LEAST)
        for item in self.items:
            item.set_narrow(is_narrow)
        self._contents.setFixedWidth(theme.scaled(_NARROW if is_narrow else _CONTENTS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._fit()


def _scroller() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
