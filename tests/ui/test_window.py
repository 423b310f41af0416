from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.gallery import filled_window
from zvdesk.ui.shortcuts import Group, Shortcut, keys_by_group
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.quick_find import Found
from zvdesk.ui.window import MainWindow, load_dutch_qt_texts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper


class Room(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.times = 0
        self.line = AutosaveLineEdit(parent=self)

    def activated(self) -> None:
        self.times += 1


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.add_page("one", "Een", "house", Room())
    made.add_page("two", "Twee", "users", Room())
    made.add_page("full", "Overleg", "users", Room(), in_rail=False, is_full=True)
    made.set_unlocked("F. Voorbeeld", "voorzitter")
    made.show()
    return made


def room(window: MainWindow, key: str) -> Room:
    page = window.page(key)
    assert isinstance(page, Room)
    return page


def test_a_page_comes_in_sight_loads_and_is_told(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.navigated) as told:
        window.show_page("two")
    assert told.args == ["two"]
    assert room(window, "two").times == 1
    assert window.rail.item("two").isChecked()
    assert not window.rail.item("one").isChecked()


def test_the_keys_go_to_the_rooms(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "two"
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "one"
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "one"


def test_ten_rooms_have_a_number_and_the_settings_a_key_of_their_own(qtbot: QtBot) -> None:
    made = MainWindow()
    qtbot.addWidget(made)
    for number in range(1, 11):
        made.add_page(f"room {number}", f"Kamer {number}", "house", Room())
    made.add_page("settings", "Instellingen", "settings", Room(), at_foot=True)
    made.set_unlocked("F. Voorbeeld", "voorzitter")
    with qtbot.waitActive(made):
        made.show()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(made, Qt.Key.Key_0, control)
    assert made.current == "room 10"
    QTest.keyClick(made, Qt.Key.Key_9, control)
    assert made.current == "room 9"
    QTest.keyClick(made, Qt.Key.Key_Comma, control)
    assert made.current == "settings"
    made.set_available("room 3", False)
    QTest.keyClick(made, Qt.Key.Key_0, control)
    assert made.current == "settings", "it is the tenth now"
    made.hold(True)
    made.show_page("room 1")
    QTest.keyClick(made, Qt.Key.Key_Comma, control)
    assert made.current == "room 1"


class RoomWithList(Room):
    def __init__(self) -> None:
        super().__init__()
        self.homes = 0

    def return_home(self) -> None:
        self.homes += 1


def test_choosing_the_page_in_sight_goes_back_to_its_list(window: MainWindow) -> None:
    listed = RoomWithList()
    window.add_page("three", "Drie", "users", listed)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert (listed.times, listed.homes) == (1, 0)
    window.rail.item("three").click()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert (listed.times, listed.homes) == (1, 2)


def test_f5_loads_again_and_new_and_search_say_where(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("one")
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert room(window, "one").times == 2
    with qtbot.waitSignals([window.newRequested, window.searchRequested, window.keysRequested]):
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_F1)


def test_locking_hands_over_what_was_typed_first(window: MainWindow) -> None:
    window.show_page("one")
    order: list[str] = []
    line = room(window, "one").line
    line.edited.connect(order.append)
    window.lockRequested.connect(lambda: order.append("lock"))
    QTest.keyClicks(line, "abc")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert order == ["abc", "lock"]


def test_leaving_a_page_and_closing_hand_over_what_was_typed(window: MainWindow) -> None:
    window.show_page("one")
    order: list[str] = []
    line = room(window, "one").line
    line.edited.connect(order.append)
    window.closing.connect(lambda: order.append("closing"))
    QTest.keyClicks(line, "abc")
    window.show_page("two")
    assert order == ["abc"]
    QTest.keyClicks(line, "d")
    window.close()
    assert order == ["abc", "abcd", "closing"]


def test_a_locked_window_shows_no_rail_and_goes_nowhere(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("one")
    window.set_unlocked("", "")
    assert not window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "one"
    with qtbot.assertNotEmitted(window.lockRequested):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_a_full_page_has_no_rail_and_the_band_stays(window: MainWindow) -> None:
    window.set_practice(True)
    window.show_page("full")
    assert not window.rail.isVisible()
    window.show_page("one")
    assert window.rail.isVisible()


def test_the_rail_says_who_is_unlocked_and_what_waits(window: MainWindow) -> None:
    window.set_badge("two", "7 te laat", is_alert=True)
    assert window.rail.item("two").accessibleName() == "Twee, 7 te laat"
    assert window.rail.person.accessibleName() == "F. Voorbeeld, voorzitter"
    assert window.rail.lock.isVisible()


def test_the_rail_becomes_narrow_when_the_text_is_large(
    qtbot: QtBot, window: MainWindow, keeper: ThemeKeeper
) -> None:
    window.resize(1366, 768)
    wide = window.rail.width()
    keeper.set_text_size(28)
    qtbot.waitUntil(lambda: window.rail.width() < wide)
    assert "Een" in window.rail.item("one").toolTip()
    assert window.rail.item("one").accessibleName() == "Een"


def test_a_removed_page_is_gone(window: MainWindow) -> None:
    window.show_page("one")
    window.remove_page("full")
    with pytest.raises(KeyError):
        window.page("full")


def test_the_place_of_the_window_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1024, 700)
    again = MainWindow()
    qtbot.addWidget(again)
    again.restore_geometry_text(window.geometry_text())
    assert (again.width(), again.height()) == (1024, 700)  # the offscreen screen is small
    again.restore_geometry_text("no base64!")
    again.restore_geometry_text("")


def test_notices_tell_take_back_and_never_steal_the_focus(window: MainWindow) -> None:
    window.show_page("one")
    line = room(window, "one").line
    line.setFocus()
    undone: list[int] = []
    window.notices.undo("Vervallen.", lambda: undone.append(1))
    window.notices.ok("Bewaard.")
    assert window.focusWidget() is line
    assert [notice.text for notice in window.notices.notices] == ["Vervallen.", "Bewaard."]
    assert window.notices.take_back()
    assert undone == [1]
    assert not window.notices.take_back()
    window.notices.dismiss()
    assert not window.notices.isVisible()


def test_errors_stay_and_the_same_words_are_not_stacked(window: MainWindow) -> None:
    for _ in range(3):
        window.notices.error("Het lukt niet.")
    window.notices.ok("een")
    window.notices.ok("twee")
    window.notices.ok("drie")
    assert [notice.text for notice in window.notices.notices] == ["Het lukt niet.", "twee", "drie"]


def test_quick_find_asks_the_worker_and_hands_back_the_key(
    qtbot: QtBot, window: MainWindow, jobs: Jobs
) -> None:
    window.show_page("one")
    line = room(window, "one").line
    line.setFocus()
    rows = (Found("2026-0014 · Havenzicht", "case-1", "casus"), Found("Nieuwe casus", "new"))
    window.set_find(jobs, lambda words: [row for row in rows if words.lower() in row.title.lower()])
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    popup = window._quick_find
    assert popup is not None
    qtbot.waitUntil(lambda: popup.results.count() == 2)
    QTest.keyClick(popup.words, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.found) as found:
        QTest.keyClick(popup.words, Qt.Key.Key_Return)
    assert found.args == ["new"]
    assert not popup.isVisible()
    assert window.focusWidget() is line
    window.open_find()
    QTest.keyClicks(popup.words, "haven")
    qtbot.waitUntil(lambda: popup.results.count() == 1)
    QTest.keyClicks(popup.words, "zzz")
    qtbot.waitUntil(lambda: popup.results.count() == 0)
    QTest.keyClick(popup.words, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_every_key_is_described_once_and_no_two_clash_in_one_place() -> None:
    listed = [key for _group, keys in keys_by_group() for key in keys]
    assert len(listed) == len(Shortcut) - 1
    assert all(cap and words for cap, words in listed)
    everywhere = [key.sequence.toString() for key in Shortcut if key.group in (Group.WINDOW, Group.ROOMS)]
    for group in Group:
        mine = [key.sequence.toString() for key in Shortcut if key.group is group]
        assert all(mine), "a key that Qt does not know"
        assert len(set(mine)) == len(mine)
        if group not in (Group.WINDOW, Group.ROOMS):
            assert not set(mine) & set(everywhere)


def test_qt_speaks_dutch(qapp: QApplication) -> None:
    assert load_dutch_qt_texts(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuleren"


def test_the_whole_kit_stands_in_one_window(qtbot: QtBot, jobs: Jobs) -> None:
    window = filled_window(jobs)
    qtbot.addWidget(window)
    window.show()
    assert window.current == "today"
