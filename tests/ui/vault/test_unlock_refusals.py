"""Each way in which a vault does not open has its own words on the unlock page, under its real condition."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests import hard_places
from tests.ui.frame.conftest import paper, vault, vault_and_paper
from tests.ui.frame.desktops import CHAIR_WORDS
from zvdesk import system
from zvdesk.services import attempts, vaults
from zvdesk.storage import key_file
from zvdesk.ui.jobs import Jobs
from zvdesk.ui.vault.unlock_page import UnlockPage
from zvdesk.ui.widgets.cards import Callout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk

__all__ = ["paper", "vault", "vault_and_paper"]
WRONG = "een heel andere lange wachtzin"


def line_of(page: UnlockPage) -> QLineEdit:
    found = page.passphrase.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


class Opener:
    """Type into the page and read what it says."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.jobs = Jobs()
        self.page = UnlockPage(self.jobs)
        qtbot.addWidget(self.page)
        self.page.show()
        self.desks: list[Desk] = []
        self.page.unlocked.connect(self.desks.append)

    def said(self, folder: Path, words: str = CHAIR_WORDS) -> str:
        """Return what stands on the page after trying to open the vault."""
        self.page.set_vault(folder)
        self.rest()
        line_of(self.page).setText(words)
        self.page.submit()
        self.rest()
        wrong = self.page.findChildren(Callout)
        told = [callout.text.text() for callout in wrong if callout.isVisibleTo(self.page)]
        return " ".join([*told, self.page.secret.passphrase_row.error])

    def close(self) -> None:
        """Lock in the worker what was opened there."""
        while self.desks:
            desk = self.desks.pop()
            self.jobs.run(partial(vaults.lock, desk))
        self.rest()

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.jobs.is_busy, timeout=20_000)


@pytest.fixture
def opener(qtbot: QtBot) -> Iterator[Opener]:
    made = Opener(qtbot)
    yield made
    made.close()
    made.jobs.finish(10_000)


def test_a_wrong_passphrase(opener: Opener, vault: Path) -> None:
    assert "De wachtzin is niet goed" in opener.said(vault, WRONG)


def test_in_use_by_another_process_names_it(opener: Opener, vault: Path) -> None:
    with hard_places.held_by_another(vault, CHAIR_WORDS) as number:
        said = opener.said(vault)
    assert f"proces {number})" in said
    assert "op deze computer, in een ander programma (" in said
    assert "Sluit de kluis daar eerst" in said


def test_in_use_by_this_process(opener: Opener, vault: Path) -> None:
    desk = vaults.unlock(vault, CHAIR_WORDS)
    assert "al open in dit venster" in opener.said(vault)
    vaults.lock(desk)


def test_damaged(opener: Opener, vault: Path) -> None:
    (vault / "vault.db").write_bytes(b"rommel" * 1000)
    assert "De database van de kluis is beschadigd" in opener.said(vault)
    assert opener.page.restore.isVisibleTo(opener.page)
    for name in key_file.NAMES:
        (vault / name).write_bytes(b"rommel")
    assert "Het sleutelbestand van de kluis is beschadigd" in opener.said(vault)


def test_a_newer_key_file(opener: Opener, vault: Path) -> None:
    hard_places.make_key_file_newer(vault)
    assert "nieuwere versie van zvdesk" in opener.said(vault)


def test_a_newer_schema(opener: Opener, vault: Path) -> None:
    desk = vaults.unlock(vault, CHAIR_WORDS)
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    vaults.lock(desk)
    assert "nieuwere versie van zvdesk" in opener.said(vault)


@pytest.mark.parametrize(
    ("of_folder", "of_files", "phrase"),
    [
        (0o500, 0o400, "mag niet schrijven in de map"),
        (0o700, 0o400, "mag niet schrijven in de map"),
        (0o700, 0o200, "U mag de bestanden van deze kluis niet lezen"),
        (0o000, 0o600, "U mag de bestanden van deze kluis niet lezen"),
    ],
)
def test_without_rights(opener: Opener, vault: Path, of_folder: int, of_files: int, phrase: str) -> None:
    opener.jobs.run(hard_places.respect_rights)  # for the worker alone; it ends with the test
    with hard_places.rights(vault, of_folder, of_files):
        said = opener.said(vault)
    assert phrase in said
    assert opener.said(vault).strip() == ""  # with its rights back it opens


def test_a_full_disk(opener: Opener, vault: Path, tmp_path: Path) -> None:
    with hard_places.small_disk(tmp_path / "schijf", 4000) as is_there:
        if not is_there:
            pytest.skip("A FULL DISK IS NOT SHOWN HERE: only root may mount a small one")
        folder = tmp_path / "schijf" / vault.name
        shutil.copytree(vault, folder)
        hard_places.fill(tmp_path / "schijf")
        assert "De schijf is vol" in opener.said(folder)
        (tmp_path / "schijf" / "vol").unlink()
        assert opener.said(folder).strip() == ""
        assert len(opener.desks) == 1
        opener.close()


def test_a_network_share(opener: Opener, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_linux_mounts", lambda: [(vault.parent.resolve(), "nfs4")])
    said = opener.said(vault)
    assert "netwerkschijf" in said
    assert "Kopieer de hele map naar deze computer" in said


def test_nothing_there(opener: Opener, tmp_path: Path) -> None:
    assert "staat geen kluis" in opener.said(tmp_path / "weg.zvkluis")


def test_the_page_counts_down_and_keeps_what_was_typed(
    opener: Opener, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "DELAYS", (2,))
    page = opener.page
    assert "niet goed" in opener.said(vault, WRONG)
    assert page.wait.seconds == 2
    assert "Nog 2 seconden." in page.wait.text()
    assert not page.unlock.isEnabled()
    line_of(page).clear()
    QTest.keyClicks(line_of(page), CHAIR_WORDS)  # one types on meanwhile
    QTest.keyClick(line_of(page), Qt.Key.Key_Return)
    assert not opener.jobs.is_busy
    opener.qtbot.waitUntil(lambda: "Nog 1 seconde." in page.wait.text(), timeout=3000)
    opener.qtbot.waitUntil(lambda: page.unlock.isEnabled(), timeout=3000)
    assert page.wait.isHidden()
    assert page.passphrase.text() == CHAIR_WORDS
    page.submit()
    opener.rest()
    assert len(opener.desks) == 1


def test_a_wait_is_told_when_the_page_comes_up_again(
    opener: Opener, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener.said(vault, WRONG)
    monkeypatch.setattr(attempts, "DELAYS", (30,))
    opener.page.set_vault(vault)
    opener.rest()
    assert 0 < opener.page.wait.seconds <= 30
    opener.page.set_vault(vault.with_name("Ander.zvkluis"))
    opener.rest()
    assert opener.page.wait.seconds == 0
    assert opener.page.unlock.isEnabled()
