from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from zvdesk.domain.edit_history import EditHistory
from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.widgets.history_edit import HistoryLineEdit, HistoryTextEdit, difference, units

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

Field = HistoryLineEdit | HistoryTextEdit
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KINDS = [HistoryLineEdit, HistoryTextEdit]


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, HistoryLineEdit) else field.toPlainText()


def history(field: str = "note:1:plan", *texts: str, place: int = 0) -> EditHistory:
    return EditHistory(case_id="c1", field=field, texts=texts or ("",), place=place)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> type[Field]:
    made: type[Field] = request.param
    return made


@pytest.fixture
def make(qtbot: QtBot, kind: type[Field]) -> Callable[[], Field]:
    def one() -> Field:
        field = kind()
        qtbot.addWidget(field)
        field.bind_history(history())
        return field

    return one


def undo(field: Field) -> str:
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    return text_of(field)


def redo(field: Field) -> str:
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL | SHIFT)
    return text_of(field)


def test_undo_goes_word_by_word_and_redo_comes_back(make: Callable[[], Field]) -> None:
    field = make()
    QTest.keyClicks(field, "Bakker belt moeder")
    assert [undo(field) for _ in range(4)] == ["Bakker belt ", "Bakker ", "", ""]
    assert [redo(field) for _ in range(2)] == ["Bakker ", "Bakker belt "]
    QTest.keyClick(field, Qt.Key.Key_Y, CTRL)
    assert text_of(field) == "Bakker belt moeder"


def test_what_was_deleted_comes_back_at_once_and_the_cursor_with_it(make: Callable[[], Field]) -> None:
    field = make()
    QTest.keyClicks(field, "abcd")
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_X)
    assert [undo(field) for _ in range(2)] == ["a", "abcd"]
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Q)
    assert undo(field) == "abcd"
    assert redo(field) == "qabcd"
    QTest.keyClick(field, Qt.Key.Key_Y)  # typed where the change was
    assert text_of(field) == "qyabcd"


def test_a_paste_is_a_step_of_its_own(make: Callable[[], Field]) -> None:
    field = make()
    QApplication.clipboard().setText("twee woorden")
    QTest.keyClicks(field, "ab")
    field.paste()
    QTest.keyClicks(field, "c")
    assert [undo(field) for _ in range(3)] == ["abtwee woorden", "ab", ""]


def test_a_pause_is_a_step_and_hands_the_history_over(make: Callable[[], Field], qtbot: QtBot) -> None:
    field = make()
    got: list[EditHistory] = []
    texts: list[str] = []
    field.historyChanged.connect(got.append)
    field.edited.connect(texts.append)
    QTest.keyClicks(field, "ab")
    qtbot.waitUntil(lambda: len(got) == 1, timeout=1000)
    QTest.keyClicks(field, "cd")
    field.flush()
    assert texts == ["ab", "abcd"]
    assert (got[-1].texts, got[-1].place, got[-1].field) == (("", "ab", "abcd"), 2, "note:1:plan")
    assert undo(field) == "ab"
    field.flush()
    assert (texts[-1], got[-1].place) == ("ab", 1)


def test_undo_survives_another_case_and_a_restart(make: Callable[[], Field]) -> None:
    field = make()
    kept: dict[str, EditHistory] = {}
    field.historyChanged.connect(lambda changed: kept.update({changed.field: changed}))
    QTest.keyClicks(field, "een twee")
    field.bind_history(history("note:2:plan", "ander", "ander werk", place=1))
    assert text_of(field) == "ander werk"
    assert undo(field) == "ander"
    field.bind_history(kept["note:1:plan"])
    assert undo(field) == "een "
    other = make()
    other.bind_history(kept["note:2:plan"])
    assert (text_of(other), redo(other)) == ("ander", "ander werk")


def test_binding_the_same_field_again_keeps_what_is_newer(make: Callable[[], Field]) -> None:
    field = make()
    QTest.keyClicks(field, "ab")
    field.bind_history(EditHistory(id="h1", case_id="c1", field="note:1:plan", texts=("oud",)))
    field.flush()
    assert (text_of(field), field.history.id, field.history.texts) == ("ab", "h1", ("", "ab"))


def test_what_comes_from_elsewhere_can_be_undone_too(make: Callable[[], Field]) -> None:
    field = make()
    got: list[EditHistory] = []
    field.historyChanged.connect(got.append)
    field.set_stored("uit de kluis")
    assert undo(field) == "uit de kluis"  # where the history begins
    assert got == []
    field.set_stored("gewijzigd bij het voorlezen")
    assert got[-1].texts == ("uit de kluis", "gewijzigd bij het voorlezen")
    assert undo(field) == "uit de kluis"
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "!")
    field.set_stored("niet nu")  # something is being typed
    assert text_of(field) == "uit de kluis!"


def test_an_unbound_field_undoes_and_tells_nobody(kind: type[Field], qtbot: QtBot) -> None:
    field = kind("begin")
    qtbot.addWidget(field)
    got: list[object] = []
    field.historyChanged.connect(got.append)
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "!")
    field.flush()
    assert (undo(field), got) == ("begin", [])


def test_the_keys_belong_to_the_field_and_not_to_the_window(kind: type[Field], qtbot: QtBot) -> None:
    window, field, beside = QWidget(), kind(), QWidget()
    qtbot.addWidget(window)
    beside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(beside)
    taken: list[int] = []
    on_key(window, Shortcut.TAKE_BACK, lambda: taken.append(1), Qt.ShortcutContext.WindowShortcut)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (text_of(field), taken) == ("", [])
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_Z, CTRL)
    assert taken == [1]


def test_the_menu_undoes_in_dutch(make: Callable[[], Field]) -> None:
    field = make()
    field.show()
    QTest.keyClicks(field, "ab cd")
    seen: dict[str, tuple[str, bool]] = {}

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            seen[action.objectName()] = (action.text(), action.isEnabled())
        undo_action = next(a for a in menu.actions() if a.objectName() == "edit-undo")
        undo_action.trigger()
        menu.close()

    QTimer.singleShot(50, choose)
    where = field.mapToGlobal(QPoint(5, 5))
    field.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), where))
    assert text_of(field) == "ab "
    assert seen["edit-undo"] == ("Ongedaan maken", True)
    assert seen["edit-redo"] == ("Opnieuw uitvoeren", False)


def test_read_only_is_not_undone(make: Callable[[], Field]) -> None:
    field = make()
    QTest.keyClicks(field, "ab")
    field.setReadOnly(True)
    assert undo(field) == "ab"
    field.setReadOnly(False)
    assert undo(field) == ""


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("", "a", (0, "", "a")),
        ("abc", "ac", (1, "b", "")),
        ("aa", "aaa", (2, "", "a")),
        ("een twee", "een drie", (4, "twe", "dri")),
        ("same", "same", (4, "", "")),
    ],
)
def test_the_difference_of_two_texts(before: str, after: str, wanted: tuple[int, str, str]) -> None:
    assert difference(before, after) == wanted


def test_places_count_as_qt_counts(qtbot: QtBot) -> None:
    field = HistoryTextEdit()
    qtbot.addWidget(field)
    field.bind_history(history("note", "\U0001f600 aan tafel", "\U0001f600 niet aan tafel", place=1))
    field.undo()
    QTest.keyClicks(field, "nu ")
    assert text_of(field) == "\U0001f600 nu aan tafel"
    assert units("\U0001f600a") == 3
