"""What is copied is marked as sensitive at once, goes after its time and at once at a lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from zvdesk.ui.traces import clipboard as guarding
from zvdesk.ui.traces import mac_pasteboard
from zvdesk.ui.traces.clipboard import ClipboardGuard, marks
from zvdesk.ui.widgets.labels import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

SECRET = "M. Kanarie"
LONG = 60


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[QClipboard]:
    del qtbot
    found = QGuiApplication.clipboard()
    yield found
    found.clear()


@pytest.fixture
def owner(board: QClipboard) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    shiboken6.delete(parent)
    board.clear()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_a_field_copies_is_marked_and_goes(
    qtbot: QtBot, board: QClipboard, owner: QObject, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    ClipboardGuard(owner, seconds=0.1)
    field = kind(SECRET)
    qtbot.addWidget(field)
    field.show()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == SECRET
    assert board.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    qtbot.waitUntil(lambda: board.text() == "", timeout=2000)


def test_what_a_label_copies_is_marked(qtbot: QtBot, board: QClipboard, owner: QObject) -> None:
    ClipboardGuard(owner, seconds=LONG)
    label = Text(SECRET)
    qtbot.addWidget(label)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.show()
    label.setFocus()
    label.setSelection(0, len(SECRET))
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == SECRET
    assert board.mimeData().hasFormat("x-kde-passwordManagerHint")


def test_every_format_of_a_copy_stays(board: QClipboard, owner: QObject) -> None:
    ClipboardGuard(owner, seconds=LONG)
    data = QMimeData()
    data.setText(SECRET)
    data.setHtml(f"<b>{SECRET}</b>")
    board.setMimeData(data)
    assert (board.mimeData().text(), board.mimeData().html()) == (SECRET, f"<b>{SECRET}</b>")


def test_a_lock_empties_it_at_once(board: QClipboard, owner: QObject) -> None:
    guard = ClipboardGuard(owner, seconds=LONG)
    board.setText(SECRET)
    guard.clear()
    assert board.text() == ""
    guard.clear()


def test_the_copy_of_another_program_is_left_alone(
    qtbot: QtBot, board: QClipboard, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = ClipboardGuard(owner, seconds=0.05)
    board.setText(SECRET)
    monkeypatch.setattr(guarding, "_ALONE", ())  # from here on Qt says that zvdesk owns nothing
    board.setText("van een ander")
    qtbot.wait(150)
    guard.clear()
    assert board.text() == "van een ander"
    assert not board.mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_second_copy_starts_the_time_again(qtbot: QtBot, board: QClipboard, owner: QObject) -> None:
    ClipboardGuard(owner, seconds=0.5)
    board.setText("eerst")
    qtbot.wait(300)
    board.setText(SECRET)
    qtbot.wait(300)
    assert board.text() == SECRET
    qtbot.waitUntil(lambda: board.text() == "", timeout=2000)


def test_windows_is_asked_to_keep_no_history() -> None:
    asked = {name.split('"')[1]: value for name, value in marks("win32").items()}
    assert asked == {
        "ExcludeClipboardContentFromMonitorProcessing": bytes(4),
        "CanIncludeInClipboardHistory": bytes(4),
        "CanUploadToCloudClipboard": bytes(4),
    }


def test_a_mac_is_told_that_it_is_concealed(
    board: QClipboard, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(mac_pasteboard, "conceal", lambda: told.append("concealed"))
    monkeypatch.setattr(guarding, "_SYSTEM", "darwin")
    ClipboardGuard(owner, seconds=LONG)
    board.setText(SECRET)
    assert told == ["concealed"]


class _Pasteboard:
    """Answer like the Pasteboard Manager, and write down what it is asked."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.asked: list[str] = []
        self.words: list[bytes] = []

    def __getattr__(self, name: str) -> object:
        def answer(*arguments: object) -> int:
            self.asked.append(name)
            self.words += [argument for argument in arguments if isinstance(argument, bytes)]
            return int(name == self.refuses)

        return answer


@pytest.mark.parametrize(
    ("refuses", "is_put"),
    [("", True), ("PasteboardCreate", False), ("PasteboardGetItemIdentifier", False)],
)
def test_the_concealed_type_goes_to_the_first_item(refuses: str, is_put: bool) -> None:
    pasteboard = _Pasteboard(refuses)
    mac_pasteboard.conceal(cast("Any", pasteboard))
    assert ("PasteboardPutItemFlavor" in pasteboard.asked) == is_put
    assert (mac_pasteboard.CONCEALED in pasteboard.words) == is_put
    made = sum(name.startswith(("CFString", "CFData", "PasteboardCreate")) for name in pasteboard.asked)
    refused = refuses == "PasteboardCreate"
    assert pasteboard.asked.count("CFRelease") == made - refused
