"""The room of the log shows who did what, finds it, and hands it out; only who may read it gets it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.accessibility.walker import clipped, missing_names
from tests.ui.log_room.entry import Entry, entered
from zvdesk.domain.log_standing import HeadAnswer, StandingKind
from zvdesk.services import audit_log, cases
from zvdesk.ui.log_room.export_dialog import Kind, LogExportDialog
from zvdesk.ui.log_room.page import LogPageView, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper


@pytest.fixture
def entry(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Entry]:
    """Give the practice house, with the functioneel beheerder at the desk."""
    with entered(qtbot, jobs, tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, entry: Entry) -> LogPageView:
    room = entry.room
    made = LogPageView(room.context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.activated()
    room.settle()
    return made


def case_number(room: Room) -> str:
    return room.do(lambda: cases.case_rows(room.desk)[0].number)


def test_lines_are_shown_and_found(page: LogPageView, entry: Entry) -> None:
    room, rows = entry.room, page.table.rows_model.rows
    assert [row.sequence for row in rows] == sorted((row.sequence for row in rows), reverse=True)
    page.activated()
    room.settle()
    rows = page.table.rows_model.rows
    assert rows[0].object == "logboek"
    number = case_number(room)
    QTest.keyClicks(page.filters.case, number)
    page.filters.changed.emit()
    room.settle()
    found = page.table.rows_model.rows
    assert 0 < len(found) < len(rows)
    assert {row.case_number for row in found} == {number}
    page.filters.case.setText("9999-9999")
    page.filters.changed.emit()
    room.settle()
    assert page.pages.currentWidget() is page.empty
    page.filters.case.clear()
    page.filters.action.set_value("lezen")
    page.filters.changed.emit()
    room.settle()
    assert {row.action for row in page.table.rows_model.rows} == {"lezen"}


def test_more_lines_follow(page: LogPageView, entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_log, "PAGE", 4)
    page.activated()
    entry.room.settle()
    assert len(page.table.rows_model.rows) == 4
    assert page.more.isVisibleTo(page)
    page.more.click()
    entry.room.settle()
    numbers = [row.sequence for row in page.table.rows_model.rows]
    assert numbers == list(range(numbers[0], numbers[0] - 8, -1))


def test_who_looked_needs_a_case(page: LogPageView, entry: Entry) -> None:
    page.shown.set_value(Shown.ACCESS)
    page.shown.chosen.emit(Shown.ACCESS)
    assert page.pages.currentWidget() is page.ask_case
    assert not page.export.isEnabled()
    page.filters.case.setText(case_number(entry.room))
    page.filters.changed.emit()
    entry.room.settle()
    assert page.pages.currentWidget() is page.access
    assert page.access.rows_model.rows
    assert page.export.isEnabled()


def test_the_whole_log_is_checked_and_a_mark_on_paper_asked(page: LogPageView, entry: Entry) -> None:
    room, card = entry.room, page.standing
    QTest.mouseClick(card.check, Qt.MouseButton.LeftButton)
    room.settle()
    assert card.found is not None
    assert card.found.kind is StandingKind.UNKNOWN  # nobody out of reach can tell of a practice vault
    assert card.check.isEnabled()
    head = room.do(lambda: audit_log.head_of(room.desk))
    card.paper.click()
    assert card.mark.isVisibleTo(page)
    card.mark.setText(head.mark)
    QTest.keyClick(card.mark, Qt.Key.Key_Return)
    room.settle()
    assert "bevat" in card.answer.text()
    card.mark.setText("onzin")
    card.ask.click()
    room.settle()
    assert "geen kenmerk" in card.answer.text()
    assert HeadAnswer.NO_HEAD.value not in card.answer.text()


def test_an_extract_is_signed_and_a_csv_written(
    qtbot: QtBot, page: LogPageView, entry: Entry, tmp_path: Path
) -> None:
    room = entry.room
    for for_person in (False, True):
        wanted = page.filters.wanted()
        if for_person:
            page.filters.case.setText(case_number(room))
            wanted = page.filters.wanted()
        dialog = LogExportDialog(room.context, wanted, for_person=for_person)
        qtbot.addWidget(dialog)
        dialog.fields.folder.setText(str(tmp_path / "uit"))
        dialog.write()
        assert dialog.fields.passphrase_row.error
        dialog.fields.passphrase.setFocus()
        QTest.keyClicks(
            dialog.fields.passphrase.focusProxy() or dialog.fields.passphrase, "dit is niet de wachtzin"
        )
        dialog.write()
        room.settle()
        assert "niet goed" in dialog.fields.passphrase_row.error
        QTest.keyClicks(dialog.fields.passphrase.focusProxy() or dialog.fields.passphrase, entry.passphrase)
        with qtbot.waitSignal(dialog.made, timeout=60_000) as caught:
            dialog.write()
        assert caught.args is not None
        assert caught.args[0].read_bytes().startswith(b"%PDF-")
        room.settle()
    dialog = LogExportDialog(room.context, wanted, for_person=False)
    qtbot.addWidget(dialog)
    dialog.fields.folder.setText("geen map")
    dialog.kind.set_value(Kind.CSV)
    dialog.kind.chosen.emit(Kind.CSV)
    dialog.write()
    assert dialog.fields.folder_row.error
    dialog.fields.folder.setText(str(tmp_path / "uit"))
    with qtbot.waitSignal(dialog.made, timeout=60_000) as caught:
        dialog.write()
    assert caught.args is not None
    rows = list(csv.reader(io.StringIO(caught.args[0].read_text("utf-8-sig")), delimiter=";"))
    assert {row[8] for row in rows[1:]} == {wanted.case_number}
    room.settle()


def test_it_can_be_used_by_everyone(page: LogPageView, theme: ThemeKeeper, entry: Entry) -> None:
    assert missing_names(page) == []
    theme.set_text_size(28)
    page.resize(1366, 900)
    entry.room.settle()
    QTest.qWait(100)
    assert clipped(page) == []
    theme.set_text_size(14)
