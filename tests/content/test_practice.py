"""The practice table is fresh, lawful and believable: it obeys the rules that zvdesk itself keeps."""

from __future__ import annotations

import itertools
import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from stdnum.nl import bsn as bsn_rules

from tests.factories import read_aloud
from zvdesk import errors
from zvdesk.content.library import Library, load_library
from zvdesk.content.practice import PracticeTable, Script, load_practice, read_practice
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.adoption import list_blockers
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.case_flow import criteria_missing, missing_for
from zvdesk.domain.cases import CaseState, Verdict
from zvdesk.domain.contributions import SecrecyGround, SharingCondition
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.people import ASSIGNABLE_ROLES, Role
from zvdesk.domain.steps import TableContext, step_blockers, step_notices
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.case_files import CaseFile

TODAY = date(2028, 2, 29)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def table(library: Library) -> PracticeTable:
    return read_practice(resources_folder() / "practice", TODAY, library)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(resources_folder() / "practice", tmp_path / "oefening")


def test_the_table_has_every_kind_of_case(table: PracticeTable) -> None:
    assert len(table.cases) >= 8
    assert {file.case.level_code for file in table.cases} >= {"AVE 1", "AVE 2", "AVE 3", "AVE 4"}
    assert {file.case.regime_id for file in table.cases} == {"wgs_zvh", "lokaal"}
    assert {person.role for person in table.persons} == set(ASSIGNABLE_ROLES)
    assert len(table.organisations) >= 15
    assert {organisation.position for organisation in table.organisations} == set(WgsPosition)
    assert any(len(file.referrals) == 2 and len(file.intake_decisions) == 2 for file in table.cases)
    statuses = {update.status for file in table.cases for update in file.updates}
    assert statuses >= {ActionStatus.DONE, ActionStatus.RUNNING, ActionStatus.WAITING}
    assert any(action.is_late(TODAY) for file in table.cases for action in file.actions)
    days = [[u.due_on for u in file.updates if u.action_id == "galerij-beoordeling"] for file in table.cases]
    assert [len(set(found)) for found in days if found] == [3]
    assert {c.sharing_condition for file in table.cases for c in file.contributions} == set(SharingCondition)
    assert table.person(Role.CHAIR).name == "F. Voorbeeld"
    assert len(table.referral_files) >= 3


def test_dates_follow_the_day(library: Library, table: PracticeTable) -> None:
    later = read_practice(resources_folder() / "practice", TODAY + timedelta(days=100), library)
    for before, after in zip(table.cases, later.cases, strict=True):
        assert after.case.first_processed_on - before.case.first_processed_on == timedelta(days=100)
    starts = [meeting.starts_at for meeting in table.meetings if meeting.starts_at]
    assert starts == sorted(starts)
    assert starts[-1].date() == TODAY
    states = [meeting.state for meeting in table.meetings]
    assert states == [MeetingState.CLOSED] * (len(states) - 1) + [MeetingState.OPEN]
    assert load_practice(TODAY) == table


def test_nobody_is_real_and_everyone_has_a_relation(table: PracticeTable) -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in (resources_folder() / "practice").glob("**/*.*"))
    for letter in "Łåćńőřşø":
        assert letter in text.lower() or letter in text, letter
    for file in table.cases:
        for subject in file.subjects:
            assert not subject.bsn or (subject.bsn.startswith("99999") and bsn_rules.is_valid(subject.bsn))
            assert subject.relation or subject is file.main_subject
    assert len({s.bsn for file in table.cases for s in file.subjects if s.bsn}) >= 8
    assert {json.loads(path.read_text(encoding="utf-8"))["soort"] for path in table.referral_files} == {
        "NAZ",
        "VT",
        "ZVH",
    }


@pytest.mark.parametrize("state", [CaseState.TRIAGE, CaseState.ACCEPTED, CaseState.PLANNED])
def test_no_case_skipped_what_the_law_asks(table: PracticeTable, library: Library, state: CaseState) -> None:
    before = {
        CaseState.TRIAGE: CaseState.REGISTERED,
        CaseState.ACCEPTED: CaseState.TRIAGE,
        CaseState.PLANNED: CaseState.ACCEPTED,
    }[state]
    by_id = {organisation.id: organisation for organisation in table.organisations}
    for file in table.cases:
        taken_up = file.case.state not in (CaseState.TRIAGE, CaseState.REJECTED)
        if state is CaseState.TRIAGE or taken_up:
            earlier = replace(file, case=replace(file.case, state=before))
            assert missing_for(earlier, state, library.regime(file.case.regime_id), by_id) == ()
    waiting, rejected = table.case("nachtrust"), table.case("duinpad")
    assert [b.code for b in criteria_missing(waiting)] == [BlockerCode.CRITERION_OPEN]
    in_triage = replace(rejected, case=replace(rejected.case, state=CaseState.TRIAGE))
    assert missing_for(in_triage, CaseState.REJECTED, library.regime("wgs_zvh"), by_id) == ()
    assert Verdict.NO in {criterion.verdict for criterion in rejected.criteria}


def test_secrecy_has_a_ground(table: PracticeTable) -> None:
    bound = {o.id for o in table.organisations if o.has_professional_secrecy}
    for file in table.cases:
        for item in file.contributions:
            assert (item.organisation_id in bound) == (item.secrecy_ground is not SecrecyGround.NONE)
            assert bool(item.secrecy_motivation) == (item.organisation_id in bound)


def after(file: CaseFile, script: Script) -> CaseFile:
    """Return the case after everything in the script was recorded."""
    told = {update.action_id: update for update in script.updates}
    earlier = tuple(
        replace(a, status=told[a.id].status, due_on=told[a.id].due_on) if a.id in told else a
        for a in file.actions
    )
    return replace(
        file,
        case=replace(
            file.case,
            occasion=script.occasion,
            resident_view=script.resident_view,
            shared_goal=script.shared_goal,
            goal_on=script.goal_on,
            goal_indicator=script.goal_indicator,
            level_code=script.level_change.to_code,
            follow_up_on=script.follow_up_on,
            follow_up_note=script.follow_up_note,
            follow_up_guard=script.follow_up_guard,
        ),
        scores=(*file.scores, *script.scores),
        actions=(*earlier, *script.actions),
        conditionals=(*file.conditionals, *script.safety_agreements, *script.conditionals),
        level_changes=(*file.level_changes, script.level_change),
        holders=(*file.holders, *script.holders),
    )


def context(table: PracticeTable, library: Library, script: Script) -> TableContext:
    file = after(table.case(script.case_id), script)
    item = next(i for i in table.todays_meeting.items if i.case_id == script.case_id)
    return TableContext(
        file=file,
        item=read_aloud(
            replace(item, present_ids=script.present_ids, is_in_danger=script.is_in_danger), file
        ),
        scheme=library.scheme(file.case.scheme_id, file.case.scheme_version),
        organisations={organisation.id: organisation for organisation in table.organisations},
        kind_labels={kind.code: kind.label for kind in library.organisation_kinds},
        on=TODAY,
    )


def test_the_scripts_lead_through_all_five_steps(table: PracticeTable, library: Library) -> None:
    for script in table.scripts:
        at_table = context(table, library, script)
        for step in Step:
            assert step_blockers(step, at_table) == (), (script.case_id, step)
        codes = {notice.code for notice in step_notices(Step.LEAD, at_table)}
        assert codes <= {BlockerCode.PARTNER_MISSING}
        assert set(script.agreed_ids) <= set(script.present_ids)
        assert script.notes
        assert not script.is_in_danger or script.safety_agreements


def test_today_one_goes_up_one_goes_down_and_one_stays(table: PracticeTable) -> None:
    moves = [(s.level_change.from_code, s.level_change.to_code) for s in table.scripts]
    assert moves == [("AVE 2", "AVE 3"), ("AVE 3", "AVE 3"), ("AVE 3", "AVE 2")]
    for script in table.scripts:
        assert script.level_change.from_code == table.case(script.case_id).case.level_code
        assert script.level_change.meeting_id == table.todays_meeting.id == script.meeting_id


def test_one_derde_gets_a_list_and_one_does_not(table: PracticeTable) -> None:
    by_id = {organisation.id: organisation for organisation in table.organisations}
    assert list_blockers(table.case("galerij"), by_id["corporatie"], 60) == ()
    refused = {blocker.code for blocker in list_blockers(table.case("koers"), by_id["school"], 60)}
    assert BlockerCode.THIRD_GROUND_MISSING in refused


def test_the_level_of_a_case_is_that_of_its_last_decision(table: PracticeTable) -> None:
    for file in table.cases:
        changes = sorted(file.level_changes, key=lambda change: change.changed_on)
        assert file.case.level_code == (changes[-1].to_code if changes else "")
        for earlier, later in itertools.pairwise(changes):
            assert later.from_code == earlier.to_code


def broken(folder: Path, name: str, old: str, new: str) -> tuple[str, str, str]:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(errors.ContentInvalid) as caught:
        read_practice(folder, TODAY, load_library())
    return caught.value.file, caught.value.key, caught.value.reason


CASE = "cases/01-galerij.toml"
FAULTS: list[tuple[str, str, str, str, str]] = [
    ("table.toml", 'rol = "voorzitter"', 'rol = "noodtoegang"', "persoon[1].rol", "not_in_list"),
    ("table.toml", 'id = "coordinator"', 'id = "voorzitter"', "persoon[2].id", "duplicate"),
    ("table.toml", 'id = "dji"', 'id = "rvdk"', "organisatie[2].id", "duplicate"),
    ("table.toml", 'id = "tafel-2"', 'id = "tafel-1"', "overleg[3].id", "duplicate"),
    ("table.toml", "dag = -28", "dag = -50", "overleg", "wrong_order"),
    ("table.toml", "dag = 0", "dag = 1", "overleg", "wrong_order"),
    ("table.toml", "dag = -6", "dag = 0", "overleg", "wrong_order"),
    ("table.toml", '["marktplein"]', '["weg"]', "overleg[4].casussen[1]", "not_in_list"),
    ("table.toml", 'sjabloon = "spoed"', 'sjabloon = "feest"', "overleg[4].sjabloon", "not_in_list"),
    (CASE, 'id = "galerij"', 'id = "koers"', "casus.id", "duplicate"),
    (CASE, 'bsn = "999990007"', 'bsn = "999990008"', "persoon[1].bsn", "bad_bsn"),
    (CASE, 'postcode = "9876 ZX"', 'postcode = "0000 AA"', "persoon[1].postcode", "bad_postcode"),
    (CASE, 'gebied = "wonen"', 'gebied = "ruimte"', "score[2].gebied", "not_in_list"),
    (CASE, "score = 2", "score = 9", "score[1].score", "not_in_list"),
    (CASE, 'overleg = "tafel-1"', 'overleg = "vandaag"', "besluit[1].overleg", "not_in_list"),
    (CASE, 'actie = "galerij-beoordeling"', 'actie = "x"', "vandaag.stand[1].actie", "not_in_list"),
    (CASE, 'id = "galerij-buren"', 'id = "galerij-huurschuld"', "", ""),
    (CASE, 'organisatie = "politie"', 'organisatie = "wijkteam"', "deelname[2].organisatie", "duplicate"),
    (CASE, 'motivering = "Meneer gaf', 'motief = "Meneer gaf', "inbreng[3].motivering", "missing"),
    (CASE, "direct_gevaar = false", "direct_gevaar = 0", "vandaag.direct_gevaar", "wrong_type"),
    (CASE, "[vandaag]", "[vandaag]\nextra = 1", "vandaag.extra", "unknown_key"),
]


@pytest.mark.parametrize(("name", "old", "new", "key", "reason"), FAULTS)
def test_a_fault_is_named(folder: Path, name: str, old: str, new: str, key: str, reason: str) -> None:
    found = broken(folder, name, old, new)
    if reason:
        file = {"casus.id": "02-koers.toml"}.get(key, name.rpartition("/")[2])
        assert found == (file, key, reason)
    else:
        assert found == ("01-galerij.toml", "actie.galerij-huurschuld", "duplicate")


@pytest.mark.parametrize(
    ("cases", "file", "reason"),
    [
        ('["koers", "thuiskomst"]', "01-galerij.toml", "not_in_list"),
        ('["galerij", "koers", "thuiskomst", "tuinhuis"]', "05-tuinhuis.toml", "missing"),
    ],
)
def test_todays_cases_and_scripts_belong_together(folder: Path, cases: str, file: str, reason: str) -> None:
    path = folder / "table.toml"
    head, found, tail = path.read_text(encoding="utf-8").rpartition('["galerij", "koers", "thuiskomst"]')
    assert found
    path.write_text(head + cases + tail, encoding="utf-8")
    with pytest.raises(errors.ContentInvalid) as caught:
        read_practice(folder, TODAY, load_library())
    assert (caught.value.file, caught.value.key, caught.value.reason) == (file, "vandaag", reason)


def test_too_many_cases(folder: Path) -> None:
    for number in range(100):
        (folder / "cases" / f"x{number:03}.toml").write_text("", encoding="utf-8")
    with pytest.raises(errors.ContentInvalid) as caught:
        read_practice(folder, TODAY, load_library())
    assert caught.value.reason == "too_many_files"
