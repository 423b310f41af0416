"""Make the regieboek of a meeting: the chair's own script, on paper and for nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.path_row import FolderRow

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext


class ScriptCard(Card):
    """Choose a folder and write the regieboek there; shown to who leads the meeting only."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Regieboek"))
        self._context = context
        self._meeting_id = ""
        self._path = Path()
        self.folder_row = FolderRow(self.tr("Kies een map om het regieboek in te bewaren."))
        self.folder = self.folder_row.line
        self.make = SecondaryButton(self.tr("Maak het regieboek"), "printer")
        self.make.clicked.connect(self._make)
        self.told = Text("", tone=Tone.OK)
        self.open = LinkButton(self.tr("Open het regieboek"), "file-text")
        self.open.clicked.connect(self._open)
        self.add(
            Text(
                self.tr(
                    "Uw eigen draaiboek op papier: per casus het doel, wie is uitgenodigd, wat er de vorige "
                    "keer is afgesproken, de stappen met minuten en vragen, uw notities en ruimte om te "
                    "schrijven."
                )
            )
        )
        self.add(
            Text(
                self.tr(
                    "Alleen voor de voorzitter. Het hoort niet bij de lijst. Vernietig het na het overleg."
                ),
                Style.QUIET,
            )
        )
        line = QHBoxLayout()
        line.setSpacing(Space.TWO)
        line.addWidget(self.folder_row, 1)
        line.addWidget(self.make, 0, Qt.AlignmentFlag.AlignBottom)
        self.add(line)
        self.add(self.told)
        self.add(self.open)
        self._show_made(None)

    def show_meeting(self, meeting_id: str) -> None:
        """Make the regieboek of this meeting from now on."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self._show_made(None)

    def _make(self) -> None:
        folder = self.folder_row.taken()
        if folder is None:
            return
        self.make.setEnabled(False)
        desk, meeting_id = self._context.desk, self._meeting_id

        def write() -> Path:
            from zvdesk.services import papers  # brings the PDF libraries: not before someone wants one

            return papers.export_script(desk, meeting_id, folder)

        self._context.jobs.run(write, self._show_made, self._refuse, owner=self)

    def _show_made(self, path: Path | None) -> None:
        self.make.setEnabled(True)
        show_when(self.told, path is not None)
        show_when(self.open, path is not None)
        if path is not None:
            self._path = path
            self.told.setText(self.tr("Het regieboek staat in {path}.").format(path=path))

    def _refuse(self, error: Exception) -> None:
        self._show_made(None)
        if isinstance(error, ExplainedError):
            self.folder_row.set_error(message(error))
            self.folder.setFocus()
        else:
            self._context.failed(error)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
