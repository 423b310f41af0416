"""Lock when nobody is there: after some minutes without a key or a pointer, and never without a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QDateTime, QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from zvdesk.settings import IDLE_FEWEST, IDLE_MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF

WARNING = 120  # seconds before the lock; half of the term where that is shorter
_EACH = 10  # seconds between two warnings
_TICK = 1_000  # milliseconds
_ASK_AHEAD = 10  # seconds before the first warning: nobody is warned who is there
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # a key that a shortcut takes reaches no widget as a KeyPress
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class AsksPresence(Protocol):
    """Describe what knows how long ago anybody touched the machine, in whichever program."""

    def ask(self, then: Callable[[float], None]) -> None:
        """Call ``then`` with the seconds since, now or later, or never when nobody knows."""
        ...


class Stopwatch:
    """Measure how long ago something was, also through a sleep of the machine.

    A monotonic clock stands still on some systems while the machine sleeps, and the clock of the day can be
    set back: the longer of both counts.
    """

    def __init__(self) -> None:
        self._steady = QElapsedTimer()
        self.restart()

    def restart(self, *, ago: float = 0.0) -> None:
        """Begin to count again, as if it were so many seconds ago."""
        self._ago = ago
        self._steady.start()
        self._since = QDateTime.currentMSecsSinceEpoch()

    def seconds(self) -> float:
        """Return the seconds since the last ``restart``."""
        passed = max(self._steady.elapsed(), QDateTime.currentMSecsSinceEpoch() - self._since)
        return passed / 1000 + self._ago


class IdleLock(QObject):
    """Watch the whole application for keys and pointers; ``start`` it when a vault opens.

    The terms are in minutes: the usual one, and a longer one while a meeting is led (``set_meeting``): a
    silent table is no idle table. Near the end it asks ``presence`` whether somebody works in another
    program: that counts as a key here. A machine that slept past the term locks all the same.

    Signals: ``warned(int)`` with the seconds that are left, from two minutes before and then each ten;
    ``extended()`` after any key or pointer; ``lockAsked()`` at the end, once; ``leftAsked()`` when the chair
    leaves a meeting that goes on; ``termsChanged(int, int)`` with the usual term and that of a meeting;
    ``leavingChanged(bool)``.
    """

    warned = Signal(int)
    extended = Signal()
    lockAsked = Signal()  # noqa: N815
    leftAsked = Signal()  # noqa: N815
    termsChanged = Signal(int, int)  # noqa: N815
    leavingChanged = Signal(bool)  # noqa: N815

    def __init__(
        self,
        minutes: int,
        minutes_meeting: int,
        parent: QObject | None = None,
        *,
        watch: Callable[[], Stopwatch] = Stopwatch,
        presence: AsksPresence | None = None,
        on_leaving: bool = True,
    ) -> None:
        super().__init__(parent)
        self.minutes, self.minutes_meeting = _bounded(minutes), _bounded(minutes_meeting)
        self.is_meeting, self.on_leaving = False, on_leaving
        self._limit = self.minutes * 60
        self._watch = watch()
        self._presence = presence
        self._told = 0  # the seconds left that were told last, 0 for none
        self._pointer: QPointF | None = None
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.tick)

    @property
    def is_watching(self) -> bool:
        """Tell whether it counts."""
        return self._timer.isActive()

    @property
    def seconds_left(self) -> int:
        """Return the whole seconds that are left; below zero when the lock is late."""
        return int(self._limit - self._watch.seconds())

    def start(self) -> None:
        """Begin to count."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._begin()
        self._timer.start()

    def stop(self) -> None:
        """Count no longer; the next start has the usual term."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()
        self.set_meeting(is_led=False)

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes (1 to 60), counted from now."""
        self._limit = _bounded(minutes) * 60
        self.extend()

    def set_meeting(self, *, is_led: bool) -> None:
        """Take the term of a meeting that is led, or the usual one again."""
        self.is_meeting = is_led
        self.set_minutes(self.minutes_meeting if is_led else self.minutes)

    def set_terms(self, minutes: int, minutes_meeting: int) -> None:
        """Take other terms from now on, each 1 to 60 minutes."""
        self.minutes, self.minutes_meeting = _bounded(minutes), _bounded(minutes_meeting)
        self.set_meeting(is_led=self.is_meeting)
        self.termsChanged.emit(self.minutes, self.minutes_meeting)

    def set_on_leaving(self, locks: bool) -> None:
        """Lock when the chair leaves a meeting that goes on, or not."""
        self.on_leaving = locks
        self.leavingChanged.emit(locks)

    def leave_table(self) -> None:
        """Ask for the lock, where that is set: the chair left a meeting that goes on."""
        if self.is_watching and self.on_leaving:
            self.leftAsked.emit()

    def extend(self) -> None:
        """Begin to count again, as any key does."""
        self._begin()
        self.extended.emit()

    def tick(self) -> None:
        """Look at the clock: warn, or ask for the lock."""
        left = self.seconds_left
        if not self.is_watching:
            return
        if left <= 0:
            self._timer.stop()
            self.lockAsked.emit()
            return
        if self._presence is not None and left <= min(WARNING, self._limit // 2) + _ASK_AHEAD:
            self._presence.ask(self.note_presence)
            left = self.seconds_left
        step = -(-left // _EACH) * _EACH
        if left <= min(WARNING, self._limit // 2) and step != self._told:
            self._told = step
            self.warned.emit(left)

    def note_presence(self, seconds: float) -> None:
        """Take it that somebody touched the machine so many seconds ago."""
        is_late = self.seconds_left <= 0  # it slept, or was asked too long ago: who comes now comes too late
        if self.is_watching and not is_late and 0 <= seconds < self._watch.seconds() - _TICK / 1000:
            self._told = 0
            self._watch.restart(ago=seconds)
            self.extended.emit()

    def _begin(self) -> None:
        self._told = 0
        self._watch.restart()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let keys and pointers extend; the one that wakes a machine that slept too long comes too late."""
        if event.type() not in _SIGNS or (isinstance(event, QMouseEvent) and self._stood_still(event)):
            return False
        if self.is_watching and self.seconds_left <= 0:
            QTimer.singleShot(0, self, self.tick)
            return True
        self.extend()
        return False

    def _stood_still(self, event: QMouseEvent) -> bool:
        """Tell whether a move is none: window systems send one when a window changes under the pointer."""
        before, self._pointer = self._pointer, event.globalPosition()
        return event.type() is QEvent.Type.MouseMove and before == self._pointer


def _bounded(minutes: int) -> int:
    return max(IDLE_FEWEST, min(minutes, IDLE_MOST))
