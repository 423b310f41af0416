"""Show in short who is at the table for the case, and who is not yet, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.steps import missing_partners
from zvdesk.ui.meeting.views import short_name
from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import plain_tip
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from zvdesk.domain.organisations import Organisation
    from zvdesk.ui.meeting.views import TableView

_NARROW = 60  # in pixels at 100 %


class NarrowChip(Chip):
    """Show a chip that ends in an ellipsis where its column is narrow; its tooltip has all the words."""

    def __init__(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__(words, tone)
        self._whole = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(current_theme().scaled(_NARROW), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the size that all its words need."""
        shown = super().sizeHint()
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text())
        return QSize(shown.width() + more, shown.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        room = self.contentsRect().width()
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class Seats(QWidget):
    """Show the organisations as chips. Signal: ``asked()`` when someone wants to say who is here."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, ...], ...] | None = None
        outer = column(Space.HALF)
        self.setLayout(outer)
        self._here, self._away = QWidget(), QWidget()
        self._here_chips, self._away_chips = FlowLayout(self._here), FlowLayout(self._away)
        self._nobody = Text(self.tr("nog niemand"), Style.SMALL, tone=Tone.DANGER)
        self._away_title = Text(self.tr("Nog niet aan tafel"), Style.CAPTION)
        self.change = LinkButton(self.tr("Wie is er ({key})").format(key=Shortcut.ATTENDANCE.label), "users")
        self.change.clicked.connect(self.asked)
        for part in (
            Text(self.tr("Aan tafel voor deze casus"), Style.CAPTION),
            self._nobody,
            self._here,
            self._away_title,
            self._away,
            self.change,
        ):
            outer.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show who is here, and who is not."""
        known = view.context.organisations
        here = tuple(short_name(known[i]) for i in view.item.present_ids if i in known)
        away = [
            self._absent(view, known[i])
            for i in view.item.invited_ids
            if i in known and i not in view.item.present_ids
        ]
        code = view.file.case.level_code
        kinds = {known[i].kind for i in view.item.invited_ids if i in known}
        labels = {view.context.kind_labels.get(kind, kind) for kind in kinds}
        away += [
            self.tr("{name}, vraagt {code}").format(name=name, code=code)
            for name in missing_partners(view.context)
            if name not in labels
        ]
        shown = (here, tuple(away))
        if shown == self._shown:
            return
        self._shown = shown
        self._here_chips.fill(NarrowChip(name) for name in here)
        self._away_chips.fill(NarrowChip(words, Tone.DANGER) for words in away)
        show_when(self._nobody, not here)
        show_when(self._here, bool(here))
        for part in (self._away_title, self._away):
            show_when(part, bool(away))

    def _absent(self, view: TableView, organisation: Organisation) -> str:
        name = short_name(organisation)
        part = view.file.participation(organisation.id)
        is_third = organisation.position is WgsPosition.THIRD
        if is_third and (part is None or part.secrecy_declared_on is None):
            return self.tr("{name}, verklaring mist").format(name=name)
        return name
