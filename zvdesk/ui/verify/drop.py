"""Take one or more files: dropped, or chosen with a button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent


class FilesDrop(QFrame):
    """Take files. Signal: ``filesChosen(tuple)`` with their paths."""

    filesChosen = Signal(object)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.button = PrimaryButton(self.tr("Kies pdf's"), "folder-open")
        self.button.clicked.connect(self._ask)
        words = Text(self.tr("Sleep een of meer ondertekende pdf's hierheen."), Style.QUIET)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.THREE)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel("file-check", Token.CONTROL, 32), 0, middle)
        layout.addWidget(words)
        layout.addWidget(self.button, 0, middle)

    def take(self, paths: tuple[Path, ...]) -> None:
        """Take files as if they were dropped."""
        if paths:
            self.filesChosen.emit(paths)

    def _ask(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self.window(), self.button.accessibleName(), "", self.tr("Pdf (*.pdf);;Alle bestanden (*)")
        )
        self.take(tuple(Path(name) for name in names))

    def _paths(self, data: QMimeData) -> tuple[Path, ...]:
        return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that hang over it."""
        if self._paths(event.mimeData()):
            restyle(self, tone=Tone.ACCENT.value)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Look as before."""
        restyle(self, tone=Tone.NEUTRAL.value)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        restyle(self, tone=Tone.NEUTRAL.value)
        paths = self._paths(event.mimeData())
        event.acceptProposedAction()
        self.take(paths)
