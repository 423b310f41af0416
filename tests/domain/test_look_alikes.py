"""Names that read the same are look-alikes, and names that do not are not."""

from __future__ import annotations

import pytest

from zvdesk.domain.look_alikes import looks_like

NAME = "F. Voorbeeld-Jansen"


@pytest.mark.parametrize(
    "other",
    [
        "f voorbeeld jansen",
        "Voorbeeld-Jansen, F.",
        "F.  VOORBEELD JANSEN",
        "F. Vóórbeeld-Jansen",
        "F. V00rbeeld-Jansen",
        "F. Voorbee1d-Jansen",
        "F. VoorbeeId-Jansen",
        "F. Vооrbeeld-Jansen",  # two Cyrillic letters
        "F. Vοorbeeld-Jαnsen",  # two Greek ones
        "Ｆ. Voorbeeld-Jansen",
        "F. Voorbeeld‐Jansen",
        "F. Voorbeeld-Iansen",
    ],
)
def test_a_name_that_reads_the_same_is_a_look_alike(other: str) -> None:
    assert other != NAME
    assert looks_like(other, NAME)
    assert looks_like(NAME, other)


def test_two_letters_that_read_as_one_are_a_look_alike() -> None:
    assert looks_like("A. Harms", "A. Hanns") is False
    assert looks_like("A. Barnvvell", "A. Bamwell")


@pytest.mark.parametrize(
    "other", ["F. Voorbeeld", "G. Voorbeeld-Jansen", "F. Voorbeelt-Jansen", "", "S. Schrijver"]
)
def test_another_name_is_none(other: str) -> None:
    assert not looks_like(other, NAME)
