from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from tests.exchange.referral_files import MISSING, changed, referral
from zvdesk.services import cases
from zvdesk.ui.cases.case_list import Filter

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.cases.page import CasesPage


def test_a_new_house_learns_what_belongs_here(page: CasesPage, room: Room) -> None:
    assert page.list.empty.isVisible()
    assert not page.list.words.isVisible()
    page.list.empty.begun.emit()
    room.settle()
    assert page.stack.currentWidget() is page.view
    assert page.view.head.title.text().endswith("-0001")


def test_the_list_filters_and_opens_with_enter(page: CasesPage, room: Room) -> None:
    first = room.do(lambda: cases.open_case(room.desk, alias="Havenzicht"))
    room.do(lambda: cases.open_case(room.desk, alias="Molenwijk"))
    page.activated()
    room.settle()
    assert [r.alias for r in page.list.table.rows_model.rows] == ["Molenwijk", "Havenzicht"]
    page.list.filters.set_value(Filter.LATE)
    page.list.filters.chosen.emit(Filter.LATE)
    assert page.list.table.rows_model.rows == ()
    page.list.filters.set_value(Filter.ALL)
    page.list.filters.chosen.emit(Filter.ALL)
    page.list.table.choose(1)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    room.settle()
    assert page.view.model.case.id == first.id


def test_search_finds_without_diacritics_and_enter_opens(page: CasesPage, room: Room, qtbot: QtBot) -> None:
    room.do(lambda: cases.open_case(room.desk, alias="Şahinstraat"))
    page.activated()
    room.settle()
    page.focus_search()
    QTest.keyClicks(page.list.words, "sahin")
    qtbot.waitUntil(lambda: bool(page.list.hits.rows_model.rows))
    assert page.list.hits.rows_model.rows[0].kind == "cases"
    QTest.keyClick(page.list.words, Qt.Key.Key_Return)
    room.settle()
    assert page.view.model.case.alias == "Şahinstraat"


def test_files_are_read_in_or_refused_with_a_reason_per_field(
    page: CasesPage, room: Room, tmp_path: Path
) -> None:
    good, bad = tmp_path / "goed.json", tmp_path / "fout.json"
    good.write_text(json.dumps(referral()), encoding="utf-8")
    broken = changed(("contact", "naam"), MISSING)
    broken["id"] = "melding-2"
    bad.write_text(json.dumps(broken), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(good)), QUrl.fromLocalFile(str(bad))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    room.settle()
    assert page.report.isVisible()
    taken, refused = page.report.files
    assert taken.case_number.endswith("-0001")
    assert any("$.contact.naam" in reason for reason in refused.reasons)
    page.import_files([good])
    room.settle()
    assert taken.case_number in page.report.files[0].reasons[0]
    assert len(page.report.files) == 3
    page.report.dismiss()
    assert not page.report.isVisible()


def test_the_head_says_in_words_what_lacks(page: CasesPage, room: Room) -> None:
    page.begin_new()
    room.settle()
    (button,) = page.view.head.buttons
    assert not button.isEnabled()
    assert "hoofdbetrokkene" in page.view.head.lacking.text()
