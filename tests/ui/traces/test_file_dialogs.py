"""What is chosen in a file dialog is written nowhere: a dialog in a fresh home, and every file there read."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from zvdesk.ui.traces import file_dialogs

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Kanarie-Pieterse"
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from zvdesk.app import prepare
from zvdesk.settings import Settings
app = QApplication([])
if sys.argv[1] == "zvdesk":
    prepare(app, Settings())
place = sys.argv[2]
def choose():
    for dialog in app.topLevelWidgets():
        if isinstance(dialog, QFileDialog) and dialog.isVisible():
            print("own dialog", flush=True)
            dialog.setHistory([place])
            dialog.done(1)
timer = QTimer(interval=50)
timer.timeout.connect(choose)
timer.start()
QFileDialog.getOpenFileName(None, "x", place)
QFileDialog.getExistingDirectory(None, "x", place)
"""


@pytest.mark.parametrize("who", ["qt", "zvdesk"])
def test_no_dialog_writes_where_one_was(tmp_path: Path, who: str) -> None:
    home, place = tmp_path / "home", tmp_path / CANARY
    home.mkdir()
    place.mkdir()
    (place / "in.json").write_text("{}")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment = kept | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, who, str(place)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.count("own dialog") >= 2
    told = [path for path in home.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert bool(told) == (who == "qt"), told  # Qt alone does write it, so this test can see it


def test_what_qt_kept_before_is_forgotten(tmp_path: Path) -> None:
    stored = QSettings(str(tmp_path / "qt.conf"), QSettings.Format.IniFormat)
    for key in ("history", "lastVisited", "shortcuts", "viewMode"):
        stored.setValue(f"FileDialog/{key}", CANARY)
    file_dialogs.forget(stored)
    stored.sync()
    assert (tmp_path / "qt.conf").read_text().count(CANARY) == 1  # only how the list is shown
