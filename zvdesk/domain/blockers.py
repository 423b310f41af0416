"""Name what still lacks: codes with names, put into Dutch words by ``zvdesk.texts``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from zvdesk.errors import ExplainedError


class BlockerCode(Enum):
    """Name everything that can hold up a step, a state or a list."""

    # a case
    NO_REFERRER = "no_referrer"
    NO_QUALITY_CHECK = "no_quality_check"
    NO_MAIN_SUBJECT = "no_main_subject"
    NO_PURPOSE = "no_purpose"
    RELATION_MISSING = "relation_missing"
    CRITERION_OPEN = "criterion_open"
    CRITERION_NOT_MET = "criterion_not_met"
    EVIDENCE_MISSING = "evidence_missing"
    NO_INTAKE_DECISION = "no_intake_decision"
    DECIDER_NOT_PUBLIC = "decider_not_public"
    INTAKE_SAYS_NO = "intake_says_no"
    INTAKE_SAYS_YES = "intake_says_yes"
    NO_REJECTION_REASON = "no_rejection_reason"
    NO_PARTICIPANTS = "no_participants"
    PARTICIPATION_REASON_MISSING = "participation_reason_missing"
    NO_CLOSING_REASON = "no_closing_reason"
    OPEN_ACTIONS = "open_actions"
    NO_SUCH_MOVE = "no_such_move"
    SECRECY_GROUND_MISSING = "secrecy_ground_missing"
    # a meeting
    NO_CASES = "no_cases"
    CASE_NOT_ACCEPTED = "case_not_accepted"
    NO_CHAIR = "no_chair"
    NO_DATE = "no_date"
    NOBODY_INVITED = "nobody_invited"
    ITEM_NOT_FINISHED = "item_not_finished"
    NO_REASON = "no_reason"
    STEP_OPEN = "step_open"
    # a step
    NOBODY_PRESENT = "nobody_present"
    SECRECY_DECLARATION_MISSING = "secrecy_declaration_missing"
    NO_OCCASION = "no_occasion"
    DANGER_NOT_ASKED = "danger_not_asked"
    DANGER_WITHOUT_AGREEMENT = "danger_without_agreement"
    HELD_BACK_FROM_ACTOR = "held_back_from_actor"
    NO_SCORES = "no_scores"
    NO_RESIDENT_VIEW = "no_resident_view"
    NO_SHARED_GOAL = "no_shared_goal"
    NO_ACTIONS = "no_actions"
    ACTION_WITHOUT_OWNER = "action_without_owner"
    ACTION_WITHOUT_DATE = "action_without_date"
    CONDITIONAL_WITHOUT_OWNER = "conditional_without_owner"
    NO_LEVEL = "no_level"
    NO_LEVEL_CHANGE = "no_level_change"
    LEVEL_CHANGE_WITHOUT_TRIGGER = "level_change_without_trigger"
    LEVEL_CHANGE_WITHOUT_MOTIVATION = "level_change_without_motivation"
    LEVEL_CHANGE_WITHOUT_DECIDER = "level_change_without_decider"
    LEVEL_CHANGE_WITHOUT_TOLD = "level_change_without_told"
    LEVEL_CHANGE_WITHOUT_RETEST = "level_change_without_retest"
    LEVEL_CHANGE_WITHOUT_RETURN = "level_change_without_return"
    HOLDER_MISSING = "holder_missing"
    NO_FOLLOW_UP = "no_follow_up"
    NO_FOLLOW_UP_GUARD = "no_follow_up_guard"
    EARLIER_ACTIONS_OPEN = "earlier_actions_open"
    NOT_READ_BACK = "not_read_back"
    PARKING_NOT_EMPTY = "parking_not_empty"
    NOT_ON_PAPER = "not_on_paper"
    # worth saying, holds up nothing
    PARTNER_MISSING = "partner_missing"
    SAME_LEAD = "same_lead"
    RETEST_TOO_LATE = "retest_too_late"
    # a list
    NOT_ADOPTED = "not_adopted"
    THIRD_GROUND_MISSING = "third_ground_missing"
    THIRD_TEST_MISSING = "third_test_missing"
    SUPPLIER_CONSENT_MISSING = "supplier_consent_missing"
    NO_RETENTION_TERM = "no_retention_term"
    CONTRIBUTIONS_SHUT = "contributions_shut"
    SUBJECT_NOT_FOR_THIRD = "subject_not_for_third"
    # a document that was made
    LIST_REPLACED = "list_replaced"
    NOT_CHECKED = "not_checked"
    NOT_HANDED_OVER = "not_handed_over"
    OTHER_STAGE = "other_stage"
    SUBJECT_GROUND_GONE = "subject_ground_gone"


@dataclass(frozen=True, slots=True)
class Blocker:
    """Hold one thing that lacks, and the names that belong in its sentence."""

    code: BlockerCode
    names: tuple[str, ...] = ()


class Blocked(ExplainedError):
    """Say that something is not possible now, and what it lacks; no blockers means no such way."""

    def __init__(self, blockers: tuple[Blocker, ...] = ()) -> None:
        super().__init__()
        self.blockers = blockers
