"""Stand on the other screen, full, and leave the keyboard to the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvdesk.ui.audience.page import AudiencePage

if TYPE_CHECKING:
    from zvdesk.ui.audience.screens import Screen


class AudienceWindow(QWidget):
    """Hold the page for the audience; it takes no focus and no keys.

    Signals: ``closed()`` when someone closed it from outside.
    """

    closed = Signal()

    def __init__(self, house: str, *, is_practice: bool = False) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle(self.tr("zvdesk, scherm voor de zaal"))
        self.page = AudiencePage(house, is_practice=is_practice, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def stand_on(self, screen: Screen) -> None:
        """Fill a screen; what was on the page is gone before the window moves."""
        self.page.neutral()
        found = QGuiApplication.screenAt(screen.geometry.center())
        if found is not None:
            self.setScreen(found)
        self.setGeometry(screen.geometry)
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()  # showFullScreen() would ask for the focus

    def leave(self) -> None:
        """Go from the screen, empty."""
        self.page.neutral()
        self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave empty, and tell it."""
        self.page.neutral()
        super().closeEvent(event)
        self.closed.emit()
