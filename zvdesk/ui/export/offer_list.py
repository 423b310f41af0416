"""Show the lists and crisis cards that can be made, per case; one that cannot says why and what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from zvdesk.domain.blockers import BlockerCode
from zvdesk.texts.blockers import sentences
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.labels import IconLabel, Style, Text
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.ui.export.work import Offer

_THIRD = frozenset(
    {BlockerCode.THIRD_GROUND_MISSING, BlockerCode.THIRD_TEST_MISSING, BlockerCode.SUPPLIER_CONSENT_MISSING}
)


class OfferList(QScrollArea):
    """Tick the lists to make.

    Signals: ``previewAsked(Offer)``; ``ticked()`` when another list was ticked; ``caseAsked(str)`` with the
    case in which something has to be recorded first.
    """

    previewAsked = Signal(object)  # noqa: N815
    ticked = Signal()
    caseAsked = Signal(str)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[tuple[str, str, bool], CheckBox] = {}
        self.previews: dict[tuple[str, str, bool], LinkButton] = {}
        self._offers: tuple[Offer, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("kind", "flow")
        self._column = column(Space.HALF)
        self._column.setContentsMargins(0, 0, Space.TWO, 0)
        inner.setLayout(self._column)
        self.setWidget(inner)

    @property
    def chosen(self) -> tuple[Offer, ...]:
        """Return the ticked lists, in order."""
        return tuple(o for o in self._offers if o.key in self.boxes and self.boxes[o.key].isChecked())

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show these; a list that can be made is ticked, a crisis card waits until someone wants it."""
        clear(self._column)
        self._offers, self.boxes, self.previews = offers, {}, {}
        before, was_card = "", False
        for offer in offers:
            if offer.case_id != before:
                before, was_card = offer.case_id, False
                self._column.addSpacing(Space.ONE)
                self._column.addWidget(Text(offer.case_name, Style.STRONG))
            if offer.is_card and not was_card:
                was_card = True
                self._column.addSpacing(Space.HALF)
                words = self.tr("Crisiskaart: de als-dan-afspraken op één bladzijde")
                self._column.addWidget(Text(words, Style.CAPTION))
            self._add(offer)
        self._column.addStretch(1)

    def _add(self, offer: Offer) -> None:
        whole = self.tr("Alle afspraken") if offer.is_card else self.tr("Volledige lijst")
        name = offer.recipient or whole
        said = self.tr("Crisiskaart {name}").format(name=name) if offer.is_card else name
        if not offer.is_possible:
            self._add_blocked(offer, name)
            return
        box = CheckBox(name)
        box.setToolTip(name)
        box.setAccessibleName(self.tr("{case}: {name}").format(case=offer.case_name, name=said))
        box.setChecked(not offer.is_card)
        box.clicked.connect(lambda _checked=False: self.ticked.emit())
        look = LinkButton(self.tr("Bekijk"))
        look.setAccessibleName(self.tr("Bekijk {case}: {name}").format(case=offer.case_name, name=said))
        look.clicked.connect(partial(self._look, offer))
        line = QHBoxLayout()
        line.setSpacing(Space.HALF)
        line.addWidget(box, 1)
        line.addWidget(look)
        self._column.addLayout(line)
        self.boxes[offer.key], self.previews[offer.key] = box, look

    def _look(self, offer: Offer) -> None:
        self.previewAsked.emit(offer)

    def _add_blocked(self, offer: Offer, name: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.ONE)
        head.addWidget(IconLabel("lock", Token.WARN, 16), 0, Qt.AlignmentFlag.AlignTop)
        words = column(0)
        words.addWidget(Text(self.tr("{name}: kan nog niet").format(name=name), tone=Tone.WARN))
        words.addWidget(Text(sentences(offer.blockers), Style.SMALL))
        if any(blocker.code in _THIRD for blocker in offer.blockers):
            fix = LinkButton(self.tr("Leg de grondslag vast in de casus"))
            fix.setAccessibleName(self.tr("Leg de grondslag vast voor {name}").format(name=name))
            fix.clicked.connect(lambda: self.caseAsked.emit(offer.case_id))
            words.addWidget(fix)
        head.addLayout(words, 1)
        self._column.addLayout(head)
