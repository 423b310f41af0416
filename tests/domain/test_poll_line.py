"""One line of names and numbers becomes votes; what is not sure is marked and never guessed."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.domain.capture import Seat
from zvdesk.domain.poll_line import PollMarkReason, read_votes
from zvdesk.domain.polls import HIGHEST

R = PollMarkReason
SEATS = (
    Seat(organisation_id="politie", name="Politie Oefenstad", persons=("D. Politie", "B. Bakker")),
    Seat(organisation_id="ggz", name="GGZ Verzonnen", abbreviation="GGZ", persons=("S. Oefenaar",)),
    Seat(organisation_id="noord", name="Wijkteam Noord", persons=("C. Bakker",)),
    Seat(organisation_id="zuid", name="Wijkteam Zuid", abbreviation="WT 2"),
    Seat(organisation_id="rvdk", name="Raad voor de Kinderbescherming", abbreviation="RvdK"),
    Seat(organisation_id="school", name="Çedilla College", is_present=False, persons=("P. Mentor",)),
    Seat(organisation_id="ij", name="", abbreviation="Ĳssel-Zorg"),
)


def votes(line: str) -> dict[str, int]:
    """Return the numbers by voter; a person stands behind the organisation."""
    reading = read_votes(line, SEATS)
    return {f"{v.organisation_id}/{v.person}".rstrip("/"): v.value for v in reading.votes}


def marks(line: str) -> list[tuple[str, PollMarkReason]]:
    return [(line[m.start : m.end], m.reason) for m in read_votes(line, SEATS).marks]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", {}),
        ("politie 7 ggz 3", {"politie": 7, "ggz": 3}),
        ("politie 7 ggz 3 wijkteam noord 5", {"politie": 7, "ggz": 3, "noord": 5}),
        ("pol 7, ggz: 3; wijkteam noord 5", {"politie": 7, "ggz": 3, "noord": 5}),
        ("politie=7", {"politie": 7}),
        ("POLITIE = 0", {"politie": 0}),
        ("@politie 10 @ggz 10", {"politie": 10, "ggz": 10}),
        ("politie 7,ggz 3.", {"politie": 7, "ggz": 3}),
        ("politie - 7 | ggz - 3", {"politie": 7, "ggz": 3}),
        ("wijkteam  zuid\t07", {"zuid": 7}),
        ("WT 2 7", {"zuid": 7}),
        ("wt2 7", {"zuid": 7}),
        ("noord 4 zuid 6", {"noord": 4, "zuid": 6}),
        ("Oefenaar 6", {"ggz/S. Oefenaar": 6}),
        ("s. oefenaar 6", {"ggz/S. Oefenaar": 6}),
        ("oefe 6", {"ggz/S. Oefenaar": 6}),
        ("ggz oefenaar 6", {"ggz/S. Oefenaar": 6}),
        ("politie bakker 2, noord bakker 9", {"politie/B. Bakker": 2}),
        ("wijkteam noord bakker 9", {"noord/C. Bakker": 9}),
        ("politie 7 ggz 3 oefenaar 4", {"politie": 7, "ggz": 3, "ggz/S. Oefenaar": 4}),
        ("kinderbescherming 8", {"rvdk": 8}),
        ("raad voor de kind 8", {"rvdk": 8}),
        ("rvdk 8 ijssel-zorg 1", {"rvdk": 8, "ij": 1}),
    ],
)
def test_what_is_read(line: str, expected: dict[str, int]) -> None:
    assert votes(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("politie 7 ggz 3", []),
        ("wijkteam 5", [("wijkteam 5", R.AMBIGUOUS)]),
        ("bakker 5", [("bakker 5", R.AMBIGUOUS)]),
        ("brandweer 5 ggz 3", [("brandweer 5", R.UNKNOWN)]),
        ("po 5", [("po 5", R.UNKNOWN)]),
        ("cedilla 5", [("cedilla 5", R.NOT_PRESENT)]),
        ("mentor 5", [("mentor 5", R.NOT_PRESENT)]),
        ("politie 11", [("11", R.TOO_HIGH)]),
        (f"politie {'9' * 5000}", [("9" * 5000, R.TOO_HIGH)]),
        ("politie 7,5", [("7,5", R.NOT_WHOLE)]),
        ("politie 7.5", [("7.5", R.NOT_WHOLE)]),
        ("politie -3", [("-3", R.NOT_WHOLE)]),
        ("politie", [("politie", R.NO_NUMBER)]),
        ("politie 7 ggz", [("ggz", R.NO_NUMBER)]),
        ("politie zeven", [("politie zeven", R.NO_NUMBER)]),
        ("wt 2", [("wt 2", R.NO_NUMBER)]),
        ("7", [("7", R.NO_NAME)]),
        ("politie 7 8", [("8", R.NO_NAME)]),
        ("politie 7 ggz 3 politie 5", [("politie 5", R.REPLACED)]),
        ("7 politie 3 ggz", [("7", R.NO_NAME), ("ggz", R.NO_NUMBER)]),
        ("politie 6-7", [("politie 6-7", R.NO_NUMBER)]),
    ],
)
def test_what_is_marked(line: str, expected: list[tuple[str, PollMarkReason]]) -> None:
    assert marks(line) == expected


def test_a_second_number_replaces_the_first_in_its_place() -> None:
    reading = read_votes("politie 7 ggz 3 pol 5", SEATS)
    assert [(v.organisation_id, v.value) for v in reading.votes] == [("politie", 5), ("ggz", 3)]


def test_a_wrong_number_leaves_the_earlier_one() -> None:
    assert votes("politie 7 politie 12") == {"politie": 7}


def test_numbers_before_the_names_are_not_guessed() -> None:
    assert votes("7 politie 3 ggz") == {}


TEXT = st.text(alphabet=string.ascii_letters + string.digits + " ,.;:=-@ëçĲ\n²٣", max_size=60)


@given(TEXT)
def test_any_line_gives_votes_of_known_voters_and_marks_inside_it(line: str) -> None:
    reading = read_votes(line, SEATS)
    here = {seat.organisation_id: seat for seat in SEATS if seat.is_present}
    for vote in reading.votes:
        assert 0 <= vote.value <= HIGHEST
        assert vote.person == "" or vote.person in here[vote.organisation_id].persons
    assert len({(v.organisation_id, v.person) for v in reading.votes}) == len(reading.votes)
    for mark in reading.marks:
        assert 0 <= mark.start < mark.end <= len(line)
    assert [m.start for m in reading.marks] == sorted(m.start for m in reading.marks)
    if line.strip(" ,.;:=-@\n") and not reading.votes:
        assert reading.marks


@given(
    st.lists(
        st.tuples(
            st.sampled_from([s for s in SEATS if s.is_present and s.name]),
            st.integers(0, HIGHEST),
            st.sampled_from([" ", ": ", "=", " = "]),
        ),
        max_size=8,
    ),
    st.sampled_from([" ", ", ", "; "]),
)
def test_whole_names_are_always_read(given: list[tuple[Seat, int, str]], between: str) -> None:
    line = between.join(f"{seat.name}{sign}{number}" for seat, number, sign in given)
    assert votes(line) == {seat.organisation_id: number for seat, number, _sign in given}
