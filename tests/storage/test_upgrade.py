"""A vault of the first released schema opens in this zvdesk, keeps every row, and every record reads back."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import column, insert, select, table

from tests.storage.conftest import PASSPHRASE
from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.agenda import Step
from zvdesk.domain.cases import Case, Subject
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.disclosure import SubjectGround
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handovers import Envelope, Handover, Pen
from zvdesk.domain.keeping import Destruction, KeptCopy, RetentionExtension, ShieldedCase
from zvdesk.domain.meetings import AgendaItem, MeetingState, Phase, StepRecord, StepStatus
from zvdesk.domain.overviews import AuditLine
from zvdesk.domain.polls import Poll
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.storage import audit, migrations
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import load_meeting
from zvdesk.storage.migrations import VERSIONS, known_revisions
from zvdesk.storage.records import find_records, get_record, save_record
from zvdesk.storage.tables import RECORDS
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import TableClause

    from zvdesk.domain.decisions import Decision, Reservation
    from zvdesk.storage.connection import Connection

Value = str | int | bytes | None
Kept = dict[str, tuple[list[str], list[tuple[Value, ...]]]]  # columns and rows by table
Upgraded = tuple[Vault, Kept]
DAY, MOMENT = "2026-03-12", "2026-03-12T09:00:00+00:00"
OLD = "0001"

#: Of each table what is not just a text or a number; the rest is filled by the type of its column.
_ACTION = {
    "id": "a1",
    "case_id": "c1",
    "meeting_id": "m1",
    "what": "Elke week langsgaan",
    "organisation_id": "o1",
    "person": "D. Gemeente",
    "due_on": DAY,
    "condition": "",
    "is_urgent": False,
    "informing": "nog_niet",
    "informing_note": "",
    "informing_recheck_on": None,
    "status": "open",
    "names_holder_of": "casusregie",
    "recorded_at": MOMENT,
}
_DECISION = {"id": "b1", "case_id": "c1", "meeting_id": "m1", "text": "Eén plan.", "decided_on": DAY}
_CONDITIONAL = {
    "id": "g1",
    "case_id": "c1",
    "meeting_id": "m1",
    "trigger": "Overlast",
    "response": "Politie rijdt langs",
    "organisation_id": "o1",
    "person": "",
    "within_hours": 2,
}
_RESERVATION = {
    "id": "r1",
    "case_id": "c1",
    "meeting_id": "m1",
    "organisation_id": "o1",
    "text": "Alleen met toestemming.",
}
_HOLDER = {
    "id": "h1",
    "case_id": "c1",
    "responsibility": "casusregie",
    "person": "R. Regie",
    "organisation_id": "o1",
    "phone": "010 111 11 11",
    "mandate": "",
    "from_on": DAY,
    "until_on": None,
}
_STEPS = [
    {"step": "signaal", "status": "gedaan", "skip_reason": "", "note": "Notitie", "minutes": 5},
    {"step": "analyse", "status": "nog_te_doen", "skip_reason": "", "note": "", "minutes": 10},
]
_CONTENT = {
    "goal": "Rust voor de zomer.",
    "goal_on": DAY,
    "goal_indicator": "",
    "level_code": "AVE 3",
    "previous_level_code": "AVE 2",
    "holders": [_HOLDER],
    "decisions": [_DECISION],
    "actions": [_ACTION],
    "conditionals": [_CONDITIONAL],
    "reservations": [_RESERVATION],
    "follow_up_on": None,
    "follow_up_note": "",
    "retest_on": None,
    "participant_ids": ["o1"],
    "agreed": 1,
}
ROWS: dict[str, dict[str, Value]] = {
    "people": {"role": "voorzitter", "from_on": DAY, "until_on": None, "certificate": b"\x30\x00"},
    "organisations": {"id": "o1", "position": "publiek"},
    "cases": {
        "id": "c1",
        "state": "overleg",
        "goal_on": DAY,
        "follow_up_on": None,
        "first_processed_on": DAY,
        "created_at": MOMENT,
    },
    "meetings": {
        "id": "m1",
        "kind": "tafel",
        "starts_at": MOMENT,
        "state": "lopend",
        "began_at": MOMENT,
        "closed_at": None,
    },
    "action_items": {name: value for name, value in _ACTION.items() if isinstance(value, str | int | None)},
    "action_updates": {"action_id": "a1", "updated_at": MOMENT, "status": "loopt", "due_on": DAY},
    "adopted_lists": {
        "meeting_id": "m1",
        "replaces": None,
        "adopted_at": MOMENT,
        "content": json.dumps(_CONTENT),
    },
    "agenda_items": {
        "id": "i1",
        "meeting_id": "m1",
        "phase": "analyse",
        "steps": json.dumps(_STEPS),
        "invited_ids": '["o1"]',
        "present_ids": '["o1"]',
        "agreed_ids": "[]",
        "is_in_danger": None,
    },
    "conditional_agreements": {"id": "g1", "within_hours": 2},
    "contributions": {
        "kind": "feit",
        "category": "gezondheid",
        "observed_on": DAY,
        "sharing_condition": "niet_in_verslag",
        "named_organisation_ids": '["o1"]',
        "secrecy_ground": "toestemming",
    },
    "decisions": {"id": "b1", "decided_on": DAY},
    "disclosures": {"made_at": MOMENT, "destroy_before": DAY},
    "domain_scores": {"scored_on": DAY},
    "factors": {"kind": "risicofactor"},
    "intake_criteria": {"code": "a", "verdict": "ja"},
    "intake_decisions": {"decided_on": DAY, "decider_ids": '["o1"]'},
    "lead_holders": {"responsibility": "casusregie", "from_on": DAY, "until_on": None},
    "level_changes": {"changed_on": DAY, "triggers": '["veiligheid"]', "retest_on": None},
    "participations": {"organisation_id": "o1", "secrecy_declared_on": None},
    "referral_questions": {},
    "referrals": {"received_at": MOMENT, "quality_checked_on": None},
    "reservations": {"id": "r1"},
    "subjects": {"id": "s1", "kind": "hoofdbetrokkene", "born_on": None, "family_name": "Łukasz-Verzonnen"},
    "third_party_grounds": {"recorded_on": DAY},
    "house": {"key": "name", "value": "Huis aan de Rand"},
    "search_entries": {"item_id": "s1"},
}
_BY_TYPE: dict[str, Value] = {"INTEGER": 1, "BOOLEAN": 1, "BLOB": b"\x01"}
NEW = {
    EditHistory,
    Evaluation,
    Information,
    ParkedPoint,
    Poll,
    RetentionExtension,
    ShieldedCase,
    Destruction,
    KeptCopy,
    Colleague,
    Pen,
    Handover,
    Envelope,
    SubjectGround,
}


def columns(connection: Connection, name: str) -> dict[str, str]:
    """Return the columns of a table with their types."""
    found = connection.exec_driver_sql(f"PRAGMA table_info({name})")
    return {str(row[1]): str(row[2]) for row in found}


def of(name: str, names: Iterable[str]) -> TableClause:
    """Return a table as it was then, whatever the records say now."""
    return table(name, *(column(each) for each in names))


def rows(connection: Connection, name: str, names: list[str]) -> list[tuple[Value, ...]]:
    return [tuple(row) for row in connection.execute(select(of(name, names)))]


def fill(connection: Connection) -> Kept:
    """Put one row in each table, and return what stands there by table."""
    kept = {}
    for name, given in ROWS.items():
        types = columns(connection, name)
        assert set(given) <= set(types)
        plain: dict[str, Value] = {
            each: _BY_TYPE.get(kind, f"{name} {each} één") for each, kind in types.items()
        }
        values = plain | ({"case_id": "c1"} if "case_id" in types else {}) | given
        connection.execute(insert(of(name, types)).values(values))
        kept[name] = (list(types), rows(connection, name, list(types)))
    return kept


@pytest.fixture(scope="module")
def upgraded(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Upgraded]:
    """Give a vault that was made and filled under the first schema, opened by this zvdesk."""
    top = tmp_path_factory.mktemp("oud")
    versions = top / "versions"
    versions.mkdir()
    (first,) = VERSIONS.glob(f"{OLD}_*.py")
    shutil.copy(first, versions)
    vault, new = Vault.create(
        top / "oud.zvkluis",
        person_id="p1",
        passphrase=PASSPHRASE,
        cost=FLOOR,
        practice=False,
        versions=versions,
    )
    with vault.transaction() as connection:
        assert migrations.found_revision(connection) == OLD
        kept = fill(connection)
        audit.append(connection, vault.audit_key, line())
    vault.close()
    opened = Vault.open(vault.folder, new.keys)
    yield opened, kept
    opened.close()


def line() -> AuditLine:
    return AuditLine(
        sequence=0,
        at=datetime(2026, 3, 12, 9, tzinfo=UTC),
        utc_offset=60,
        actor_id="p1",
        actor="F. Voorbeeld",
        role="voorzitter",
        action="lezen",
        object="casus",
        object_id="c1",
        case_number="2026-0001",
        result="gelukt",
        device="bureau",
        ground="wgs_zvh",
        is_emergency=False,
    )


def test_it_is_brought_up_to_date_after_a_backup(upgraded: Upgraded) -> None:
    vault, _ = upgraded
    with vault.read() as connection:
        assert migrations.found_revision(connection) == known_revisions()[-1] != OLD
    assert vault.check() == ()
    backup: Path = vault.folder / "backups" / f"schema-{OLD}"
    assert (backup / "vault.db").is_file()


def test_every_row_is_what_it_was(upgraded: Upgraded) -> None:
    vault, kept = upgraded
    assert set(kept) >= {RECORDS[record].name for record in RECORDS if record not in NEW}
    with vault.read() as connection:
        for name, (names, before) in kept.items():
            assert rows(connection, name, names) == before, name
        (held,) = audit.lines(connection, limit=10)
    assert (held.actor, held.action) == ("F. Voorbeeld", "lezen")


@pytest.mark.parametrize("record", list(RECORDS), ids=lambda record: record.__name__)
def test_every_record_reads_back_and_is_kept_again(upgraded: Upgraded, record: type) -> None:
    vault, _ = upgraded
    with vault.transaction() as connection:
        found: tuple[object, ...] = find_records(connection, record)
        assert len(found) == (0 if record in NEW else 1)
        for one in found:
            save_record(connection, one)
        assert find_records(connection, record) == found


def test_what_is_new_has_its_quiet_meaning(upgraded: Upgraded) -> None:
    vault, _ = upgraded
    with vault.read() as connection:
        file, meeting = load_case(connection, "c1"), load_meeting(connection, "m1")
        (adopted,) = find_records(connection, AdoptedList)
        action = get_record(connection, ActionItem, "a1")
        case = get_record(connection, Case, "c1")
    assert file is not None
    assert meeting is not None
    assert case is not None
    shared: list[ActionItem | Decision | ConditionalAgreement] = [
        *file.actions,
        *file.decisions,
        *file.conditionals,
        *adopted.content.actions,
        *adopted.content.decisions,
        *adopted.content.conditionals,
    ]
    assert len(shared) == 6
    assert {(r.sharing_condition, r.named_organisation_ids) for r in shared} == {(SharingCondition.ALL, ())}
    assert adopted.content.actions == (action,)
    assert [c.phones for c in (*file.conditionals, *adopted.content.conditionals)] == [(), ()]
    reservations: tuple[Reservation, ...] = (*file.reservations, *adopted.content.reservations)
    assert [r.about_id for r in reservations] == ["", ""]
    (subject,) = file.subjects
    assert isinstance(subject, Subject)
    assert (subject.also_known_as, subject.family_name) == ("", "Łukasz-Verzonnen")
    assert (case.goal_met_on, meeting.clock, meeting.state) == (None, None, MeetingState.IN_PROGRESS)
    (item,) = meeting.items
    assert isinstance(item, AgendaItem)
    assert (item.phase, item.present_ids, item.presences) == (Phase.ANALYSIS, ("o1",), ())
    assert (item.speaking_round, item.read_marks, item.audience_ids) == (None, (), ())
    assert (item.escalation_discussed, item.began_at, item.ended_at) == ("", None, None)
    assert item.record(Step.SIGNAL) == StepRecord(
        step=Step.SIGNAL, status=StepStatus.DONE, note="Notitie", minutes=5
    )
