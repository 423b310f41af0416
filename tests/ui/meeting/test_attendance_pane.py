from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.meeting.at_table import AtTable, at_table, clipped, controls, unnamed
from zvdesk.domain.capture import Seat
from zvdesk.domain.organisations import WgsPosition
from zvdesk.ui.meeting.attendance_pane import AttendancePane
from zvdesk.ui.meeting.big_rows import BigMark
from zvdesk.ui.meeting.newcomer import Newcomer, Unclear, offered_names, read_newcomer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot)


@pytest.fixture
def pane(place: AtTable) -> AttendancePane:
    place.start()
    shown = place.host(AttendancePane(place.table))
    shown.take_focus()
    return shown


@pytest.fixture
def with_third(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[tuple[AtTable, AttendancePane]]:
    for place in at_table(tmp_path, jobs, qtbot, with_third=True):
        place.start()
        yield place, place.host(AttendancePane(place.table))


def test_space_says_who_is_here_and_who_left_with_the_time(place: AtTable, pane: AttendancePane) -> None:
    first = pane.list.rows[0]
    assert first.mark is BigMark.OPEN
    place.press(pane.list, _KEY.Key_Space)
    organisation_id = first.key.partition("|")[0]
    assert place.item.present_ids == (organisation_id,)
    here = pane.list.rows[0]
    time = place.item.presences[0].arrived_at.astimezone()
    assert here.state == f"hier sinds {time:%H:%M}"
    assert here.spoken.startswith(first.name)
    assert here.spoken.endswith(f"hier sinds {time:%H:%M}.")
    place.press(pane.list, _KEY.Key_Return)
    after = place.item
    assert after.present_ids == ()
    left = after.presences[0].left_at
    assert left is not None
    assert pane.list.rows[0].state == f"weg om {left.astimezone():%H:%M}"


def test_a_slip_leaves_no_trace(place: AtTable, pane: AttendancePane) -> None:
    place.press(pane.list, _KEY.Key_Space)
    assert pane.back.isVisible()
    place.press(pane.list, _KEY.Key_Z, ctrl=True)
    assert place.item.presences == ()
    assert not pane.back.isVisible()
    place.press(pane.list, _KEY.Key_Z, ctrl=True)  # nothing more to take back
    assert place.item.presences == ()


def test_who_left_by_a_slip_is_here_again(place: AtTable, pane: AttendancePane) -> None:
    place.press(pane.list, _KEY.Key_Space)
    since = pane.list.rows[0].state
    place.press(pane.list, _KEY.Key_Space)
    pane.back.setFocus()
    place.press(pane.back, _KEY.Key_Return)
    assert len(place.item.present_ids) == 1
    assert [p.left_at for p in place.item.presences] == [None]
    assert pane.list.rows[0].state == since


def test_one_key_says_that_everyone_is_here(place: AtTable, pane: AttendancePane) -> None:
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    assert set(place.item.present_ids) == set(place.view.item.invited_ids)
    place.press(pane.list, _KEY.Key_Z, ctrl=True)
    assert place.item.presences == ()


def test_a_derde_without_a_declaration_stays_out_and_hears_why(
    with_third: tuple[AtTable, AttendancePane],
) -> None:
    place, pane = with_third
    derde = place.third_id
    row = next(row for row in pane.list.rows if row.key.startswith(derde))
    assert row.mark is BigMark.BARRED
    assert "verklaring mist" in row.spoken
    pane.list.choose(row.key)
    place.press(pane.list, _KEY.Key_Space)
    assert derde not in place.item.present_ids
    assert pane.trouble.isVisible()
    assert "geheimhouding" in pane.trouble.text.text()
    pane.case.setFocus()
    place.press(pane.case, _KEY.Key_Return)
    assert place.went == [("case", place.view.file.case.id)]
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    assert set(place.item.present_ids) == set(place.view.item.invited_ids) - {derde}
    assert place.view.organisation(derde) in pane.happened.text()


def test_someone_else_comes_by_typing_a_name(place: AtTable, pane: AttendancePane) -> None:
    known = place.view.context.organisations
    other = next(
        o
        for o in known.values()
        if o.id not in place.view.item.invited_ids
        and o.position is not WgsPosition.THIRD
        and not o.is_archived
    )
    place.type(pane.line, f"{other.name}, M. Nieuwmans", enter=False)
    assert "M. Nieuwmans" in pane.understood.text()
    place.press(pane.line, _KEY.Key_Return)
    came = place.item.presences[-1]
    assert (came.organisation_id, came.person) == (other.id, "M. Nieuwmans")
    assert pane.line.text() == ""
    pane.line.setFocus()
    place.type(pane.line, "xqzxq")
    assert "niet bekend" in pane.understood.text()
    assert len(place.item.presences) == 1
    place.press(pane.line, _KEY.Key_Escape)
    assert pane.line.text() == ""


def test_escape_is_done(place: AtTable, pane: AttendancePane) -> None:
    with place.qtbot.waitSignal(pane.done):
        place.press(pane.list, _KEY.Key_Escape)


def test_nothing_is_too_much_too_small_or_unnamed(
    with_third: tuple[AtTable, AttendancePane], keeper: ThemeKeeper
) -> None:
    place, pane = with_third
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    assert len(controls(pane)) <= 7
    assert not unnamed(pane)
    keeper.set_text_size(28)
    place.settle()
    assert not clipped(pane)


_SEATS = (
    Seat(organisation_id="p", name="Politie Eenheid Noord", abbreviation="Politie", persons=("R. Bakker",)),
    Seat(organisation_id="g", name="GGZ Noord", abbreviation="GGZ", persons=("P. de Vries", "S. Bakker")),
    Seat(organisation_id="j", name="GGZ Jeugd", persons=()),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ggz", Newcomer("g")),
        ("Politie", Newcomer("p")),
        ("pol", Newcomer("p")),
        ("vries", Newcomer("g", "P. de Vries")),
        ("ggz, de vries", Newcomer("g", "P. de Vries")),
        ("ggz, T. Nieuw", Newcomer("g", "T. Nieuw")),
        ("GGZ Jeugd T. Nieuw", Newcomer("j", "T. Nieuw")),
        ("ggz noord T. Nieuw", Newcomer("g", "T. Nieuw")),
        ("ggz,", Newcomer("g")),
        ("GGZ , T. Nieuw", Newcomer("g", "T. Nieuw")),
        ("politie eenh, T. Nieuw", Newcomer("p", "T. Nieuw")),
        ("bakker", Unclear.AMBIGUOUS),
        ("gg", Unclear.AMBIGUOUS),
        ("kerk", Unclear.UNKNOWN),
        ("kerk, T. Nieuw", Unclear.UNKNOWN),
        ("p", Unclear.UNKNOWN),
        (" , ", Unclear.NOTHING),
        ("", Unclear.NOTHING),
    ],
)
def test_who_is_meant(text: str, meant: Newcomer | Unclear) -> None:
    assert read_newcomer(text, _SEATS) == meant


def test_names_are_offered_once() -> None:
    assert offered_names(_SEATS[:1]) == [
        "Politie",
        "Politie Eenheid Noord",
        "R. Bakker",
        "Politie, R. Bakker",
    ]
