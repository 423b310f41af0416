"""Compose the window: settings, look, worker, the pages before the vault is open and the rooms after."""

from __future__ import annotations

import contextlib
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from zvdesk.errors import FolderUnusable
from zvdesk.settings import load_settings, save_settings
from zvdesk.ui.desktop import Desktop
from zvdesk.ui.holder import Room
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.vault.gate import Doors
from zvdesk.ui.widgets.accessible import install_roles
from zvdesk.ui.widgets.cards import EmptyState
from zvdesk.ui.window import load_dutch_qt_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from zvdesk.settings import Settings
    from zvdesk.ui.context import RoomContext

_PRACTICE = "Oefenkluis"


def run(argv: list[str]) -> int:
    """Open the window, on the vault in the folder that ``argv`` may name, and return the exit code."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["zvdesk"])
    settings = load_settings()
    keeper = prepare(app, settings)
    desktop = Desktop(settings, keeper, rooms(keeper), doors(), keep=keep_settings, warm_up=warm_up)
    sys.excepthook = desktop.mishaps.caught
    folder = argv[0] if argv else settings.last_vault
    desktop.start(Path(folder).absolute() if folder else None)
    code = app.exec()
    desktop.close()
    sys.excepthook = sys.__excepthook__
    return code


def prepare(app: QApplication, settings: Settings) -> ThemeKeeper:
    """Give the application its names, its Dutch words and its look."""
    app.setApplicationName("zvdesk")
    app.setApplicationDisplayName("zvdesk")
    app.setDesktopFileName("zvdesk")
    QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
    load_dutch_qt_texts(app)
    install_roles()
    modes = {mode.value: mode for mode in Mode}
    return ThemeKeeper(app, modes.get(settings.theme, Mode.SYSTEM), settings.text_size)


def rooms(keeper: ThemeKeeper) -> tuple[Room, ...]:
    """Return every room, in the order of the rail."""
    in_rail = (
        Room("today", _tr("Vandaag"), "house", _named("today", "TodayPage")),
        Room(
            "cases",
            _tr("Casussen"),
            "folder-open",
            _named("cases", "CasesPage"),
            opens="case",
            other_words=_tr("nieuwe casus aanmelding intake"),
        ),
        Room(
            "meetings",
            _tr("Overleggen"),
            "calendar",
            _named("meeting", "MeetingsPage"),
            opens="meeting",
            other_words=_tr("nieuw overleg agenda tafel leiden"),
        ),
        Room(
            "verify",
            _tr("Controleren"),
            "file-check",
            _named("verify", "VerifyPage"),
            needs_vault=False,
            other_words=_tr("document pdf handtekening"),
        ),
        Room(
            "people",
            _tr("Mensen"),
            "users",
            _named("people", "PeoplePage"),
            other_words=_tr("organisaties rollen wachtzin"),
        ),
        Room(
            "settings",
            _tr("Instellingen"),
            "settings",
            _named("settings_room", "SettingsPage", keeper),
            at_foot=True,
            other_words=_tr("tekst kleur thema reservekopie certificaat bewaartermijn"),
        ),
    )
    titles = [room.title for room in in_rail]
    return (
        *in_rail,
        Room("keys", _tr("Toetsen"), "keyboard", lambda _: _keys(titles), in_rail=False, needs_vault=False),
        Room("about", _tr("Over zvdesk"), "info", lambda _: _about(), in_rail=False, needs_vault=False),
    )


def _keys(titles: list[str]) -> QWidget:
    from zvdesk.ui.help.keys_page import KeysPage

    return KeysPage(titles)


def _about() -> QWidget:
    from zvdesk.ui.help.about_page import AboutPage

    return AboutPage()


def warm_up() -> None:
    """Import what the rooms need, in the worker, while the passphrase is typed."""
    for module in ("services.vaults", "services.practice", "services.verification", "texts.messages"):
        _module(module)
    for room in ("today", "cases", "meeting", "people"):
        _module(f"ui.{room}.page")


def _named(folder: str, name: str, *more: object) -> Callable[[RoomContext | None], QWidget]:
    """Return what builds a page; a room that is not there yet is an empty place."""

    def make(context: RoomContext | None) -> QWidget:
        module = _module(f"ui.{folder}.page")
        cls = getattr(module, name, None) if module is not None else None
        if cls is None:
            return EmptyState("sparkles", _tr("Hier wordt nog gebouwd"), name)
        page = cls(context, *more)
        return page if isinstance(page, QWidget) else QWidget()

    return make


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"zvdesk.{name}")
    except ImportError:
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("rooms", text)


def keep_settings(settings: Settings) -> None:
    """Write the settings; a profile that cannot be written to only costs the memory."""
    with contextlib.suppress(FolderUnusable):
        save_settings(settings)


def doors() -> Doors:
    """Return what the gate needs from below the services; all imports wait until the first use."""
    return Doors(is_practice=_is_practice, group_matches=_group_matches, practice_folder=_practice_folder)


def _is_practice(folder: Path) -> bool:
    from zvdesk.errors import ExplainedError
    from zvdesk.storage import key_file

    try:
        return any(document.practice for document in key_file.candidates(folder))
    except ExplainedError:
        return False  # what is wrong with the vault is told when it is opened


def _group_matches(key: str, group: int, typed: str) -> bool:
    from zvdesk.storage.recovery import group_matches

    return group_matches(key, group, typed)


def _practice_folder() -> Path:
    from zvdesk import system

    place = system.make_private_folder(system.state_folder() / "oefenen")
    number = 1
    while (folder := place / f"{_PRACTICE}-{number}.zvkluis").exists():
        number += 1
    return folder
