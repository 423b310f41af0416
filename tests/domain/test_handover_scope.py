"""What who may not read contributions gets of a case, and how the rest is put back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import CASE, MEETING, NOW, TODAY, make_action, make_case, make_file, make_item
from zvdesk.domain.actions import ActionStatus, ActionUpdate, ConditionalAgreement
from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.agenda import Step
from zvdesk.domain.cases import IntakeCriterion
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.handover_scope import LEFT_OUT_KINDS, Scope, cut, goes_along, hidden_ids, mended
from zvdesk.domain.handovers import LeftOut
from zvdesk.domain.meetings import ReadMark, StepRecord

NOT = SharingCondition.NOT_IN_REPORT
DECISION = Decision(
    id="d", case_id=CASE, meeting_id=MEETING, text="Stil", decided_on=TODAY, sharing_condition=NOT
)
ACTION = make_action(id="a", meeting_id=MEETING, what="Stil", person="P", sharing_condition=NOT)
AGREED = ConditionalAgreement(
    id="g", case_id=CASE, trigger="Stil", response="Stil", phones=("112",), sharing_condition=NOT
)
ABOUT = Reservation(
    id="r", case_id=CASE, meeting_id=MEETING, organisation_id="ggz", text="Stil", about_id="d"
)
UPDATE = ActionUpdate(
    id="u", case_id=CASE, action_id="a", updated_at=NOW, updated_by="C", status=ActionStatus.OPEN, note="Stil"
)
FILE = replace(
    make_file(), decisions=(DECISION, *make_file().decisions), actions=(*make_file().actions, ACTION)
)
FILE = replace(FILE, conditionals=(AGREED, *FILE.conditionals), reservations=(*FILE.reservations, ABOUT))
ADOPTED = AdoptedList(
    id="l",
    meeting_id=MEETING,
    case_id=CASE,
    version=1,
    adopted_at=NOW,
    adopted_by="F",
    content=adopted_content(FILE, MEETING, level_before="", agreed=1, on=TODAY),
)
HIDDEN = frozenset({"d", "a", "g"})
MARKED = make_item(
    read_marks=(
        ReadMark(record_id="d", facts=("Stil", NOT.value)),
        ReadMark(record_id="r", facts=("ggz", "Stil")),  # a voorbehoud: its own words say nothing of that
        ReadMark(record_id="weg", facts=("Stil",)),  # of what was read aloud and erased since
        ReadMark(record_id="d2", facts=("Stil", NOT.value)),  # it was hidden when it was read aloud
        ReadMark(record_id="d3", facts=("Eén plan.",)),
    )
)


def test_a_scope_says_what_it_leaves_out_whether_there_is_any_or_not() -> None:
    assert Scope(with_contributions=True).leaves_out == ()
    assert Scope(with_contributions=False).leaves_out == tuple(LeftOut)
    assert set(LEFT_OUT_KINDS.values()) == set(LeftOut) - {LeftOut.NOT_IN_REPORT}


@pytest.mark.parametrize("where", [(DECISION, ACTION, AGREED), (ADOPTED,)], ids=["records", "list"])
def test_what_is_not_in_the_report_is_found_in_records_and_lists(where: tuple[object, ...]) -> None:
    assert hidden_ids((*where, *make_file().decisions, make_case())) == HIDDEN


@pytest.mark.parametrize("record", [DECISION, ACTION, AGREED, ABOUT, UPDATE], ids=lambda r: type(r).__name__)
def test_what_is_not_in_the_report_and_what_speaks_of_it_stays(record: object) -> None:
    assert not goes_along(record, HIDDEN)


def test_an_agreement_of_before_that_is_hidden_now_stays_too() -> None:
    assert not goes_along(replace(DECISION, sharing_condition=SharingCondition.ALL), HIDDEN)
    assert goes_along(replace(DECISION, sharing_condition=SharingCondition.ALL), ())


def test_every_other_kind_goes_along_or_is_named() -> None:
    file = make_file()
    for record in (*file.contributions, *file.scores, *file.factors, *file.information, *file.polls):
        assert not goes_along(record, HIDDEN)
    for record in (file.case, *file.subjects, *file.actions, *file.decisions, *file.reservations, ADOPTED):
        assert goes_along(record, HIDDEN)


def test_a_list_keeps_its_numbers_and_loses_the_words() -> None:
    blanked = cut(ADOPTED, HIDDEN)
    before, after = ADOPTED.content, blanked.content
    assert [d.id for d in before.decisions] == [d.id for d in after.decisions]
    assert [a.id for a in before.actions] == [a.id for a in after.actions]
    assert [c.id for c in before.conditionals] == [c.id for c in after.conditionals]
    assert "Stil" not in repr(blanked)
    assert "112" not in repr(blanked)
    assert [r.id for r in after.reservations] == [r.id for r in before.reservations if r.id != "r"]
    assert mended(blanked, ADOPTED, HIDDEN) == ADOPTED
    other = replace(blanked, reason="anders")
    assert mended(other, ADOPTED, HIDDEN) == other


def test_free_texts_of_a_case_are_cut_and_put_back() -> None:
    case = make_case(occasion="Waarom", necessity="Nodig", resident_view="Wil rust")
    bare = cut(case, HIDDEN)
    assert (bare.occasion, bare.necessity, bare.resident_view) == ("", "", "")
    assert replace(bare, occasion="Waarom", necessity="Nodig", resident_view="Wil rust") == case
    assert mended(replace(bare, occasion="Nieuw"), case, HIDDEN) == replace(case, occasion="Nieuw")


def test_what_a_criterion_shows_is_cut_and_put_back() -> None:
    criterion = IntakeCriterion(id="c", case_id=CASE, code="a", evidence="Omdat")
    bare = cut(criterion, HIDDEN)
    assert bare.evidence == ""
    assert mended(bare, criterion, HIDDEN) == criterion
    assert mended(replace(bare, evidence="Ook"), criterion, HIDDEN).evidence == "Ook"


def test_notes_of_the_steps_are_cut_and_put_back() -> None:
    marks = (ReadMark(record_id="d", facts=("Stil",)), ReadMark(record_id="open", facts=("Eén plan.",)))
    item = make_item(
        steps=tuple(StepRecord(step=step, note=f"Noot {step.value}") for step in Step),
        escalation_discussed="Besproken",
        read_marks=marks,
    )
    bare = cut(item, HIDDEN, {"open"})
    assert (bare.escalation_discussed, bare.read_marks) == ("", marks[1:])
    assert all(record.note == "" for record in bare.steps)
    noted = replace(bare, steps=(replace(bare.steps[0], note="Mijn"), *bare.steps[1:]))
    back = mended(noted, item, HIDDEN)
    assert [record.note for record in back.steps] == ["Mijn", *(r.note for r in item.steps[1:])]
    assert set(back.read_marks) == set(marks)
    assert mended(item, item, HIDDEN) == item
    stepless = mended(bare, replace(item, steps=(), read_marks=()), HIDDEN)
    assert stepless == replace(bare, escalation_discussed="Besproken")


def test_no_word_of_what_is_not_in_the_report_goes_along_as_read_aloud() -> None:
    bare = cut(MARKED, HIDDEN, {"d2", "d3"})
    assert [mark.record_id for mark in bare.read_marks] == ["d3"]
    assert set(mended(bare, MARKED, HIDDEN).read_marks) == set(MARKED.read_marks)
    again = ReadMark(record_id="d2", facts=("Eén plan.",))
    back = mended(replace(bare, read_marks=(*bare.read_marks, again)), MARKED, HIDDEN)
    assert [mark for mark in back.read_marks if mark.record_id == "d2"] == [again]


def test_what_is_never_cut_is_what_came_back() -> None:
    action = make_action()
    assert cut(action, HIDDEN) == action
    assert mended(action, replace(action, what="Anders"), HIDDEN) == action
