"""Hold the room of the cases: the list, one case, and reading referrals in from anywhere on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from zvdesk.domain.roles import Act, may
from zvdesk.services import cases
from zvdesk.ui.case_parts import read_key
from zvdesk.ui.cases.case_list import CaseList
from zvdesk.ui.cases.case_view import CaseView
from zvdesk.ui.cases.importing import ImportOutcome, ImportReport, import_files
from zvdesk.ui.cases.loading import Kept
from zvdesk.ui.cases.parts import number_of
from zvdesk.ui.tokens import Token
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.labels import Heading, IconLabel, Style
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent

    from zvdesk.domain.cases import Case
    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext


class CasesPage(QWidget):
    """Show the list of cases or one case.

    The window calls ``activated`` when the page comes in sight, ``open_case`` to show a case, ``begin_new``
    for Ctrl N, ``focus_search`` for Ctrl F and ``place`` to come back after a lock.

    Signal: ``giveRequested(str)`` with the id of a case to hand over to a colleague.
    """

    giveRequested = Signal(str)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self._context = context
        self._dialog: QFileDialog | None = None
        self.list = CaseList(context)
        self.view = CaseView(context)
        self.report = ImportReport()
        self.list.body.insertWidget(0, self.report)
        self.list.opened.connect(self.open_case)
        self.list.created.connect(self.begin_new)
        self.list.importAsked.connect(self.choose_files)
        self.report.opened.connect(self.open_case)
        self.view.left.connect(self.show_list)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._veil = self._drop_veil()
        self.setAcceptDrops(True)
        self.view.giveAsked.connect(self.giveRequested)

    def activated(self) -> None:
        """Read what is in sight again."""
        if self.stack.currentWidget() is self.view:
            self.view.model.reload()
        else:
            self.list.activated()

    def place(self) -> tuple[str, str]:
        """Return how to come back to what is in sight."""
        is_case = self.stack.currentWidget() is self.view
        return ("case", self.view.model.case_id) if is_case else ("cases", "")

    def open_case(self, key: str) -> None:
        """Show a case by its id, at the part that the key may name with ``case_parts.at_part``."""
        case_id, place = read_key(key)
        part = number_of(place)
        self.view.open(case_id, part)
        self.stack.setCurrentWidget(self.view)
        self.view.items[part].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Go back to the list."""
        flush_all(self.view)
        self.stack.setCurrentWidget(self.list)
        self.list.activated()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Go to the search line of the list."""
        if self.stack.currentWidget() is not self.list:
            self.show_list()
        self.list.focus_search()

    def begin_new(self) -> None:
        """Make a new case and show it."""
        desk = self._context.desk
        self._context.jobs.run(lambda: _open_case(desk), self._created, self._context.failed)

    def choose_files(self) -> None:
        """Let the person choose files with referrals."""
        dialog = QFileDialog(self, self.tr("Kies meldingen om in te lezen"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Meldingen (*.json)"), self.tr("Alle bestanden (*)")])
        dialog.filesSelected.connect(lambda names: self.import_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files in, one by one, and tell what became of each."""
        if not paths:
            return
        if self.stack.currentWidget() is not self.list:
            self.show_list()
        self.list.read_in.set_reason(self.tr("Er wordt al ingelezen."))
        desk, wanted = self._context.desk, tuple(paths)
        self._context.jobs.progress(
            lambda report: import_files(desk, wanted, report),
            lambda _done, _total: None,
            self._imported,
            self._import_failed,
        )

    def _created(self, kept: Kept[Case]) -> None:
        self.open_case(kept.record.id)
        self._context.notices.ok(self.tr("Casus %1 is gemaakt.").replace("%1", kept.record.number))

    def _imported(self, outcome: ImportOutcome) -> None:
        self.list.read_in.set_reason("")
        self.report.show_outcome(outcome)
        self.list.activated()
        self.list.verticalScrollBar().setValue(0)

    def _import_failed(self, error: Exception) -> None:
        self.list.read_in.set_reason("")
        self._context.failed(error)

    # --- dropping --------------------------------------------------------------------------------

    def _drop_veil(self) -> QFrame:
        veil = QFrame(self)
        veil.setProperty("kind", "drop")
        veil.setProperty("tone", "accent")
        veil.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        middle = Qt.AlignmentFlag.AlignHCenter
        inner = column()
        inner.addStretch(1)
        inner.addWidget(IconLabel("file-up", Token.ACCENT, 40), 0, middle)
        words = Heading(self.tr("Laat los om de aanmelding in te lezen"), Style.HEADING)
        words.setAlignment(middle)
        inner.addWidget(words)
        inner.addStretch(1)
        veil.setLayout(inner)
        veil.hide()
        return veil

    def _files(self, data: QMimeData) -> list[Path]:
        if not may(self._context.desk.actor.role, Act.IMPORT_REFERRAL):
            return []
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if self._files(event.mimeData()):
            event.acceptProposedAction()
            self._veil.setGeometry(self.rect().adjusted(16, 16, -16, -16))
            self._veil.show()
            self._veil.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the welcome back."""
        self._veil.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        self._veil.hide()
        paths = self._files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.import_files(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect().adjusted(16, 16, -16, -16))


def _open_case(desk: Desk) -> Kept[Case]:
    case = cases.open_case(desk)
    return Kept(case, frozenset({"cases"}), frozenset({case.id}))
