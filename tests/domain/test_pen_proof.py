"""A pen comes back by who had it, or not at all: every way that links can lead, against the pen here."""

from __future__ import annotations

import pytest

from tests.domain.pen_links import link
from zvdesk.domain.handovers import MOST_MOVES, MOST_VOID, Pen, PenChain, PenLink, Standing
from zvdesk.domain.pen_proof import first_to_prove, leads_here, leaves_room, remembered

NEW, EXPECTED, LATE = Standing.NEW, Standing.EXPECTED, Standing.LATE
BEGUN = link("", "C", "V")  # the coordinator to the chair
ON = link("V", "V", "S")  # the chair to the secretary
BACK = link("V", "V", "C")  # the chair to the coordinator
ROUND = link("S", "S", "C")  # the secretary to the coordinator


def way(*links: PenLink, packages: str, void: str = "") -> PenChain:
    return PenChain(id="c", chain=tuple(packages), links=links, void=tuple(void))


def out(*links: PenLink, packages: str = "1", holder: str = "V") -> Pen:
    return Pen(id="c", chain=tuple(packages), links=links, holder_id=holder, holder="F. Voorbeeld")


def leads(pen: Pen | None, theirs: PenChain, found: Standing, ends: str) -> bool:
    """Judge a way in the vault of the chair."""
    return leads_here(pen, theirs, found, (ends[0], ends[1]), b"V")


OUT, OLD = out(BEGUN), out()
#: Who was given the case with 1, gave it on with 2, and hears that the coordinator took it over from 1.
OVERTAKEN = out(BEGUN, ON, packages="12", holder="S")
LENT, AGAIN = link("", "V", "C"), link("C", "C", "V")  # the chair to the coordinator, who gives it back
#: Who gave the case away and got it back, gave it on, and hears that the coordinator took it over from 2.
RETURNED = (LENT, AGAIN, ON)
TAKEN_BACK = way(AGAIN, packages="14", void="2")


@pytest.mark.parametrize(
    ("pen", "theirs", "ends"),
    [
        (OUT, way(BEGUN, BACK, packages="12"), "VC"),
        (OUT, way(BACK, packages="12"), "VC"),  # what is known here already may be left out
        (OUT, way(BEGUN, ON, ROUND, packages="123"), "SC"),
        (OUT, way(BEGUN, link("V", "P", "C", vault="V"), packages="12"), "PC"),  # another in that vault
        (OLD, way(BACK, packages="12"), "VC"),  # it went before moves were signed
        (OVERTAKEN, way(link("", "C", "V"), packages="3", void="1"), "CV"),
        (OVERTAKEN, way(link("", "D", "V", vault="C"), packages="3", void="1"), "DV"),
        (OVERTAKEN, way(link("", "C", "S"), link("S", "S", "V"), packages="34", void="1"), "SV"),
        (
            out(BEGUN, BACK, AGAIN, ON, packages="1235", holder="S"),
            way(AGAIN, packages="124", void="3"),
            "CV",
        ),
        (out(*RETURNED, packages="123", holder="C"), TAKEN_BACK, "CV"),  # it was given to who took it over
        (
            out(*RETURNED, packages="123", holder="P"),  # with a new key
            way(link("C", "P", "V", vault="C"), packages="14", void="2"),
            "PV",
        ),
        (out(packages="12", holder="C"), way(link("", "C", "V"), packages="3", void="1"), "CV"),
    ],
)
def test_what_comes_back_by_who_had_it_is_proven(pen: Pen, theirs: PenChain, ends: str) -> None:
    assert leads(pen, theirs, EXPECTED, ends)


@pytest.mark.parametrize(
    ("pen", "theirs", "ends"),
    [
        (OUT, way(packages="12"), "VC"),
        (OUT, way(BEGUN, link("S", "S", "C"), packages="12"), "SC"),  # never had it
        (OUT, way(BEGUN, link("", "S", "C"), packages="12"), "SC"),
        (OUT, way(BEGUN, ON, link("V", "X", "C"), packages="123"), "XC"),  # by another than who got it
        (OUT, way(ROUND, packages="123"), "SC"),  # a move is cut out
        (OUT, way(BEGUN, BACK, packages="12"), "SC"),  # sent by another than who gave it
        (OUT, way(BEGUN, BACK, packages="12"), "VD"),  # for another than it was given to
        (OLD, way(ROUND, packages="123"), "SC"),  # a move of before they were signed, by others
        (OVERTAKEN, way(link("", "S", "V"), packages="3", void="1"), "SV"),  # not by who gave it here
        (OVERTAKEN, way(packages="3", void="1"), "CV"),
        (out(packages="12", holder="S"), way(link("", "C", "V"), packages="3", void="1"), "CV"),
        (out(*RETURNED, packages="123", holder="S"), TAKEN_BACK, "CV"),  # by who gave it back
        (out(AGAIN, ON, packages="123", holder="S"), TAKEN_BACK, "CV"),  # who knows whose it was before
        (
            out(*RETURNED, packages="123", holder="S"),
            way(link("C", "S", "X", vault="C"), link("X", "X", "V"), packages="145", void="2"),  # said only
            "XV",
        ),
    ],
)
def test_what_anybody_else_brings_back_is_not(pen: Pen, theirs: PenChain, ends: str) -> None:
    assert not leads(pen, theirs, EXPECTED, ends)


@pytest.mark.parametrize(
    ("pen", "found"),
    [(None, NEW), (OUT, LATE), (Pen(id="c", holder_id="V", holder="F. Voorbeeld"), EXPECTED)],
)
def test_where_no_pen_comes_back_links_only_hold_together(pen: Pen | None, found: Standing) -> None:
    assert leads(pen, way(BEGUN, ON, ROUND, packages="123"), found, "SC")
    assert leads(pen, way(ROUND, packages="123"), found, "SC")
    assert not leads(pen, way(BEGUN, ROUND, packages="12"), found, "SC")
    assert not leads(pen, way(BEGUN, ON, packages="12"), found, "SC")
    assert not leads(pen, way(packages="12"), found, "SC")


def test_links_are_looked_at_from_where_the_ways_part() -> None:
    theirs = way(ON, ROUND, packages="123")
    assert first_to_prove(None, theirs, NEW) == first_to_prove(OUT, theirs, LATE) == 1
    assert first_to_prove(out(packages="12"), theirs, EXPECTED) == 2
    assert first_to_prove(OVERTAKEN, way(BEGUN, packages="3"), EXPECTED) == 0


def test_a_way_that_comes_back_never_fills_the_room_for_the_next() -> None:
    def goes_on(pen: Pen | None, many: int) -> bool:
        known = pen.chain if pen is not None else ()
        return leaves_room(pen, PenChain(id="c", chain=(*known, *(f"new {n}" for n in range(many)))))

    assert goes_on(OUT, 199)
    assert not goes_on(OUT, 200)
    for nothing in (None, Pen(id="c", holder_id="V", holder="F. Voorbeeld")):
        assert goes_on(nothing, 720)
        assert not goes_on(nothing, 721)
    longest = OUT  # when as much as is taken comes back each time
    while most := max(many for many in range(200) if goes_on(longest, many)):
        longest = out(packages="1" * (len(longest.chain) + most))
    assert len(longest.chain) + MOST_VOID < MOST_MOVES


def test_what_a_vault_forgot_to_have_given_is_void_by_its_own_link_only() -> None:
    late = way(link("", "V", "C"), link("C", "C", "V"), packages="12")
    here = Pen(id="c", void=("0",))
    found = remembered(here, late, b"V")
    assert found == Pen(id="c", void=("0", "1"))
    assert remembered(found, late, b"V") == found
    assert remembered(out(packages="3", holder="S"), late, b"V").void == ("1",)
    full = Pen(id="c", void=tuple(f"void {n}" for n in range(MOST_VOID)))
    assert remembered(full, late, b"V").void == (*full.void[1:], "1")
    for other in (
        way(link("", "S", "C"), link("C", "C", "V"), packages="12"),  # somebody else gave it
        way(link("C", "C", "V"), packages="12"),  # nobody signed that move
        way(link("", "C", "S"), link("S", "V", "C"), packages="12"),  # from here, and after another
    ):
        assert remembered(here, other, b"V") == here
