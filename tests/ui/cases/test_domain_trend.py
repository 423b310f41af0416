from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.ui.cases.domains import DomainsSection

if TYPE_CHECKING:
    from tests.ui.cases.rooms import Room
    from zvdesk.ui.cases.page import CasesPage

DOMAINS = 4


def test_the_domains_become_a_picture_once_one_was_scored_on_two_days(page: CasesPage, room: Room) -> None:
    page.begin_new()
    room.settle()
    page.view.show_part(DOMAINS)
    section = page.view.sections[DOMAINS]
    assert isinstance(section, DomainsSection)
    card = section.scores
    for days_ago, score in ((60, 2), (0, 4)):
        assert not card.trend.isVisible()
        card.day.set_day(page.view.model.today - timedelta(days=days_ago))
        card.lines["wonen"].choice.chosen.emit(score)
        room.settle()
    assert card.trend.isVisible()
    told = card.trend.accessibleDescription()
    assert "Wonen en huishouding: beter. De scores zijn 2 op" in told
    assert "Praktisch functioneren: nog niet gescoord." in told
    assert card.trend.height() >= card.trend.heightForWidth(card.trend.width())
