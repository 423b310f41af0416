"""The desk logs what fails, hides no failure behind its log, and tells once a while that a list was read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, make_action, make_participation
from tests.services.world import NAMES, World, log
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import Factor, FactorKind
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Actor, Role
from zvdesk.domain.roles import Act
from zvdesk.errors import (
    Cancelled,
    FolderUnusable,
    InvalidField,
    NotAllowed,
    NotFound,
    ReadOnly,
    WrongPassphrase,
)
from zvdesk.services import cases, house, key_slots, meetings, people, vaults
from zvdesk.services.desk import Trail

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.desk import Desk

FAILURES: tuple[tuple[BaseException, str], ...] = (
    (FolderUnusable("/x", "full"), "mislukt"),
    (InvalidField("due_on", "past"), "mislukt"),
    (RuntimeError("a bug"), "mislukt"),
    (KeyboardInterrupt(), "mislukt"),
    (Cancelled(), "afgebroken"),
    (NotAllowed("mensen_beheren", "noodtoegang"), "geweigerd"),
)


def news(desk: Desk, since: int) -> list[tuple[str, str, str]]:
    """Return what was logged since so many lines, the oldest first."""
    lines = log(desk)
    return [(line.action, line.object, line.result) for line in reversed(lines[: len(lines) - since])]


def fail(desk: Desk, trail: Trail, error: BaseException) -> None:
    with desk.change(Act.EDIT_CASE, trail):
        raise error


def test_what_fails_is_logged_once_and_goes_on_unchanged(desk: Desk) -> None:
    for error, result in FAILURES:
        before = len(log(desk))
        with pytest.raises(type(error)) as raised:
            fail(desk, Trail("proberen", "proef"), error)
        assert raised.value is error
        assert news(desk, before) == [("proberen", "proef", result)]
        trail = Trail("proberen", "proef")
        with pytest.raises(type(error)), desk.trying(trail):  # an act within its own attempt
            fail(desk, trail, error)
        assert news(desk, before) == [("proberen", "proef", result)] * 2
        with pytest.raises(type(error)), desk.trying(Trail("openen", "kast")):  # two acts fail, both say so
            fail(desk, Trail("proberen", "proef"), error)
        assert news(desk, before)[2:] == [("proberen", "proef", result), ("openen", "kast", result)]


def test_acts_that_reached_the_vault_say_that_they_failed(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    own = {"id": "", "case_id": world.case_id, "organisation_id": world.organisations["ggz"]}
    late = make_action(**own, meeting_id=world.meeting_id, due_on=TODAY - timedelta(days=1))
    again = make_participation(**own)
    acts: tuple[tuple[Callable[[], object], type[Exception], list[tuple[str, str, str]]], ...] = (
        (lambda: cases.case_file(desk, "nergens"), NotFound, [("lezen", "casus", "mislukt")]),
        (lambda: cases.save(desk, again), InvalidField, [("toevoegen", "deelname", "mislukt")]),
        (
            lambda: meetings.remove_case(desk, world.meeting_id, world.item_id),
            ReadOnly,
            [("van agenda halen", "overleg", "mislukt")],
        ),
        (
            lambda: vaults.change_passphrase(desk, "niet de goede wachtzin", "een andere lange wachtzin"),
            WrongPassphrase,
            [("wachtzin wijzigen", "kluis", "mislukt")],
        ),
        (lambda: cases.save(desk, late), InvalidField, []),  # typing
        (
            lambda: meetings.prepare_meeting(desk, kind=MeetingKind.ICO, title=" "),
            InvalidField,
            [],
        ),
    )
    for act, error, lines in acts:
        before = len(log(desk))
        with pytest.raises(error):
            act()
        assert news(desk, before) == lines


def test_a_full_disk_is_logged_while_there_is_room_and_never_hidden_by_the_log(
    desk: Desk, world: World
) -> None:
    with desk.vault.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    before, large = len(log(desk)), Factor(case_id=world.case_id, kind=FactorKind.RISK, text="x " * 9_000)
    with pytest.raises(FolderUnusable) as full:
        cases.save(desk, large)
    assert full.value.reason == "no_space"
    assert news(desk, before)[-1] == ("toevoegen", "factor", "mislukt")
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'nee'); END"
        )
    before, error = len(log(desk)), FolderUnusable("/x", "other")
    with pytest.raises(FolderUnusable) as raised:
        fail(desk, Trail("proberen", "proef"), error)
    assert raised.value is error
    assert news(desk, before) == []
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")


def test_a_list_that_pages_ask_for_again_leaves_a_line_a_quarter(desk: Desk, world: World) -> None:
    reads: dict[tuple[str, str, str], Callable[[], object]] = {
        ("lezen", "mensen van het huis", "gelukt"): lambda: people.people(desk),
        ("lezen", "organisaties", "gelukt"): lambda: house.organisations_by_id(desk),
        ("lezen", "sleutels", "gelukt"): lambda: key_slots.slots(desk),
        ("lezen", "casus", "gelukt"): lambda: cases.case_by_its_number(desk, world.number),
    }
    for line, read in reads.items():
        before = len(log(desk))
        first = read()
        assert all(read() == first for _ in range(5))
        assert news(desk, before) == [line]
        told = log(desk)[0]
        words = " ".join((told.action, told.object, told.object_id, told.ground))
        assert not any(name in words for name in (*NAMES.values(), "Oefenstad"))
    assert log(desk)[0].case_number == world.number
    before, chair = len(log(desk)), desk.actor
    desk.actor = Actor(person_id="ander", name="A. Ander", role=Role.SECRETARY)
    people.people(desk)
    desk.actor = chair
    people.people(desk)
    assert len(log(desk)) == before + 1  # somebody else reads it for the first time
    desk.clock.source = lambda: NOW + timedelta(minutes=16)
    people.people(desk)
    assert len(log(desk)) == before + 2
    with pytest.raises(NotFound):
        cases.case_by_its_number(desk, "1999-0001")
    with pytest.raises(NotFound):
        cases.case_by_its_number(desk, "1999-0001")
    assert news(desk, before + 2) == [("lezen", "casus", "mislukt")] * 2
