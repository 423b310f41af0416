from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.ui.frame.desktops import ADMIN_WORDS, CHAIR_WORDS, settle, unlock
from zvdesk import app
from zvdesk.settings import Settings
from zvdesk.ui.desktop import Afterwards, Desktop
from zvdesk.ui.lock.place import Place, take_place
from zvdesk.ui.lock.reasons import LockReason
from zvdesk.ui.vault.gate import NEW, UNLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper


@contextmanager
def replaced_desktop(
    qtbot: QtBot, keeper: ThemeKeeper, folder: Path, left: list[Afterwards], place: Place | None = None
) -> Iterator[Desktop]:
    made = Desktop(
        replace(Settings(), theme=keeper.mode.value),
        keeper,
        app.rooms(keeper),
        app.doors(),
        keep=lambda _settings: None,
        warm_up=lambda _jobs, _owner: None,
        replace=left.append,
        place=place,
    )
    qtbot.addWidget(made.window)
    made.start(folder)
    settle(qtbot, made)
    try:
        yield made
    finally:
        made.window.close()
        made.close()


def notices(made: Desktop) -> list[str]:
    return [notice.text for notice in made.window.notices.notices]


def test_the_place_goes_from_one_process_to_the_next_and_only_for_the_same_person(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    left: list[Afterwards] = []
    with replaced_desktop(qtbot, keeper, vault, left) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        made.go("people", "")
        settle(qtbot, made)
        made.watch.lockAsked.emit(LockReason.SYSTEM_LOCK)
        made.watch.lockAsked.emit(LockReason.SLEEP)
        qtbot.waitUntil(lambda: bool(left), timeout=20_000)
        assert left == [Afterwards(vault, LockReason.SYSTEM_LOCK, is_text_lost=False)]
    place = take_place()
    assert place is not None
    assert place.kind == "people"
    for words, page in ((CHAIR_WORDS, "today"), (ADMIN_WORDS, "people")):
        with replaced_desktop(qtbot, keeper, vault, [], place) as made:
            unlock(qtbot, made, words)
            assert made.window.current == page
    with replaced_desktop(qtbot, keeper, vault, [], replace(place, kind="gone")) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        assert made.window.current == "today"


def test_the_next_process_tells_what_was_lost_or_why(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    for note, words in (
        ("manual", ""),
        ("idle+lost", "kon niet alles worden bewaard"),
        ("left_table", "omdat u een lopend overleg verliet"),
        ("what", ""),
    ):
        with replaced_desktop(qtbot, keeper, vault, []) as made:
            app._say_why(made, note)
            assert [words in told for told in notices(made)] == ([True] if words else [])


def test_a_chair_who_leaves_a_meeting_locks_unless_set_otherwise(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    left: list[Afterwards] = []
    with replaced_desktop(qtbot, keeper, vault, left) as made:
        made.idle.leave_table()
        unlock(qtbot, made)
        made.idle.set_on_leaving(False)
        made.idle.leave_table()
        settle(qtbot, made)
        assert (left, made.settings.lock_on_leaving) == ([], False)
        made.idle.set_on_leaving(True)
        made.idle.leave_table()
        qtbot.waitUntil(lambda: bool(left), timeout=20_000)
        assert left[0].reason is LockReason.LEFT_TABLE


def test_a_second_start_brings_the_window_forward_with_its_vault(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Ander.zvkluis"
    with replaced_desktop(qtbot, keeper, vault, []) as made:
        made.window.showMinimized()
        made.come_forward(None)
        assert not made.window.isMinimized()
        made.come_forward(other)
        settle(qtbot, made)
        assert (made.window.current, made.gate.unlock.folder) == (UNLOCK, other)
        made.gate.show_new()
        made.come_forward(vault)
        assert (made.window.current, len(notices(made))) == (NEW, 1)
        made.gate.show(vault)
        unlock(qtbot, made)
        made.window.notices.clear()
        made.come_forward(vault)
        assert notices(made) == []
        made.come_forward(other)
        assert notices(made) == ["Vergrendel eerst deze kluis. Daarna kunt u de andere openen."]
        assert made.window.current == "today"
