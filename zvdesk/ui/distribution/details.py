"""Show one document of the board, what holds it up, and the one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.domain.disclosure import HandOverWay
from zvdesk.domain.distribution import Stage
from zvdesk.texts.blockers import sentences
from zvdesk.texts.days import day
from zvdesk.texts.labels import HAND_OVER_WAYS
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.distribution import BoardRow


def waits_for_ground(row: BoardRow) -> bool:
    """Tell whether a derde can get nothing until its ground and test are in the case."""
    return row.is_third and bool(row.blockers)


class DocumentCard(Card):
    """Hold the facts of the chosen document and its next step.

    Signals: ``stepped()`` to do the next step; ``takenBack()`` to take the last one back.
    """

    stepped = Signal()
    takenBack = Signal()  # noqa: N815

    def __init__(self, reason: str, *, may_sign: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._reason, self._may_sign = reason, may_sign
        self.body.setSpacing(Space.TWO)
        self._facts = column(Space.HALF_MORE)
        self.mind = Callout("", Tone.WARN)
        self.mind.set_text("")
        self.how = ChoiceField(tuple(HAND_OVER_WAYS.items()))
        self.how.set_value(HandOverWay.SECURE_MAIL)
        self.how_row = FieldRow(self.tr("Hoe is het verstrekt?"), self.how)
        self.step = PrimaryButton("", "check")
        self.step.clicked.connect(self.stepped)
        self.back = LinkButton(self.tr("Neem de laatste stap terug"), "undo-2")
        self.back.clicked.connect(self.takenBack)
        self.why = Text(reason, Style.SMALL)
        for part in (self._facts, self.mind, hairline(), self.how_row, self.step, self.back, self.why):
            self.add(part)
        show_when(self.why, bool(reason))

    @property
    def way(self) -> HandOverWay:
        """Return how the document is handed over."""
        value = self.how.value
        return value if isinstance(value, HandOverWay) else HandOverWay.SECURE_MAIL

    def show_row(self, row: BoardRow) -> None:
        """Show a document, or the one that is still to be made."""
        self.set_title(row.recipient or self.tr("Eigen huis"))
        clear(self._facts)
        for caption, value in self._told(row):
            if value:
                pair = column(2)
                pair.addWidget(Text(caption, Style.CAPTION))
                pair.addWidget(Text(value))
                self._facts.addLayout(pair)
        self.mind.set_text(sentences(row.blockers))
        is_last = row.stage is Stage.RECEIVED or (row.stage is Stage.CHECKED and not row.recipient_id)
        words = {
            Stage.TO_MAKE: self._to_make(row),
            Stage.MADE: self.tr("Ik heb het nagelezen"),
            Stage.CHECKED: self.tr("Het is verstrekt"),
            Stage.HANDED_OVER: self.tr("De ontvanger heeft het"),
        }
        self.step.set_label(words.get(row.stage, ""))
        self.step.set_reason("" if row.stage is Stage.TO_MAKE else self._reason)
        self.back.set_reason(self._reason)
        show_when(self.step, not is_last)
        show_when(self.how_row, row.stage is Stage.CHECKED and not is_last and not self._reason)
        show_when(self.back, row.stage not in (Stage.TO_MAKE, Stage.MADE))

    def _to_make(self, row: BoardRow) -> str:
        if waits_for_ground(row):
            return self.tr("Open de casus, onderdeel Derden")
        return self.tr("Onderteken de lijst") if self._may_sign else self.tr("Open het overleg")

    def _told(self, row: BoardRow) -> tuple[tuple[str, str], ...]:
        found, third = row.document, row.third
        lacks = self.tr("nog niet vastgelegd")
        told = [(self.tr("Document"), f"{row.kind}, casus {row.case_number}, versie {row.version}")]
        if row.earlier_version is not None:
            told.append((self.tr("De ontvanger heeft nog"), self.tr("versie {}").format(row.earlier_version)))
        if row.is_third:
            told.append((self.tr("Grondslag"), (third.ground if third else "") or lacks))
            told.append((self.tr("Juridische toets"), (third.legal_test if third else "") or lacks))
        if found is None:
            return tuple(told)
        how = HAND_OVER_WAYS[found.handed_over_how] if found.handed_over_how else ""
        checked = (found.checked_by, day(found.checked_on))
        handed = (how, found.handed_over_by, day(found.handed_over_on))
        return (
            *told,
            (self.tr("Nagelezen door"), ", ".join(part for part in checked if part)),
            (self.tr("Verstrekt"), ", ".join(part for part in handed if part)),
            (self.tr("Ontvangen op"), day(found.received_on)),
            (self.tr("Vernietigen vóór"), day(found.destroy_before)),
            (self.tr("Documentnummer"), found.document_id),
        )
