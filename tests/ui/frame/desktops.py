"""Make a vault for a test, and the whole window on it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.accessibility.walker import lay_out
from zvdesk import app
from zvdesk.domain.people import Person, Role
from zvdesk.services import people, vaults
from zvdesk.settings import Settings
from zvdesk.storage.wrapping import FLOOR
from zvdesk.ui.desktop import Desktop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

CHAIR, CHAIR_WORDS = "F. Voorbeeld", "vijf kleine woorden van de voorzitter"
ADMIN, ADMIN_WORDS = "B. Beheerstra", "vijf kleine woorden van de beheerder"
HOUSE = "Zorg- en Veiligheidshuis Oefenregio"


def make_vault(folder: Path) -> str:
    """Make a practice vault with a chair and an admin, close it and return its recovery key."""
    new = vaults.create_vault(
        folder,
        house_name=HOUSE,
        passphrase=ADMIN_WORDS,
        name=ADMIN,
        role=Role.FUNCTIONAL_ADMIN,
        cost=FLOOR,
        practice=True,
    )
    chair = Person(name=CHAIR, role=Role.CHAIR, organisation=HOUSE, from_on=new.desk.clock.today())
    people.add_person(new.desk, chair, CHAIR_WORDS, cost=FLOOR)
    vaults.lock(new.desk)
    return new.recovery_key


@contextmanager
def desktop(qtbot: QtBot, keeper: ThemeKeeper, folder: Path | None) -> Iterator[Desktop]:
    """Show the window, locked, and close it afterwards."""
    kept = replace(Settings(), theme=keeper.mode.value)
    made = Desktop(
        kept,
        keeper,
        app.rooms(keeper),
        app.doors(),
        keep=lambda _settings: None,
        warm_up=lambda _jobs, _owner: None,
    )
    qtbot.addWidget(made.window)
    made.start(folder)
    qtbot.waitExposed(made.window)
    settle(qtbot, made)
    try:
        yield made
    finally:
        made.window.close()
        made.close()


def settle(qtbot: QtBot, made: Desktop) -> None:
    """Wait until the worker has nothing left to do."""
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not made.jobs.is_busy, timeout=60_000)
    qtbot.wait(20)
    lay_out()


def type_in(field: QWidget, words: str) -> None:
    """Type in a field, or in the line inside it."""
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def unlock(qtbot: QtBot, made: Desktop, words: str = CHAIR_WORDS) -> None:
    """Type a passphrase as a person does."""
    type_in(made.gate.unlock.passphrase, words)
    made.gate.unlock.submit()
    settle(qtbot, made)
