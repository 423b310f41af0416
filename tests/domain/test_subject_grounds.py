"""Who may know whom a case is about: a recipient with a ground of its own, and never a derde."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.factories import CASE, TODAY, make_case, make_subject
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Subject, SubjectKind
from zvdesk.domain.disclosure import SubjectGround
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.subject_grounds import subject_for, subject_ground

if TYPE_CHECKING:
    from zvdesk.domain.action_lists import ListSubject

LAW = "artikel 10 Wabb"
GROUND = SubjectGround(case_id=CASE, organisation_id="o1", ground=LAW, recorded_on=TODAY)
PERSON = make_subject(
    born_on=date(1984, 2, 29),
    bsn="111222333",
    street="Bedachte Laan",
    house_number="12",
    postcode="1234AB",
    town="Fictiva",
)
RELATED = make_subject(id="subject-2", kind=SubjectKind.RELATED, bsn="999999990", relation="broer")


def organisation(position: WgsPosition = WgsPosition.PUBLIC, organisation_id: str = "o1") -> Organisation:
    return Organisation(id=organisation_id, name="Wijkteam", kind="wijkteam", position=position)


def shown(
    to: Organisation | None, *, grounds: tuple[SubjectGround, ...] = (GROUND,), person: Subject = PERSON
) -> ListSubject | None:
    file = CaseFile(case=make_case(), subjects=(RELATED, person), subject_grounds=grounds)
    return subject_for(file, to)


@pytest.mark.parametrize("position", [WgsPosition.PUBLIC, WgsPosition.PRIVATE])
def test_who_has_a_ground_gets_the_main_subject_and_nobody_else(position: WgsPosition) -> None:
    found = shown(organisation(position))
    assert found is not None
    assert (found.name, found.bsn, found.born_on) == ("Şükrü van Testhuizen", "111222333", date(1984, 2, 29))
    assert found.address == "Bedachte Laan 12, 1234 AB Fictiva"
    assert found.ground == LAW


@pytest.mark.parametrize(
    "to",
    [None, organisation(WgsPosition.THIRD), organisation(organisation_id="o2")],
    ids=["the full list", "a derde", "another organisation"],
)
def test_nobody_else_gets_anything(to: Organisation | None) -> None:
    assert shown(to) is None


def test_an_empty_ground_and_an_unknown_person_give_nothing() -> None:
    assert shown(organisation(), grounds=()) is None
    assert shown(organisation(), grounds=(replace(GROUND, ground=" "),)) is None
    bare = make_subject(given_names="", prefix="", family_name="")
    assert shown(organisation(), person=bare) is None
    assert shown(organisation(), person=replace(PERSON, kind=SubjectKind.RELATED)) is None


def test_only_what_the_case_holds_is_given() -> None:
    found = shown(organisation(), person=make_subject(town="Fictiva"))
    assert found is not None
    assert (found.bsn, found.born_on, found.address) == ("", None, "Fictiva")


def test_a_ground_is_void_as_soon_as_its_organisation_is_a_derde() -> None:
    file = CaseFile(case=make_case(), subjects=(PERSON,), subject_grounds=(GROUND,))
    assert subject_ground(file, organisation()) == LAW
    assert subject_ground(file, organisation(WgsPosition.THIRD)) == ""
