"""Hold the window together: who is in, which rooms there are and where one goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, SignalInstance

from zvdesk.ui.arrival import come_forward, tell_departure
from zvdesk.ui.backup_keeper import BackupKeeper
from zvdesk.ui.context import RoomContext
from zvdesk.ui.departure import Departure
from zvdesk.ui.dropped_files import DroppedFiles, is_document
from zvdesk.ui.finding import Command, Finder
from zvdesk.ui.holder import HasPlace, MakesNew, RoomHolder, Searches
from zvdesk.ui.idle import IdleLock
from zvdesk.ui.jobs import Jobs
from zvdesk.ui.lock.place import Place, keep_place
from zvdesk.ui.lock.presence import Presence
from zvdesk.ui.lock.reasons import LockReason
from zvdesk.ui.lock.watch import LockWatch
from zvdesk.ui.mishaps import Mishaps
from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.vault.gate import UNLOCK, WELCOME, Gate
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.desk import Desk
    from zvdesk.settings import Settings
    from zvdesk.single import Asked
    from zvdesk.ui.audience.controller import AudienceScreens
    from zvdesk.ui.holder import Room
    from zvdesk.ui.theme import Theme, ThemeKeeper
    from zvdesk.ui.vault.gate import Doors

HOME, LOCK, PACKAGE, DOCUMENT = "today", "lock", "package", "document"
_LAST_WARNING = 30  # seconds before the lock, on a page that has no warning of its own
_LONGEST_FINISH = 2_000  # milliseconds for the worker to stop: there is nothing left in it to do
_LONGEST_CLOSE = 60_000  # milliseconds for what was typed to reach the disk and for the vault to lock


@dataclass(frozen=True)
class _Inside:
    """Hold what is known of the open vault."""

    desk: Desk
    folder: Path
    vault_id: str
    is_practice: bool


@dataclass(frozen=True)
class Afterwards:
    """Say what the process that comes after a lock must know, beside the place in its file."""

    folder: Path
    reason: LockReason
    is_text_lost: bool


class Desktop(QObject):
    """Own the window and lead between the gate and the rooms.

    ``keep`` writes settings, ``warm_up`` imports what the rooms need, once the window was painted.
    ``replace`` puts a fresh process in the place of this one once the vault is closed and never returns;
    without it, as in a test that holds the window, the window itself asks for the passphrase again.
    ``place`` is where the process before this one was.
    """

    def __init__(
        self,
        settings: Settings,
        keeper: ThemeKeeper,
        rooms: tuple[Room, ...],
        doors: Doors,
        *,
        keep: Callable[[Settings], None],
        warm_up: Callable[[Jobs, QObject], None],
        replace: Callable[[Afterwards], None] | None = None,
        place: Place | None = None,
    ) -> None:
        super().__init__()
        self.settings, self._keeper, self._keep, self._warm_up = settings, keeper, keep, warm_up
        self._replace, self._place = replace, place
        self._desk: Desk | None = None  # open, though its rooms may not be shown yet
        self._inside: _Inside | None = None
        self._leaving: Afterwards | None = None
        self._before = ""  # the page to go back to
        self._full: set[str] = set()
        self.window = MainWindow()
        self.drops = DroppedFiles(self.window, self)
        self.idle = IdleLock(
            settings.idle_minutes,
            settings.idle_minutes_meeting,
            self,
            presence=Presence(self),
            on_leaving=settings.lock_on_leaving,
        )
        self.watch = LockWatch(self.window)
        self._idle_words: str | None = None  # of the notice that warns for the lock
        self.audience: AudienceScreens | None = None
        self.jobs = Jobs(self)
        self.mishaps = Mishaps(self.window.notices)
        self.copies = BackupKeeper(self.jobs, self)
        self.copies.failed.connect(self.mishaps.tell)
        self.copies.damaged.connect(self._tell_copies)
        self.jobs.unexpected.connect(self.mishaps.tell)
        self.rooms = {room.key: room for room in rooms}
        self.holders: dict[str, RoomHolder] = {}
        for room in rooms:
            self._add(room)
        self.gate = Gate(self.window, self.jobs, doors)
        self.departure = Departure(self.window, self.jobs)
        self._connect()

    def _add(self, room: Room) -> None:
        holder = RoomHolder(partial(self._make, room), has_back=not room.in_rail)
        holder.backRequested.connect(self._go_back)
        self.holders[room.key] = holder
        self.window.add_page(
            room.key, room.title, room.icon_name, holder, in_rail=room.in_rail, at_foot=room.at_foot
        )

    def _connect(self) -> None:
        window = self.window
        self.gate.opened.connect(self._opened)
        self.gate.entered.connect(self._enter)
        self.gate.failed.connect(self.mishaps.tell)
        self.gate.verifyRequested.connect(lambda: self.go("verify", ""))
        window.lockRequested.connect(lambda: self.lock())
        window.keysRequested.connect(lambda: self.go("keys", ""))
        window.newRequested.connect(self._begin_new)
        window.searchRequested.connect(self._search)
        window.found.connect(lambda key: self.go(*key))
        window.navigated.connect(self._navigated)
        window.closing.connect(self._keep_geometry)
        window.full_screen.chosen.connect(self._full_screen_chosen)
        window.cover.undone.connect(self._nobody_looks)
        everywhere = Qt.ShortcutContext.WindowShortcut
        for shortcut in (Shortcut.LARGER, Shortcut.LARGER_TOO):
            on_key(window, shortcut, self._keeper.enlarge, everywhere)
        on_key(window, Shortcut.SMALLER, self._keeper.shrink, everywhere)
        on_key(window, Shortcut.NORMAL_SIZE, self._keeper.reset_text_size, everywhere)
        self._keeper.changed.connect(self._look_changed)
        self.idle.warned.connect(self._warn_idle)
        self.idle.extended.connect(self._unwarn_idle)
        self.idle.lockAsked.connect(lambda: self.lock(LockReason.IDLE))
        self.idle.leftAsked.connect(lambda: self.lock(LockReason.LEFT_TABLE))
        self.idle.termsChanged.connect(self._terms_changed)
        self.idle.leavingChanged.connect(self._leaving_changed)
        self.watch.lockAsked.connect(self.lock)
        self.departure.finished.connect(self._departed)
        self.drops.taken.connect(self._show_file)

    # --- from start to end ---------------------------------------------------------------------------

    def start(self, folder: Path | None) -> None:
        """Show the window; everything that takes time waits until it has been painted."""
        self.window.resize(1366, 768)
        if self.settings.geometry:
            self.window.restore_geometry_text(self.settings.geometry)
        self.gate.show(folder)
        self.window.installEventFilter(self)
        self.window.show()
        self.drops.watch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the slow work when the window was painted once."""
        if watched is self.window and event.type() is QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        self.gate.tell_practice()
        self._warm_up(self.jobs, self)

    def close(self) -> None:
        """Lock the vault and stop the worker; call it when the window is gone."""
        self._keeper.changed.disconnect(self._look_changed)
        self.idle.stop()
        self.copies.stop()
        self.watch.stop()
        self._close_audience()
        desk, self._desk = self._desk, None
        if desk is not None:
            self.jobs.run(partial(_lock, desk))
        self._keep(self.settings)
        self.jobs.finish(_LONGEST_CLOSE)

    # --- in and out ----------------------------------------------------------------------------------

    def _opened(self, desk: Desk) -> None:
        self._desk = desk

    def _enter(self) -> None:
        desk = self._desk
        if desk is not None:
            self.jobs.run(partial(_inside, desk), self._show_rooms)

    def _show_rooms(self, inside: _Inside) -> None:
        from zvdesk.texts.labels import ROLES

        self._inside = inside
        actor = inside.desk.actor
        for holder in self.holders.values():
            holder.release()
        self.change_settings(replace(self.settings, last_vault=str(inside.folder)))
        self.window.set_unlocked(actor.name, ROLES[actor.role])
        self.window.set_practice(inside.is_practice)
        self.window.set_find(self.jobs, Finder(inside.desk, self._commands()))
        for room in self.rooms.values():
            self.holders[room.key].set_back(not room.in_rail)
            self.window.set_available(room.key, self._is_open_to(room))
        self.idle.start()
        self.watch.start()
        self.copies.start(inside.desk)
        self._open_audience(inside)
        deviation = inside.desk.opening.deviation
        if deviation is not None:  # it stays in sight until somebody closes it: it may be an attack
            from zvdesk.texts.log_words import standing_sentence

            self.window.notices.error(standing_sentence(deviation, inside.desk.clock.local))
        kind, key = self._last_place(inside)
        self.go(kind, key)
        self.drops.set_open(True)

    def _is_open_to(self, room: Room) -> bool:
        """Tell whether who is in may see a room."""
        if room.act is None:
            return True
        from zvdesk.domain.roles import may

        return self._inside is not None and may(self._inside.desk.actor.role, room.act)

    def _open_audience(self, inside: _Inside) -> None:
        """Follow the screens while the vault is open; a window on the beamer never outlives it."""
        from zvdesk.ui.audience.controller import AudienceScreens
        from zvdesk.ui.audience.screens import QtScreens

        self._close_audience()
        screens = QtScreens(self.window)
        self.audience = AudienceScreens(
            screens, inside.desk.house.name, is_practice=inside.is_practice, parent=screens
        )
        self.audience.stateChanged.connect(self._cover)

    def _close_audience(self) -> None:
        audience, self.audience = self.audience, None
        if audience is not None:
            audience.neutral()
            audience.stop()
            screens = audience.parent()
            if screens is not None:
                screens.deleteLater()

    def _last_place(self, inside: _Inside) -> tuple[str, str]:
        place, self._place = self._place, None
        who = (inside.vault_id, inside.desk.actor.person_id)
        known = {
            name for room in self.rooms.values() if self._is_open_to(room) for name in (room.key, room.opens)
        }
        if place is not None and (place.vault_id, place.person_id) == who and place.kind in known:
            return place.kind, place.key
        return HOME, ""

    def lock(self, reason: LockReason = LockReason.MANUAL) -> None:
        """Cover the window, keep what was typed, close the vault, and let a fresh process take over."""
        inside, self._inside = self._inside, None
        if inside is None:
            return
        self.drops.set_open(False)
        self.idle.stop()
        self.copies.stop()
        self._close_audience()
        self._place = Place(*self._where(), inside.vault_id, inside.desk.actor.person_id)
        self._leaving = Afterwards(inside.folder, reason, is_text_lost=False)
        self.departure.begin(partial(_lock, inside.desk, self._place), reason)
        self.change_settings(replace(self.settings, geometry=self.window.geometry_text()))

    def _departed(self, is_text_lost: bool) -> None:
        """Let the process go, or show the gate where it stays."""
        leaving, self._leaving, self._desk = self._leaving, None, None
        if leaving is None:
            return
        leaving = replace(leaving, is_text_lost=is_text_lost)
        if self._replace is not None:
            self.jobs.finish(_LONGEST_FINISH)
            self._replace(leaving)
            return
        self.watch.stop()
        self._full.clear()
        for holder in self.holders.values():
            holder.release()
        self.gate.show(leaving.folder)
        self.gate.tell_practice()
        tell_departure(self.window.notices, leaving.reason, is_text_lost=is_text_lost)

    def answer(self, asked: Asked) -> None:
        """Do what a second start asks for, or a file that the system opens."""
        if asked.file is None:
            self.come_forward(asked.vault)
        else:
            come_forward(self.window)
            self.drops.take(asked.file)

    def _show_file(self, file: str) -> None:
        if is_document(Path(file)):
            self.go(DOCUMENT, file)
        elif all(self._is_open_to(room) for room in self.rooms.values() if room.opens == PACKAGE):
            self.go(PACKAGE, file)
        else:
            self.window.notices.warn(self.tr("Uw rol neemt geen bestanden van collega's aan."))

    def come_forward(self, vault: Path | None) -> None:
        """Bring the window to the front for who started zvdesk again, with the vault that was asked for."""
        window = self.window
        come_forward(window)
        is_open = self._inside is not None and self._inside.folder == vault
        if vault is None or is_open or vault == self.gate.unlock.folder:
            return
        if self._desk is None and window.current in (UNLOCK, WELCOME) and not self.jobs.is_busy:
            self.gate.show(vault)
            self.gate.tell_practice()
        else:
            window.notices.warn(self.tr("Vergrendel eerst deze kluis. Daarna kunt u de andere openen."))

    def _tell_copies(self, number: int) -> None:
        self.window.notices.warn(
            self.tr(
                "Reservekopieën die beschadigd bleken: {count}. Er is meteen een nieuwe gemaakt. "
                "Uw kluis is heel."
            ).format(count=number)
        )

    def _warn_idle(self, seconds: int) -> None:
        if seconds <= _LAST_WARNING and not self.idle.is_meeting and self._idle_words is None:
            self._idle_words = self.tr(
                "Over {seconds} seconden vergrendelt zvdesk. Druk op een toets om door te gaan."
            ).format(seconds=seconds)
            self.window.notices.warn(self._idle_words)

    def _unwarn_idle(self) -> None:
        words, self._idle_words = self._idle_words, None
        for notice in self.window.notices.notices if words is not None else ():
            if notice.text == words:
                notice.gone.emit()

    def _where(self) -> tuple[str, str]:
        key = self.window.current
        room = self._room(key)
        if isinstance(room, HasPlace):
            return room.place()
        return (key, "") if key in self.rooms else (HOME, "")

    # --- from room to room ---------------------------------------------------------------------------

    def go(self, kind: str, key: str) -> None:
        """Show a room by its key, or open a thing of a kind in the room that can; KeyError for neither."""
        if kind == LOCK:
            self.lock()
            return
        opening = {room.opens: room for room in self.rooms.values() if room.opens}
        room = opening[kind] if kind in opening else self.rooms[kind]
        if (self._inside is None and room.needs_vault) or not self._is_open_to(room):
            return
        current = self.rooms.get(self.window.current)
        if current is None or (self._inside is not None and current.in_rail):
            self._before = self.window.current
        if self._inside is None:
            self.holders[room.key].set_back(True)
        self.window.show_page(room.key)
        if room.opens == kind and key and room.open is not None:
            room.open(self.holders[room.key].build(), key)

    def _go_back(self) -> None:
        if self._inside is not None:
            self.go(self._before if self._before in self.rooms else HOME, "")
        else:
            self.window.show_page(self._before)

    def _navigated(self, key: str) -> None:
        if self._inside is None:
            return
        is_full = key in self._full
        self.window.rail.setVisible(not is_full)
        if is_full:
            self.window.full_screen.take(is_wanted=self.settings.full_screen_meeting)
        elif key in self.rooms and self.rooms[key].in_rail:  # help on a key is no reason to leave
            self.window.full_screen.give_back()
        self._cover()

    def _cover(self) -> None:
        """Cover every page while the screens are mirrored; the cockpit shows there what may be seen."""
        is_mirrored = self.audience is not None and self.audience.state.mode.value == "mirrored"
        is_led = self.window.current in self._full
        self.window.set_covered(is_mirrored and self._inside is not None and not is_led)

    def _nobody_looks(self) -> None:
        if self.audience is not None:
            self.audience.set_mirrored(False)

    def _full_screen_chosen(self, is_full: bool) -> None:
        """Remember for the next meeting what a person chose while leading one."""
        if self.window.current in self._full:
            self.change_settings(replace(self.settings, full_screen_meeting=is_full))

    def _take_window(self, key: str, is_full: bool) -> None:
        (self._full.add if is_full else self._full.discard)(key)
        self._navigated(self.window.current)

    def _make(self, room: Room) -> QWidget:
        inside = self._inside
        if inside is None:
            return room.make(None, self.jobs)
        page = room.make(
            RoomContext(
                desk=inside.desk,
                jobs=self.jobs,
                notices=self.window.notices,
                settings=self.settings,
                go=self.go,
                lock=self.lock,
                failed=self.mishaps.tell,
                audience=self.audience,
                idle=self.idle,
            ),
            self.jobs,
        )
        full = getattr(page, "fullRequested", None)
        if isinstance(full, SignalInstance):
            full.connect(partial(self._take_window, room.key))
        return page

    def _room(self, key: str) -> object:
        return self.holders[key].room if key in self.holders else None

    def _begin_new(self, key: str) -> None:
        room = self._room(key)
        if isinstance(room, MakesNew):
            room.begin_new()

    def _search(self, key: str) -> None:
        room = self._room(key)
        if isinstance(room, Searches):
            room.focus_search()

    def _commands(self) -> tuple[Command, ...]:
        pages = [
            Command(r.title, r.key, r.icon_name, r.other_words)
            for r in self.rooms.values()
            if self._is_open_to(r)
        ]
        return (*pages, Command(self.tr("Vergrendel de kluis"), LOCK, "lock", self.tr("sluiten slot")))

    # --- settings ------------------------------------------------------------------------------------

    def change_settings(self, changed: Settings) -> None:
        """Keep other settings, in the worker."""
        if changed != self.settings:
            self.settings = changed
            self.jobs.run(partial(self._keep, changed))

    def _look_changed(self, theme: Theme) -> None:
        self.change_settings(replace(self.settings, theme=self._keeper.mode.value, text_size=theme.text_size))

    def _terms_changed(self, minutes: int, minutes_meeting: int) -> None:
        self.change_settings(
            replace(self.settings, idle_minutes=minutes, idle_minutes_meeting=minutes_meeting)
        )

    def _leaving_changed(self, locks: bool) -> None:
        self.change_settings(replace(self.settings, lock_on_leaving=locks))

    def _keep_geometry(self) -> None:
        self._close_audience()
        self.settings = replace(self.settings, geometry=self.window.geometry_text())


def _inside(desk: Desk) -> _Inside:
    return _Inside(desk, desk.vault.folder, desk.vault.vault_id, desk.vault.practice)


def _lock(desk: Desk, place: Place | None = None) -> None:
    from zvdesk.services import backups, vaults

    backups.at_lock(desk)
    vaults.lock(desk)
    if place is not None:
        keep_place(place)
