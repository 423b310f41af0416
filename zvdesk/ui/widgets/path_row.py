"""Ask for a folder or a file: typed, or chosen with a button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from zvdesk.errors import FolderUnusable
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import restyle

FOLDER = "zvdesk"  # neutral: no case, no person, no region


def documents_folder() -> Path:
    """Return where the system wants the documents of this person, or the home folder."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


class _PathLine(QWidget):
    """Hold the line and the button beside it, as one field."""

    def __init__(self, text: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(text)
        self.browse = LinkButton(button, "folder-open")
        self.browse.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.HALF)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.browse)
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the line inside."""
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)


class _PathRow(FieldRow):
    def __init__(self, label: str, text: str, button: str, help_text: str = "") -> None:
        inner = _PathLine(text, button)
        self.line, self.browse = inner.line, inner.browse
        super().__init__(label, inner, help_text)
        self.browse.clicked.connect(self._browse)

    @property
    def path(self) -> Path | None:
        """Return what stands there when it is a whole path."""
        found = Path(self.line.text().strip())
        return found if found.is_absolute() else None

    def set_error(self, text: str) -> None:
        """Say what is wrong with the path; an empty text takes it back."""
        super().set_error(text)
        restyle(self.line, wrong="true" if text else "false")

    def _asked(self, missing: str) -> Path | None:
        found = self.path
        self.set_error("" if found else missing)
        if found is None:
            self.line.setFocus()
        return found

    def _browse(self) -> None:
        chosen = self._choose()
        if chosen:
            self.line.setText(chosen)

    def _choose(self) -> str:
        raise NotImplementedError


class FolderRow(_PathRow):
    """Ask for the folder that files go to; ``missing`` is said where none was chosen."""

    def __init__(self, missing: str = "", label: str = "", help_text: str = "") -> None:
        place = str(documents_folder() / FOLDER)
        super().__init__(label or _tr("Map"), place, _tr("Kies een map"), help_text)
        self._missing = missing or _tr("Kies een map om het bestand in te bewaren.")

    def taken(self) -> Path | None:
        """Return the folder, or say what is missing."""
        return self._asked(self._missing)

    def refused(self, error: Exception) -> bool:
        """Say a refusal of the folder here; False when it is about something else."""
        if not isinstance(error, FolderUnusable):
            return False
        self.set_error(message(error))
        self.line.setFocus()
        return True

    def _choose(self) -> str:
        return QFileDialog.getExistingDirectory(self.window(), self.browse.accessibleName(), self.line.text())


class FileRow(_PathRow):
    """Ask for a file that is there; ``kinds`` is what the dialog shows, ``missing`` said where none is."""

    def __init__(self, label: str, kinds: str, missing: str, help_text: str = "") -> None:
        super().__init__(label, "", _tr("Kies een bestand"), help_text)
        self._kinds, self._missing = kinds, missing

    def taken(self) -> Path | None:
        """Return the file, or say what is missing."""
        return self._asked(self._missing)

    def _choose(self) -> str:
        name, _kind = QFileDialog.getOpenFileName(
            self.window(), self.browse.accessibleName(), str(documents_folder()), self._kinds
        )
        return name


def _tr(text: str) -> str:
    return QCoreApplication.translate("path_row", text)
