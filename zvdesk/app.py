"""Compose the window: settings, look, worker, the pages before the vault is open and the rooms after.

What the rooms need takes a second to import. So each room is imported where it is built, and all of them as
soon as the first page has been painted (``ui.warming``).
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from zvdesk import log
from zvdesk.domain.handovers import Reach
from zvdesk.domain.roles import Act
from zvdesk.errors import FolderUnusable
from zvdesk.settings import load_settings, save_settings
from zvdesk.single import asked_for
from zvdesk.ui.arrival import tell_departure
from zvdesk.ui.desktop import Desktop
from zvdesk.ui.holder import Room
from zvdesk.ui.lock.place import take_place
from zvdesk.ui.lock.reasons import LockReason
from zvdesk.ui.mishaps import qt_said
from zvdesk.ui.program import Program
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.traces import file_dialogs
from zvdesk.ui.traces.clipboard import ClipboardGuard
from zvdesk.ui.vault.gate import Doors
from zvdesk.ui.warming import warm_up
from zvdesk.ui.widgets.accessible import install_roles
from zvdesk.ui.window import load_dutch_qt_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from zvdesk.settings import Settings
    from zvdesk.single import Asked, Claim
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.desktop import Afterwards
    from zvdesk.ui.jobs import Jobs

_PRACTICE = "Oefenkluis"
_OPEN = "open"
_AFTER_LOCK = "ZVDESK_AFTER_LOCK"  # why the process before this one locked, for the one after it
_LOST = "+lost"
_TURN = 0.001  # seconds after which the worker lets the window go first: with Python's own 5, painting waits


def run(asked: Asked, claim: Claim | None = None) -> int:
    """Open the window, with the vault or the file that was asked for, and return the exit code.

    ``claim`` is the right to be the one window; it goes with the process.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else Program(["zvdesk"])
    settings = load_settings()
    keeper = prepare(app, settings)
    note = os.environ.pop(_AFTER_LOCK, "")
    desktop = Desktop(
        settings,
        keeper,
        rooms(keeper),
        doors(),
        keep=keep_settings,
        warm_up=warm_up,
        replace=partial(_replace, claim),
        place=take_place(),
    )
    guard = ClipboardGuard(desktop)
    desktop.departure.covered.connect(guard.clear)
    sys.excepthook = desktop.mishaps.caught
    qInstallMessageHandler(qt_said)
    last = Path(settings.last_vault).absolute() if settings.last_vault else None
    desktop.start(asked.vault or last)
    _say_why(desktop, note)
    if asked.file is not None:
        desktop.drops.take(asked.file)
    if claim is not None:
        QTimer.singleShot(0, desktop, partial(_listen, desktop))
    with answering_files(app, desktop):
        code = app.exec()
    guard.clear()
    desktop.close()
    file_dialogs.forget()
    sys.excepthook = log.caught
    qInstallMessageHandler(None)
    return code


@contextlib.contextmanager
def answering_files(app: QApplication, desktop: Desktop) -> Iterator[None]:
    """Open what the system hands over while the program runs, as a second start would."""

    def answer(file: str) -> None:
        desktop.answer(asked_for(Path(file).absolute()))

    if isinstance(app, Program):
        app.fileGiven.connect(answer)
    yield
    if isinstance(app, Program):
        app.fileGiven.disconnect(answer)


def _listen(desktop: Desktop) -> None:
    """Answer the second start; after the window was shown, because it may wait."""
    from zvdesk.ui.doorbell import Doorbell

    bell = Doorbell(desktop)
    bell.rang.connect(desktop.answer)
    bell.listen()


def _replace(claim: Claim | None, leaving: Afterwards) -> None:
    """Put a fresh process in the place of this one; it asks for the same vault."""
    from zvdesk.replacing import replace_process

    if claim is not None:
        claim.release()
    note = f"{leaving.reason.value}{_LOST if leaving.is_text_lost else ''}"
    replace_process([_OPEN, str(leaving.folder)], {_AFTER_LOCK: note})


def _say_why(desktop: Desktop, note: str) -> None:
    """Say what the process before this one noted when it locked; a note that makes no sense says nothing."""
    reason = note.removesuffix(_LOST)
    if reason in {known.value for known in LockReason}:
        tell_departure(desktop.window.notices, LockReason(reason), is_text_lost=note.endswith(_LOST))


def prepare(app: QApplication, settings: Settings) -> ThemeKeeper:
    """Give the application its names, Dutch words and look, and the window its turn before the worker."""
    sys.setswitchinterval(_TURN)
    app.setApplicationName("zvdesk")
    app.setApplicationDisplayName("zvdesk")
    app.setDesktopFileName("zvdesk")
    QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
    load_dutch_qt_texts(app)
    install_roles()
    file_dialogs.remember_nothing()
    modes = {mode.value: mode for mode in Mode}
    return ThemeKeeper(app, modes.get(settings.theme, Mode.SYSTEM), settings.text_size)


def keep_settings(settings: Settings) -> None:
    """Write the settings; a profile that cannot be written to only costs the memory."""
    with contextlib.suppress(FolderUnusable):
        now = load_settings()  # what is set in a room, the window does not hold
        kept = replace(settings, timestamp_service=now.timestamp_service, package_folder=now.package_folder)
        save_settings(kept)


# --- rooms -----------------------------------------------------------------------------------------------


def rooms(keeper: ThemeKeeper) -> tuple[Room, ...]:
    """Return every room, in the order of the rail."""
    in_rail = (
        Room("today", _tr("Vandaag"), "house", _inside(_today)),
        Room(
            "cases",
            _tr("Casussen"),
            "folder-open",
            _inside(_cases),
            opens="case",
            open=_open_case,
            other_words=_tr("nieuwe casus aanmelding intake"),
        ),
        Room(
            "meetings",
            _tr("Overleggen"),
            "calendar",
            _inside(_meetings),
            opens="meeting",
            open=_open_meeting,
            other_words=_tr("nieuw overleg agenda tafel leiden"),
        ),
        Room(
            "actions", _tr("Acties"), "list-checks", _inside(_actions), other_words=_tr("te laat afspraken")
        ),
        Room(
            "distribution",
            _tr("Verstrekken"),
            "send",
            _inside(_distribution),
            opens="board",
            open=_open_board,
            other_words=_tr("verstrekkingen nagelezen ontvangen lijsten weg"),
        ),
        Room(
            "handovers",
            _tr("Overdragen"),
            "package-open",
            _inside(_handovers),
            opens="package",
            open=_open_package,
            other_words=_tr("pakket collega kaart terug neem over laptop stick"),
            act=Act.MEET_COLLEAGUE,
        ),
        Room(
            "verify",
            _tr("Controleren"),
            "file-check",
            _verify,
            needs_vault=False,
            opens="document",
            open=_open_document,
            other_words=_tr("document pdf handtekening"),
        ),
        Room(
            "people",
            _tr("Mensen"),
            "users",
            _inside(_people),
            other_words=_tr("organisaties rollen wachtzin"),
        ),
        Room(
            "keeping",
            _tr("Bewaren"),
            "archive",
            _inside(_keeping),
            other_words=_tr("bewaartermijn vernietigen afschermen verlengen documenten"),
            act=Act.KEEP_CLOCK,
        ),
        Room(
            "log",
            _tr("Logboek"),
            "history",
            _inside(_log),
            other_words=_tr("wie heeft gekeken audit inzage"),
            act=Act.READ_AUDIT_LOG,
        ),
        Room(
            "settings",
            _tr("Instellingen"),
            "settings",
            _inside(lambda context: _settings(context, keeper)),
            at_foot=True,
            other_words=_tr("tekst kleur thema reservekopie certificaat bewaartermijn"),
        ),
    )
    return (
        *in_rail,
        Room(
            "keys",
            _tr("Toetsen"),
            "keyboard",
            lambda context, _jobs: _keys(in_rail, context),
            in_rail=False,
            needs_vault=False,
        ),
        Room(
            "about",
            _tr("Over zvdesk"),
            "info",
            lambda _context, _jobs: _about(),
            in_rail=False,
            needs_vault=False,
            other_words=_tr("licentie versie"),
        ),
    )


def _inside(build: Callable[[RoomContext], QWidget]) -> Callable[[RoomContext | None, Jobs], QWidget]:
    def make(context: RoomContext | None, _jobs: Jobs) -> QWidget:
        if context is None:
            raise RuntimeError("this room needs an open vault")
        return build(context)

    return make


def _today(context: RoomContext) -> QWidget:
    from zvdesk.ui.today.page import TodayPage

    return TodayPage(context)


def _cases(context: RoomContext) -> QWidget:
    from zvdesk.ui.cases.page import CasesPage

    page = CasesPage(context)
    page.giveRequested.connect(_giving(context, Reach.CASE, page))
    return page


def _open_case(page: QWidget, case_id: str) -> None:
    from zvdesk.ui.cases.page import CasesPage

    if isinstance(page, CasesPage):
        page.open_case(case_id)


def _meetings(context: RoomContext) -> QWidget:
    from zvdesk.ui.meeting.page import MeetingsPage

    page = MeetingsPage(context)
    page.listsRequested.connect(_signing(context, page))
    page.giveRequested.connect(_giving(context, Reach.MEETING, page))
    return page


def _giving(context: RoomContext, reach: Reach, page: QWidget) -> Callable[[str], None]:
    """Return what opens the dialog that hands over, over a page of a room that does not know it."""

    def give(subject_id: str) -> None:
        from zvdesk.ui.handovers.give_dialog import GiveDialog

        GiveDialog(context, reach, subject_id, page).open()

    return give


def _handovers(context: RoomContext) -> QWidget:
    from zvdesk.ui.handovers.page import HandoversPage

    return HandoversPage(context)


def _open_package(page: QWidget, file: str) -> None:
    from zvdesk.ui.handovers.page import HandoversPage

    if isinstance(page, HandoversPage):
        page.open_file(file)


def _signing(context: RoomContext, page: QWidget) -> Callable[[str, tuple[str, ...]], None]:
    """Return what opens the dialog that signs lists, over a page of a room that does not know it."""

    def sign(meeting_id: str, case_ids: tuple[str, ...]) -> None:
        from zvdesk.ui.export.dialog import SignDialog

        SignDialog(context, meeting_id, case_ids, page).open()

    return sign


def _open_meeting(page: QWidget, meeting_id: str) -> None:
    from zvdesk.ui.meeting.page import MeetingsPage

    if isinstance(page, MeetingsPage):
        page.open_meeting(meeting_id)


def _actions(context: RoomContext) -> QWidget:
    from zvdesk.ui.actions_room.page import ActionsPage

    return ActionsPage(context)


def _distribution(context: RoomContext) -> QWidget:
    from zvdesk.ui.distribution.page import DistributionPage

    page = DistributionPage(context)
    page.listsRequested.connect(_signing(context, page))
    return page


def _open_board(page: QWidget, meeting_id: str) -> None:
    from zvdesk.ui.distribution.page import DistributionPage

    if isinstance(page, DistributionPage):
        page.open_board(meeting_id)


def _verify(context: RoomContext | None, jobs: Jobs) -> QWidget:
    from zvdesk.ui.verify.page import VerifyPage

    return VerifyPage(context, jobs)


def _open_document(page: QWidget, file: str) -> None:
    from zvdesk.ui.verify.page import VerifyPage

    if isinstance(page, VerifyPage):
        page.open_file(Path(file))


def _people(context: RoomContext) -> QWidget:
    from zvdesk.ui.people.page import PeoplePage

    return PeoplePage(context)


def _keeping(context: RoomContext) -> QWidget:
    from zvdesk.ui.keeping.page import KeepingPage

    return KeepingPage(context)


def _log(context: RoomContext) -> QWidget:
    from zvdesk.ui.log_room.page import LogPageView

    return LogPageView(context)


def _settings(context: RoomContext, keeper: ThemeKeeper) -> QWidget:
    from zvdesk.ui.settings_room.page import SettingsPage

    return SettingsPage(context, keeper)


def _keys(in_rail: tuple[Room, ...], context: RoomContext | None) -> QWidget:
    """Name the keys of the rooms that who is in has: a room that is not there gives its key to the next."""
    from zvdesk.ui.help.keys_page import KeysPage

    shown = (room for room in in_rail if context is None or not room.act or context.desk.may(room.act))
    return KeysPage([room.title for room in shown])


def _about() -> QWidget:
    from zvdesk.ui.help.about_page import AboutPage

    return AboutPage()


def _tr(text: str) -> str:
    return QCoreApplication.translate("rooms", text)


# --- doors -----------------------------------------------------------------------------------------------


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
