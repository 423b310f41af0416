"""The table of role x act, written out once more by hand: every cell is meant."""

from __future__ import annotations

import itertools

import pytest

from zvdesk.domain.people import ASSIGNABLE_ROLES, Actor, Role
from zvdesk.domain.roles import ALLOWED, Act, may

#                                chair  coord  secr   admin  priv   emergency
EXPECTED: dict[Act, tuple[bool, bool, bool, bool, bool, bool]] = {
    Act.MANAGE_PEOPLE: (False, False, False, True, False, True),
    Act.MANAGE_HOUSE: (False, False, False, True, False, False),
    Act.MANAGE_ORGANISATIONS: (True, True, True, True, False, False),
    Act.BACK_UP: (True, True, True, True, False, True),
    Act.IMPORT_REFERRAL: (True, True, True, True, False, False),
    Act.READ_CASE: (True, True, True, True, True, True),
    Act.READ_CONTRIBUTIONS: (True, True, False, False, True, True),
    Act.EDIT_CASE: (True, True, False, False, False, False),
    Act.PREPARE_MEETING: (True, True, True, False, False, False),
    Act.LEAD_MEETING: (True, False, False, False, False, False),
    Act.ADOPT_LIST: (True, False, False, False, False, False),
    Act.UPDATE_ACTION: (True, True, True, False, False, False),
    Act.SIGN_LIST: (True, False, False, False, False, False),
    Act.COUNTERSIGN: (False, False, True, False, False, False),
    Act.RECORD_GROUND: (True, True, True, False, False, False),
    Act.HAND_OUT: (True, True, True, False, False, False),
    Act.READ_AUDIT_LOG: (False, False, False, True, True, True),
    Act.KEEP_CLOCK: (False, False, False, True, True, False),
    Act.OPEN_SHIELDED: (False, False, False, True, True, False),
    Act.CHECK_VAULT: (False, False, False, True, True, True),
    Act.HAND_OVER: (True, True, True, False, False, False),
    Act.TAKE_OVER: (True, True, True, False, False, False),
    Act.MEET_COLLEAGUE: (True, True, True, True, False, False),
}
ROLES = (
    Role.CHAIR,
    Role.COORDINATOR,
    Role.SECRETARY,
    Role.FUNCTIONAL_ADMIN,
    Role.PRIVACY_OFFICER,
    Role.EMERGENCY,
)


def test_the_table_is_whole() -> None:
    assert set(EXPECTED) == set(Act)
    assert set(ROLES) == set(Role) == set(ALLOWED)


@pytest.mark.parametrize(("role", "act"), list(itertools.product(ROLES, Act)), ids=lambda v: v.value)
def test_every_cell(role: Role, act: Act) -> None:
    assert may(role, act) is EXPECTED[act][ROLES.index(role)]


def test_nobody_is_given_the_role_of_whoever_comes_in_with_the_recovery_key() -> None:
    assert set(ASSIGNABLE_ROLES) == set(Role) - {Role.EMERGENCY}


@pytest.mark.parametrize("role", list(Role))
def test_only_the_recovery_key_is_an_emergency(role: Role) -> None:
    assert Actor(person_id="", name="X", role=role).is_emergency is (role is Role.EMERGENCY)
