"""Show what is in a package before anything of it enters, and take it in; or say why it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.blockers import Blocked
from zvdesk.domain.handovers import Standing
from zvdesk.errors import ExplainedError
from zvdesk.services import receiving
from zvdesk.texts.days import day, moment
from zvdesk.texts.labels import LEFT_OUT, PEN_STANDINGS, ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.handovers.differences_card import DifferencesList
from zvdesk.ui.icons import icon
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column, into_sight, row

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.receiving import CasePreview, Preview, Received
    from zvdesk.ui.context import RoomContext

_TONES = {Standing.NEW: Tone.ACCENT, Standing.EXPECTED: Tone.OK, Standing.LATE: Tone.WARN}


class RefusedCard(Card):
    """Say why a file is refused. Signal: ``gone()`` when it was read."""

    gone = Signal()

    def __init__(self, path: Path, refusal: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("{name} komt er niet in").format(name=path.name))
        self.said = refusal
        self.close_button = LinkButton(self.tr("Sluiten"), "x")
        self.close_button.clicked.connect(self.gone)
        self.add(Callout(refusal, Tone.DANGER))
        self.add(row(self.close_button, stretch=0))

    def take_focus(self) -> None:
        """Put the focus on the one button."""
        self.close_button.setFocus()


class PreviewCard(Card):
    """Show from whom a package is, why, until when and what is in it. Signal: ``gone()`` when it is done."""

    gone = Signal()

    def __init__(
        self, context: RoomContext, path: Path, preview: Preview, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._context, self.preview = context, preview
        sender = preview.sender
        who = f"{sender.name}, {ROLES[sender.role]}"
        self.said = self.tr("Pakket van {who}").format(who=who)
        self.set_title(self.said)
        self.body.setSpacing(Space.TWO)
        self.take = PrimaryButton(self.tr("Neem op"), "check")
        self.take.clicked.connect(self.receive)
        self.compare = PrimaryButton(self.tr("Bekijk de verschillen"), "eye")
        self.compare.clicked.connect(self._compare)
        self.later = LinkButton(self.tr("Niet nu"), "x")
        self.later.clicked.connect(self.gone)
        self.wrong = Callout("", Tone.DANGER)
        self.wrong.set_text("")
        self.differences: DifferencesList | None = None
        self._facts(path)
        for number, case in enumerate(preview.cases):
            if number:
                self.add(hairline())
            self.add(self._case(case))
        for words, tone in self._to_mind():
            self.add(Callout(words, tone))
        self.add(self.wrong)
        self.add(row(self.take, self.compare, self.later, stretch=2))
        show_when(self.take, preview.may_enter)
        show_when(self.compare, preview.is_late)

    def take_focus(self) -> None:
        """Put the focus on what can be done."""
        (self.take if self.preview.may_enter else self.compare).setFocus()

    def receive(self) -> None:
        """Take the package in."""
        desk, preview = self._context.desk, self.preview
        self.wrong.set_text("")
        self._let(may=False)
        self._context.jobs.run(
            lambda: receiving.receive(desk, preview), self._received, self._refuse, owner=self
        )

    # --- inside ------------------------------------------------------------------------------------------

    def _facts(self, path: Path) -> None:
        manifest, local = self.preview.manifest, self._context.desk.clock.local
        told = (
            (self.tr("Waarvoor"), manifest.purpose),
            (self.tr("Overleg"), self.preview.meeting),
            (self.tr("Gemaakt"), moment(local(manifest.made_at))),
            (self.tr("Geldig tot en met"), day(manifest.expires_on)),
            (self.tr("Bestand"), path.name),
        )
        facts = QWidget()
        layout = column(Space.HALF)
        facts.setLayout(layout)
        for caption, value in told:
            if value:
                line = QHBoxLayout()
                line.setSpacing(Space.TWO)
                line.addWidget(Text(caption, Style.QUIET), 2)
                line.addWidget(Text(value), 5)
                layout.addLayout(line)
        self.add(facts)

    def _case(self, case: CasePreview) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.TWO)
        words = column(0)
        name = " · ".join(part for part in (case.number, case.alias, case.main_subject) if part)
        words.addWidget(Text(name, Style.STRONG))
        words.addWidget(Text(self._told_of(case), Style.QUIET))
        line.addLayout(words, 1)
        line.addWidget(Chip(PEN_STANDINGS[case.standing], _TONES.get(case.standing, Tone.NEUTRAL)))
        return whole

    def _told_of(self, case: CasePreview) -> str:
        told = [self.tr("{count} gegevens").format(count=case.records)]
        if case.standing is Standing.EXPECTED:
            told.append(self.tr("{count} anders dan hier").format(count=case.changed))
        if case.local_number != case.number:
            told.append(self.tr("heet hier {number}").format(number=case.local_number))
        return ", ".join(told)

    def _to_mind(self) -> list[tuple[str, Tone]]:
        preview, found = self.preview, []
        left_out = [LEFT_OUT[one] for one in preview.manifest.leaves_out]
        if left_out:
            words = self.tr(
                "Niet te lezen voor u: {what}. Dat reist gesloten mee, en komt weer open bij wie het mag "
                "lezen."
            )
            if preview.envelopes_opened:
                words = self.tr(
                    "Uw collega kon dit niet lezen: {what}. Het reisde gesloten mee, en komt bij u weer open."
                )
            found.append((words.format(what=", ".join(left_out)), Tone.NEUTRAL))
        if not preview.has_pen:
            first = next(iter(preview.manifest.receivers), "")
            words = self.tr("U krijgt dit om te lezen. {who} kan erin schrijven.")
            found.append((words.format(who=first), Tone.NEUTRAL))
        if preview.is_late:
            words = self.tr(
                "Dit komt te laat terug: de pen is intussen overgenomen, of deze kluis is teruggezet. Het "
                "komt er niet vanzelf in. Bekijk de verschillen, en kies per stuk wat u overneemt."
            )
            found.append((words, Tone.WARN))
        return found

    def _received(self, received: Received) -> None:
        context, number = self._context, len(received.numbers)
        one = self.tr("Opgenomen: casus {numbers}.")
        more = self.tr("Opgenomen: {count} casussen ({numbers}).")
        numbers = ", ".join(sorted(received.numbers.values()))
        context.notices.ok((one if number == 1 else more).format(count=number, numbers=numbers))
        context.jobs.changed.emit(received.changes)
        if self.preview.is_late:
            show_when(self.take, False)
            self._let(may=True)
            return
        self.gone.emit()
        if received.meeting_id:
            context.go("meeting", received.meeting_id)
        elif received.numbers:
            context.go("case", next(iter(received.numbers)))

    def _compare(self) -> None:
        if self.differences is None:
            self.differences = DifferencesList(self._context, self.preview)
            self.differences.tried.connect(lambda: self.wrong.set_text(""))
            self.differences.refused.connect(self._refuse)
            self.differences.shown.connect(self._order_focus)
            self.body.insertWidget(self.body.indexOf(self.wrong), self.differences)
        show_when(self.compare, False)
        self.later.set_label(self.tr("Klaar"))
        self.later.setIcon(icon("check", LinkButton.TOKEN))
        self.differences.load()

    def _order_focus(self) -> None:
        """Let the Tab key come to what ends it after the differences, as one reads."""
        if self.differences is not None and self.differences.buttons:
            self.setTabOrder(self.differences.buttons[-1], self.later)

    def _refuse(self, error: Exception) -> None:
        self._let(may=True)
        if isinstance(error, (ExplainedError, Blocked)):
            self.wrong.set_text(message(error))
            into_sight(self.wrong)
        else:
            self._context.failed(error)

    def _let(self, *, may: bool) -> None:
        for button in (self.take, self.compare, self.later):
            button.setEnabled(may)
