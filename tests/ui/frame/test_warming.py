"""While the passphrase is typed, classes of Qt are made on the thread of the window, and nothing else is.

A fresh process runs the real window, because in this one everything was imported long ago.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from zvdesk.ui.warming import room_modules

TOP = Path(__file__).resolve().parents[3]
STARTED = """
import json, sys, threading

window, seen = threading.get_ident(), []

class Finder:
    def find_spec(self, name, path=None, target=None):
        seen.append((name, threading.get_ident() == window))

sys.meta_path.insert(0, Finder())

from PySide6.QtCore import QTimer
from zvdesk import app
from zvdesk.single import Asked

class Watched(app.Desktop):
    def start(self, folder):
        super().start(folder)
        self.looking = QTimer(self, interval=20)
        self.looking.timeout.connect(self.look)
        self.looking.start()

    def look(self):
        if LAST in sys.modules and not self.jobs.is_busy:
            QTimer.singleShot(100, self, self.window.close)
            self.looking.stop()

app.Desktop = Watched
code = app.run(Asked())
def uses_qt(name):
    values = list(vars(sys.modules[name]).values()) if name.startswith("zvdesk") else []
    homes = [name, *(str(getattr(value, "__module__", "")) for value in values)]
    return any(home.startswith("PySide6.") for home in homes)

print(json.dumps([code, [(name, ours, uses_qt(name)) for name, ours in seen if name in sys.modules]]))
"""


@pytest.fixture(scope="module")
def imports() -> dict[str, tuple[bool, bool]]:
    """Return per module that the started window imported: was it on its thread, and does it use Qt."""
    *_, last = room_modules()
    done = subprocess.run(
        [sys.executable, "-c", f"LAST = {last!r}\n{STARTED}"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    code, seen = json.loads(done.stdout)
    assert code == 0
    return {name: (on_window, uses_qt) for name, on_window, uses_qt in seen}


def test_no_class_of_qt_is_made_in_the_worker(imports: dict[str, tuple[bool, bool]]) -> None:
    assert not [name for name, (on_window, uses_qt) in imports.items() if uses_qt and not on_window]


def test_all_rooms_are_imported_before_they_are_asked_for(imports: dict[str, tuple[bool, bool]]) -> None:
    assert set(room_modules()) <= set(imports)
    assert imports["zvdesk.ui.meeting.page"] == (True, True)


def test_what_knows_no_qt_is_left_to_the_worker(imports: dict[str, tuple[bool, bool]]) -> None:
    assert imports["zvdesk.services.vaults"] == (False, False)
    heavy = [name for name in ("sqlalchemy", "reportlab.pdfgen", "pyhanko.sign") if name in imports]
    assert heavy
    assert not [name for name in heavy if imports[name][0]]
