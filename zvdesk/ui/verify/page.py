"""Say whether signed documents are genuine; an open vault is not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.errors import ExplainedError
from zvdesk.services import verification
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space
from zvdesk.ui.verify.drop import FilesDrop
from zvdesk.ui.verify.further_card import FurtherCard
from zvdesk.ui.verify.known_signers import KnownSigners
from zvdesk.ui.verify.report_line import ReportLine
from zvdesk.ui.verify.verdict_card import Checked, VerdictCard
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.cards import Page
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.desk import Desk
    from zvdesk.services.verification import Verified
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job, Jobs

_MOST = 200  # files that are looked at in one go


class VerifyPage(Page):
    """Take files and show the verdict on each; the newest stands on top."""

    def __init__(self, context: RoomContext | None, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("", "", None, parent)
        self._jobs = jobs
        self._desk: Desk | None = context.desk if context is not None else None
        self._job: Job | None = None
        self.header.set_title(
            self.tr("Controleer een document"),
            self.tr("Is deze lijst echt, en is er daarna niets veranderd? Nakijken gebeurt alleen hier."),
        )
        self.drop = FilesDrop()
        self.drop.filesChosen.connect(self.check)
        self.busy = BusyLine()
        self.busy.stopped.connect(self._stop)
        self._results = column(Space.TWO)
        self.cards: list[VerdictCard] = []
        self._paths: tuple[Path, ...] = ()
        self.further = FurtherCard(context) if context is not None else None
        if self.further is not None:
            self.further.made.connect(self.check)
        self.known = KnownSigners(jobs)
        self.known.changed.connect(self._again)
        self.report = ReportLine(self._wanted, self._desk, jobs)
        self.body.addWidget(self.drop)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.report)
        self.body.addLayout(self._results)
        if self.further is not None:
            self.body.addWidget(self.further)
        self.body.addWidget(self.known)
        self.body.addStretch(1)

    def activated(self) -> None:
        """Load the known signers."""
        self.known.load()
        self.drop.button.setFocus()

    def open_file(self, path: Path) -> None:
        """Verify a file that was opened with zvdesk, together with those that are still looked at."""
        waiting = self._paths if self._job is not None else ()
        self.check((*(other for other in waiting if other != path), path))

    def check(self, paths: tuple[Path, ...]) -> None:
        """Verify these files and show the verdicts."""
        self._stop()
        self._paths = paths[:_MOST]
        wanted, desk = self._paths, self._desk
        self.busy.begin(self.tr("Nakijken"))

        def op(report: Callable[[int, int], None]) -> tuple[Checked, ...]:
            found = []
            for number, path in enumerate(wanted):
                report(number, len(wanted))
                found.append(_checked(path, desk))
            return tuple(found)

        self._job = self._jobs.progress(
            op, self.busy.show_progress, self._show, self._failed, stopped=self.busy.end, owner=self
        )

    def _show(self, found: tuple[Checked, ...]) -> None:
        self.busy.end()
        self._job = None
        for card in list(self.cards):
            self._remove(card)
        for checked in found:
            card = VerdictCard(checked)
            card.gone.connect(lambda c=card: self._take_off(c))
            self.cards.append(card)
            self._results.addWidget(card)
        if self.further is not None:
            self.further.show_checked(found)
        self.report.offer()
        if self.cards:
            announce(self, self.cards[0].sentence.text())

    def _failed(self, error: Exception) -> None:
        self.busy.end()
        self._job = None
        raise error

    def _take_off(self, card: VerdictCard) -> None:
        self._remove(card)
        if self.further is not None:
            self.further.show_checked(tuple(one.checked for one in self.cards))

    def _remove(self, card: VerdictCard) -> None:
        self.cards.remove(card)
        self._results.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.report.offer()

    def _wanted(self) -> tuple[Verified, ...]:
        """Return what was found of the files that are on the page."""
        found = (card.checked.verified for card in self.cards)
        return tuple(verified for verified in found if verified is not None)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _again(self) -> None:
        if self._paths and self.cards:
            self.check(self._paths)


def _checked(path: Path, desk: Desk | None) -> Checked:
    try:
        return Checked(path, verification.verify_file(path, desk=desk))
    except ExplainedError as error:
        return Checked(path, None, message(error))
