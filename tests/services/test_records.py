"""Keep and erase the records of a case: each kind, and what each refuses."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.exchange.referral_files import referral
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_case,
    make_conditional,
    make_contribution,
    make_holder,
    make_intake,
    make_level_change,
    make_participation,
    make_referral,
    make_score,
    make_subject,
)
from tests.services.world import World, accepted_case, log
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.cases import CaseState, Factor, FactorKind, IntakeCriterion, Question, SubjectKind
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Role
from zvdesk.domain.polls import Poll, PollKind
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.errors import (
    AlreadyImported,
    ContentMissing,
    FileUnreadable,
    InvalidField,
    NotFound,
    ReadOnly,
    ReferralRefused,
)
from zvdesk.resources import resources_folder
from zvdesk.services import cases, house, referrals, vaults
from zvdesk.services.records import _RULES, MAXIMUM_TEXT, Record
from zvdesk.storage.tables import RECORDS
from zvdesk.texts.messages import _FIELDS, message

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk


@pytest.fixture
def case_id(desk: Desk) -> str:
    return cases.open_case(desk, alias="Uil").id


def every_kind(case_id: str, known: dict[str, str]) -> list[Record]:
    """Return one new, valid record of each kind that hangs on a case."""
    own = {"id": "", "case_id": case_id}
    return [
        make_referral(**own),
        Question(case_id=case_id, question="Sinds wanneer?", answer=""),
        make_subject(**own),
        make_intake(**own, decider_ids=(known["gemeente"],)),
        make_participation(known["ggz"], **own),
        make_contribution(**own, organisation_id=known["ggz"], named_organisation_ids=(known["politie"],)),
        make_score(**own),
        Factor(case_id=case_id, kind=FactorKind.RISK, text="Schulden"),
        Decision(case_id=case_id, text="Eén plan.", decided_on=TODAY),
        Reservation(case_id=case_id, organisation_id=known["ggz"], text="Onder voorbehoud"),
        make_action(**own, meeting_id="", organisation_id=known["ggz"]),
        make_conditional(**own, meeting_id="", organisation_id=known["ggz"]),
        Information(case_id=case_id, text="Was gisteren thuis."),
        ParkedPoint(case_id=case_id, text="De hond."),
        Poll(case_id=case_id, meeting_id="", step=Step.ANALYSIS, kind=PollKind.NORM),
        make_holder(Responsibility.CASE_LEAD, **own, organisation_id=known["ggz"]),
        make_level_change(**own, meeting_id=""),
        ThirdPartyGround(case_id=case_id, organisation_id=known["corporatie"], recorded_on=TODAY),
        SubjectGround(
            case_id=case_id, organisation_id=known["gemeente"], ground="artikel 10 Wabb", recorded_on=TODAY
        ),
    ]


def test_every_kind_is_kept_changed_erased_and_taken_back(desk: Desk, world: World, case_id: str) -> None:
    new = every_kind(case_id, world.organisations)
    assert {type(record) for record in new} | {IntakeCriterion, type(make_case())} == set(_RULES)
    for record in new:
        kept = cases.save(desk, record)
        assert kept.id
        file = cases.case_file(desk, case_id)
        everything = [r for f in fields(file) if f.name != "case" for r in getattr(file, f.name)]
        assert kept in everything
        assert cases.save(desk, kept) == kept
        changes = cases.erase(desk, kept)
        assert changes.case_ids == {case_id}
        assert changes.kinds == {RECORDS[type(record)].name}
        with pytest.raises(NotFound):
            cases.erase(desk, kept)
        assert cases.save(desk, kept) == kept  # undo
        assert log(desk)[0].object == _RULES[type(record)].label


@pytest.mark.parametrize("kind", list(_RULES), ids=lambda kind: kind.__name__)
def test_every_text_has_a_longest_length_and_a_dutch_name(kind: type) -> None:
    texts = [field.name for field in fields(kind) if field.type == "str"]
    assert texts
    for name in texts:
        assert name in _FIELDS, name
        words = message(InvalidField(name, "too_long"))
        assert name not in words.split() or name in ("reason", "told")


def test_a_text_that_is_too_long_is_refused(desk: Desk, world: World, case_id: str) -> None:
    for record in every_kind(case_id, world.organisations):
        for field in fields(record):
            if field.type != "str" or field.name in ("id", "case_id"):
                continue
            values = {field.name: "x" * (MAXIMUM_TEXT + 1)}
            with pytest.raises(InvalidField) as refused:
                cases.save(desk, replace(record, **values))
            assert (refused.value.field, refused.value.reason) == (field.name, "too_long")
    longest = Factor(case_id=case_id, kind=FactorKind.RISK, text="x" * MAXIMUM_TEXT)
    assert cases.save(desk, longest).text == longest.text


def test_what_must_be_there_may_not_be_empty(desk: Desk, world: World, case_id: str) -> None:
    for record in every_kind(case_id, world.organisations):
        for name in _RULES[type(record)].required:
            empty = () if name.endswith("_ids") else " \n"
            with pytest.raises(InvalidField) as refused:
                cases.save(desk, replace(record, **{name: empty}))
            assert (refused.value.field, refused.value.reason) == (name, "empty")


_LOOKED_UP = ("kind", "to_code", "from_code", "organisation_id", "decider_ids", "named_organisation_ids")


def refused(desk: Desk, record: Record) -> tuple[str, str]:
    earlier = len(log(desk))
    with pytest.raises(InvalidField) as error:
        cases.save(desk, record)
    lines, refusal = log(desk)[: len(log(desk)) - earlier], (error.value.field, error.value.reason)
    is_looked_up = error.value.field in _LOOKED_UP or error.value.reason in ("second", "read_only")
    assert [line.result for line in lines] == ["mislukt"] * is_looked_up  # typing leaves no line
    return refusal


@pytest.mark.parametrize("bsn", ["123456789", "99999001", "9999900190", "abc", "000000000"])
def test_a_bsn_passes_the_elfproef_or_stays_empty(desk: Desk, case_id: str, bsn: str) -> None:
    assert refused(desk, make_subject(id="", case_id=case_id, bsn=bsn)) == ("bsn", "bad_bsn")


def test_a_good_bsn_and_postcode_are_kept(desk: Desk, case_id: str) -> None:
    kept = cases.save(desk, make_subject(id="", case_id=case_id, bsn="999990019", postcode="1234 AB"))
    assert (kept.bsn, kept.postcode) == ("999990019", "1234 AB")
    assert cases.save(desk, replace(kept, postcode="1234AB", gender="9")).postcode == "1234AB"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"postcode": "0234 AB"}, ("postcode", "bad_postcode")),
        ({"postcode": "1234 ab"}, ("postcode", "bad_postcode")),
        ({"gender": "x"}, ("gender", "not_in_list")),
        ({"given_names": "", "prefix": "", "family_name": " "}, ("family_name", "empty")),
    ],
)
def test_a_subject_that_cannot_be_is_refused(
    desk: Desk, case_id: str, changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert refused(desk, make_subject(**{"id": "", "case_id": case_id, **changes})) == expected


def test_what_is_there_once_cannot_be_added_twice(desk: Desk, world: World) -> None:
    own = {"id": "", "case_id": world.case_id}
    assert refused(desk, make_subject(**own)) == ("kind", "second_main")
    again = make_participation(world.organisations["ggz"], **own)
    assert refused(desk, again) == ("organisation_id", "second")
    assert refused(desk, IntakeCriterion(case_id=world.case_id, code="a")) == ("code", "second")
    assert refused(desk, IntakeCriterion(case_id=world.case_id, code="e")) == ("code", "not_in_list")
    related = make_subject(**own, kind=SubjectKind.RELATED)
    assert cases.save(desk, related).kind is SubjectKind.RELATED


def test_choices_come_from_their_lists(desk: Desk, world: World, case_id: str) -> None:
    own = {"id": "", "case_id": case_id}
    assert refused(desk, make_score(**own, domain="weg")) == ("domain", "not_in_list")
    assert refused(desk, make_score(**own, score=99)) == ("score", "not_in_list")
    assert refused(desk, make_level_change(**own, to_code="AVE 9")) == ("to_code", "not_in_list")
    assert refused(desk, make_level_change(**own, from_code="AVE 9")) == ("from_code", "not_in_list")
    assert refused(desk, make_action(**own, organisation_id="weg")) == ("organisation_id", "not_in_list")
    assert refused(desk, make_intake(**own, decider_ids=("weg",))) == ("decider_ids", "not_in_list")
    named = make_contribution(
        **own, organisation_id=world.organisations["ggz"], named_organisation_ids=("weg",)
    )
    assert refused(desk, named) == ("named_organisation_ids", "not_in_list")
    backwards = make_holder(
        Responsibility.CASE_LEAD,
        **own,
        organisation_id=world.organisations["ggz"],
        until_on=TODAY - timedelta(days=1),
    )
    assert refused(desk, backwards) == ("until_on", "order")


def test_only_public_participants_decide_and_locally_anybody(desk: Desk, world: World) -> None:
    for regime, is_free in (("wgs_zvh", False), ("lokaal", True)):
        case = cases.open_case(desk, regime_id=regime)
        decision = make_intake(id="", case_id=case.id, decider_ids=(world.organisations["ggz"],))
        if is_free:
            assert cases.save(desk, decision).id
        else:
            with pytest.raises(Blocked) as error:
                cases.save(desk, decision)
            assert error.value.blockers[0].code is BlockerCode.DECIDER_NOT_PUBLIC
            assert error.value.blockers[0].names == ("GGZ Verzonnen",)


@pytest.mark.parametrize(
    "name", ["number", "state", "scheme_id", "scheme_version", "first_processed_on", "created_at"]
)
def test_what_is_pinned_cannot_be_changed(desk: Desk, world: World, name: str) -> None:
    case = cases.case_file(desk, world.case_id).case
    values = {
        "number": "2026-9999",
        "state": CaseState.CLOSED,
        "scheme_id": "anders",
        "scheme_version": 2,
        "first_processed_on": TODAY + timedelta(days=1),
        "created_at": NOW + timedelta(days=1),
    }
    changed = make_case(**{**{f: getattr(case, f) for f in case.__slots__}, name: values[name]})
    assert refused(desk, changed) == (name, "read_only")


def test_a_case_keeps_what_is_written_and_refuses_unknown_content(desk: Desk, world: World) -> None:
    case = cases.case_file(desk, world.case_id).case
    assert cases.save(desk, replace(case, alias=" Uil\x00 ", purpose="Doel")).alias == "Uil"
    with pytest.raises(ContentMissing):
        cases.save(desk, replace(case, regime_id="weg"))
    with pytest.raises(ContentMissing):
        cases.save(desk, replace(case, life_domain_set_id="weg"))
    with pytest.raises(NotFound):
        cases.save(desk, replace(case, id="weg"))
    with pytest.raises(NotFound):
        cases.save(desk, make_subject(id="", case_id="weg"))
    with pytest.raises(ReadOnly):
        cases.erase(desk, case)
    with pytest.raises(ContentMissing):
        cases.open_case(desk, regime_id="weg")


def test_the_level_of_a_case_is_its_latest_decision(desk: Desk, case_id: str) -> None:
    def level() -> str:
        return cases.case_file(desk, case_id).case.level_code

    own = {"id": "", "case_id": case_id, "meeting_id": ""}
    first = cases.save(desk, make_level_change(**own, from_code="", to_code="AVE 2"))
    assert level() == "AVE 2"
    second = cases.save(desk, make_level_change(**own, from_code="AVE 2", to_code="AVE 4"))
    assert level() == "AVE 4"
    cases.save(desk, replace(first, motivation="Anders gezegd"))
    assert level() == "AVE 4"
    cases.erase(desk, second)
    assert level() == "AVE 2"
    cases.erase(desk, first)
    assert level() == ""


def test_an_action_says_when_it_was_recorded(desk: Desk, world: World, case_id: str) -> None:
    own = {"id": "", "case_id": case_id, "meeting_id": "", "organisation_id": world.organisations["ggz"]}
    kept = cases.save(desk, make_action(**own))
    assert kept.recorded_at == NOW
    assert cases.save(desk, replace(kept, what="Anders")).recorded_at == NOW


# --- cases -----------------------------------------------------------------------------------------------


def test_numbers_follow_each_other(desk: Desk) -> None:
    numbers = [cases.open_case(desk).number for _ in range(3)]
    assert numbers == ["2026-0002", "2026-0003", "2026-0004"]


def test_a_case_moves_when_nothing_lacks(desk: Desk, world: World, case_id: str) -> None:
    with pytest.raises(Blocked) as error:
        cases.move_case(desk, case_id, CaseState.TRIAGE)
    codes = {blocker.code for blocker in error.value.blockers}
    assert codes == {
        BlockerCode.NO_REFERRER,
        BlockerCode.NO_QUALITY_CHECK,
        BlockerCode.NO_MAIN_SUBJECT,
    }
    with pytest.raises(NotFound):
        cases.move_case(desk, "weg", CaseState.TRIAGE)
    for target in (CaseState.PLANNED, CaseState.IN_MEETING, CaseState.ADOPTED):
        with pytest.raises(Blocked):
            cases.move_case(desk, world.case_id, target)
    assert cases.case_file(desk, case_id).case.state is CaseState.REGISTERED


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound):
        cases.case_file(desk, "weg")
    with pytest.raises(NotFound):
        cases.case_by_its_number(desk, "1999-0001")


def test_contributions_are_for_who_may_read_them(world: World) -> None:
    for role, may_read in (
        (Role.CHAIR, True),
        (Role.COORDINATOR, True),
        (Role.PRIVACY_OFFICER, True),
        (Role.SECRETARY, False),
        (Role.FUNCTIONAL_ADMIN, False),
    ):
        desk = world.desk(role)
        assert bool(cases.case_file(desk, world.case_id).contributions) is may_read
        found = {hit.kind for hit in cases.search_cases(desk, "zorg sinds 2025")}
        assert ("contributions" in found) is may_read
        vaults.lock(desk)


# --- the house -------------------------------------------------------------------------------------------


def test_a_local_term_is_set_with_its_basis(world: World) -> None:
    desk = world.desk(Role.FUNCTIONAL_ADMIN)
    local, wgs = desk.library.regime("lokaal"), desk.library.regime("wgs_zvh")
    assert (house.retention_months(desk, wgs), house.retention_months(desk, local)) == (60, None)
    for regime, months, basis, expected in (
        ("wgs_zvh", 12, "x", ("months", "read_only")),
        ("lokaal", 0, "x", ("months", "out_of_range")),
        ("lokaal", 61, "x", ("months", "out_of_range")),
        ("lokaal", 12, " ", ("basis", "empty")),
    ):
        with pytest.raises(InvalidField) as error:
            house.set_retention(desk, regime, months, basis)
        assert (error.value.field, error.value.reason) == expected
    house.set_retention(desk, "lokaal", 24, "Selectielijst")
    house.set_retention(desk, "lokaal", 36, "Convenant")
    assert house.retention_months(desk, local) == 36
    house.revise_house(desk, contact=" Bureau ", regime_id="lokaal")
    assert (desk.house.contact, desk.house.regime_id) == ("Bureau", "lokaal")
    vaults.lock(desk)
    again = world.desk(Role.CHAIR)
    assert (again.house.contact, again.house.regime_id) == ("Bureau", "lokaal")
    assert cases.open_case(again).regime_id == "lokaal"
    vaults.lock(again)


def test_an_organisation_has_a_name_and_a_kind(desk: Desk) -> None:
    made = Organisation(name=" School ", kind="school", position=WgsPosition.THIRD)
    kept = house.save_organisation(desk, made)
    assert kept in house.organisations(desk)
    assert house.organisations_by_id(desk)[kept.id].name == "School"
    archived = house.save_organisation(desk, replace(kept, is_archived=True))
    assert house.organisations_by_id(desk)[kept.id] == archived
    for wrong, field in ((replace(made, name=" "), "name"), (replace(made, kind="weg"), "kind")):
        with pytest.raises(InvalidField) as error:
            house.save_organisation(desk, wrong)
        assert error.value.field == field


def test_the_own_scheme_of_a_house_is_for_new_cases(world: World) -> None:
    own = world.folder / vaults.CONTENT_FOLDER / "escalation"
    own.mkdir(parents=True)
    desk = world.desk()
    assert house.current_scheme(desk).id == "ave-standaard"
    vaults.lock(desk)
    shipped = resources_text("escalation/ave-standaard-1.toml")
    (own / "eigen.toml").write_text(shipped.replace('id = "ave-standaard"', 'id = "eigen"'), "utf-8")
    desk = world.desk()
    assert cases.open_case(desk).scheme_id == "eigen"
    assert cases.case_file(desk, world.case_id).case.scheme_id == "ave-standaard"
    vaults.lock(desk)


def resources_text(name: str) -> str:
    return (resources_folder() / name).read_text(encoding="utf-8")


# --- referrals -------------------------------------------------------------------------------------------


def test_a_referral_becomes_a_case_once(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "melding.json"
    path.write_text(json.dumps(referral() | {"extra": 1}), encoding="utf-8")
    imported = referrals.import_referral(desk, path)
    file = cases.case_file(desk, imported.case.id)
    assert [s.family_name for s in file.subjects] == ["Test", "Test"]
    assert [q.question for q in file.questions] == ["Sinds wanneer?"]
    assert file.referral is not None
    assert file.referral.request == "Graag meedenken."
    assert [note.kind for note in imported.notes] == ["unknown_field"]
    with pytest.raises(AlreadyImported) as again:
        referrals.import_referral(desk, path)
    assert again.value.case_number == imported.case.number
    assert len(cases.case_rows(desk)) == 2


def test_a_referral_that_is_refused_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "melding.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ReferralRefused):
        referrals.import_referral(desk, path)
    with pytest.raises(FileUnreadable):
        referrals.import_referral(desk, tmp_path / "weg.json")
    with pytest.raises(FileUnreadable):
        referrals.import_referral(desk, tmp_path)
    assert len(cases.case_rows(desk)) == 1


def test_cases_of_every_kind_can_be_brought_to_the_table(desk: Desk, world: World) -> None:
    made = accepted_case(desk, world.organisations, alias="Ĳsvogel", regime_id="lokaal")
    assert made.state is CaseState.ACCEPTED
    assert [hit.case_number for hit in cases.search_cases(desk, "ijsvogel")] == [made.number]
