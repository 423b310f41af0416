from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget

from tests.accessibility.walker import clipped, focusable, missing_names, mouse_only
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.gallery import filled_window, forms_page, meeting_page
from zvdesk.ui.widgets.labels import Heading, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


def test_everything_that_takes_the_focus_has_a_name_and_a_role(qtbot: QtBot, jobs: Jobs) -> None:
    window = filled_window(jobs)
    qtbot.addWidget(window)
    window.notices.undo("De actie is vervallen.", lambda: None)
    window.show()
    assert len(list(focusable(window))) > 25
    assert missing_names(window) == []


def test_every_button_can_be_reached_by_keyboard(qtbot: QtBot, jobs: Jobs) -> None:
    window = filled_window(jobs)
    qtbot.addWidget(window)
    window.show()
    assert mouse_only(window) == []


@pytest.mark.parametrize("text_size", [12, 14, 28])
@pytest.mark.parametrize("page", ["forms", "meeting"])
def test_nothing_is_clipped(qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, page: str, text_size: int) -> None:
    keeper.set_text_size(text_size)
    made = forms_page(jobs) if page == "forms" else meeting_page()
    qtbot.addWidget(made)
    made.resize(1238, 700)
    made.show()
    qtbot.wait(10)
    assert clipped(made) == []


@pytest.mark.parametrize("text_size", [14, 28])
def test_the_window_fits_the_smallest_screen(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, text_size: int
) -> None:
    keeper.set_text_size(text_size)
    window = filled_window(jobs)
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show()
    qtbot.wait(10)
    assert (window.width(), window.height()) == (1024, 640)
    assert clipped(window.rail) == []


def test_the_walker_finds_what_it_should(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    nameless = QPushButton(page)
    nameless.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    unreachable = QPushButton("Sluit", page)
    unreachable.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    narrow = Text("Een regel die niet past", wraps=False, parent=page)
    narrow.setFixedWidth(10)
    page.show()
    assert missing_names(page) == ["no name: QPushButton '' ''"]
    assert mouse_only(page) == ["mouse only: QPushButton '' 'Sluit'"]
    assert [line[:14] for line in clipped(page)] == ["clipped: Text "]


def test_a_heading_is_a_heading_and_says_its_text_of_the_moment(qtbot: QtBot) -> None:
    heading = Heading("Vandaag")
    qtbot.addWidget(heading)
    interface = QAccessible.queryAccessibleInterface(heading)
    assert interface.role() == QAccessible.Role.Heading
    heading.setText("Casussen")
    assert interface.text(QAccessible.Text.Name) == "Casussen"
    assert QAccessible.queryAccessibleInterface(Text("x")).role() == QAccessible.Role.StaticText
