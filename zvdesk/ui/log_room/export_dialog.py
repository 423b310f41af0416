"""Hand out an extract of the log: a PDF signed with a passphrase, or a CSV."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.services import audit_log, log_exports
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.labels import Heading, Text, show_when
from zvdesk.ui.widgets.signing_fields import SigningFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.domain.log_views import LogFilter
    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job


class Kind(Enum):
    """Name what can be handed out."""

    PDF = "pdf"
    CSV = "csv"


class LogExportDialog(QDialog):
    """Ask in which form and where, and write it. Signal: ``made(Path)``.

    ``for_person`` makes the view for the person concerned of the case in ``wanted``; it is always a PDF.
    """

    made = Signal(object)

    def __init__(
        self, context: RoomContext, wanted: LogFilter, *, for_person: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._wanted, self._for_person = context, wanted, for_person
        self._job: Job | None = None
        number = wanted.case_number
        title = (
            self.tr("Overzicht voor de betrokkene, casus {number}").format(number=number)
            if for_person
            else self.tr("Logboek bewaren")
        )
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(640, 0)
        self.kind = ChoiceRow(
            self.tr("Vorm"),
            ((Kind.PDF, self.tr("Pdf, ondertekend")), (Kind.CSV, self.tr("CSV, om in te rekenen"))),
        )
        self.kind.set_value(Kind.PDF)
        self.kind.chosen.connect(lambda _kind: self._arrange())
        self.fields = SigningFields(self, context.desk.actor)
        self.fields.passphrase.submitted.connect(self.write)
        self.refusal = Callout("", Tone.DANGER)
        self.refusal.hide()
        self.busy = BusyLine()
        self.busy.stopped.connect(self._stop)
        self.save = PrimaryButton(self.tr("Onderteken en bewaar"), "signature")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.write)
        self._lay_out(title)
        self._arrange()

    def write(self) -> None:
        """Write the extract."""
        if self._job is not None:
            return
        self.refusal.set_text("")
        is_signed = self.kind.value is Kind.PDF
        taken = self.fields.taken(is_signed=is_signed)
        if taken is None:
            return
        folder, passphrase = taken
        desk, wanted = self._context.desk, self._wanted
        self.save.setEnabled(False)
        self.busy.begin(self.tr("Het logboek wordt nagekeken en geschreven"))
        for_person = self._for_person

        def op(report: Callable[[int, int], None]) -> Path:
            if not is_signed:
                return log_exports.export_csv(desk, wanted, folder)
            return write_pdf(desk, wanted, folder, passphrase, report, for_person=for_person)

        self._job = self._context.jobs.progress(
            op, self.busy.show_progress, self._done, self._refuse, stopped=self._end, owner=self
        )

    # --- inside ------------------------------------------------------------------------------------------

    def _lay_out(self, title: str) -> None:
        words = (
            self.tr(
                "Wie van het huis iets met dit dossier deed, en wanneer. U kunt dit aan de betrokkene geven. "
                "De inhoud van het dossier staat er niet in."
            )
            if self._for_person
            else self.tr(
                "De regels die u hebt gekozen, de oudste eerst. De inhoud van een dossier staat er niet in."
            )
        )
        close = SecondaryButton(self.tr("Sluiten"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(Space.ONE)
        foot.addWidget(self.busy, 1)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.TWO)
        outer.setSpacing(Space.TWO)
        outer.addWidget(Heading(title))
        outer.addWidget(Text(words))
        outer.addWidget(self.kind)
        outer.addWidget(self.fields.folder_row)
        outer.addWidget(self.fields.passphrase_row)
        outer.addWidget(self.refusal)
        outer.addLayout(foot)

    def _arrange(self) -> None:
        is_signed = self.kind.value is Kind.PDF
        show_when(self.kind, not self._for_person)
        show_when(self.fields.passphrase_row, is_signed)
        self.save.set_label(self.tr("Onderteken en bewaar") if is_signed else self.tr("Bewaar"))
        (self.fields.passphrase if is_signed else self.save).setFocus()

    def _done(self, path: Path) -> None:
        self._end()
        self._context.notices.ok(self.tr("Het overzicht staat in {name}.").format(name=path.name))
        self.made.emit(path)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self._end()
        if self.fields.refused(error):
            return
        if isinstance(error, ExplainedError):
            self.refusal.set_text(message(error))
        else:
            self._context.failed(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.busy.end()
        self.save.setEnabled(True)


def write_pdf(
    desk: Desk,
    wanted: LogFilter,
    folder: Path,
    passphrase: str,
    report: Callable[[int, int], None],
    *,
    for_person: bool,
) -> Path:
    """Check the log, sign an extract that says how it stands, and return where it is."""
    with log_exports.signing(desk, passphrase) as signer:
        found = audit_log.standing(desk, report)
        if for_person:
            return log_exports.export_access_pdf(desk, signer, wanted.case_number, found, folder)
        return log_exports.export_pdf(desk, signer, wanted, found, folder)
