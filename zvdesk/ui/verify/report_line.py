"""Keep what was found of the files on the page as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.desk import Desk
    from zvdesk.services.verification import Verified
    from zvdesk.ui.jobs import Jobs

_FILE = "verslag-van-een-controle.pdf"


class ReportLine(QWidget):
    """Offer a report of the files on the page; it is not there when there are none."""

    def __init__(
        self,
        wanted: Callable[[], tuple[Verified, ...]],
        desk: Desk | None,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted, self._desk, self._jobs = wanted, desk, jobs
        self.button = SecondaryButton(self.tr("Bewaar een verslag"), "download")
        self.button.clicked.connect(self._ask)
        self.said = Text("", Style.QUIET, selectable=True)
        self.problem = Callout("", Tone.DANGER)
        self.problem.hide()
        line = QHBoxLayout()
        line.setSpacing(Space.TWO)
        line.addWidget(self.button)
        line.addWidget(self.said, 1)
        whole = column(Space.ONE)
        whole.addLayout(line)
        whole.addWidget(self.problem)
        self.setLayout(whole)
        self.hide()

    def offer(self) -> None:
        """Be there when there is something to report; what was said of an earlier report goes."""
        self.said.setText("")
        self.problem.set_text("")
        self.setVisible(bool(self._wanted()))

    def save_to(self, path: Path, *, replaces: bool = False) -> None:
        """Write the report to this file, or beside it when there is one that nobody gave up."""
        found, desk = self._wanted(), self._desk

        def save() -> Path:
            from zvdesk.services import verification_reports  # draws a PDF: late

            return verification_reports.save_report(found, path, desk, replaces=replaces)

        self.problem.set_text("")
        self._jobs.run(save, self._saved, self._refuse, owner=self)

    def _ask(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self.window(), self.button.accessibleName(), str(Path.home() / _FILE), self.tr("Pdf (*.pdf)")
        )
        if name:
            path = Path(name)
            is_named = path.suffix.lower() == ".pdf"  # then the dialog asked whether it may be replaced
            self.save_to(path if is_named else path.with_name(f"{path.name}.pdf"), replaces=is_named)

    def _saved(self, path: Path) -> None:
        self.said.setText(
            self.tr("Het verslag staat in {name}. Het is niet ondertekend.").format(name=path.name)
        )
        announce(self, self.said.text())

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, ExplainedError):
            raise error
        self.problem.set_text(message(error))
