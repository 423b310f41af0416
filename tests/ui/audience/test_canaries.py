"""Nothing that nobody may see reaches the audience, whatever happens to the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from tests.ui.audience.canaries import CANARIES, canary_views, texts_with_canaries
from tests.ui.audience.desktops import BEAMER, LAPTOP, WALL, FakeDesktop, told
from zvdesk.domain.masking_fold import letters_of
from zvdesk.ui.audience.controller import AudienceScreens
from zvdesk.ui.audience.screens import Screen
from zvdesk.ui.audience.window import AudienceWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

FIRST, SECOND = canary_views()
MIRROR = Screen("beamer", LAPTOP.geometry)
EVENTS: dict[str, Callable[[AudienceScreens, FakeDesktop], None]] = {
    "plug": lambda _, desktop: desktop.become(LAPTOP, BEAMER, chair="laptop"),
    "plug another": lambda _, desktop: desktop.become(LAPTOP, BEAMER, WALL, chair="laptop"),
    "swap": lambda _, desktop: desktop.become(LAPTOP, WALL, chair="laptop"),
    "unplug": lambda _, desktop: desktop.become(LAPTOP, chair="laptop"),
    "mirror": lambda _, desktop: desktop.become(LAPTOP, MIRROR, chair="laptop"),
    "duplicate": lambda _, desktop: desktop.become(LAPTOP, chair="laptop", duplicated=True),
    "lose the laptop": lambda _, desktop: desktop.become(BEAMER),
    "drag": lambda _, desktop: desktop.become(LAPTOP, BEAMER, chair="beamer"),
    "pause": lambda screens, _: screens.neutral(),
    "black": lambda screens, _: screens.black(True),
    "back": lambda screens, _: screens.black(False),
    "first case": lambda screens, _: screens.show_view(FIRST),
    "second case": lambda screens, _: screens.show_view(SECOND),
    "lock": lambda screens, _: screens.stop(),
    "start": lambda screens, _: screens.start(),
    "by hand": lambda screens, _: screens.set_mirrored(True),
    "by itself": lambda screens, _: screens.set_mirrored(None),
    "turn": lambda screens, _: screens.turn(),
}


def left_in(words: str) -> list[str]:
    letters = letters_of(words)
    return [canary for canary in CANARIES if letters_of(canary) in letters]


def test_there_are_forty_and_most_stand_where_the_audience_looks() -> None:
    assert len(set(CANARIES)) == 40
    text = letters_of(texts_with_canaries().replace("Mueller", ""))
    assert len([canary for canary in CANARIES if letters_of(canary)[:8] in text]) >= 25


def test_the_views_hold_no_canary_but_all_their_lines() -> None:
    for view in (FIRST, SECOND):
        assert not left_in(repr(view))
    assert len(FIRST.lines) == 8
    assert len(SECOND.lines) == 5
    assert FIRST.hidden == SECOND.hidden == 0


def test_a_canary_would_be_found(qtbot: QtBot) -> None:
    window = AudienceWindow("Huis van Zwaluwstaart")
    qtbot.addWidget(window)
    assert left_in(told(window)) == ["Zwaluwstaart"]


@pytest.mark.usefixtures("qtbot")
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.sampled_from(sorted(EVENTS)), min_size=20, max_size=20))
def test_no_canary_in_twenty_events(events: list[str]) -> None:
    desktop = FakeDesktop()
    screens = AudienceScreens(desktop, "Huis Oefenstad", is_practice=True)
    pane = screens.make_pane()
    screens.start()
    for event in ("plug", "first case", *events):
        EVENTS[event](screens, desktop)
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, AudienceWindow)]
        assert not left_in("\n".join(told(one) for one in (*windows, pane)))
    screens.stop()
    pane.deleteLater()
    QApplication.processEvents()


def test_the_twenty_events_do_show_the_cases(qtbot: QtBot) -> None:
    desktop = FakeDesktop(LAPTOP, BEAMER)
    screens = AudienceScreens(desktop, "Huis")
    screens.start()
    for view, other in ((FIRST, SECOND), (SECOND, FIRST)):
        screens.show_view(view)
        assert screens.window is not None
        words = told(screens.window)
        assert view.case_number in words
        assert other.case_number not in words
        assert all(line.text.split()[0] in words for line in view.lines)
    screens.stop()
    qtbot.wait(0)
