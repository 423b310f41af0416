"""Set when zvdesk locks by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from zvdesk.settings import IDLE_FEWEST, IDLE_MOST
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.idle import IdleLock


class LockCard(Card):
    """Set the terms of the lock and what else locks, for whoever works on this computer."""

    def __init__(self, idle: IdleLock | None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Vergrendelen"))
        self._idle = idle
        self.usual, self.meeting = QSpinBox(), QSpinBox()
        for field in (self.usual, self.meeting):
            field.setRange(IDLE_FEWEST, IDLE_MOST)
            field.setSuffix(self.tr(" minuten"))
            field.setKeyboardTracking(False)  # a 1 on the way to 15 is no term
            field.setEnabled(idle is not None)
            field.lineEdit().setTextMargins(Space.HALF_MORE, 0, 0, 0)
        self.leaving = CheckBox(self.tr("Ook als ik een lopend overleg verlaat"))
        self.leaving.setEnabled(idle is not None)
        if idle is not None:
            self.leaving.setChecked(idle.on_leaving)
            self.usual.setValue(idle.minutes)
            self.meeting.setValue(idle.minutes_meeting)
        self.body.setSpacing(Space.TWO)
        for part in (
            Text(
                self.tr(
                    "zvdesk vergrendelt zichzelf als er op deze computer een tijd geen toets of muis is "
                    "gebruikt. U ziet het van tevoren; iedere toets geeft weer de volle tijd. Ook als de "
                    "computer zelf op slot gaat of gaat slapen, gaat de kluis op slot."
                )
            ),
            FieldRow(self.tr("Op elke pagina, na"), self.usual),
            FieldRow(
                self.tr("Als u een overleg leidt, na"),
                self.meeting,
                self.tr("Een stille tafel is geen lege tafel. U ziet het twee minuten van tevoren."),
            ),
            self.leaving,
            hairline(),
            Text(self.tr("Dit geldt voor deze computer en staat buiten de kluis."), Style.SMALL),
        ):
            self.add(part)
        self.leaving.toggled.connect(self._keep_leaving)
        self.usual.valueChanged.connect(self._keep)
        self.meeting.valueChanged.connect(self._keep)

    def _keep(self, _value: int) -> None:
        if self._idle is not None:
            self._idle.set_terms(self.usual.value(), self.meeting.value())

    def _keep_leaving(self, locks: bool) -> None:
        if self._idle is not None:
            self._idle.set_on_leaving(locks)
