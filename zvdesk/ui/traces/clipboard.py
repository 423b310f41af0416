"""Let nothing that was copied outlive its use: marked as sensitive at once, gone after half a minute."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SECONDS = 30
_OURS = "application/x-zvdesk-copy"
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_KEEPERS_HINT = ("x-kde-passwordManagerHint", b"secret")
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'  # how Qt names a format of Windows itself
_NO = bytes(4)  # a DWORD
_ALONE = ("offscreen", "minimal")  # platforms where no other program can copy, and Qt tells no owner
_SYSTEM: str = sys.platform


def marks(system: str) -> Mapping[str, bytes]:
    """Return by format what tells the programs of a system that keep copies to leave this one alone.

    Windows: "Cloud Clipboard and Clipboard History Formats" of its documentation. Linux: the hint that KDE's
    Klipper began and other keepers follow.
    """
    if system == "win32":
        return {
            _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
            _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
            _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
        }
    return dict([_KEEPERS_HINT])


class ClipboardGuard(QObject):
    """Watch everything that this program copies, with a key or by selecting, wherever that happens.

    ``conceal`` marks the copy on macOS, where Qt cannot.
    """

    def __init__(
        self, parent: QObject, *, seconds: float = SECONDS, conceal: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._conceal = conceal or _concealing(_SYSTEM)
        self._marks = marks(_SYSTEM)
        self._timers = {mode: self._timer(mode, seconds) for mode in _MODES}
        self._clipboard.changed.connect(self._changed)

    def clear(self) -> None:
        """Empty the clipboard where it still holds what was copied here."""
        for mode in _MODES:
            self._clear(mode)

    def _timer(self, mode: QClipboard.Mode, seconds: float) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=int(seconds * 1000))
        timer.timeout.connect(lambda: self._clear(mode))
        return timer

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode not in self._timers:
            return
        data = self._content(mode)
        if data is None or not data.formats():
            self._timers[mode].stop()
        elif data.hasFormat(_OURS):
            self._timers[mode].start()
        else:
            self._clipboard.setMimeData(self._marked(data), mode)  # comes back here
            if mode is QClipboard.Mode.Clipboard:
                self._conceal()

    def _content(self, mode: QClipboard.Mode) -> QMimeData | None:
        """Return what was copied here, or None when the copy is of another program."""
        is_owner = (
            self._clipboard.ownsClipboard()
            if mode is QClipboard.Mode.Clipboard
            else self._clipboard.ownsSelection()
        )
        if is_owner or QGuiApplication.platformName() in _ALONE:
            return self._clipboard.mimeData(mode)
        return None

    def _marked(self, data: QMimeData) -> QMimeData:
        marked = QMimeData()
        for name in data.formats():
            marked.setData(name, data.data(name))
        if data.hasText():
            marked.setText(data.text())
        for name, value in {**self._marks, _OURS: b"1"}.items():
            marked.setData(name, value)
        return marked

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        data = self._content(mode)
        if data is not None and data.formats():
            self._clipboard.clear(mode)


def _concealing(system: str) -> Callable[[], None]:
    if system == "darwin":
        from zvdesk.ui.traces.mac_pasteboard import conceal

        return conceal
    return lambda: None
