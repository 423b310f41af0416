"""Show a closed meeting: what was adopted per case, how the table found it went, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.domain.meetings import Phase
from zvdesk.domain.roles import Act
from zvdesk.services import evaluations, meetings
from zvdesk.texts.days import moment
from zvdesk.texts.labels import MEETING_KINDS
from zvdesk.ui.meeting.evaluation_box import EvaluationBox, EvaluationFacts, load_facts
from zvdesk.ui.meeting.minutes_card import MinutesCard
from zvdesk.ui.meeting.parts import order_focus, said
from zvdesk.ui.meeting.views import ClosedCase, ClosedView, load_closed
from zvdesk.ui.meeting.wrap import WrapLayout
from zvdesk.ui.pen import PenBanner, may_now
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card, Page
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import clear

if TYPE_CHECKING:
    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.evaluations import Evaluation
    from zvdesk.domain.handovers import Pen
    from zvdesk.ui.context import RoomContext


class ClosedCaseCard(Card):
    """Show the versions of one case, and begin a correction with a reason.

    Signals: ``correctionAsked(str, str)`` with the case and the reason; ``correctionOpened(str)`` with the
    agenda item whose correction is under way; ``listsAsked(str)`` with the case.
    """

    correctionAsked = Signal(str, str)  # noqa: N815
    correctionOpened = Signal(str)  # noqa: N815
    listsAsked = Signal(str)  # noqa: N815

    def __init__(self, case: ClosedCase, *, no_correcting: str = "", parent: QWidget | None = None) -> None:
        super().__init__(case.name, parent)
        self._case = case
        if case.item.phase is Phase.POSTPONED:
            self.add(
                Text(
                    self.tr("Doorgeschoven: {reason}").format(reason=case.item.postponed_reason), Style.QUIET
                )
            )
            return
        for version in reversed(case.versions):
            self.add(Text(self._words(version), Style.BODY if version is case.versions[-1] else Style.QUIET))
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self._give)
        self.reason_row = FieldRow(
            self.tr("Waarom is een correctie nodig?"),
            self.reason,
            self.tr("De nieuwe versie noemt deze reden, en welke versie zij vervangt."),
        )
        self.reason_row.hide()
        self.lists = SecondaryButton(self.tr("Lijsten van deze casus"), "file-text")
        self.lists.clicked.connect(lambda: self.listsAsked.emit(case.item.case_id))
        self.correct = LinkButton(self.tr("Corrigeer"), "pencil")
        self.correct.setAccessibleName(self.tr("Corrigeer {name}").format(name=case.name))
        self.correct.clicked.connect(self._ask)
        self.go_on = SecondaryButton(self.tr("Verder met de correctie"), "pencil")
        self.go_on.clicked.connect(lambda: self.correctionOpened.emit(case.item.id))
        inner = QWidget()
        buttons = WrapLayout(inner, Space.ONE)
        for button in (self.lists, self.correct, self.go_on):
            buttons.addWidget(button)
        is_open = bool(case.item.correction_reason)
        show_when(self.correct, not is_open)
        show_when(self.go_on, is_open)
        self.correct.set_reason(no_correcting)
        self.go_on.set_reason(no_correcting)
        if is_open:
            words = self.tr("Er loopt een correctie: {reason}").format(reason=case.item.correction_reason)
            self.add(Callout(words, Tone.WARN))
        self.add(self.reason_row)
        self.add(inner)

    def _words(self, version: AdoptedList) -> str:
        when = moment(version.adopted_at.astimezone())
        text = self.tr("Versie {version}: {actions} acties, vastgesteld {when} door {who}").format(
            version=version.version,
            actions=len(version.content.actions),
            when=when,
            who=version.adopted_by,
        )
        if version.replaces is None:
            return text
        return self.tr("{text}. Vervangt versie {old}: {reason}").format(
            text=text, old=version.replaces, reason=version.reason
        )

    def _ask(self) -> None:
        self.reason_row.show()
        self.reason.setFocus()

    def _give(self) -> None:
        text = self.reason.text().strip()
        if text:
            self.correctionAsked.emit(self._case.item.case_id, text)
        else:
            self.reason_row.set_error(self.tr("Vul de reden in."))


class ClosedPage(Page):
    """Show what a meeting adopted.

    Signals: ``left()``; ``correctionOpened(str, str)`` with meeting and agenda item;
    ``listsAsked(str, tuple)`` with the meeting and the cases whose lists are to be made;
    ``giveAsked(str)`` with the meeting to hand over.
    """

    left = Signal()
    correctionOpened = Signal(str, str)  # noqa: N815
    listsAsked = Signal(str, object)  # noqa: N815
    giveAsked = Signal(str)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", None, parent)
        self._context = context
        self._meeting_id = ""
        self._view: ClosedView | None = None
        self.cards: list[ClosedCaseCard] = []
        self.evaluation = EvaluationBox()
        self.back = LinkButton(self.tr("Overleggen"), "arrow-left")
        self.back.clicked.connect(self.left)
        self.sign = PrimaryButton(self.tr("Bekijk en onderteken de lijsten"), "signature")
        self.sign.clicked.connect(self._all_lists)
        self.board = LinkButton(self.tr("Naar Verstrekken"), "send")
        self.board.clicked.connect(lambda: context.go("board", self._meeting_id))
        self.header.buttons.addWidget(self.back)
        self.give = SecondaryButton(self.tr("Geef aan …"), "package-open")
        self.give.clicked.connect(lambda: self.giveAsked.emit(self._meeting_id))
        self.header.buttons.addWidget(self.board)
        self.header.buttons.addWidget(self.give)
        self.header.buttons.addWidget(self.sign)

    def open_meeting(self, meeting_id: str) -> None:
        """Show a closed meeting."""
        self._meeting_id = meeting_id
        desk = self._context.desk
        self._context.jobs.run(
            lambda: (load_closed(desk, meeting_id), load_facts(desk, meeting_id)),
            self._show,
            self._context.failed,
            owner=self,
        )

    def _show(self, loaded: tuple[ClosedView, EvaluationFacts]) -> None:
        view, facts = loaded
        self._view = view
        meeting = view.meeting
        closed = moment(meeting.closed_at.astimezone()) if meeting.closed_at else ""
        self.header.set_title(
            meeting.title,
            self.tr("{kind}, gesloten {when}. Wat is vastgesteld, staat vast.").format(
                kind=MEETING_KINDS[meeting.kind], when=closed
            ),
        )
        clear(self.body)
        banner = PenBanner(self._context)
        banner.show_pen(view.pen, self._context.desk.clock.today())
        self.body.addWidget(banner)
        back = self.tr("Terug naar {name}").format(name=view.giver.name) if view.giver else ""
        self.give.set_label(back or self.tr("Geef aan …"))
        show_when(self.give, view.pen is None and self._context.desk.may(Act.HAND_OVER))
        self.cards = []
        for case in view.cases:
            pen = view.pen or view.pens.get(case.item.case_id)
            card = ClosedCaseCard(case, no_correcting=self._no_correcting(pen))
            card.correctionAsked.connect(self._begin)
            card.correctionOpened.connect(lambda i: self.correctionOpened.emit(self._meeting_id, i))
            card.listsAsked.connect(lambda case_id: self.listsAsked.emit(self._meeting_id, (case_id,)))
            self.body.addWidget(card)
            self.cards.append(card)
        self.minutes = MinutesCard(view)
        self.body.addWidget(self.minutes)
        self._show_evaluation(facts)
        self.body.addStretch(1)
        adopted = any(case.versions for case in view.cases)
        self.sign.set_reason("" if adopted else self.tr("Er is geen lijst vastgesteld."))
        QTimer.singleShot(0, self, lambda: order_focus(self))

    def _no_correcting(self, pen: Pen | None) -> str:
        """Return why nothing can be corrected now, or an empty text."""
        role = self._context.desk.actor.role
        if may_now(role, Act.ADOPT_LIST, pen):
            return ""
        if pen is not None:
            return self.tr("Dit ligt bij een collega. Corrigeren kan weer als het terug is.")
        return self.tr("Alleen de voorzitter corrigeert een vastgestelde lijst.")

    def _show_evaluation(self, facts: EvaluationFacts) -> None:
        card = Card(self.tr("Eindevaluatie"))
        self.evaluation = EvaluationBox(self._meeting_id)
        self.evaluation.given.connect(self._evaluate)
        self.evaluation.ended.connect(self.sign.setFocus)
        self.evaluation.show_facts(facts)
        role, pen = self._context.desk.actor.role, self._view.pen if self._view else None
        self.evaluation.grid.setEnabled(may_now(role, Act.LEAD_MEETING, pen))
        card.add(Text(self.tr("Kies met de pijlen en antwoord met 1 ja, 2 deels of 3 nee."), Style.QUIET))
        card.add(self.evaluation)
        self.body.addWidget(card)

    def _evaluate(self, evaluation: Evaluation) -> None:
        desk, box = self._context.desk, self.evaluation

        def op() -> EvaluationFacts:
            evaluations.evaluate(desk, evaluation)
            return load_facts(desk, evaluation.meeting_id)

        def done(facts: EvaluationFacts) -> None:
            if box is self.evaluation and not self._context.jobs.is_busy:
                box.show_facts(facts)

        self._context.jobs.run(op, done, self._context.failed, owner=box)

    def _all_lists(self) -> None:
        if self._view is not None:
            ids = tuple(case.item.case_id for case in self._view.cases if case.versions)
            self.listsAsked.emit(self._meeting_id, ids)

    def _begin(self, case_id: str, reason: str) -> None:
        desk, meeting_id, view = self._context.desk, self._meeting_id, self._view
        card = next((c for c in self.cards if c.reason_row.isVisibleTo(self)), None)

        def op() -> None:
            meetings.begin_correction(desk, meeting_id, case_id, reason)

        def go(_none: None) -> None:
            if view is not None:
                item = next(c.item for c in view.cases if c.item.case_id == case_id)
                self.correctionOpened.emit(meeting_id, item.id)

        def refuse(error: Exception) -> None:
            if card is not None:
                card.reason_row.set_error(said(error))

        self._context.jobs.run(op, go, refuse, owner=self)
