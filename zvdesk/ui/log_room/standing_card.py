"""Say how the log stands against its witnesses, and let the whole of it be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zvdesk.domain.log_standing import HeadAnswer, Standing, StandingKind
from zvdesk.domain.roles import Act, may
from zvdesk.services import audit_log, verification
from zvdesk.texts.labels import HEAD_ANSWERS, STANDINGS
from zvdesk.texts.log_words import standing_sentence
from zvdesk.ui.tokens import TONE_TOKENS, Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import IconLabel, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job

_LOOKS = {
    StandingKind.IN_ORDER: ("shield-check", Tone.OK),
    StandingKind.UNKNOWN: ("circle-question-mark", Tone.NEUTRAL),
    StandingKind.ROLLED_BACK: ("triangle-alert", Tone.DANGER),
    StandingKind.EDITED: ("triangle-alert", Tone.DANGER),
}
_ANSWERS = {HeadAnswer.CONTAINED: Tone.OK, HeadAnswer.GONE: Tone.DANGER, HeadAnswer.REPLACED: Tone.DANGER}


class StandingCard(Card):
    """Show one sentence on the log as a whole; a mark on paper can be asked of it too."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._job: Job | None = None
        self.found: Standing | None = None
        self._icon = IconLabel("circle-question-mark", TONE_TOKENS[Tone.NEUTRAL], 28)
        self.chip = Chip(self.tr("nog niet nagekeken"), Tone.NEUTRAL)
        self.sentence = Text(
            self.tr("Kijk na of alle regels op elkaar aansluiten, en of de kluis niet is teruggezet.")
        )
        self.check = SecondaryButton(self.tr("Kijk het logboek na"), "shield-check")
        self.check.clicked.connect(self.begin)
        self.busy = BusyLine()
        self.busy.stopped.connect(self._stop)
        self.mark = QLineEdit()
        self.mark.setPlaceholderText(self.tr("bijvoorbeeld 1482 · 4f2a 91c0 7d3e 55b8 4f2a"))
        self.mark.returnPressed.connect(self._ask)
        self.ask = SecondaryButton(self.tr("Zoek op"), "search")
        self.ask.clicked.connect(self._ask)
        self.answer = Text("")
        show_when(self.answer, False)
        self.reason = QLineEdit()
        self.reason_row = FieldRow(
            self.tr("Waarom klopt dit toch?"),
            self.reason,
            self.tr(
                "Bijvoorbeeld: de systeembeheerder heeft een kopie teruggezet. Uw reden komt in het logboek."
            ),
        )
        self.accept = SecondaryButton(self.tr("Neem deze stand als uitgangspunt"), "check")
        self.accept.clicked.connect(self._accept)
        self._accepting, self._asking = QWidget(), QWidget()
        self.paper = LinkButton(self.tr("Zoek een kenmerk van een lijst op papier op"), "chevron-down")
        self.paper.setCheckable(True)
        self.paper.toggled.connect(self._open_asking)
        self._lay_out()
        QWidget.setTabOrder(self.check, self.paper)  # as it is read: the button stands above the link
        show_when(self._accepting, False)
        show_when(self._asking, False)

    def begin(self) -> None:
        """Check the whole log."""
        if self._job is not None:
            return
        desk = self._context.desk
        self.check.setEnabled(False)
        self.busy.begin(self.tr("Het logboek wordt nagekeken"))
        self._job = self._context.jobs.progress(
            lambda report: audit_log.standing(desk, report),
            self.busy.show_progress,
            self._show,
            self._refuse,
            stopped=self._end,
            owner=self,
        )

    # --- inside ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        words = column(Space.HALF)
        words.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.sentence)
        words.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setSpacing(Space.TWO)
        head.addWidget(self._icon, 0, top)
        head.addLayout(words, 1)
        head.addWidget(self.check, 0, top)
        line = QHBoxLayout(self._asking)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.ONE)
        line.addWidget(FieldRow(self.tr("Kenmerk van het logboek, van een lijst op papier"), self.mark), 1)
        line.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignBottom)
        under = QHBoxLayout(self._accepting)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(Space.ONE)
        under.addWidget(self.reason_row, 1)
        under.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setSpacing(Space.TWO)
        self.add(head)
        self.add(self.busy)
        self.add(self._accepting)
        self.add(self._asking)
        self.add(self.answer)

    def _show(self, found: Standing) -> None:
        self._end()
        self.found = found
        name, tone = _LOOKS[found.kind]
        self._icon.set_icon(name, TONE_TOKENS[tone])
        self.chip.set_state(STANDINGS[found.kind], tone)
        self.sentence.setText(standing_sentence(found, self._context.desk.clock.local))
        may_accept = may(self._context.desk.actor.role, Act.CHECK_VAULT)
        show_when(self._accepting, found.deviates and may_accept)
        announce(self, self.sentence.text())

    def _accept(self) -> None:
        desk, reason = self._context.desk, self.reason.text()
        if not reason.strip():
            self.reason_row.set_error(self.tr("Schrijf op waarom."))
            self.reason.setFocus()
            return
        self.reason_row.set_error("")
        self.reason.clear()
        self._context.jobs.run(lambda: audit_log.accept(desk, reason), lambda _: self.begin(), self._refuse)

    def _open_asking(self, is_open: bool) -> None:
        show_when(self._asking, is_open)
        show_when(self.answer, is_open and bool(self.answer.text()))
        if is_open:
            self.mark.setFocus()

    def _ask(self) -> None:
        desk, mark = self._context.desk, self.mark.text()
        self._context.jobs.run(
            lambda: verification.mark_answer(desk, mark), self._tell, self._context.failed, owner=self
        )

    def _tell(self, found: HeadAnswer) -> None:
        words = HEAD_ANSWERS[found]
        if found is HeadAnswer.NO_HEAD:
            words = self.tr("Dit is geen kenmerk. Typ het nummer en daarna de vijf groepen van vier tekens.")
        self.answer.setText(words)
        self.answer.set_tone(_ANSWERS.get(found, Tone.NEUTRAL))
        show_when(self.answer, True)
        announce(self, words)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _refuse(self, error: Exception) -> None:
        self._end()
        self._context.failed(error)

    def _end(self) -> None:
        self._job = None
        self.busy.end()
        self.check.setEnabled(True)
