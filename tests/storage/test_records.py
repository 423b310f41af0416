"""Records go into the vault and come out as the same values; and whole cases and meetings with them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from tests.factories import (
    CASE,
    MEETING,
    NOW,
    ORGANISATIONS,
    TODAY,
    make_action,
    make_case,
    make_file,
    make_item,
    make_meeting,
    make_subject,
)
from tests.storage.conftest import PASSPHRASE
from zvdesk.domain.actions import ActionAnswer, ActionStatus, ActionUpdate, Informing
from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Question
from zvdesk.domain.colleagues import Acquaintance, Colleague
from zvdesk.domain.disclosure import Disclosure, HandOverWay, SubjectGround, ThirdPartyGround
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.domain.handovers import Direction, Envelope, Handover, Pen, Reach
from zvdesk.domain.keeping import Destruction, DestructionGround, KeptCopy, SealedKey, ShieldedCase
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.people import Person, Role
from zvdesk.storage import codec
from zvdesk.storage.cases import case_by_number, load_case
from zvdesk.storage.house import facts, get_fact, set_fact
from zvdesk.storage.meetings import adopted_lists, load_meeting, save_meeting
from zvdesk.storage.records import (
    erase_record,
    find_records,
    get_record,
    insert_record,
    replace_record,
    save_record,
)
from zvdesk.storage.tables import RECORDS
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTRA = (
    Question(id="question-1", case_id=CASE, question="Sinds wanneer?", answer=""),
    ActionUpdate(
        id="update-1",
        case_id=CASE,
        action_id="action-1",
        updated_at=NOW,
        updated_by="C",
        status=ActionStatus.DONE,
        answer=ActionAnswer.DONE,
    ),
    ThirdPartyGround(id="ground-1", case_id=CASE, organisation_id="corporatie", recorded_on=TODAY),
    SubjectGround(
        id="subject-ground-1",
        case_id=CASE,
        organisation_id="gemeente",
        ground="artikel 10 Wabb",
        recorded_by="S",
        recorded_on=TODAY,
    ),
    Disclosure(
        id="disclosure-1",
        case_id=CASE,
        meeting_id=MEETING,
        document_id="d",
        kind="actielijst",
        recipient_id="",
        recipient="",
        purpose="p",
        ground="g",
        version=1,
        sha256="00",
        made_at=NOW,
        destroy_before=TODAY,
        checked_by="S",
        checked_on=TODAY,
        handed_over_by="S",
        handed_over_on=TODAY,
        handed_over_how=HandOverWay.ON_PAPER_AT_TABLE,
        received_on=TODAY,
        subject_ground="artikel 10 Wabb",
    ),
    EditHistory(id="history-1", case_id=CASE, field="note:item:plan", texts=("", "een", "één"), place=1),
    ShieldedCase(
        id="case-9",
        number="2021-0009",
        regime_id="wgs_zvh",
        first_processed_on=TODAY,
        closed_on=TODAY,
        destroy_before=None,
        shielded_at=NOW,
        shielded_by="B",
        keys=(SealedKey(person_id="p1", sealed="00ff"),),
        content=b"\x00\xff",
    ),
    Destruction(
        id="destruction-1",
        erased_case_id="case-8",
        case_number="2021-0008",
        regime_id="wgs_zvh",
        ground=DestructionGround.TERM,
        first_processed_on=TODAY,
        destroyed_at=NOW,
        destroyed_by="B",
        role="functioneel_beheerder",
        records=12,
    ),
    KeptCopy(
        id="disclosure-0",
        document_id="d0",
        case_number="2021-0008",
        kind="actielijst",
        recipient="GGZ",
        version=1,
        sha256="00",
        made_at=NOW,
        destroy_before=TODAY,
    ),
    Colleague(
        id="ab" * 32,
        name="F. Voorbeeld",
        role=Role.SECRETARY,
        organisation="Huis Zuid",
        certificate=b"\x00\xff",
        house_certificate=b"\xff",
        sealing_public=bytes(32),
        met_on=TODAY,
        met_by=Acquaintance.READ_ALOUD,
        ended_on=TODAY,
    ),
    Pen(id="case-7", chain=("a", "b"), holder_id="ab" * 32, holder="F.", since=NOW, void=("c",)),
    Handover(
        id="a",
        direction=Direction.SENT,
        at=NOW,
        colleague_ids=("ab" * 32,),
        names=("F. Voorbeeld",),
        reach=Reach.CASE,
        case_ids=("case-7",),
        expires_on=TODAY,
        sequence=1,
        sha256="00",
        vault_id="v",
        log_sequence=2,
        log_mac="ff",
        is_return=True,
    ),
    Envelope(
        id="e",
        case_id=CASE,
        sealed=b"\x00\xff",
        reader_ids=("ab" * 32,),
        readers=("F. Voorbeeld",),
        made_by="C",
        made_at=NOW,
    ),
    Evaluation(id="evaluation-1", meeting_id=MEETING, organisation_id="ggz", goal_clear=Tap.PARTLY),
    AdoptedList(
        id="adopted-1",
        meeting_id=MEETING,
        case_id=CASE,
        version=1,
        adopted_at=NOW,
        adopted_by="F",
        content=adopted_content(make_file(), MEETING, level_before="", agreed=2, on=TODAY),
    ),
    Person(
        id="p1",
        name="Ş. Ĳ",
        role=Role.CHAIR,
        from_on=TODAY,
        certificate=b"\x00\xff",
        sealing_public=bytes(32),
    ),
)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give a vault with the released schema and one case in it."""
    folder = tmp_path_factory.mktemp("released") / "echt.zvkluis"
    vault, _ = Vault.create(folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False)
    with vault.transaction() as connection:
        for organisation in ORGANISATIONS.values():
            insert_record(connection, organisation)
        save_meeting(connection, make_meeting(items=()))
        file = make_file()
        for part in fields(file):
            values = getattr(file, part.name)
            for record in values if part.name != "case" else (values,):
                insert_record(connection, record)
        save_meeting(connection, make_meeting())
        for record in EXTRA:
            insert_record(connection, record)
    yield vault
    vault.close()


def test_every_kind_of_record_comes_back_as_it_went_in(released: Vault) -> None:
    file = make_file()
    stored = [r for part in fields(file) if part.name != "case" for r in getattr(file, part.name)]
    stored += [
        file.case,
        *make_meeting().items,
        replace(make_meeting(), items=()),
        *ORGANISATIONS.values(),
        *EXTRA,
    ]
    assert {type(record) for record in stored} == set(RECORDS)
    with released.read() as connection:
        for record in stored:
            assert get_record(connection, type(record), record.id) == record


def test_a_case_is_loaded_with_all_that_hangs_on_it(released: Vault) -> None:
    with released.read() as connection:
        file = load_case(connection, CASE)
        assert file is not None
        assert load_case(connection, "weg") is None
        assert case_by_number(connection, "2026-0001") == file.case
        assert case_by_number(connection, "weg") is None
    expected = replace(
        make_file(),
        questions=(EXTRA[0],),
        updates=(EXTRA[1],),
        grounds=(EXTRA[2],),
        subject_grounds=(EXTRA[3],),
    )
    for part in fields(CaseFile):
        if part.name != "case":
            assert set(getattr(file, part.name)) == set(getattr(expected, part.name)), part.name
    assert file.case == expected.case


def test_a_meeting_keeps_exactly_its_agenda(released: Vault) -> None:
    with released.transaction() as connection:
        insert_record(connection, make_case(id="case-2", number="2026-0002"))
        second = make_item(id="item-2", position=1, case_id="case-2")
        both = make_meeting(items=(second, make_item(position=2)))
        save_meeting(connection, both)
        assert load_meeting(connection, MEETING) == both
        save_meeting(connection, make_meeting())
        assert load_meeting(connection, MEETING) == make_meeting()
        assert load_meeting(connection, "weg") is None
        assert get_record(connection, AgendaItem, "item-2") is None
        assert get_record(connection, Meeting, MEETING) == replace(make_meeting(), items=())


def test_adopted_lists_come_in_order(released: Vault) -> None:
    with released.read() as connection:
        assert adopted_lists(connection, MEETING, CASE) == tuple(
            r for r in EXTRA if isinstance(r, AdoptedList)
        )
        assert adopted_lists(connection, "weg", CASE) == ()


def test_a_record_is_replaced_saved_and_erased(released: Vault) -> None:
    action = make_action(id="action-9")
    with released.transaction() as connection:
        assert not replace_record(connection, action)
        save_record(connection, action)
        changed = replace(action, what="Anders", informing=Informing.DONE)
        assert replace_record(connection, changed)
        save_record(connection, changed)
        assert get_record(connection, type(action), action.id) == changed
        assert erase_record(connection, type(action), action.id)
        assert not erase_record(connection, type(action), action.id)


def test_records_are_found_by_what_they_hold(released: Vault) -> None:
    with released.read() as connection:
        found = find_records(connection, type(make_action()), status=ActionStatus.OPEN, case_id=CASE)
        assert [action.id for action in found] == ["action-1", "action-2"]
        dated = find_records(connection, type(make_action()), due_on=date(2026, 3, 26))
        assert len(dated) == 2


def test_a_record_of_no_case_is_refused_and_nothing_stays(released: Vault) -> None:
    def insert_both() -> None:
        with released.transaction() as connection:
            insert_record(connection, make_subject(id="s-8"))
            insert_record(connection, make_subject(id="s-9", case_id="weg"))

    with pytest.raises(IntegrityError):
        insert_both()
    with released.read() as connection:
        assert get_record(connection, type(make_subject()), "s-8") is None


def test_facts_of_the_house_are_set_and_set_again(released: Vault) -> None:
    with released.transaction() as connection:
        assert get_fact(connection, "proef") is None
        set_fact(connection, "proef", "één")
        set_fact(connection, "proef", "twee")
        assert get_fact(connection, "proef") == "twee"
        set_fact(connection, "proef_1", "drie")
        set_fact(connection, "proefX1", "vier")
        assert facts(connection, "proef_") == {"proef_1": "drie"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    what=st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    due=st.none() | st.dates(),
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    is_urgent=st.booleans(),
)
def test_any_text_day_and_time_survives(
    released: Vault, what: str, due: date | None, at: datetime | None, *, is_urgent: bool
) -> None:
    action = make_action(id="any", what=what, due_on=due, recorded_at=at, is_urgent=is_urgent)
    with released.transaction() as connection:
        save_record(connection, action)
        assert get_record(connection, type(action), "any") == action


def test_a_field_that_a_later_version_added_is_passed_over() -> None:
    hint = codec.hints(AdoptedList)["content"]
    (adopted,) = (r for r in EXTRA if isinstance(r, AdoptedList))
    column = codec.to_column(adopted.content, hint)
    later = column.replace('{"goal"', '{"later":1,"goal"', 1)
    assert codec.from_column(later, hint) == codec.from_column(column, hint)


def test_bytes_inside_a_nested_value_survive() -> None:
    people = tuple[Person, ...]
    person = tuple(r for r in EXTRA if isinstance(r, Person))
    kept = codec.from_column(codec.to_column(person, people), people)
    assert kept == (person[0],)
    assert codec.to_column(None, people) is None
