"""What repeats the lists of a meeting is made from one menu: whole sets, and passphrases that show once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidgetAction

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.houses import practice_in
from tests.ui.cases.rooms import Room, practice_room
from zvdesk.domain.people import Actor, Role
from zvdesk.services import exports
from zvdesk.services.calendars import export_calendars
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.services.tables import TableForm, export_tables
from zvdesk.ui.distribution.making import CalendarsDialog, MailDialog, SetDialog, TablesDialog, Wanted
from zvdesk.ui.distribution.page import DistributionPage
from zvdesk.ui.widgets.buttons import ChoiceButton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

_TABLES, _MAILS, _CALENDARS = 1, 2, 3  # in the menu


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    with practice_room(qtbot, jobs, tmp_path) as made:
        yield made


@pytest.fixture
def page(room: Room) -> DistributionPage:
    made = DistributionPage(room.context)
    room.qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    made.activated()
    room.settle()
    return made


def asked(page: DistributionPage, room: Room, line: int, folder: Path) -> SetDialog:
    page.make.menu_below.actions()[line].trigger()
    dialog = page.dialog
    assert dialog is not None
    dialog.fields.folder.setText(str(folder))
    room.qtbot.wait(30)
    only = [line for line in mouse_only(dialog) if "ChoiceButton" not in line]  # the arrows reach those
    assert not missing_names(dialog) + only + clipped(dialog)
    return dialog


def sign_lists(room: Room, page: DistributionPage, folder: Path) -> None:
    desk, wanted = room.desk, page.wanted
    words = practice_in(folder.parent / "zelfde.zvkluis")

    def sign() -> None:
        with exports.signing(desk, words.passphrase) as signer:
            recipients = [Recipient(row.case_id, row.recipient_id or None) for row in wanted.rows]
            sign_set(desk, signer, wanted.meeting_id, recipients, folder)

    room.do(sign)


def test_tables_and_calendars_are_made_as_a_set_and_the_folder_opens(
    room: Room, page: DistributionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked(page, room, _TABLES, tmp_path / "tabellen")
    assert isinstance(dialog, TablesDialog)
    dialog.forms[TableForm.XLSX].setChecked(False)
    assert not dialog.button.isEnabled()
    for form in (TableForm.CSV, TableForm.ODS):
        dialog.forms[form].setChecked(True)
    dialog.button.click()
    room.settle()
    assert dialog.outcome_shown is not None
    (said,) = dialog.outcome_shown.refused
    assert "geen acties en geen als-dan-afspraken" in said
    idle = [row for row in page.wanted.rows if row.recipient and row.recipient in said]
    count = len(page.wanted.rows) - len(idle)
    assert len(list((tmp_path / "tabellen").iterdir())) == 2 * count
    assert f"{2 * count} tabellen zijn gemaakt" in dialog.result_view.title.text()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    dialog.result_view.open.click()
    assert opened == [str(tmp_path / "tabellen")]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert any(row.kind == "actietabel" for row in page.table.rows_model.rows), "the board knows of them"

    page.table.choose(next(n for n, r in enumerate(page.table.rows_model.rows) if r.recipient_id))
    dialog = asked(page, room, _CALENDARS, tmp_path / "agenda")
    assert isinstance(dialog, CalendarsDialog)
    dialog.who.set_value(False)
    dialog.who.chosen.emit(False)
    assert dialog.recipients[0].organisation_id
    dialog.button.click()
    room.settle()
    assert len(list((tmp_path / "agenda").glob("*.ics"))) == 1


def test_an_organisation_with_several_lists_is_one_recipient(room: Room, page: DistributionPage) -> None:
    rows = page.wanted.rows
    more = tuple(replace(row, case_id="another", case_number="2026-0099") for row in rows)
    dialog = TablesDialog(room.context, Wanted(page.wanted.meeting_id, rows + more), page)
    assert f"Alle {len(rows)} ontvangers" in {one.text() for one in dialog.who.findChildren(ChoiceButton)}
    assert len(dialog.recipients) == 2 * len(rows)


def test_a_made_document_opens_from_the_board_and_one_that_is_gone_is_told(
    room: Room, page: DistributionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def show(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return len(opened) == 1  # the second time this computer has no program for it

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    pane, wanted = page.pane, page.wanted
    page.table.choose(next(n for n, row in enumerate(page.table.rows_model.rows) if row.document is None))
    assert not pane.open.isVisibleTo(page)
    words = practice_in(tmp_path / "zelfde.zvkluis").passphrase

    def sign() -> Path:
        with exports.signing(room.desk, words) as signer:
            one = [Recipient(wanted.rows[0].case_id, None)]
            ((_, made),) = sign_set(room.desk, signer, wanted.meeting_id, one, tmp_path / "lijsten").made
            return made.path

    made = room.do(sign)
    page.activated()
    room.settle()
    rows = page.table.rows_model.rows
    page.table.choose(next(number for number, row in enumerate(rows) if row.document is not None))
    assert pane.open.isVisibleTo(page)
    for told in ("", f"Op deze computer opent geen programma dit bestand: {made}."):
        QTest.keyClick(pane.open, Qt.Key.Key_Space)
        room.settle()
        assert opened[-1] == made
        assert pane.gone.text.text() == told
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    moved = made.rename(elsewhere / "lijst.pdf")
    QTest.keyClick(pane.open, Qt.Key.Key_Space)
    room.settle()
    assert len(opened) == 2
    assert pane.gone.isVisibleTo(page)
    assert pane.gone.text.text().startswith("Dit document staat niet waar zvdesk het heeft gemaakt.")
    assert not missing_names(page) + mouse_only(page)
    for chosen in ("", str(elsewhere)):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, found=chosen: found)
        QTest.keyClick(pane.elsewhere, Qt.Key.Key_Space)
        room.settle()
    assert opened[2:] == [moved]


def test_tables_and_calendars_open_by_their_own_name(
    room: Room, page: DistributionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def show(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    meeting_id, one = page.wanted.meeting_id, [Recipient(page.wanted.rows[0].case_id, None)]
    folder = tmp_path / "bestanden"
    room.do(lambda: export_tables(room.desk, meeting_id, one, [TableForm.XLSX], folder))
    room.do(lambda: export_calendars(room.desk, meeting_id, one, folder))
    page.activated()
    room.settle()
    for kind, words in (("actietabel", "Open de tabel"), ("agenda", "Open het agendabestand")):
        rows = page.table.rows_model.rows
        page.table.choose(next(number for number, row in enumerate(rows) if row.kind == kind))
        assert page.pane.open.text() == page.pane.open.accessibleName() == words
        QTest.keyClick(page.pane.open, Qt.Key.Key_Space)
        room.settle()
    assert [Path(path).suffix for path in opened] == [".xlsx", ".ics"]


def test_a_passphrase_shows_once_and_escape_does_not_lose_it(
    room: Room, page: DistributionPage, tmp_path: Path
) -> None:
    sign_lists(room, page, tmp_path / "lijsten")
    page.table.choose(next(n for n, r in enumerate(page.table.rows_model.rows) if r.recipient_id))
    dialog = asked(page, room, _MAILS, tmp_path / "mails")
    assert isinstance(dialog, MailDialog)
    dialog.who.set_value(False)
    dialog.lists.line.setText("geen map")
    dialog.button.click()
    assert "Kies de map" in dialog.lists.error
    dialog.lists.line.setText(str(tmp_path / "lijsten"))
    dialog.encrypts.setChecked(True)
    dialog.button.click()
    room.settle()
    (file,) = (tmp_path / "mails").glob("*.eml")
    outcome = dialog.outcome_shown
    assert outcome is not None
    ((who, passphrase),) = outcome.spoken
    assert who in dialog.names.values()
    assert passphrase not in repr(outcome)
    assert passphrase not in file.read_text()
    assert any("nagelezen" in note for note in outcome.notes)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.close()
    assert dialog.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_without_signed_lists_every_refusal_is_said_and_nothing_is_written(
    room: Room, page: DistributionPage, tmp_path: Path
) -> None:
    dialog = asked(page, room, _MAILS, tmp_path / "mails")
    dialog.button.click()
    room.settle()
    outcome = dialog.outcome_shown
    assert outcome is not None
    assert not outcome.is_good
    (said,) = outcome.refused
    assert all(row.recipient in said for row in page.wanted.rows if row.recipient_id)
    assert said.count("In deze map staat niet de nieuwste ondertekende lijst") == 1
    assert not (tmp_path / "mails").exists() or not list((tmp_path / "mails").iterdir())
    assert not dialog.result_view.open.isVisibleTo(dialog)


def test_a_stop_leaves_nothing_and_a_folder_that_cannot_be_is_said_there(
    room: Room, page: DistributionPage, tmp_path: Path
) -> None:
    dialog = asked(page, room, _TABLES, tmp_path / "tabellen")
    dialog.button.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it stays to say what came of it"
    room.settle()
    assert "Gestopt" in dialog.refusal.text.text()
    assert not (tmp_path / "tabellen").exists()
    (tmp_path / "bestand").write_text("x")
    dialog.fields.folder.setText(str(tmp_path / "bestand"))
    dialog.button.click()
    assert dialog.refusal.text.text() == "", "an old refusal goes when somebody tries again"
    room.settle()
    assert dialog.fields.folder_row.error


def test_who_only_looks_makes_nothing(room: Room) -> None:
    actor = room.desk.actor
    room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.PRIVACY_OFFICER)
    page = DistributionPage(room.context)
    room.qtbot.addWidget(page)
    lists, alone, tables, mails, calendars, why, _, seal = page.make.menu_below.actions()
    assert [one.isEnabled() for one in (lists, tables, mails, calendars, seal)] == [False] * 4 + [True]
    page.make.open_menu()
    for told, words in ((alone, "Alleen de voorzitter"), (why, "Uw rol")):
        assert isinstance(told, QWidgetAction)
        assert words in told.text()
        assert told.defaultWidget().isVisible(), "who does not use a mouse reads it too"
    page.make.menu_below.close()


def test_the_menu_opens_with_the_keyboard(page: DistributionPage) -> None:
    page.make.setFocus()
    QTest.keyClick(page.make, Qt.Key.Key_Space)
    assert page.make.menu_below.isVisible()
    assert page.make.menu_below.activeAction() is page.make.menu_below.actions()[0]
    QTest.keyClick(page.make.menu_below, Qt.Key.Key_Escape)
    assert not page.make.menu_below.isVisible()
