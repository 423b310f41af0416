"""Do a working day full of one name: services, signed lists, a copy, a restore, and the real window.

Run under a file trace: ``python -m tests.promises.day_driver PLACE NAME``. The vault is PLACE/vault.zvkluis,
and PLACE/exports is what the person chose; nothing else may ever hold the name.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit

from tests.services.world import PASSPHRASES, World, build, lead_and_close, sign_document
from zvdesk import app, hardening, log, system
from zvdesk.domain.people import Role
from zvdesk.services import backups, cases, exports, papers, vaults
from zvdesk.services.clock import Clock
from zvdesk.single import Asked
from zvdesk.ui.desktop import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAIR = PASSPHRASES[Role.CHAIR]


def by_services(place: Path, name: str) -> World:
    """Lead a case with the name in it, hand out the lists, look for the name, and make a copy."""
    world = build(place / "vault.zvkluis", Clock())
    desk = world.desk()
    subject = cases.case_file(desk, world.case_id).subjects[0]
    cases.save(desk, replace(subject, given_names=name, family_name=name))
    cases.search_cases(desk, name)
    lead_and_close(desk, world)
    out = place / "exports"
    with exports.signing(desk, CHAIR) as signer:
        sign_document(desk, signer, world.meeting_id, world.case_id, None, out)
    papers.export_script(desk, world.meeting_id, out)
    (out / "control.txt").write_text(f"the trace must see {name}")
    backups.back_up(desk)
    try:
        cases.case_file(desk, name)
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
    vaults.lock(desk)
    return world


def in_window(desktop: Desktop, world: World, place: Path, name: str) -> Iterator[None]:
    """Unlock, open the case, type, copy, choose a file; each step waits until the worker is done."""
    line = desktop.gate.unlock.passphrase.focusProxy()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, CHAIR)
    desktop.gate.unlock.submit()
    yield
    desktop.go("case", world.case_id)
    yield
    lines: list[QPlainTextEdit | QLineEdit] = [
        *desktop.window.findChildren(QPlainTextEdit),
        *desktop.window.findChildren(QLineEdit),
    ]
    fields = [field for field in lines if field.isVisible() and field.isEnabled() and not field.isReadOnly()]
    for field in fields[:3]:
        field.setFocus()
        QTest.keyClicks(field, f" {name}")
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        yield
    assert fields
    assert name not in desktop.window.windowTitle()
    folder = place / "exports" / name
    folder.mkdir()
    dialog = QFileDialog(desktop.window, "", str(folder))
    dialog.setHistory([str(folder)])
    dialog.show()
    yield
    dialog.done(1)
    dialog.deleteLater()
    yield
    raise ValueError(name)  # as a bug would, in the window's own thread


def open_window(world: World, place: Path, name: str) -> None:
    """Run the window as a start does, with the steps on a timer."""
    made: list[Desktop] = []

    class Seen(Desktop):
        def start(self, folder: Path | None) -> None:
            made.append(self)
            super().start(folder)

    steps: list[Iterator[None]] = []
    qt = QApplication(["zvdesk"])
    timer = QTimer(interval=100)

    def step() -> None:
        if not made or made[0].jobs.is_busy or not made[0].window.isVisible():
            return
        if not steps:
            steps.append(in_window(made[0], world, place, name))
        try:
            next(steps[0])
        except Exception as error:
            timer.stop()
            if not isinstance(error, ValueError):
                print("failed", type(error).__name__, error, flush=True)
            QTimer.singleShot(300, made[0].window.close)
            raise

    timer.timeout.connect(step)
    timer.start()
    with patch.object(app, "Desktop", Seen):
        app.run(Asked(vault=world.folder))
    del qt


def main(place: Path, name: str) -> None:
    log.install()
    hardening.forbid_dumps()
    system.tighten_umask()
    (place / "exports").mkdir(parents=True)
    open_window(by_services(place, name), place, name)
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
