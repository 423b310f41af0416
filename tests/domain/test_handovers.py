"""Who has the pen: every way a package can come in, against what this vault knows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.domain.pen_links import link
from zvdesk.domain.handovers import (
    MOST_VOID,
    Manifest,
    Pen,
    PenChain,
    Reach,
    Standing,
    entered,
    given,
    standing,
    taken_over,
)

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERE = Pen(id="c")


def chain(*packages: str, void: tuple[str, ...] = ()) -> PenChain:
    return PenChain(id="c", chain=packages, void=void)


TO_CHAIR, TO_SECRETARY, BACK = link("", "C", "V"), link("V", "V", "S"), link("S", "S", "C")


def out(*packages: str, void: tuple[str, ...] = ()) -> Pen:
    return Pen(id="c", chain=packages, holder_id="f", holder="F. Voorbeeld", since=AT, void=void)


def here(*packages: str, void: tuple[str, ...] = ()) -> Pen:
    return Pen(id="c", chain=packages, void=void)


@pytest.mark.parametrize(
    ("pen", "theirs", "expected"),
    [
        (None, chain("1"), Standing.NEW),
        (None, chain("1", "2"), Standing.NEW),
        (out("1"), chain("1", "2"), Standing.EXPECTED),
        (out("1"), chain("1", "2", "3"), Standing.EXPECTED),
        (out("1"), chain("1"), Standing.OLDER),
        (out("1", "2"), chain("1"), Standing.OLDER),
        (out("1"), chain("9"), Standing.OLDER),
        (out("1"), chain(), Standing.OLDER),
        (here(), chain("1"), Standing.HERE),
        (here("1"), chain("1", "2"), Standing.HERE),
        (here("1", "2"), chain("1", "2"), Standing.OLDER),
        (here("1", "2"), chain("1"), Standing.OLDER),
        (here("1", "2"), chain("1", "3"), Standing.HERE),
        (here(void=("1",)), chain("1", "2"), Standing.LATE),
        (here("3", void=("1",)), chain("1", "2"), Standing.LATE),
        (out("3", void=("1",)), chain("1", "2"), Standing.LATE),
        (out("3", void=("1",)), chain("3", "4"), Standing.EXPECTED),
        (out("1", "2", void=("7",)), chain("1", "7", "8"), Standing.LATE),
        # overtaken, and given back since: what was built on the void package is elsewhere already
        (out("1", "2"), chain("3", "4", void=("1",)), Standing.EXPECTED),
        # overtaken, and still writing here: that is not lost silently
        (here("1"), chain("3", "4", void=("1",)), Standing.HERE),
    ],
)
def test_every_way_in(pen: Pen | None, theirs: PenChain, expected: Standing) -> None:
    assert standing(pen, theirs) is expected


def test_a_case_goes_round_three_people_and_comes_back() -> None:
    coordinator = given(HERE, "1", "chair", "F. Voorbeeld", AT, link=TO_CHAIR)
    assert not coordinator.is_here
    chair = entered(None, coordinator.way, AT)
    assert chair.is_here
    chair = given(chair, "2", "secretary", "S. Oefenaar", AT, link=TO_SECRETARY)
    secretary = given(entered(None, chair.way, AT), "3", "coordinator", "C.", AT, link=BACK)
    back = secretary.way
    assert standing(coordinator, back) is Standing.EXPECTED
    coordinator = entered(coordinator, back, AT)
    assert coordinator.is_here
    assert (coordinator.chain, coordinator.holder) == (("1", "2", "3"), "")
    assert coordinator.links == (TO_CHAIR, TO_SECRETARY, BACK)
    assert standing(coordinator, back) is Standing.OLDER


def test_a_pen_that_was_taken_over_is_void_for_who_gets_the_case_next() -> None:
    lost = given(given(HERE, "1", "chair", "F.", AT, link=BACK), "2", "chair", "F.", AT, link=TO_CHAIR)
    pen = taken_over(lost, "2", AT)
    assert (pen.is_here, pen.chain, pen.void, pen.links) == (True, ("1",), ("2",), (BACK,))
    assert standing(pen, chain("1", "2", "late")) is Standing.LATE
    pen = given(pen, "3", "secretary", "S.", AT, link=TO_SECRETARY)
    assert pen.void == ("2",)
    third = entered(here(void=("0", "2")), PenChain(id="c", chain=pen.chain, void=pen.void), AT)
    assert third.void == ("0", "2")
    assert standing(third, chain("1", "2", "late")) is Standing.LATE


def test_a_pen_that_went_on_since_is_taken_over_from_where_it_left_here() -> None:
    to_read = Pen(id="c", chain=("0", "1", "2", "3"), holder_id="s", links=(TO_CHAIR, TO_SECRETARY, BACK))
    pen = taken_over(to_read, "2", AT)
    assert (pen.is_here, pen.chain, pen.void, pen.links) == (True, ("0", "1"), ("2",), (TO_CHAIR,))
    assert taken_over(to_read, "0", AT).links == ()


def test_what_others_say_to_be_void_leaves_room_for_what_is_taken_over_here() -> None:
    ours, flood = here(void=("0",)), tuple(map(str, range(1, 2 * MOST_VOID)))
    full = entered(ours, PenChain(id="c", chain=("a",), void=flood), AT)
    assert full.void == ("0", *flood[: MOST_VOID - 1])
    more = taken_over(given(full, "b", "chair", "F.", AT, link=TO_CHAIR), "b", AT)
    assert (len(more.void), more.void[-1]) == (MOST_VOID, "b")


def test_a_manifest_knows_the_chain_of_each_case() -> None:
    manifest = Manifest(
        package_id="2",
        sender_id="s",
        sender="S",
        receiver_ids=("r",),
        receivers=("R",),
        reach=Reach.CASE,
        case_ids=("c",),
        chains=(chain("1", "2"),),
        purpose="",
        made_at=AT,
        expires_on=date(2026, 12, 8),
        sequence=1,
        vault_id="v",
        log_sequence=1,
        log_mac="00",
        schema="0006",
    )
    assert manifest.chain_of("c").chain == ("1", "2")
    assert manifest.chain_of("other") == PenChain(id="other", chain=())


def test_moves_of_before_they_were_signed_have_no_link() -> None:
    way = PenChain(id="c", chain=("1", "2", "3"), links=(TO_SECRETARY, BACK))
    assert [way.link_of(place) for place in range(4)] == [None, TO_SECRETARY, BACK, None]
    assert [way.links_from(place) for place in (0, 1, 2, 3)] == [(TO_SECRETARY, BACK)] * 2 + [(BACK,), ()]
    old = Pen(id="c", chain=("1",), holder_id="v", holder="V.")
    assert entered(old, way, AT).links == (TO_SECRETARY, BACK)


def test_what_enters_never_replaces_a_link_that_is_known_here() -> None:
    ours = Pen(id="c", chain=("1",), holder_id="v", holder="V.", links=(TO_CHAIR,))
    forged = PenChain(id="c", chain=("1", "2"), links=(link("", "X", "Y"), TO_SECRETARY))
    assert entered(ours, forged, AT).links == (TO_CHAIR, TO_SECRETARY)
    cut_off = PenChain(id="c", chain=("1", "2"), links=(TO_SECRETARY,))
    assert entered(ours, cut_off, AT).links == (TO_CHAIR, TO_SECRETARY)
    overtaken = Pen(id="c", chain=("1", "2"), holder_id="s", holder="S.", links=(TO_CHAIR, TO_SECRETARY))
    again = PenChain(id="c", chain=("1", "3"), void=("2",), links=(link("", "X", "Y"), BACK))
    assert entered(overtaken, again, AT).links == (TO_CHAIR, BACK)
