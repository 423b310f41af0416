"""The audience's page follows the screens; what was shown is gone before anything moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from tests.accessibility.walker import lay_out
from tests.ui.audience.desktops import BEAMER, LAPTOP, WALL, FakeDesktop, told
from tests.ui.audience.views import CARD, VIEW, view_of
from zvdesk.ui.audience.controller import AudienceScreens, AudienceState, Mode
from zvdesk.ui.audience.page import AudiencePage
from zvdesk.ui.audience.screens import QtScreens, Screen
from zvdesk.ui.theme import Mode as Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.audience.window import AudienceWindow
    from zvdesk.ui.theme import ThemeKeeper

WORDS = "Extra surveillance"


class Stage:
    """Hold a desktop, the controller on it, and what it told."""

    def __init__(self) -> None:
        self.desktop = FakeDesktop()
        self.screens = AudienceScreens(self.desktop, "Huis Oefenstad")
        self.states: list[AudienceState] = []
        self.moved = 0
        self.screens.stateChanged.connect(self.states.append)
        self.screens.chairMoved.connect(self._count)

    def _count(self) -> None:
        self.moved += 1

    @property
    def mode(self) -> Mode:
        return self.screens.state.mode

    @property
    def window(self) -> AudienceWindow:
        assert self.screens.window is not None
        return self.screens.window

    def extend(self) -> None:
        self.desktop.become(LAPTOP, BEAMER)
        self.screens.start()
        self.screens.show_view(VIEW)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage()
    yield made
    made.screens.stop()
    qtbot.wait(0)


def test_a_screen_is_offered_and_opens_when_the_chair_asks(stage: Stage) -> None:
    assert stage.screens.state == AudienceState(Mode.OFF)
    stage.desktop.become(LAPTOP, BEAMER)
    assert stage.screens.state == AudienceState(Mode.OFFERED)
    assert stage.screens.window is None
    stage.screens.start()
    assert stage.screens.state == AudienceState(Mode.EXTENDED, "beamer")
    assert "Even geduld" in told(stage.window)
    stage.screens.show_view(VIEW)
    assert WORDS in told(stage.window)
    assert "Even geduld" not in told(stage.window)
    assert stage.window.geometry().topLeft() == BEAMER.geometry.topLeft()


def test_asked_before_there_is_a_screen_it_waits(stage: Stage) -> None:
    stage.screens.start()
    stage.screens.show_view(VIEW)
    assert stage.mode is Mode.WAITING
    stage.desktop.become(LAPTOP, BEAMER)
    assert WORDS in told(stage.window)


def test_unplugged_it_closes_empty_and_replugged_it_opens_again(stage: Stage) -> None:
    stage.extend()
    window = stage.window
    stage.desktop.become(LAPTOP)
    assert stage.screens.window is None
    assert not window.isVisible()
    assert WORDS not in told(window)
    stage.desktop.become(LAPTOP, WALL)
    assert stage.screens.state.screen == "wand"
    assert WORDS in told(stage.window)
    stage.desktop.become(LAPTOP, WALL, replace(BEAMER, geometry=QRect(0, 1200, 800, 600)))
    assert stage.screens.state.screen == "wand"


def test_the_window_follows_a_screen_that_changes_its_place(stage: Stage) -> None:
    stage.extend()
    stage.desktop.become(LAPTOP, Screen("beamer", QRect(1366, 100, 800, 600)))
    assert stage.window.pos().y() == 100
    assert WORDS in told(stage.window)


def test_the_window_takes_no_focus_and_no_keys(stage: Stage) -> None:
    stage.extend()
    assert stage.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert stage.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    reachable = (stage.window, *stage.window.findChildren(QWidget))
    assert {widget.focusPolicy() for widget in reachable} == {Qt.FocusPolicy.NoFocus}


@pytest.mark.parametrize("is_by_system", [True, False], ids=["the system says so", "screens overlap"])
def test_mirrored_the_chair_sees_the_masked_pane(stage: Stage, qtbot: QtBot, is_by_system: bool) -> None:
    stage.extend()
    pane = stage.screens.make_pane()
    qtbot.addWidget(pane)
    window = stage.window
    assert WORDS not in told(pane)
    if is_by_system:
        stage.desktop.become(LAPTOP, duplicated=True)
    else:
        stage.desktop.become(LAPTOP, Screen("beamer", LAPTOP.geometry))
    assert stage.screens.state == AudienceState(Mode.MIRRORED)
    assert stage.screens.window is None
    assert WORDS not in told(window)
    assert WORDS in told(pane)
    assert "De beamer toont hetzelfde" in told(pane)
    stage.desktop.become(LAPTOP, BEAMER)
    assert WORDS not in told(pane)
    assert WORDS in told(stage.window)


def test_mirrored_is_told_without_being_asked(stage: Stage) -> None:
    stage.desktop.become(LAPTOP, duplicated=True)
    assert stage.states == [AudienceState(Mode.MIRRORED)]


def test_the_chair_says_by_hand_that_screens_are_mirrored(stage: Stage) -> None:
    stage.extend()
    stage.states.clear()
    stage.screens.set_mirrored(True)
    stage.screens.set_mirrored(False)
    stage.desktop.become(LAPTOP, BEAMER, duplicated=True)
    stage.screens.set_mirrored(None)
    assert [state.mode for state in stage.states] == [Mode.MIRRORED, Mode.EXTENDED, Mode.MIRRORED]


def test_black_takes_everything_and_brings_it_back(stage: Stage) -> None:
    stage.extend()
    stage.screens.black(True)
    assert stage.screens.state == AudienceState(Mode.BLACK, "beamer", is_black=True)
    assert WORDS not in told(stage.window)
    assert "Even geduld" not in told(stage.window)
    assert stage.window.grab().toImage().pixelColor(5, 5) == Qt.GlobalColor.black
    stage.screens.show_view(view_of(3))
    assert "(3)" not in told(stage.window)
    stage.screens.black(False)
    assert "(3)" in told(stage.window)
    assert stage.mode is Mode.EXTENDED


def test_neutral_takes_the_case_away(stage: Stage) -> None:
    stage.extend()
    stage.screens.neutral()
    assert "Even geduld" in told(stage.window)
    assert "Huis Oefenstad" in told(stage.window)
    assert WORDS not in told(stage.window)
    assert VIEW.case_number not in told(stage.window)
    stage.desktop.become(LAPTOP)
    stage.desktop.become(LAPTOP, BEAMER)
    assert WORDS not in told(stage.window)


def test_stopped_it_is_gone_and_begins_neutral(stage: Stage) -> None:
    stage.extend()
    stage.screens.black(True)
    stage.screens.stop()
    assert stage.screens.state == AudienceState(Mode.OFFERED)
    assert stage.screens.window is None
    stage.screens.start()
    assert "Even geduld" in told(stage.window)


def test_closed_from_outside_it_stops(stage: Stage) -> None:
    stage.extend()
    window = stage.window
    window.close()
    assert stage.mode is Mode.OFFERED
    assert WORDS not in told(window)


def test_when_the_page_of_the_meeting_goes_the_audience_is_left_with_nothing(qtbot: QtBot) -> None:
    owner, desktop = QWidget(), FakeDesktop(LAPTOP, BEAMER)
    screens = AudienceScreens(desktop, "Huis", parent=owner)
    screens.start()
    screens.show_view(VIEW)
    window = screens.window
    assert window is not None
    assert window.isVisible()
    owner.deleteLater()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert WORDS not in told(window)


def test_the_chairs_screen_going_is_told_at_once(stage: Stage) -> None:
    stage.extend()
    window, seen = stage.window, list[str]()
    stage.screens.chairMoved.connect(lambda: seen.append(told(window)))
    stage.desktop.become(BEAMER)  # the chair's window still says laptop
    assert stage.moved == 1
    assert WORDS not in seen[0]
    assert stage.mode is Mode.WAITING
    stage.desktop.become(BEAMER, chair="beamer")
    assert stage.moved == 1
    stage.desktop.become()
    assert stage.moved == 2


def test_the_chairs_window_on_the_beamer_is_told_too(stage: Stage) -> None:
    stage.extend()
    stage.desktop.become(LAPTOP, BEAMER, chair="beamer")
    assert stage.moved == 1
    assert stage.screens.state.screen == "laptop"


def test_another_case_is_shown_only_after_a_neutral_page(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    monkeypatch.setattr(AudiencePage, "repaint", lambda page: painted.append(told(page)))
    page = AudiencePage("Huis")
    qtbot.addWidget(page)
    page.show_view(VIEW)
    page.show_view(view_of(2))
    assert len(painted) == 1  # only the first time: the case stayed
    page.show_view(replace(VIEW, case_number="2026-0015"))
    assert len(painted) == 2
    assert all("Even geduld" in words and "2026-00" not in words for words in painted)


def test_pages_turn_and_a_new_line_comes_in_sight(qtbot: QtBot) -> None:
    page = AudiencePage("Huis")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.show_view(view_of(40))

    def seen(words: str) -> bool:
        labels = [label for label in page.findChildren(QWidget) if words in str(label.property("text"))]
        return any(label.isVisibleTo(page) for label in labels)

    assert seen("(40)")
    assert not seen("(1)")
    page.turn()
    assert seen("(1)")
    assert seen("bladzijde 1 van")
    page.show_view(replace(view_of(40), minutes_left=3))
    assert seen("(1)")
    page.show_view(view_of(41))
    assert seen("(41)")


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (3840, 2160)])
@pytest.mark.parametrize("count", [0, 1, 5, 14, 30])
def test_nothing_falls_off_the_screen(qtbot: QtBot, size: tuple[int, int], count: int) -> None:
    page = AudiencePage("Huis", is_practice=True)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    long = "Woonoverlastbegeleidingsovereenkomstverlenging bespreken met alle buren van de galerij. " * 2
    lines = tuple(
        replace(line, text=line.text + long * (n % 3 == 0)) for n, line in enumerate(view_of(count).lines)
    )
    page.show_view(replace(VIEW, lines=lines, goal=VIEW.goal * 2, hidden=2, is_practice=True))
    lay_out()
    for label in page.findChildren(QWidget):
        if label.isVisibleTo(page) and label.property("text"):
            corner = label.mapTo(page, label.rect().bottomRight())
            assert page.rect().contains(corner), label.property("text")
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.property("text")


def test_the_real_screens_are_named_and_followed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screens = QtScreens(window)
    with qtbot.waitSignal(screens.changed):
        window.show()
    (only,) = screens.all()
    assert only.geometry == window.screen().geometry()
    assert screens.chair() == only.name
    screen = window.screen()
    with qtbot.waitSignal(screens.changed):
        screen.geometryChanged.emit(screen.geometry())


def test_a_display_that_begins_to_be_duplicated_is_noticed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zvdesk.ui.audience.screens._ASK_AGAIN", 10)
    window = QWidget()
    qtbot.addWidget(window)
    screens = QtScreens(window)
    controller = AudienceScreens(screens, "Huis")
    with qtbot.waitSignal(controller.stateChanged):
        monkeypatch.setattr("zvdesk.ui.audience.screens.is_duplicated", lambda _screens: True)
    assert controller.state.mode is Mode.MIRRORED


def test_the_letters_keep_their_size_when_another_look_or_case_comes(
    qtbot: QtBot, theme: ThemeKeeper
) -> None:
    page = AudiencePage("Huis")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()

    def sizes() -> set[int]:
        labels = [label for label in page.findChildren(QWidget) if label.property("text")]
        return {label.font().pixelSize() for label in labels if label.isVisibleTo(page)}

    page.show_view(VIEW)
    before = sizes()
    assert min(before) >= 20
    theme.set_mode(Look.DARK)
    page.show_view(view_of(5, replace(VIEW, card=replace(CARD, holders=CARD.holders[::-1]))))
    page.show_view(VIEW)
    assert sizes() == before
    theme.set_text_size(28)
    assert sizes() == before
