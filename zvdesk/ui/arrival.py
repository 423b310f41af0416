"""Say and do what belongs to coming back: after a lock, and when zvdesk is started a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget

from zvdesk.ui.lock.reasons import LockReason

if TYPE_CHECKING:
    from zvdesk.ui.widgets.notices import NoticeBar


def tell_departure(notices: NoticeBar, reason: LockReason, *, is_text_lost: bool) -> None:
    """Say at the gate what the person must know of the lock before it."""
    if is_text_lost:
        notices.error(
            _tr(
                "Bij het vergrendelen kon niet alles worden bewaard wat u het laatst typte. Wat eerder "
                "bewaard was, is veilig. Kijk na het ontgrendelen wat er ontbreekt."
            )
        )
    elif reason is LockReason.LEFT_TABLE:
        notices.warn(_tr("De kluis is vergrendeld omdat u een lopend overleg verliet. Zie Instellingen."))


def come_forward(window: QWidget) -> None:
    """Bring a window to the front, as far as the system lets a program do so."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _tr(text: str) -> str:
    return QCoreApplication.translate("arrival", text)
