"""A spread sample of the set agrees with pdfsig and openssl; ``make agreement`` holds the whole set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.agreement.comparing import Compared, compare, every_file, spread
from tests.agreement.files import K
from tests.agreement.judges import BAD, GOOD, NONE, Opinion
from tests.agreement.world import make_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory, requires: Callable[[str], Path]) -> list[Compared]:
    requires("pdfsig")
    requires("openssl")
    folder = tmp_path_factory.mktemp("eens")
    return compare(spread(every_file(make_world(folder / "tijd")), 12), folder)


def test_zvdesk_agrees_with_pdfsig_and_openssl(compared: list[Compared]) -> None:
    assert len(compared) >= 60
    assert [(*one.row, one.verdict.detail) for one in compared if one.faults] == []


def test_the_sample_holds_what_can_go_wrong(compared: list[Compared]) -> None:
    assert {one.verdict.kind for one in compared} == set(K)
    assert any(one.is_stricter for one in compared)
    assert {one.pdfsig.word for one in compared} == {GOOD, BAD, NONE}
    assert {one.openssl.word for one in compared} == {GOOD, BAD, NONE}


def test_a_false_word_would_be_noticed(compared: list[Compared]) -> None:
    good = next(one for one in compared if one.verdict.kind is K.VALID)
    broken = next(one for one in compared if one.pdfsig.word == BAD)
    bad = Opinion(BAD)
    for other in (
        Compared(broken.made, good.verdict, broken.pdfsig, broken.openssl, good.chain),
        Compared(good.made, broken.verdict, good.pdfsig, good.openssl, None),
        Compared(good.made, good.verdict, bad, good.openssl, good.chain),
        Compared(good.made, good.verdict, good.pdfsig, bad, good.chain),
        Compared(good.made, good.verdict, good.pdfsig, Opinion(NONE), good.chain),
        Compared(good.made, good.verdict, good.pdfsig, good.openssl, bad),
    ):
        assert other.faults
