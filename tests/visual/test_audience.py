"""Grab the audience's screen at the sizes of laptops, beamers and walls, with few lines and with many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import tests.ui.conftest as window
from tests.ui.audience.views import VIEW, view_of
from tests.visual.screens import save, shoot
from zvdesk.ui.audience.page import AudiencePage
from zvdesk.ui.audience.pane import MaskedPane
from zvdesk.ui.theme import Mode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

keeper, theme = window.keeper, window.theme  # the fixtures of the window
SIZES = ((1366, 768), (1920, 1080), (1024, 768), (3840, 2160))


@pytest.fixture
def page(qtbot: QtBot) -> AudiencePage:
    made = AudiencePage("Zorg- en Veiligheidshuis Oefenstad", is_practice=True)
    qtbot.addWidget(made)
    return made


def grab(page: AudiencePage, name: str, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.show()
    save(page, f"audience-{name}-{size[0]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_the_page_at_every_size(page: AudiencePage, keeper: ThemeKeeper, size: tuple[int, int]) -> None:
    assert keeper.mode is Mode.LIGHT
    for count in (1, 5, 14, 30):
        page.show_view(view_of(count, replace(VIEW, hidden=2, has_replaced=True)))
        grab(page, f"{count}-lines", size)


def test_the_page_as_it_is_drawn(page: AudiencePage, keeper: ThemeKeeper) -> None:
    page.show_view(VIEW)
    shoot(keeper, page, "audience", lambda: None)
    page.show_view(view_of(5, replace(VIEW, is_practice=True, minutes_left=-3)))
    shoot(keeper, page, "audience-practice", lambda: None, looks=3)
    page.show_view(view_of(5, replace(VIEW, card=None, goal="", hidden=7)))
    shoot(keeper, page, "audience-third-party", lambda: None, looks=1)


def test_neutral_and_black(page: AudiencePage, keeper: ThemeKeeper) -> None:
    page.neutral()
    shoot(keeper, page, "audience-neutral", lambda: None, looks=3)
    page.black()
    shoot(keeper, page, "audience-black", lambda: None, looks=1)


def test_the_pane_of_the_chair(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    pane = MaskedPane("Zorg- en Veiligheidshuis Oefenstad")
    qtbot.addWidget(pane)
    pane.page.show_view(view_of(14))
    shoot(keeper, pane, "audience-mirrored", lambda: None, looks=3)
