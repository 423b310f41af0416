"""Keep what is chosen in a file dialog out of every list that outlives it.

Qt writes the folders that were visited to a file or registry key in plain text, and so does each desktop for
its own dialogs (GTK's recently-used.xbel, the open-and-save lists of Windows). So zvdesk shows Qt's own
dialogs everywhere, and gives Qt no place to write.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, QSettings, Qt

_ORGANISATION, _GROUP = "QtProject", "FileDialog"
_KEYS = ("history", "lastVisited", "shortcuts")


def remember_nothing() -> None:
    """Let no file dialog of this process write where one was; call it before the first is made.

    Windows and macOS have no other place for Qt's settings, so there what Qt wrote goes at the end, and what
    a crash left goes now.
    """
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    forget()


def forget(stored: QSettings | None = None) -> None:
    """Remove the folders that Qt's own dialogs remember of this person."""
    settings = stored or QSettings(QSettings.Scope.UserScope, _ORGANISATION)
    for key in _KEYS:
        settings.remove(f"{_GROUP}/{key}")
