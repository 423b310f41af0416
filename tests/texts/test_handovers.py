"""A refused package says why, that nothing changed, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zvdesk.domain.handovers import PackageFault
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act, may
from zvdesk.errors import NotGivenHere, PackageRefused, PenElsewhere
from zvdesk.texts.handovers import NEXT_STEPS
from zvdesk.texts.labels import PACKAGE_FAULTS
from zvdesk.texts.messages import message


@pytest.mark.parametrize("fault", PackageFault, ids=lambda fault: fault.value)
def test_every_refusal_says_why_and_what_to_do(fault: PackageFault) -> None:
    said = message(PackageRefused(fault.value, who="F. Voorbeeld", case_number="2026-0003"))
    reason, rest = said.split(" Er is niets gewijzigd. ")
    assert reason == f"{PACKAGE_FAULTS[fault]} Het gaat om casus 2026-0003. De afzender is F. Voorbeeld."
    assert rest.endswith(".")


def test_a_refusal_without_facts_names_none() -> None:
    said = message(PackageRefused(PackageFault.DAMAGED.value))
    assert "casus" not in said
    assert said.count("afzender") == 1


def test_who_has_the_pen_is_named_with_the_day() -> None:
    said = message(PenElsewhere("F. Voorbeeld", datetime(2026, 11, 24, 12, tzinfo=UTC)))
    assert said.startswith("Dit ligt bij F. Voorbeeld sinds di 24 nov 2026.")
    assert message(PenElsewhere("F. Voorbeeld")).startswith("Dit ligt bij F. Voorbeeld.")


def test_a_pen_that_was_not_given_here_says_whom_to_ask() -> None:
    said = message(NotGivenHere("F. Voorbeeld"))
    assert "U gaf dit niet zelf aan F. Voorbeeld" in said
    assert "Vraag wie het gaf" in said
    assert "u kunt er hier zelf in werken" in message(NotGivenHere(""))


@pytest.mark.parametrize("role", [role for role in Role if may(role, Act.HAND_OVER)])
def test_whoever_may_get_a_package_has_a_next_step(role: Role) -> None:
    assert NEXT_STEPS[role]
