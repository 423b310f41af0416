"""What each step lacks, one by one; the Regie step for each level of the shipped AVE scheme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import (
    MEETING,
    ORGANISATIONS,
    TODAY,
    at_level,
    make_action,
    make_conditional,
    make_context,
    make_contribution,
    make_file,
    make_holder,
    make_item,
    make_level_change,
    make_participation,
    make_score,
    make_steps,
    scheme,
    with_case,
)
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.contributions import SecrecyGround, SharingCondition
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.steps import (
    TableContext,
    missing_partners,
    step_blockers,
    step_notices,
    taken_back,
    undeclared_thirds,
)

if TYPE_CHECKING:
    from zvdesk.domain.actions import ActionItem
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.regie import LeadHolder

C, R = BlockerCode, Responsibility
CODES = [level.code for level in scheme().levels]
FILE = make_file()


def at_table(**changes: object) -> TableContext:
    return make_context(item=make_item(**changes))


@pytest.mark.parametrize("step", list(Step))
def test_a_complete_case_lacks_nothing(step: Step) -> None:
    assert step_blockers(step, make_context()) == ()


@pytest.mark.parametrize(
    ("step", "context", "expected"),
    [
        (Step.SIGNAL, at_table(present_ids=()), Blocker(C.NOBODY_PRESENT)),
        (Step.SIGNAL, make_context(with_case(FILE, purpose="")), Blocker(C.NO_PURPOSE)),
        (Step.SIGNAL, make_context(with_case(FILE, occasion="")), Blocker(C.NO_OCCASION)),
        (Step.SIGNAL, at_table(is_in_danger=None), Blocker(C.DANGER_NOT_ASKED)),
        (Step.ANALYSIS, make_context(make_file(scores=())), Blocker(C.NO_SCORES)),
        (
            Step.ANALYSIS,
            make_context(make_file(scores=(make_score(set_id="zrm-13"),))),
            Blocker(C.NO_SCORES),
        ),
        (Step.ANALYSIS, make_context(with_case(FILE, resident_view="")), Blocker(C.NO_RESIDENT_VIEW)),
        (Step.ANALYSIS, make_context(with_case(FILE, shared_goal="")), Blocker(C.NO_SHARED_GOAL)),
        (Step.PLAN, make_context(make_file(actions=())), Blocker(C.NO_ACTIONS)),
        (
            Step.PLAN,
            make_context(make_file(actions=(make_action(status=ActionStatus.DONE),))),
            Blocker(C.NO_ACTIONS),
        ),
        (
            Step.PLAN,
            make_context(make_file(actions=(make_action(organisation_id=""),))),
            Blocker(C.ACTION_WITHOUT_OWNER, ("Elke week langsgaan",)),
        ),
        (
            Step.PLAN,
            make_context(make_file(actions=(make_action(person=""),))),
            Blocker(C.ACTION_WITHOUT_OWNER, ("Elke week langsgaan",)),
        ),
        (
            Step.PLAN,
            make_context(make_file(actions=(make_action(due_on=None),))),
            Blocker(C.ACTION_WITHOUT_DATE, ("Elke week langsgaan",)),
        ),
        (
            Step.PLAN,
            make_context(make_file(conditionals=(make_conditional(organisation_id=""),))),
            Blocker(C.CONDITIONAL_WITHOUT_OWNER, ("Overlast in de nacht",)),
        ),
        (Step.LEAD, make_context(with_case(FILE, level_code="")), Blocker(C.NO_LEVEL)),
        (Step.LEAD, make_context(with_case(FILE, level_code="AVE 9")), Blocker(C.NO_LEVEL)),
        (Step.FOLLOW_UP, make_context(with_case(FILE, follow_up_on=None)), Blocker(C.NO_FOLLOW_UP)),
        (Step.FOLLOW_UP, make_context(with_case(FILE, follow_up_guard="")), Blocker(C.NO_FOLLOW_UP_GUARD)),
    ],
)
def test_one_thing_that_lacks(step: Step, context: TableContext, expected: Blocker) -> None:
    assert step_blockers(step, context) == (expected,)


def test_what_a_derde_does_may_not_be_kept_from_derden() -> None:
    """Such an action would stand on nobody's list."""
    third = next(o.id for o in ORGANISATIONS.values() if o.position is WgsPosition.THIRD)
    kept = SharingCondition.NOT_TO_THIRD
    action = make_action(organisation_id=third, sharing_condition=kept)
    agreed = make_conditional(organisation_id=third, sharing_condition=kept)
    held = make_file(actions=(action,), conditionals=(agreed,))
    expected = Blocker(C.HELD_BACK_FROM_ACTOR, (action.what, agreed.trigger))
    assert step_blockers(Step.PLAN, make_context(held)) == (expected,)
    for free in (
        replace(action, sharing_condition=SharingCondition.ALL),
        replace(action, sharing_condition=SharingCondition.NOT_IN_REPORT),  # on no paper at all, on purpose
        replace(action, organisation_id="ggz"),
    ):
        file = make_file(actions=(free,), conditionals=())
        assert step_blockers(Step.PLAN, make_context(file)) == ()


def test_an_action_may_wait_for_a_condition_instead_of_a_day() -> None:
    waiting = make_action(due_on=None, condition="Als de indicatie er is")
    assert step_blockers(Step.PLAN, make_context(make_file(actions=(waiting,)))) == ()


def test_a_follow_up_may_be_a_reason_instead_of_a_day() -> None:
    file = with_case(FILE, follow_up_on=None, follow_up_note="Afgesloten in overleg.")
    assert step_blockers(Step.FOLLOW_UP, make_context(file)) == ()


# --- Signaal ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("meeting_id", [MEETING, "earlier"])
def test_danger_asks_an_agreement_of_this_meeting(meeting_id: str) -> None:
    item = make_item(is_in_danger=True)
    loose = make_file(actions=(), conditionals=())
    assert step_blockers(Step.SIGNAL, make_context(loose, item)) == (Blocker(C.DANGER_WITHOUT_AGREEMENT),)
    expected = () if meeting_id == MEETING else (Blocker(C.DANGER_WITHOUT_AGREEMENT),)
    acting = replace(loose, actions=(make_action(meeting_id=meeting_id, is_urgent=True),))
    agreed = replace(loose, conditionals=(make_conditional(meeting_id=meeting_id),))
    assert step_blockers(Step.SIGNAL, make_context(acting, item)) == expected
    assert step_blockers(Step.SIGNAL, make_context(agreed, item)) == expected
    later = replace(loose, actions=(make_action(meeting_id=meeting_id, is_urgent=False),))
    assert step_blockers(Step.SIGNAL, make_context(later, item)) == (Blocker(C.DANGER_WITHOUT_AGREEMENT),)


@pytest.mark.parametrize(
    ("declared_on", "is_missing"),
    [(None, True), (TODAY + timedelta(days=1), True), (TODAY, False), (TODAY - timedelta(days=90), False)],
)
def test_a_third_needs_a_signed_secrecy_declaration(declared_on: date | None, is_missing: bool) -> None:
    part = make_participation("corporatie", secrecy_declared_on=declared_on)
    context = make_context(make_file(participations=(part,)))
    names = ("Wonen in Fictie",) if is_missing else ()
    assert undeclared_thirds(context) == names
    expected = (Blocker(C.SECRECY_DECLARATION_MISSING, names),) if is_missing else ()
    assert step_blockers(Step.SIGNAL, context) == expected


def test_a_third_that_does_not_take_part_is_undeclared_and_an_absent_one_is_not_asked() -> None:
    assert undeclared_thirds(make_context(make_file(participations=()))) == ("Wonen in Fictie",)
    absent = make_item(present_ids=("gemeente", "weg"))
    assert undeclared_thirds(make_context(make_file(participations=()), absent)) == ()


@pytest.mark.parametrize(
    "shared",
    [
        make_contribution(secrecy_ground=SecrecyGround.NONE),
        make_contribution(secrecy_motivation=""),
    ],
)
def test_who_is_bound_to_secrecy_gives_a_ground_with_its_motivation(shared: object) -> None:
    twice = make_context(make_file(contributions=(shared, shared)))
    assert step_blockers(Step.SIGNAL, twice) == (Blocker(C.SECRECY_GROUND_MISSING, ("GGZ Verzonnen",)),)


def test_who_is_not_bound_to_secrecy_needs_no_ground() -> None:
    shared = make_contribution(
        organisation_id="politie", secrecy_ground=SecrecyGround.NONE, secrecy_motivation=""
    )
    assert step_blockers(Step.SIGNAL, make_context(make_file(contributions=(shared,)))) == ()


# --- Regie -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_the_regie_step_asks_what_the_level_asks(code: str) -> None:
    context = at_level(code)
    level = context.level
    assert level is not None
    bare = replace(context, file=replace(context.file, holders=()))
    required = tuple(rule.responsibility.value for rule in level.holders if rule.is_required)
    assert step_blockers(Step.LEAD, bare) == (Blocker(C.HOLDER_MISSING, required),)
    assert len(required) == (3 if code == "AVE 1" else 4)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("responsibility", list(R))
def test_each_responsibility_needs_a_name_or_an_action_that_names_one(
    code: str, responsibility: Responsibility
) -> None:
    context = at_level(code)
    level = context.level
    assert level is not None
    is_required = level.holder(responsibility).is_required
    others = tuple(make_holder(r) for r in R if r is not responsibility)
    lacking = (Blocker(C.HOLDER_MISSING, (responsibility.value,)),) if is_required else ()

    def found(holders: tuple[LeadHolder, ...] = (), *actions: ActionItem) -> tuple[Blocker, ...]:
        file = replace(context.file, holders=(*others, *holders), actions=actions)
        return step_blockers(Step.LEAD, replace(context, file=file))

    naming = make_action(names_holder_of=responsibility)
    assert found() == lacking
    assert found((), naming) == ()
    assert found((make_holder(responsibility),)) == ()
    # an action that names nobody, has no day, or is over does not count
    assert found((), replace(naming, person="")) == lacking
    assert found((), replace(naming, due_on=None)) == lacking
    assert found((), replace(naming, status=ActionStatus.DROPPED)) == lacking
    # nor does a holder without a name, of before, or of later
    gone = make_holder(responsibility, from_on=TODAY - timedelta(9), until_on=TODAY - timedelta(1))
    assert found((make_holder(responsibility, person=" "),)) == lacking
    assert found((gone,)) == lacking
    assert found((make_holder(responsibility, from_on=TODAY + timedelta(1)),)) == lacking


CHANGES = [(before, after) for before in ["", *CODES] for after in CODES]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_up_down_and_same_ask_their_parts(before: str, after: str) -> None:
    level = scheme().level(after)
    assert level is not None
    bare = {
        "triggers": (),
        "motivation": "",
        "decided_by": "",
        "told": "",
        "retest_on": None,
        "returns_to": "",
    }
    assert step_blockers(Step.LEAD, at_level(after, before=before)) == ()
    expected = [C.LEVEL_CHANGE_WITHOUT_MOTIVATION]
    if level.retest_weeks:
        expected.append(C.LEVEL_CHANGE_WITHOUT_RETEST)
    if before != after:
        expected += [
            C.LEVEL_CHANGE_WITHOUT_TRIGGER,
            C.LEVEL_CHANGE_WITHOUT_DECIDER,
            C.LEVEL_CHANGE_WITHOUT_TOLD,
            C.LEVEL_CHANGE_WITHOUT_RETURN,
        ]
    found = step_blockers(Step.LEAD, at_level(after, before=before, **bare))
    assert [blocker.code for blocker in found] == expected
    for name, value in bare.items():
        one = step_blockers(Step.LEAD, at_level(after, before=before, **{name: value}))
        is_asked = name == "motivation" or (
            bool(level.retest_weeks) if name == "retest_on" else before != after
        )
        assert len(one) == is_asked, name


def test_a_decision_that_says_it_stayed_does_not_hide_that_the_level_moved() -> None:
    change = make_level_change(from_code="AVE 3", triggers=(), decided_by="", told="", returns_to="")
    context = make_context(make_file(level_changes=(change,)), make_item(level_before="AVE 1"))
    assert [blocker.code for blocker in step_blockers(Step.LEAD, context)] == [
        C.LEVEL_CHANGE_WITHOUT_TRIGGER,
        C.LEVEL_CHANGE_WITHOUT_DECIDER,
        C.LEVEL_CHANGE_WITHOUT_TOLD,
        C.LEVEL_CHANGE_WITHOUT_RETURN,
    ]


def test_the_level_is_decided_at_each_meeting() -> None:
    earlier = make_level_change(meeting_id="earlier")
    for changes in ((), (earlier,), (make_level_change(to_code="AVE 2"),)):
        context = make_context(make_file(level_changes=changes))
        assert step_blockers(Step.LEAD, context) == (Blocker(C.NO_LEVEL_CHANGE, ("AVE 3",)),)
    latest = make_file(level_changes=(make_level_change(to_code="AVE 2"), make_level_change(id="level-2")))
    assert step_blockers(Step.LEAD, make_context(latest)) == ()


@pytest.mark.parametrize("code", CODES)
def test_missing_partners_are_named(code: str) -> None:
    context = at_level(code)
    level = context.level
    assert level is not None
    present = {organisation.kind for organisation in ORGANISATIONS.values()}
    expected = tuple(context.kind_labels[p] for p in level.partners if p not in present)
    assert missing_partners(context) == expected
    assert Blocker(C.PARTNER_MISSING, expected) in step_notices(Step.LEAD, context)
    alone = replace(context, item=make_item(present_ids=(), level_before=code))
    assert len(missing_partners(alone)) == len(level.partners)


def test_notices_hold_up_nothing_and_belong_to_the_regie_step() -> None:
    no_level = make_context(with_case(FILE, level_code=""))
    assert missing_partners(no_level) == ()
    assert step_notices(Step.LEAD, no_level) == ()
    assert step_notices(Step.PLAN, make_context()) == ()


def test_one_person_in_two_roles_is_worth_saying() -> None:
    both = tuple(make_holder(r, person="S. OEFENAAR" if r is R.CASE_LEAD else "S. Oefenaar") for r in R)
    found = step_notices(Step.LEAD, make_context(make_file(holders=both)))
    assert Blocker(C.SAME_LEAD, ("S. OEFENAAR",)) in found
    assert step_blockers(Step.LEAD, make_context(make_file(holders=both))) == ()


@pytest.mark.parametrize(("days", "is_late"), [(42, False), (43, True)])
def test_a_retest_after_the_term_of_the_level_is_worth_saying(days: int, is_late: bool) -> None:
    change = make_level_change(retest_on=TODAY + timedelta(days=days))
    found = step_notices(Step.LEAD, make_context(make_file(level_changes=(change,))))
    assert (Blocker(C.RETEST_TOO_LATE, ("6",)) in found) is is_late


def test_every_partner_around_leaves_no_notice() -> None:
    kinds = ["wijkteam", "jeugdhulp", "ggz", "woningcorporatie", "schuldhulpverlening", "wijkagent"]
    context = at_level("AVE 2")
    everyone = {kind: replace(ORGANISATIONS["gemeente"], id=kind, kind=kind, name=kind) for kind in kinds}
    context = replace(
        context, organisations=everyone, item=make_item(present_ids=tuple(kinds), level_before="AVE 2")
    )
    assert step_notices(Step.LEAD, context) == ()


def test_levels_know_their_neighbours() -> None:
    up, down = scheme().neighbour("AVE 3", 1), scheme().neighbour("AVE 3", -1)
    assert up is not None
    assert down is not None
    assert (up.code, down.code) == ("AVE 4", "AVE 2")
    assert scheme().neighbour("AVE 4", 1) is None
    assert scheme().neighbour("AVE 1", -1) is None
    assert scheme().neighbour("AVE 9", 1) is None
    assert scheme().level("AVE 9") is None


# --- what was done may be taken back -----------------------------------------------------------------------


def done_up_to(number: int) -> AgendaItem:
    return make_item(steps=make_steps(done=number))


def test_what_is_taken_back_after_a_step_was_done_is_named() -> None:
    lost = make_file(actions=(), scores=(), holders=())
    assert taken_back(make_context(item=done_up_to(5))) == ()
    assert taken_back(make_context(lost, done_up_to(0))) == ()
    assert taken_back(make_context(lost, done_up_to(2))) == (Blocker(C.NO_SCORES),)
    assert [blocker.code for blocker in taken_back(make_context(lost, done_up_to(5)))] == [
        C.NO_SCORES,
        C.NO_ACTIONS,
        C.HOLDER_MISSING,
    ]
