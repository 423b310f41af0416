"""Hold the main window: the rail, the page in sight, the notices and the band of the practice table."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, QEvent, QLibraryInfo, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from zvdesk.ui.full_screen import FullScreen
from zvdesk.ui.mirror_cover import MirrorCover
from zvdesk.ui.shortcuts import ROOM_KEYS, Shortcut, on_key
from zvdesk.ui.theme import current_theme
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.notices import NoticeBar
from zvdesk.ui.widgets.practice_band import PracticeBand
from zvdesk.ui.widgets.quick_find import Found, QuickFind
from zvdesk.ui.widgets.rail import WIDTH, Rail
from zvdesk.ui.widgets.rail_item import RailItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from zvdesk.ui.jobs import Jobs

_MINIMUM = (1024, 640)
_PANE = 720  # the rail becomes narrow when less than this is left for the page, in pixels at 100 %
_AGAIN = 50  # milliseconds


@runtime_checkable
class Activates(Protocol):
    """Describe a page that loads when it comes in sight."""

    def activated(self) -> None:
        """Load what the page shows."""
        ...


@runtime_checkable
class ReturnsHome(Protocol):
    """Describe a page that goes back to its list when it is chosen again."""

    def return_home(self) -> None:
        """Show the list."""
        ...


@dataclass(frozen=True)
class _Place:
    widget: QWidget
    title: str
    is_full: bool


class MainWindow(QMainWindow):
    """Show one page at a time beside the rail.

    Signals: ``navigated(str)`` with the key of the page that came in sight; ``lockRequested()``;
    ``keysRequested()`` for the page under F1; ``newRequested(str)`` and ``searchRequested(str)`` with the key
    of the page in sight; ``found(object)`` with the key of what was taken in the quick find;
    ``closing()`` after what was typed was handed over and before the window goes.
    """

    navigated = Signal(str)
    lockRequested = Signal()  # noqa: N815
    keysRequested = Signal()  # noqa: N815
    newRequested = Signal(str)  # noqa: N815
    searchRequested = Signal(str)  # noqa: N815
    found = Signal(object)
    closing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, _Place] = {}
        self._in_rail: list[str] = []
        self._out_of_reach: set[str] = set()  # rooms that the role does not have
        self._current, self._low = "", ""  # the page in sight, and the one low in the rail
        self._is_locked = True
        self._is_held = False
        self._focused: QWidget | None = None  # before the page was covered
        self._quick_find: QuickFind | None = None
        self.setMinimumSize(*_MINIMUM)
        self.setWindowTitle("zvdesk")
        self.rail = Rail()
        self.pages = QStackedWidget()
        self.notices = NoticeBar()
        self._band = PracticeBand()
        pane = QVBoxLayout()
        pane.setSpacing(0)
        pane.addWidget(self.pages, 1)
        pane.addWidget(self.notices)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.rail)
        beside.addLayout(pane, 1)
        whole = QWidget()
        whole.setProperty("kind", "page")
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._band)
        outer.addLayout(beside, 1)
        self._content, self.cover = whole, MirrorCover()
        central = QWidget()
        both = column(0)
        central.setLayout(both)
        both.addWidget(whole)
        both.addWidget(self.cover)
        self.setCentralWidget(central)
        self.full_screen = FullScreen(self)
        self.rail.chosen.connect(self._choose)
        self.rail.lockRequested.connect(self._lock)
        self.rail.findRequested.connect(self.open_find)
        self._bind()
        self.set_unlocked("", "")

    # --- pages ---------------------------------------------------------------------------------------

    def add_page(
        self,
        key: str,
        title: str,
        icon_name: str,
        widget: QWidget,
        *,
        in_rail: bool = True,
        at_foot: bool = False,
        is_full: bool = False,
    ) -> None:
        """Register a page; ``at_foot`` puts it low in the rail, ``is_full`` shows it without the rail."""
        self._places[key] = _Place(widget, title, is_full)
        self.pages.addWidget(widget)
        if in_rail:
            self.rail.add(key, icon_name, title, at_foot=at_foot)
            self._in_rail.append(key)
            self._low = key if at_foot else self._low

    def set_available(self, key: str, is_available: bool) -> None:
        """Show a page in the rail, or leave it out for who may not see it; its number goes to the next."""
        if key in self._in_rail:
            self.rail.item(key).setVisible(is_available)
            if is_available:
                self._out_of_reach.discard(key)
            else:
                self._out_of_reach.add(key)

    def remove_page(self, key: str) -> None:
        """Take a page away and delete it; what was typed on it is handed over first."""
        place = self._places.pop(key)
        flush_all(place.widget)
        self.pages.removeWidget(place.widget)
        place.widget.deleteLater()

    def show_page(self, key: str) -> None:
        """Bring a page in sight and let it load."""
        place = self._places[key]
        previous = self._places.get(self._current)
        if previous is not None:
            flush_all(previous.widget)
        self._current = key
        self.pages.setCurrentWidget(place.widget)
        self.rail.mark(key)
        self.rail.setVisible(not self._is_locked and not place.is_full)
        self.setWindowTitle(f"{place.title} - zvdesk")
        if isinstance(place.widget, Activates):
            place.widget.activated()
        self.navigated.emit(key)
        QTimer.singleShot(0, place.widget, lambda: _land(place.widget))

    def page(self, key: str) -> QWidget:
        """Return a page by its key."""
        return self._places[key].widget

    @property
    def current(self) -> str:
        """Return the key of the page in sight, "" before the first."""
        return self._current

    def set_badge(self, key: str, badge: str, *, is_alert: bool = False) -> None:
        """Show a count or a few words beside a page in the rail."""
        self.rail.item(key).set_badge(badge, is_alert=is_alert)

    # --- who, and which vault ------------------------------------------------------------------------

    def set_unlocked(self, name: str, role: str) -> None:
        """Show who is unlocked; an empty name means locked, and hides the rail."""
        self._is_locked = not name
        self.rail.set_person(name, role)
        place = self._places.get(self._current)
        self.rail.setVisible(not self._is_locked and not (place is not None and place.is_full))
        if self._is_locked:
            self._is_held = False
            self.set_covered(False)
            self.full_screen.give_back()
            self.notices.clear()
            if self._quick_find is not None:
                self._quick_find.hide()

    def set_practice(self, is_practice: bool) -> None:
        """Show or hide the band OEFENING."""
        self._band.setVisible(is_practice)

    def set_find(self, jobs: Jobs, provider: Callable[[str], Sequence[Found]]) -> None:
        """Give the quick find (Ctrl K) its source: ``provider(words)`` runs in the worker."""
        if self._quick_find is not None:
            self._quick_find.deleteLater()
        self._quick_find = QuickFind(self, jobs, provider)
        self._quick_find.chosen.connect(self.found)

    def hold(self, is_held: bool) -> None:
        """Keep the page in sight while an audience sees this window: no other page and no quick find."""
        self._is_held = is_held
        if is_held and self._quick_find is not None:
            self._quick_find.hide()

    def set_covered(self, is_covered: bool) -> None:
        """Cover the page in sight while an audience sees this window, and let nothing else come in sight."""
        if is_covered is self.cover.isVisibleTo(self):
            return
        if is_covered:
            self._focused = QApplication.focusWidget()
            flush_all(self)
            if self._quick_find is not None:
                self._quick_find.hide()
        self._content.setVisible(not is_covered)
        self.cover.setVisible(is_covered)
        then = self.cover.undo if is_covered else self._focused
        if then is not None and isValid(then) and not self._is_locked:
            then.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_watched(self) -> bool:
        """Tell whether an audience sees this window, so that no other page comes in sight."""
        return self._is_held or self.cover.isVisibleTo(self)

    def open_find(self) -> None:
        """Open the quick find, unless the vault is locked or an audience looks."""
        if self._quick_find is not None and not self._is_locked and not self.is_watched:
            self._quick_find.open()
            self._quick_find.place()

    # --- place on the screen -------------------------------------------------------------------------

    def geometry_text(self) -> str:
        """Return place and size for the settings: never those of a page that filled the screen."""
        self.full_screen.give_back()
        return base64.b64encode(self.saveGeometry().data()).decode("ascii")

    def restore_geometry_text(self, text: str) -> None:
        """Take the place and size of last time; a text that makes no sense is ignored."""
        try:
            state = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return
        self.restoreGeometry(QByteArray(state))

    # --- inside --------------------------------------------------------------------------------------

    def _bind(self) -> None:
        window = Qt.ShortcutContext.WindowShortcut
        on_key(self, Shortcut.FIND, self.open_find, window)
        on_key(self, Shortcut.LOCK, self._lock, window)
        on_key(self, Shortcut.KEYS, lambda: None if self.is_watched else self.keysRequested.emit(), window)
        on_key(self, Shortcut.NEW, lambda: self._pass_on(self.newRequested.emit), window)
        on_key(self, Shortcut.SEARCH_HERE, lambda: self._pass_on(self.searchRequested.emit), window)
        on_key(self, Shortcut.RELOAD, self._reload, window)
        on_key(self, Shortcut.TAKE_BACK, self.notices.take_back, window)
        on_key(self, Shortcut.DISMISS, self.notices.dismiss, window)
        on_key(self, Shortcut.FULL_SCREEN, self.full_screen.toggle, window)
        for number, shortcut in enumerate(ROOM_KEYS):
            on_key(self, shortcut, partial(self._go, number), window)
        on_key(self, Shortcut.SETTINGS, self._go_low, window)

    def _pass_on(self, emit: Callable[[str], object]) -> None:
        if not self._is_locked and not self.is_watched and self._current:
            emit(self._current)

    def _go(self, number: int) -> None:
        shown = [key for key in self._in_rail if key not in self._out_of_reach]
        if not self._is_locked and not self.is_watched and number < len(shown):
            self._choose(shown[number])

    def _go_low(self) -> None:
        """Go to the page low in the rail, whatever its number."""
        if self._low in self._in_rail:
            self._go([key for key in self._in_rail if key not in self._out_of_reach].index(self._low))

    def _choose(self, key: str) -> None:
        """Show a page; the one in sight goes back to its list."""
        widget = self._places[key].widget
        if key == self._current and isinstance(widget, ReturnsHome):
            flush_all(widget)
            widget.return_home()
        else:
            self.show_page(key)

    def _reload(self) -> None:
        if self._current and not self.is_watched:
            self.show_page(self._current)

    def _lock(self) -> None:
        if not self._is_locked:
            flush_all(self)
            self.lockRequested.emit()

    def _fit(self) -> None:
        theme = current_theme()
        left = (self.width() - theme.scaled(WIDTH)) / theme.scale
        self.rail.set_narrow(left < _PANE)
        if self._quick_find is not None and self._quick_find.isVisible():
            self._quick_find.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rail"):
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Act before it closes."""
        flush_all(self)
        self.closing.emit()
        super().closeEvent(event)


def _land(page: QWidget, tries: int = 20) -> None:
    """Put the focus in a page that came in sight, unless it did so itself: in its list, or on what is first.

    A page that is still being filled is asked again in a moment.
    """
    now = QApplication.focusWidget()
    is_elsewhere = now is not None and now is not page and not isinstance(now, RailItem)
    if not page.isVisible() or is_elsewhere:
        return
    found = [w for w in _chain(page) if w.isVisible() and w.isEnabled() and _is_stop(w)]
    lists = [w for w in found if isinstance(w, QAbstractItemView)]
    for first in (*lists, *found)[:1]:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
    if not found and tries:
        QTimer.singleShot(_AGAIN, page, lambda: _land(page, tries - 1))


def _chain(page: QWidget) -> Iterator[QWidget]:
    """Give what is in a page, in the order of Tab."""
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if page.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def load_dutch_qt_texts(app: QApplication) -> bool:
    """Let Qt's own words (OK, Annuleren, the calendar) be Dutch; False when the file is not there.

    QLibraryInfo knows the folder in a checkout, a wheel and a frozen program alike.
    """
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_nl", folder) and app.installTranslator(translator)
