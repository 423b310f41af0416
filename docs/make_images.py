"""Make the pictures of the papers from the practice table: the real window, offscreen, and a real list.

Usage: .venv/bin/python docs/make_images.py [FOLDER]   (default: docs/images)

Everything happens in a temporary profile; the settings and vaults of whoever runs it are left alone. A room
that is not there is named and gets no picture.
"""

from __future__ import annotations

import importlib.util
import io
import os
import sys
import tempfile
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.content.practice import Script
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.practice import Practice
    from zvdesk.services.records import Record
    from zvdesk.ui.desktop import Desktop

T = TypeVar("T")
R = TypeVar("R", bound="Record")

SIZE = (1366, 768)
WIDE = (1560, 800)  # where a table needs more room
COLOURS = 96
LARGEST = 200_000  # bytes
LED = 1  # which case of the practice script is on the table in the pictures
DOTS = 110  # per inch, for the list
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

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Keep what the window, or another widget, shows now."""
        from PySide6.QtCore import QBuffer

        self.settle()
        data = QBuffer()
        data.open(QBuffer.OpenModeFlag.WriteOnly)
        (widget or self.desktop.window).grab().save(data, "PNG")
        keep(bytes(data.data().data()), self.folder / f"{name}.png")


def main(folder: Path) -> int:
    """Make every picture and return 0."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zvdesk-pictures-") as place:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = place
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.update(LANG="nl_NL.UTF-8", LANGUAGE="nl")
        made = picture_list(Path(place) / "lijsten", folder)
        picture_window(Path(place), folder, made)
    return 0


def picture_list(place: Path, folder: Path) -> Path:
    """Lead a whole practice meeting, sign one organisation's list, draw its first page, return the PDF."""
    import pypdfium2
    from PIL import Image

    from zvdesk.services import exports, practice, vaults, verification

    made = practice.create_practice(place / "lijsten.zvkluis")
    meeting_id = practice.run_table(made)
    case_id = made.ids[made.table.scripts[LED].case_id]
    target = next(
        t
        for t in exports.targets(made.desk, meeting_id, case_id)
        if t.organisation is not None and t.organisation.kind == "politie"
    )
    organisation_id = target.organisation.id if target.organisation else ""
    with exports.signing(made.desk, made.passphrase) as signer:
        exported = exports.export_list(made.desk, signer, meeting_id, case_id, organisation_id, place)
    verification.trust_certificate(made.desk.house.certificate)
    vaults.lock(made.desk)
    with pypdfium2.PdfDocument(exported.path) as document:
        drawn = document[0].render(scale=DOTS / 72, prefer_bgrx=True)
        size = (drawn.width, drawn.height)
        page = Image.frombytes("RGB", size, bytes(drawn.buffer), "raw", "BGRX", drawn.stride)
    data = io.BytesIO()
    page.save(data, "PNG")
    keep(data.getvalue(), folder / "lijst.png")
    return exported.path


def picture_window(place: Path, folder: Path, document: Path) -> None:
    """Open the window on a practice vault and picture its rooms."""
    from PySide6.QtWidgets import QApplication

    from zvdesk import app as composed
    from zvdesk.services import practice
    from zvdesk.settings import Settings
    from zvdesk.ui.desktop import Desktop

    application = QApplication(["zvdesk"])
    settings = Settings(theme="light")
    keeper = composed.prepare(application, settings)
    desktop = Desktop(
        settings,
        keeper,
        composed.rooms(keeper),
        composed.doors(),
        keep=lambda _settings: None,
        warm_up=lambda: None,
    )
    desktop.start(None)
    desktop.window.resize(*SIZE)
    made = _done_in(desktop, lambda: practice.create_practice(place / "oefentafel.zvkluis"))
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
        desktop.go("case", made.ids[made.table.scripts[LED].case_id])
        studio.shoot("casus")
    if has("meeting"):
        picture_meeting(studio)
    if has("export", "dialog"):
        picture_signing(studio)
    if has("verify"):
        picture_verdict(studio, document)
    if has("people"):
        picture_people(studio)
    desktop.window.close()
    desktop.close()


def picture_meeting(studio: Studio) -> None:
    """Prepare today's meeting, lead one case up to the Regie step, and picture both."""
    made, desktop = studio.practice, studio.desktop
    desktop.go("meeting", made.meeting_id)
    studio.shoot("overleg-voorbereiden")
    studio.do(lambda: lead_to_regie(made, made.table.scripts[LED]))
    desktop.go("today", "")
    desktop.go("meeting", made.meeting_id)
    studio.shoot("overleg-regie")


def picture_signing(studio: Studio) -> None:
    """Picture the lists of a past meeting as they can be looked at and signed."""
    from zvdesk.domain.meetings import MeetingState
    from zvdesk.services import meetings
    from zvdesk.settings import Settings
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.export.dialog import SignDialog

    desk, desktop = studio.practice.desk, studio.desktop
    case_id = studio.practice.ids[studio.practice.table.scripts[LED].case_id]
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
    dialog.folder.setText(PLACE)
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
    desktop.window.resize(*WIDE)
    desktop.go("people", "")
    studio.shoot("mensen")


def case_number(made: Practice, case_id: str) -> str:
    """Return the number of a case."""
    from zvdesk.services import cases

    return cases.case_file(made.desk, case_id).case.number


def lead_to_regie(made: Practice, script: Script) -> None:
    """Begin today's meeting and lead one case up to the choice of its level, by the services."""
    from zvdesk.domain.meetings import ItemEvent, MeetingEvent
    from zvdesk.services import cases, meetings

    desk, meeting_id = made.desk, made.meeting_id
    led: Meeting = meetings.advance(desk, meeting_id, MeetingEvent.BEGIN)
    item = next(i for i in led.items if i.case_id == made.ids[script.case_id])

    def write(**values: object) -> None:
        cases.save(desk, revised(cases.case_file(desk, item.case_id).case, **values))

    def keep_all(*records: Record) -> None:
        for record in records:
            cases.save(desk, in_vault(record, made.ids))

    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.START)
    present = tuple(made.ids[key] for key in script.present_ids)
    meetings.set_present(desk, meeting_id, item.id, present)
    meetings.set_danger(desk, meeting_id, item.id, script.is_in_danger)
    write(occasion=script.occasion)
    keep_all(*script.safety_agreements)
    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.NEXT)
    keep_all(*script.scores, *script.factors)
    write(
        resident_view=script.resident_view,
        shared_goal=script.shared_goal,
        goal_on=script.goal_on,
        goal_indicator=script.goal_indicator,
    )
    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.NEXT)
    keep_all(*script.decisions, *(replace(action, id="") for action in script.actions), *script.conditionals)
    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.NEXT)
    keep_all(script.level_change)


def in_vault(record: R, ids: dict[str, str]) -> R:
    """Return a record of the practice table with the ids of the vault."""
    values: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "id" or field.name.endswith("_id"):
            values[field.name] = ids.get(value, value)
        elif field.name.endswith("_ids"):
            values[field.name] = tuple(ids[key] for key in value)
    return revised(record, **values)


def revised(record: R, **values: object) -> R:
    """Return a record with other values."""
    return replace(record, **values)


def keep(png: bytes, path: Path) -> None:
    """Write a picture with as few colours as it needs to stay small; say how large it became."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name:28} {size:7}" + ("  TOO LARGE" if size > LARGEST else ""))


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
