"""Know which screens there are, which one is the chair's, and whether one picture is shown twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from zvdesk.displays import is_duplicated

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

_ASK_AGAIN = 2000  # milliseconds; no system tells Qt when it begins to duplicate
_MOVES = (QEvent.Type.ScreenChangeInternal, QEvent.Type.Show)


@dataclass(frozen=True, slots=True)
class Screen:
    """Stand for one screen: its name and its place on the desktop."""

    name: str
    geometry: QRect


class Screens(Protocol):
    """Say what ``AudienceScreens`` has to know of the desktop; ``changed`` has no arguments."""

    @property
    def changed(self) -> SignalInstance:
        """Return the signal of a screen that came, went, moved or was duplicated."""
        ...

    def all(self) -> tuple[Screen, ...]:
        """Return the screens that are there now."""
        ...

    def chair(self) -> str:
        """Return the name of the screen of the chair's window, also when that has just gone."""
        ...

    def is_duplicated(self) -> bool:
        """Tell whether the system says that a display is duplicated."""
        ...


class QtScreens(QObject):
    """Follow the screens of the desktop and the window of the chair.

    Signals: ``changed()`` after every change of a screen, and when the chair's window is on another one.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._gone: QScreen | None = None
        self._was_duplicated = self.is_duplicated()
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            raise TypeError("no application")
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._removed)
        app.primaryScreenChanged.connect(self._report)
        for screen in app.screens():
            screen.geometryChanged.connect(self._report)
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        self._timer.start(_ASK_AGAIN)

    def all(self) -> tuple[Screen, ...]:
        """Return the screens that are there now; of two with the same name the second gets a number."""
        found: list[Screen] = []
        for screen in QGuiApplication.screens():
            if screen is not self._gone:
                found.append(Screen(_name(screen), screen.geometry()))
        return tuple(found)

    def chair(self) -> str:
        """Return the name of the screen of the chair's window."""
        return _name(self._window.screen())

    def is_duplicated(self) -> bool:
        """Tell whether the system says that a display is duplicated."""
        return is_duplicated(len(QGuiApplication.screens()))

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._report)
        self._report()

    def _removed(self, screen: QScreen) -> None:
        self._gone = screen
        self._report()
        self._gone = None

    def _report(self) -> None:
        self.changed.emit()

    def _ask(self) -> None:
        is_now = self.is_duplicated()
        if is_now is not self._was_duplicated:
            self._was_duplicated = is_now
            self._report()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the window of the chair comes on another screen."""
        if event.type() in _MOVES:
            self._report()
        return super().eventFilter(watched, event)


def _name(screen: QScreen) -> str:
    """Return a name that tells two screens of the same model apart."""
    alike = [one for one in QGuiApplication.screens() if one.name() == screen.name()]
    place = alike.index(screen) if screen in alike else 0
    return screen.name() if place == 0 else f"{screen.name()} {place + 1}"
