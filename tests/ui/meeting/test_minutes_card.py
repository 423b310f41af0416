from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from tests.accessibility.walker import clipped
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.meetings import AgendaItem, Meeting, StepRecord
from zvdesk.ui.meeting.minutes_card import MinutesCard
from zvdesk.ui.meeting.views import ClosedCase, ClosedView
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper


def view() -> ClosedView:
    steps = (
        StepRecord(step=Step.SIGNAL, minutes=3, used_seconds=125),
        StepRecord(step=Step.ANALYSIS, minutes=6, added_minutes=1, used_seconds=600),
    )
    item = AgendaItem(id="punt", case_id="zaak", position=1, steps=steps)
    meeting = Meeting(
        id="overleg",
        title="Overleg Noord",
        kind=MeetingKind.TABLE,
        template_id="vijf-stappen",
        template_version=1,
        starts_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        items=(item,),
    )
    return ClosedView(meeting, (ClosedCase(item, "2026-0001 · Galerij", ()),))


def test_used_and_planned_minutes_are_told_per_step_case_and_meeting(qtbot: QtBot) -> None:
    card = MinutesCard(view())
    qtbot.addWidget(card)
    card.show()
    words = {label.text(): label for label in card.findChildren(QLabel) if label.text()}
    assert "2026-0001 · Galerij: 12 van 10 min, 2 over" in words
    assert "Hele overleg: 12 van 10 min, 2 over" in words
    assert words["2 van 3 min"].accessibleName() == "2026-0001 · Galerij, Signaal: 2 van 3 min"
    assert words["2 van 3 min"].property("tone") == Tone.NEUTRAL.value
    assert words["10 van 7 min, 3 over"].property("tone") == Tone.WARN.value


def test_nothing_of_the_minutes_is_cut_off_in_large_text(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    keeper.set_text_size(28)
    card = MinutesCard(view())
    qtbot.addWidget(card)
    card.resize(900, 600)
    card.show()
    qtbot.wait(50)
    assert clipped(card) == []
