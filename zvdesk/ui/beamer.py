"""Describe the audience's screen as a room of the window may use it; the rooms do not know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from enum import Enum

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.audience import AudienceView


class BeamerState(Protocol):
    """Describe what the screen does: off, offered, waiting, extended, black or mirrored."""

    @property
    def mode(self) -> Enum:
        """Return the mode."""
        ...

    @property
    def is_black(self) -> bool:
        """Tell whether the screen is black."""
        ...


class Beamer(Protocol):
    """Describe the controller of the audience's screen."""

    @property
    def stateChanged(self) -> SignalInstance:
        """Return the signal with the new state."""
        ...

    @property
    def chairMoved(self) -> SignalInstance:
        """Return the signal that the chair's window came on the audience's screen."""
        ...

    @property
    def state(self) -> BeamerState:
        """Return what the screen does now."""
        ...

    def make_pane(self, parent: QWidget | None = None) -> QWidget:
        """Return what the chair's window shows while the screens are mirrored."""
        ...

    def start(self) -> None:
        """Show the page on the other screen, now or as soon as there is one."""
        ...

    def stop(self) -> None:
        """Take everything away."""
        ...

    def show_view(self, view: AudienceView) -> None:
        """Show what the audience may see."""
        ...

    def neutral(self) -> None:
        """Take the case away."""
        ...

    def black(self, is_black: bool) -> None:
        """Make the screen black, or bring it back."""
        ...

    def set_mirrored(self, is_mirrored: bool | None) -> None:
        """Say by hand whether the screens are mirrored."""
        ...

    def turn(self) -> None:
        """Show the next lines."""
        ...
