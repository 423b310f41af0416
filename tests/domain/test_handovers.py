"""Who has the pen: every way a package can come in, against what this vault knows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zvdesk.domain.handovers import (
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
    coordinator = given(HERE, "1", "chair", "F. Voorbeeld", AT)
    assert not coordinator.is_here
    chair = entered(None, chain("1"), AT)
    assert chair.is_here
    chair = given(chair, "2", "secretary", "S. Oefenaar", AT)
    secretary = given(entered(None, PenChain(id="c", chain=chair.chain), AT), "3", "coordinator", "C.", AT)
    back = PenChain(id="c", chain=secretary.chain)
    assert standing(coordinator, back) is Standing.EXPECTED
    coordinator = entered(coordinator, back, AT)
    assert coordinator.is_here
    assert (coordinator.chain, coordinator.holder) == (("1", "2", "3"), "")
    assert standing(coordinator, back) is Standing.OLDER


def test_a_pen_that_was_taken_over_is_void_for_who_gets_the_case_next() -> None:
    lost = given(given(HERE, "1", "chair", "F.", AT), "2", "chair", "F.", AT)
    pen = taken_over(lost, AT)
    assert (pen.is_here, pen.chain, pen.void) == (True, ("1",), ("2",))
    assert standing(pen, chain("1", "2", "late")) is Standing.LATE
    pen = given(pen, "3", "secretary", "S.", AT)
    assert pen.void == ("2",)
    third = entered(here(void=("0", "2")), PenChain(id="c", chain=pen.chain, void=pen.void), AT)
    assert third.void == ("0", "2")
    assert standing(third, chain("1", "2", "late")) is Standing.LATE


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
        schema="0005",
    )
    assert manifest.chain_of("c").chain == ("1", "2")
    assert manifest.chain_of("other") == PenChain(id="other", chain=())
