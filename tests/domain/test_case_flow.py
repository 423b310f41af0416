"""The states of a case: every pair, and what each state asks first."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import (
    CASE,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_criterion,
    make_file,
    make_holder,
    make_intake,
    make_participation,
    make_referral,
    make_subject,
    with_case,
)
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.case_flow import criteria_missing, missing_for, moved, non_public_deciders
from zvdesk.domain.cases import CaseState, SubjectKind, Verdict
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.people import Person, Role
from zvdesk.domain.regie import current_holder

S, C = CaseState, BlockerCode
WGS, LOCAL = library().regime("wgs_zvh"), library().regime("lokaal")
SETTLED = make_action(status=ActionStatus.DONE)

MOVES = {
    S.REGISTERED: {S.TRIAGE},
    S.TRIAGE: {S.ACCEPTED, S.REJECTED},
    S.ACCEPTED: {S.ENRICHMENT, S.PLANNED},
    S.ENRICHMENT: {S.PLANNED},
    S.PLANNED: {S.IN_MEETING, S.ENRICHMENT},
    S.IN_MEETING: {S.ADOPTED, S.PLANNED},
    S.ADOPTED: {S.IN_EXECUTION, S.PLANNED, S.AFTERCARE},
    S.IN_EXECUTION: {S.PLANNED, S.AFTERCARE},
    S.AFTERCARE: {S.PLANNED, S.CLOSED},
    S.REJECTED: set[CaseState](),
    S.CLOSED: set[CaseState](),
}


def ready_for(target: CaseState) -> CaseFile:
    """Return a file that lacks nothing for a state."""
    file = with_case(make_file(actions=(SETTLED,)), closing_reason="Doel gehaald.")
    if target is S.REJECTED:
        return replace(file, intake_decisions=(make_intake(is_accepted=False, reason="Geen criterium b."),))
    return file


@pytest.mark.parametrize(("state", "target"), list(itertools.product(S, S)), ids=lambda v: v.value)
def test_every_state_and_target(state: CaseState, target: CaseState) -> None:
    file = with_case(ready_for(target), state=state)
    lacking = missing_for(file, target, WGS, ORGANISATIONS)
    if target in MOVES[state]:
        assert lacking == ()
        assert moved(file.case, target).state is target
    else:
        assert lacking == (Blocker(C.NO_SUCH_MOVE, (state.value, target.value)),)


def lacks(file: CaseFile, state: CaseState, target: CaseState) -> list[BlockerCode]:
    return [b.code for b in missing_for(with_case(file, state=state), target, WGS, ORGANISATIONS)]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (make_file(referrals=(make_referral(referrer_name="", referrer_organisation=""),)), C.NO_REFERRER),
        (make_file(referrals=(make_referral(is_quality_checked=False),)), C.NO_QUALITY_CHECK),
        (make_file(referrals=(make_referral(quality_checked_by=""),)), C.NO_QUALITY_CHECK),
        (make_file(subjects=()), C.NO_MAIN_SUBJECT),
        (with_case(make_file(), purpose=""), C.NO_PURPOSE),
    ],
)
def test_triage_asks_one_by_one(file: CaseFile, code: BlockerCode) -> None:
    assert lacks(file, S.REGISTERED, S.TRIAGE) == [code]


def test_triage_of_an_empty_case_says_all_that_lacks() -> None:
    empty = with_case(CaseFile(case=make_file().case), purpose="")
    assert lacks(empty, S.REGISTERED, S.TRIAGE) == [
        C.NO_REFERRER,
        C.NO_QUALITY_CHECK,
        C.NO_MAIN_SUBJECT,
        C.NO_PURPOSE,
    ]


def test_someone_around_the_main_subject_needs_a_relation() -> None:
    around = make_subject(
        id="s2", kind=SubjectKind.RELATED, given_names="Ana", family_name="Kovač", prefix=""
    )
    file = make_file(subjects=(make_subject(), around))
    file = with_case(file, state=S.REGISTERED)
    assert missing_for(file, S.TRIAGE, WGS, ORGANISATIONS) == (Blocker(C.RELATION_MISSING, ("Ana Kovač",)),)
    known = make_file(subjects=(make_subject(), replace(around, relation="zus")))
    assert lacks(known, S.REGISTERED, S.TRIAGE) == []


@pytest.mark.parametrize("code", ["a", "b", "c", "d"])
def test_each_criterion_is_asked(code: str) -> None:
    rest = tuple(make_criterion(c) for c in "abcd" if c != code)
    assert criteria_missing(make_file(criteria=rest)) == (Blocker(C.CRITERION_OPEN, (code,)),)
    for verdict, blocker in ((Verdict.OPEN, C.CRITERION_OPEN), (Verdict.NO, C.CRITERION_NOT_MET)):
        judged = make_file(criteria=(*rest, make_criterion(code, verdict=verdict)))
        assert criteria_missing(judged) == (Blocker(blocker, (code,)),)
    bare = make_file(criteria=(*rest, make_criterion(code, evidence="")))
    assert criteria_missing(bare) == (Blocker(C.EVIDENCE_MISSING, (code,)),)


def test_a_local_case_needs_no_criteria() -> None:
    file = with_case(make_file(criteria=()), state=S.TRIAGE)
    assert missing_for(file, S.ACCEPTED, LOCAL, ORGANISATIONS) == ()
    assert missing_for(file, S.ACCEPTED, WGS, ORGANISATIONS) == (
        Blocker(C.CRITERION_OPEN, ("a", "b", "c", "d")),
    )


@pytest.mark.parametrize("organisation_id", list(ORGANISATIONS))
def test_only_public_participants_decide_under_the_wgs(organisation_id: str) -> None:
    name = ORGANISATIONS[organisation_id].name
    is_public = organisation_id in ("gemeente", "politie")
    assert non_public_deciders((organisation_id,), WGS, ORGANISATIONS) == (() if is_public else (name,))
    assert non_public_deciders((organisation_id,), LOCAL, ORGANISATIONS) == ()
    file = with_case(
        make_file(intake_decisions=(make_intake(decider_ids=("gemeente", organisation_id)),)), state=S.TRIAGE
    )
    expected = () if is_public else (Blocker(C.DECIDER_NOT_PUBLIC, (name,)),)
    assert missing_for(file, S.ACCEPTED, WGS, ORGANISATIONS) == expected
    assert missing_for(file, S.ACCEPTED, LOCAL, ORGANISATIONS) == ()


def test_an_unknown_decider_does_not_trip_the_question() -> None:
    assert non_public_deciders(("weg",), WGS, ORGANISATIONS) == ()


@pytest.mark.parametrize(
    ("decisions", "target", "codes"),
    [
        ((), S.ACCEPTED, [C.NO_INTAKE_DECISION]),
        ((make_intake(decider_ids=()),), S.ACCEPTED, [C.NO_INTAKE_DECISION]),
        ((make_intake(is_accepted=False),), S.ACCEPTED, [C.INTAKE_SAYS_NO]),
        ((), S.REJECTED, [C.NO_INTAKE_DECISION]),
        ((make_intake(),), S.REJECTED, [C.INTAKE_SAYS_YES, C.NO_REJECTION_REASON]),
        ((make_intake(is_accepted=False),), S.REJECTED, [C.NO_REJECTION_REASON]),
        (
            (make_intake(is_accepted=False, reason="x"), make_intake(id="intake-2")),
            S.ACCEPTED,
            [],
        ),
    ],
)
def test_the_latest_decision_counts(
    decisions: tuple[object, ...], target: CaseState, codes: list[BlockerCode]
) -> None:
    assert lacks(make_file(intake_decisions=decisions), S.TRIAGE, target) == codes


def test_who_takes_part_and_why() -> None:
    assert lacks(make_file(participations=()), S.ACCEPTED, S.PLANNED) == [C.NO_PARTICIPANTS]
    bare = make_file(participations=(make_participation("gemeente"), make_participation("ggz", reason="")))
    file = with_case(bare, state=S.ENRICHMENT)
    assert missing_for(file, S.PLANNED, WGS, ORGANISATIONS) == (
        Blocker(C.PARTICIPATION_REASON_MISSING, ("GGZ Verzonnen",)),
    )


def test_a_case_closes_without_open_actions_and_with_a_reason() -> None:
    open_ = make_action(id="action-9", what="Nog doen")
    file = with_case(make_file(actions=(SETTLED, open_)), state=S.AFTERCARE)
    assert missing_for(file, S.CLOSED, WGS, ORGANISATIONS) == (
        Blocker(C.OPEN_ACTIONS, ("Nog doen",)),
        Blocker(C.NO_CLOSING_REASON),
    )


def test_a_case_file_gives_the_latest_of_each() -> None:
    grounds = tuple(
        ThirdPartyGround(
            id=f"g{n}", case_id=CASE, organisation_id="corporatie", ground=text, recorded_on=TODAY
        )
        for n, text in enumerate(("eerst", "later"))
    )
    file = make_file(grounds=grounds, referrals=(make_referral(), make_referral(id="referral-2")))
    assert file.referral is not None
    assert file.referral.id == "referral-2"
    ground = file.ground("corporatie")
    assert ground is not None
    assert ground.ground == "later"
    assert file.ground("ggz") is None
    assert file.participation("weg") is None
    empty = CaseFile(case=file.case)
    assert (empty.referral, empty.main_subject, empty.intake_decision) == (None, None, None)


def test_a_holder_holds_from_the_first_day_through_the_last() -> None:
    day = timedelta(days=1)
    first = make_holder(Responsibility.CASE_LEAD, person="Eerst", until_on=TODAY)
    later = make_holder(Responsibility.CASE_LEAD, id="h2", person="Later", from_on=TODAY)
    unnamed = make_holder(Responsibility.PROCESS_LEAD, person="  ")
    held = (replace(first, from_on=TODAY - day), later, unnamed)

    def who(responsibility: Responsibility, days: int) -> str | None:
        found = current_holder(held, responsibility, TODAY + days * day)
        return found.person if found else None

    assert [who(Responsibility.CASE_LEAD, n) for n in (-2, -1, 0, 1)] == [None, "Eerst", "Later", "Later"]
    assert who(Responsibility.PROCESS_LEAD, 0) is None
    assert make_file(holders=held).holder(Responsibility.CASE_LEAD, TODAY) == later


def test_a_person_holds_a_role_from_the_first_day_through_the_last() -> None:
    day = timedelta(days=1)
    person = Person(name="P", role=Role.CHAIR, from_on=TODAY, until_on=TODAY + day)
    assert [person.is_active(TODAY + n * day) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert replace(person, until_on=None).is_active(TODAY + 999 * day)


@pytest.mark.parametrize(
    ("status", "due", "is_late"),
    [
        (ActionStatus.OPEN, -1, True),
        (ActionStatus.WAITING, -1, True),
        (ActionStatus.OPEN, 0, False),
        (ActionStatus.DONE, -1, False),
        (ActionStatus.DROPPED, -1, False),
        (ActionStatus.RUNNING, None, False),
    ],
)
def test_late_is_derived(status: ActionStatus, due: int | None, is_late: bool) -> None:
    day = None if due is None else TODAY + timedelta(days=due)
    assert make_action(status=status, due_on=day).is_late(TODAY) is is_late


def test_blocked_carries_what_lacks_and_no_words() -> None:
    error = Blocked((Blocker(C.NO_REASON, ("naam",)),))
    assert str(error) == "Blocked"
    assert error.blockers[0].names == ("naam",)
