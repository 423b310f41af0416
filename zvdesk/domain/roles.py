"""Hold the one table of role x act.

The table binds people in the window and on the command line. It does not bind someone who attacks the file
with the master key; the manual says so.
"""

from __future__ import annotations

from enum import Enum

from zvdesk.domain.people import Role


class Act(Enum):
    """Name an act that a role allows or not."""

    MANAGE_PEOPLE = "mensen_beheren"
    MANAGE_HOUSE = "huis_inrichten"
    MANAGE_ORGANISATIONS = "organisaties_beheren"
    BACK_UP = "reservekopie_maken"
    IMPORT_REFERRAL = "melding_inlezen"
    READ_CASE = "casus_lezen"
    READ_CONTRIBUTIONS = "inbreng_lezen"
    EDIT_CASE = "casus_bewerken"
    PREPARE_MEETING = "overleg_voorbereiden"
    LEAD_MEETING = "overleg_leiden"
    ADOPT_LIST = "lijst_vaststellen"
    UPDATE_ACTION = "actie_bijwerken"
    SIGN_LIST = "lijst_ondertekenen"
    COUNTERSIGN = "mede_ondertekenen"
    RECORD_GROUND = "grondslag_vastleggen"
    HAND_OUT = "documenten_verstrekken"  # tables, draft mail and calendars of what was adopted
    READ_AUDIT_LOG = "logboek_lezen"
    KEEP_CLOCK = "bewaartermijn_bewaken"  # extend, shield, destroy, and what went out
    OPEN_SHIELDED = "afgeschermd_openen"
    CHECK_VAULT = "kluis_controleren"  # full check, rescue export, restore drill
    HAND_OVER = "casus_overdragen"  # to a colleague with a vault of their own, and take in what comes back
    TAKE_OVER = "pen_overnemen"
    MEET_COLLEAGUE = "collega_leren_kennen"


_A, _R = Act, Role
ALLOWED: dict[Role, frozenset[Act]] = {
    _R.CHAIR: frozenset(
        {
            _A.MANAGE_ORGANISATIONS,
            _A.BACK_UP,
            _A.IMPORT_REFERRAL,
            _A.READ_CASE,
            _A.READ_CONTRIBUTIONS,
            _A.EDIT_CASE,
            _A.PREPARE_MEETING,
            _A.LEAD_MEETING,
            _A.ADOPT_LIST,
            _A.UPDATE_ACTION,
            _A.SIGN_LIST,
            _A.RECORD_GROUND,
            _A.HAND_OUT,
            _A.HAND_OVER,
            _A.TAKE_OVER,
            _A.MEET_COLLEAGUE,
        }
    ),
    _R.COORDINATOR: frozenset(
        {
            _A.MANAGE_ORGANISATIONS,
            _A.BACK_UP,
            _A.IMPORT_REFERRAL,
            _A.READ_CASE,
            _A.READ_CONTRIBUTIONS,
            _A.EDIT_CASE,
            _A.PREPARE_MEETING,
            _A.UPDATE_ACTION,
            _A.RECORD_GROUND,
            _A.HAND_OUT,
            _A.HAND_OVER,
            _A.TAKE_OVER,
            _A.MEET_COLLEAGUE,
        }
    ),
    _R.SECRETARY: frozenset(
        {
            _A.MANAGE_ORGANISATIONS,
            _A.BACK_UP,
            _A.IMPORT_REFERRAL,
            _A.READ_CASE,
            _A.PREPARE_MEETING,
            _A.UPDATE_ACTION,
            _A.COUNTERSIGN,
            _A.RECORD_GROUND,
            _A.HAND_OUT,
            _A.TAKE_OVER,
            _A.HAND_OVER,
            _A.MEET_COLLEAGUE,
        }
    ),
    _R.FUNCTIONAL_ADMIN: frozenset(
        {
            _A.MANAGE_ORGANISATIONS,
            _A.MANAGE_PEOPLE,
            _A.MANAGE_HOUSE,
            _A.BACK_UP,
            _A.IMPORT_REFERRAL,
            _A.READ_CASE,
            _A.READ_AUDIT_LOG,
            _A.KEEP_CLOCK,
            _A.OPEN_SHIELDED,
            _A.CHECK_VAULT,
            _A.MEET_COLLEAGUE,
        }
    ),
    _R.PRIVACY_OFFICER: frozenset(
        {
            _A.READ_CASE,
            _A.READ_CONTRIBUTIONS,
            _A.READ_AUDIT_LOG,
            _A.KEEP_CLOCK,
            _A.OPEN_SHIELDED,
            _A.CHECK_VAULT,
        }
    ),
    _R.EMERGENCY: frozenset(
        {
            _A.MANAGE_PEOPLE,
            _A.BACK_UP,
            _A.READ_CASE,
            _A.READ_CONTRIBUTIONS,
            _A.READ_AUDIT_LOG,
            _A.CHECK_VAULT,
        }
    ),
}


def may(role: Role, act: Act) -> bool:
    """Tell whether a role allows an act."""
    return act in ALLOWED[role]
