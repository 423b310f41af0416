"""Decide where the audience's page is shown, and keep it safe while screens come, go and mirror."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvdesk.ui.audience.pane import MaskedPane
from zvdesk.ui.audience.window import AudienceWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.audience import AudienceView
    from zvdesk.ui.audience.page import AudiencePage
    from zvdesk.ui.audience.screens import Screen, Screens


class Mode(Enum):
    """Name what the audience's screen does."""

    OFF = "off"  # not asked for, and no other screen
    OFFERED = "offered"  # there is another screen; one key starts it
    WAITING = "waiting"  # asked for; it opens as soon as there is another screen
    EXTENDED = "extended"
    BLACK = "black"  # on the other screen, and black
    MIRRORED = "mirrored"  # the audience sees the chair's window: the chair sees the masked pane


@dataclass(frozen=True, slots=True)
class AudienceState:
    """Hold what the audience's screen does, on which screen, and whether it is black."""

    mode: Mode
    screen: str = ""
    is_black: bool = False


class AudienceScreens(QObject):
    """Follow the screens, and show the audience what it is given: in a window, or in the chair's pane.

    The chair asks once with ``start``; from then on it follows the screens until ``stop``. Mirrored screens
    are told without being asked. What was shown is taken away before anything is moved or shown again.

    Signals: ``stateChanged(AudienceState)``; ``chairMoved()`` at once when the chair's window has come on the
    audience's screen or its own screen went: the cockpit covers itself until the chair presses a key.
    """

    stateChanged = Signal(object)  # noqa: N815
    chairMoved = Signal()  # noqa: N815

    def __init__(
        self, screens: Screens, house: str, *, is_practice: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._screens, self._house, self._is_practice = screens, house, is_practice
        self._window: AudienceWindow | None = None
        self._panes: list[MaskedPane] = []
        self._view: AudienceView | None = None
        self._is_started = self._is_black = False
        self._mirrored_by_hand: bool | None = None
        self._chair = screens.chair()
        self._beamer = ""
        self._state = self._wanted()
        screens.changed.connect(self._follow)

    @property
    def state(self) -> AudienceState:
        """Return what the audience's screen does now."""
        return self._state

    @property
    def window(self) -> AudienceWindow | None:
        """Return the window on the other screen, when there is one."""
        return self._window

    def make_pane(self, parent: QWidget | None = None) -> MaskedPane:
        """Return the pane that the chair's window shows while screens are mirrored."""
        pane = MaskedPane(self._house, is_practice=self._is_practice, parent=parent)
        self._panes.append(pane)
        pane.destroyed.connect(lambda: self._panes.remove(pane))
        self._show(pane.page)
        return pane

    def start(self) -> None:
        """Show the page on the other screen, now or as soon as there is one."""
        self._is_started = True
        self._follow()

    def stop(self) -> None:
        """Take everything away; the page is closed and begins neutral the next time."""
        self._is_started = self._is_black = False
        self._view = None
        self._follow()

    def show_view(self, view: AudienceView) -> None:
        """Show what the audience may see; another case turns neutral first. Black stays black."""
        self._view = view
        self._show_all()

    def neutral(self) -> None:
        """Take the case away: call it before a pause, a lock and another case."""
        self._view = None
        self._show_all()

    def black(self, is_black: bool) -> None:
        """Make the screen black, or bring back what it showed."""
        self._is_black = is_black
        self._show_all()
        self._tell(self._wanted())

    def set_mirrored(self, is_mirrored: bool | None) -> None:
        """Say by hand whether one picture is on both screens; None asks the system again."""
        self._mirrored_by_hand = is_mirrored
        self._follow()

    def turn(self) -> None:
        """Show the next lines when there are more than fit on the screen."""
        for page in self._pages():
            page.turn()

    def _follow(self) -> None:
        """See which screens there are, cover first, then move or close, and only then show again."""
        self._watch_chair()
        wanted = self._wanted()
        is_beside = wanted.mode in (Mode.EXTENDED, Mode.BLACK)  # a screen may have no name at all
        screen = next((s for s in self._screens.all() if is_beside and s.name == wanted.screen), None)
        if screen is None:
            self._close_window()
        elif self._window is None:
            self._window = AudienceWindow(self._house, is_practice=self._is_practice)
            self._window.closed.connect(self.stop)
            self.destroyed.connect(self._window.leave)  # nobody can stop it any more: a page locked away
            self._window.stand_on(screen)
        elif self._has_moved(screen):
            self._window.stand_on(screen)
        self._beamer = wanted.screen or self._beamer
        self._tell(wanted)
        self._show_all()

    def _watch_chair(self) -> None:
        chair, names = self._screens.chair(), [screen.name for screen in self._screens.all()]
        is_lost = self._chair not in names
        is_on_beamer = chair != self._chair and chair == self._state.screen
        if chair in names:
            self._chair = chair
        elif names:
            self._chair = names[0]
        if is_lost or is_on_beamer:
            for page in self._pages():
                page.neutral()
            self.chairMoved.emit()

    def _wanted(self) -> AudienceState:
        screens = self._screens.all()
        if self._is_mirrored(screens):
            return AudienceState(Mode.MIRRORED, is_black=self._is_black)
        others = [screen.name for screen in screens if screen.name != self._chair]
        if not self._is_started:
            return AudienceState(Mode.OFFERED if others else Mode.OFF)
        if not others:
            return AudienceState(Mode.WAITING, is_black=self._is_black)
        name = self._beamer if self._beamer in others else others[-1]
        return AudienceState(Mode.BLACK if self._is_black else Mode.EXTENDED, name, self._is_black)

    def _is_mirrored(self, screens: tuple[Screen, ...]) -> bool:
        if self._mirrored_by_hand is not None:
            return self._mirrored_by_hand
        overlap = any(
            one.geometry.intersects(other.geometry)
            for place, one in enumerate(screens)
            for other in screens[place + 1 :]
        )
        return overlap or self._screens.is_duplicated()

    def _has_moved(self, screen: Screen) -> bool:
        window = self._window
        return window is not None and (
            self._state.screen != screen.name
            or not window.isVisible()
            or window.geometry() != screen.geometry
        )

    def _close_window(self) -> None:
        if self._window is not None:
            window, self._window = self._window, None
            window.closed.disconnect(self.stop)
            self.destroyed.disconnect(window.leave)
            window.leave()
            window.deleteLater()

    def _tell(self, state: AudienceState) -> None:
        if state != self._state:
            self._state = state
            self.stateChanged.emit(state)

    def _pages(self) -> list[AudiencePage]:
        window = [self._window.page] if self._window is not None else []
        return window + [pane.page for pane in self._panes]

    def _show_all(self) -> None:
        for page in self._pages():
            self._show(page)

    def _show(self, page: AudiencePage) -> None:
        """Show what may be on a page now; a pane has the case only while the screens are mirrored."""
        is_pane = self._window is None or page is not self._window.page
        if self._is_black:
            page.black()
        elif self._view is None or (is_pane and self._state.mode is not Mode.MIRRORED):
            page.neutral()
        else:
            page.show_view(self._view)
