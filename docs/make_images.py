"""Make the pictures of the papers from the practice table: the real window, offscreen, and a real list.

Usage: .venv/bin/python docs/make_images.py [FOLDER]   (default: docs/images)

Everything happens in a temporary profile; the settings and vaults of whoever runs it are left alone. A room
that is not there is named and gets no picture.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from picture_handing_over import picture_handing_over  # noqa: E402 - the package is found by the line above
from picture_papers import LISTED, keep, picture_papers  # noqa: E402 - the package is found by the line above
from picture_secretary import picture_secretary  # noqa: E402 - the package is found by the line above
from picture_table import StagedClock, picture_table, renamed  # noqa: E402 - the package is found by the line above

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.practice import Practice
    from zvdesk.ui.desktop import Desktop

T = TypeVar("T")

SIZE = (1366, 768)
SCREENS = """{"screens": [
  {"name": "laptop", "x": 0, "y": 0, "width": 1920, "height": 1080},
  {"name": "beamer", "x": 1920, "y": 0, "width": 1366, "height": 768}
]}"""
WIDE = (1560, 800)  # where a table needs more room
PLACE = "/home/voorbeeld/Documenten/zvdesk"  # shown in a picture, never written to


@dataclass(frozen=True)
class Studio:
    """Hold the open window, the practice vault behind it and where the pictures go."""

    desktop: Desktop
    practice: Practice
    folder: Path

    def settle(self) -> None:
        """Wait until the worker is done and the window is drawn."""
        from PySide6.QtCore import QEventLoop, QTimer

        for _ in range(6):
            while self.desktop.jobs.is_busy:
                _spin()
            loop = QEventLoop()
            QTimer.singleShot(25, loop.quit)
            loop.exec()

    def do(self, op: Callable[[], T]) -> T:
        """Run a service in the worker, where the vault lives, and return what it returns."""
        return _done_in(self.desktop, op)

    def wait(self, milliseconds: int) -> None:
        """Let the window go on for a while, and then wait until it is still."""
        from PySide6.QtTest import QTest

        QTest.qWait(milliseconds)
        self.settle()

    @property
    def focused(self) -> str:
        """Return the accessible name of what has the focus."""
        return self._focus().accessibleName()

    def front(self) -> None:
        """Bring the window of the chair before another one."""
        self.desktop.window.activateWindow()
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys such as ``F7`` or ``Ctrl+F9`` where the focus is, one after another."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        held = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}
        for one in keys:
            *names, name = one.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for modifier in names:
                modifiers |= held[modifier]
            QTest.keyClick(self._focus(), Qt.Key[f"Key_{name}"], modifiers)
            self.settle()

    def write(self, words: str, *, then: tuple[str, ...] = ()) -> None:
        """Type words where the focus is, and press keys after them."""
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._focus(), words)
        self.settle()
        self.press(*then)

    def _focus(self) -> QWidget:
        from PySide6.QtWidgets import QApplication

        return QApplication.focusWidget() or self.desktop.window

    def shoot(self, name: str, widget: QWidget | None = None, size: tuple[int, int] = SIZE) -> None:
        """Keep what the window shows at a size, or another widget at its own."""
        from PySide6.QtCore import QBuffer

        shown = self.desktop.window
        if widget is None:
            shown.resize(*size)
        self.settle()
        data = QBuffer()
        data.open(QBuffer.OpenModeFlag.WriteOnly)
        (widget or shown).grab().save(data, "PNG")
        keep(bytes(data.data().data()), self.folder / f"{name}.png")


def main(folder: Path) -> int:
    """Make every picture and return 0."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zvdesk-pictures-") as place:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = place
        screens = Path(place) / "screens.json"
        screens.write_text(SCREENS, encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        os.environ.update(LANG="nl_NL.UTF-8", LANGUAGE="nl")
        made = picture_papers(Path(place) / "lijsten", folder)
        picture_window(Path(place), folder, made)
    return 0


def picture_window(place: Path, folder: Path, document: Path) -> None:
    """Open the window on a practice vault and picture its rooms."""
    from PySide6.QtWidgets import QApplication

    from zvdesk import app as composed
    from zvdesk.services import practice
    from zvdesk.services.clock import Clock
    from zvdesk.settings import Settings
    from zvdesk.ui.desktop import Desktop

    clock = StagedClock()
    application = QApplication(["zvdesk"])
    settings = Settings(theme="light")
    keeper = composed.prepare(application, settings)
    desktop = Desktop(
        settings,
        keeper,
        composed.rooms(keeper),
        composed.doors(),
        keep=lambda _settings: None,
        warm_up=lambda _jobs, _owner: None,
    )
    desktop.start(None)
    desktop.window.resize(*SIZE)
    bare = _done_in(
        desktop, lambda: practice.create_practice(place / "oefentafel.zvkluis", clock=Clock(clock))
    )
    made = _done_in(desktop, lambda: renamed(bare))
    studio = Studio(desktop, made, folder)
    studio.shoot("welkom")
    desktop.gate.opened.emit(made.desk)
    desktop.gate.entered.emit()
    studio.settle()
    for room, name in (("today", "vandaag"), ("cases", "casussen")):
        if has(room):
            desktop.go(room, "")
            studio.shoot(name)
    if has("cases"):
        desktop.go("case", made.ids[made.table.scripts[LISTED].case_id])
        studio.shoot("casus")
    if has("meeting"):
        picture_meeting(studio, clock)
    if has("export", "dialog"):
        picture_signing(studio)
    if has("verify"):
        picture_verdict(studio, document)
    if has("handovers"):
        picture_handing_over(studio, place, clock)
    if has("people"):
        picture_people(studio)
    if has("distribution"):
        picture_secretary(studio, place, clock)
    desktop.window.close()
    desktop.close()


def picture_meeting(studio: Studio, clock: StagedClock) -> None:
    """Prepare today's meeting and lead it."""
    made, desktop = studio.practice, studio.desktop
    desktop.go("meeting", made.meeting_id)
    studio.shoot("overleg-voorbereiden")
    picture_table(studio, clock)


def picture_signing(studio: Studio) -> None:
    """Picture the lists of a past meeting as they can be looked at and signed."""
    from zvdesk.domain.meetings import MeetingState
    from zvdesk.services import meetings
    from zvdesk.settings import Settings
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.export.dialog import SignDialog

    desk, desktop = studio.practice.desk, studio.desktop
    case_id = studio.practice.ids[studio.practice.table.scripts[LISTED].case_id]
    number = studio.do(lambda: case_number(studio.practice, case_id))
    rows = studio.do(lambda: meetings.meeting_rows(desk))
    past = next(row for row in rows if row.state is MeetingState.CLOSED and number in row.case_numbers)
    context = RoomContext(
        desk=desk,
        jobs=desktop.jobs,
        notices=desktop.window.notices,
        settings=Settings(),
        go=desktop.go,
        lock=lambda: None,
        failed=desktop.mishaps.tell,
    )
    dialog = SignDialog(context, past.id, (case_id,))
    dialog.fields.folder.setText(PLACE)
    dialog.show()
    studio.shoot("ondertekenen", dialog)
    dialog.close()


def picture_verdict(studio: Studio, document: Path) -> None:
    """Picture the verdict on a signed list."""
    from zvdesk.ui.verify.page import VerifyPage

    studio.desktop.go("verify", "")
    page = studio.desktop.holders["verify"].room
    if isinstance(page, VerifyPage):
        page.check((document,))
        studio.shoot("controleren")


def picture_people(studio: Studio) -> None:
    """Picture the people of the house, as the one who looks after them."""
    from zvdesk.domain.people import Role
    from zvdesk.services import vaults

    made, desktop = studio.practice, studio.desktop
    admin = next(person for person in made.people if person.role is Role.FUNCTIONAL_ADMIN)
    folder = made.desk.vault.folder
    desktop.lock()
    studio.settle()
    desk = studio.do(lambda: vaults.unlock(folder, admin.passphrase))
    desktop.gate.opened.emit(desk)
    desktop.gate.entered.emit()
    studio.settle()
    desktop.go("people", "")
    studio.shoot("mensen", size=WIDE)


def case_number(made: Practice, case_id: str) -> str:
    """Return the number of a case."""
    from zvdesk.services import cases

    return cases.case_file(made.desk, case_id).case.number


def has(room: str, page: str = "page") -> bool:
    """Tell whether a room was built; say so when it was not."""
    is_there = importlib.util.find_spec(f"zvdesk.ui.{room}.{page}") is not None
    if not is_there:
        print(f"no room yet: {room}")
    return is_there


def _spin() -> None:
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.processEvents()


def _done_in(desktop: Desktop, op: Callable[[], T]) -> T:
    results: list[T] = []
    errors: list[Exception] = []
    desktop.jobs.run(op, results.append, errors.append, owner=desktop)
    while not (results or errors):
        _spin()
    if errors:
        raise errors[0]
    return results[0]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else TOP / "docs" / "images"))
