"""Be one part of a case: cards below each other that are drawn again when the case changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget

from zvdesk.domain.roles import Act
from zvdesk.ui.cases.forms import CaseForm
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.ui.cases.model import CaseModel
    from zvdesk.ui.cases.specs import FieldSpec


class Refreshes(Protocol):
    """Describe a part of a section that draws the case anew."""

    def refresh(self) -> None:
        """Show the case as it is now."""
        ...


class CaseCard(Card):
    """Hold some fields of the case itself."""

    def __init__(
        self,
        model: CaseModel,
        title: str,
        specs: Sequence[FieldSpec],
        intro: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._model = model
        if intro:
            self.add(Text(intro, Style.QUIET))
        self.form = CaseForm(model, specs)
        self.add(self.form)

    def refresh(self) -> None:
        """Show the case as it is now."""
        self.form.refresh(is_locked=not self._model.may(Act.EDIT_CASE))


class Section(QWidget):
    """Hold the cards of one part; ``place`` adds one."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.setProperty("kind", "page")
        self._parts: list[Refreshes] = []
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self.fit)
        self.body = column(Space.TWO)
        outer = column(0)
        outer.setContentsMargins(Space.ONE, Space.HALF, Space.THREE, Space.THREE)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self.setLayout(outer)

    def place(self, part: QWidget) -> None:
        """Add a card below the others; one with ``refresh`` is drawn again with the section."""
        self.body.addWidget(part)
        if hasattr(part, "refresh"):
            self._parts.append(part)

    def refresh(self) -> None:
        """Show the case as it is now."""
        for part in self._parts:
            part.refresh()

    def fit(self) -> None:
        """Ask for the height that all words need at this width; parts that came later count too."""
        layout, viewport = self.layout(), self.parentWidget()
        if layout is None or viewport is None:
            return
        layout.activate()
        if self.height() < layout.totalHeightForWidth(self.width()):
            QCoreApplication.postEvent(viewport, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        """Look again at the height after a part asked for another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._pause.start()
        return super().event(event)
