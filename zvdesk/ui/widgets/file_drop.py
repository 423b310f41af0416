"""Take one file: dropped, or chosen with a button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent


class FileDrop(QFrame):
    """Take a file whose name ends in one of ``suffixes`` (".pdf").

    Signals: ``fileChosen(Path)``; ``refused(str)`` with the name of a file of another kind.
    """

    fileChosen = Signal(object)  # noqa: N815
    refused = Signal(str)

    def __init__(self, text: str, suffixes: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suffixes = suffixes
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.button = SecondaryButton(self.tr("Kies bestand"), "folder-open")
        self.button.clicked.connect(self._ask)
        words = Text(text, Style.QUIET)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.THREE)
        layout.setSpacing(Space.HALF_MORE)
        layout.addWidget(IconLabel("file-up", Token.CONTROL, 32), 0, middle)
        layout.addWidget(words)
        layout.addWidget(self.button, 0, middle)

    def take(self, path: Path) -> None:
        """Take a file as if it was dropped."""
        if path.suffix.lower() in self._suffixes:
            self.fileChosen.emit(path)
        else:
            self.refused.emit(path.name)

    def _ask(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in self._suffixes)
        name, _kind = QFileDialog.getOpenFileName(
            self.window(), self.button.accessibleName(), "", self.tr("Bestanden") + f" ({kinds})"
        )
        if name:
            self.take(Path(name))

    def _path_in(self, data: QMimeData) -> Path | None:
        urls = data.urls()
        return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that hangs over it."""
        if self._path_in(event.mimeData()) is not None:
            restyle(self, tone=Tone.ACCENT.value)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Look as before."""
        restyle(self, tone=Tone.NEUTRAL.value)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        restyle(self, tone=Tone.NEUTRAL.value)
        path = self._path_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take(path)
