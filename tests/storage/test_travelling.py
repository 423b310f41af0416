"""A case goes from vault to vault: nothing is lost, nothing leaks, and one house's ids become another's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.factories import NOW, ORGANISATIONS, TODAY, make_case
from tests.houses import new_house_in
from tests.storage.travelling import (
    CASE_ID,
    MEETING_ID,
    SECRET,
    SECRETS,
    House,
    colleagues_of,
    give,
    houses,
    manifest_of,
    opened,
    pass_on,
    take,
    uuid_of,
    world,
)
from zvdesk.content.practice import load_practice
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case, Participation, Subject
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.contributions import Contribution, SharingCondition
from zvdesk.domain.decisions import Decision
from zvdesk.domain.disclosure import Disclosure, HandOverWay
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.domain.handover_scope import Scope
from zvdesk.domain.handovers import Envelope, LeftOut, PackageFault, Pen, PenChain
from zvdesk.domain.keeping import Destruction, DestructionGround, ShieldedCase
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Role
from zvdesk.domain.table_notes import Information
from zvdesk.errors import NotFound, PackageRefused, PenElsewhere
from zvdesk.services import vaults
from zvdesk.services.practice import load_table
from zvdesk.storage import package_content, pens
from zvdesk.storage.package_changes import changes
from zvdesk.storage.package_content import id_of
from zvdesk.storage.package_entering import enter
from zvdesk.storage.package_gathering import gather, of_a_case, strings_of
from zvdesk.storage.records import erase_record, find_records, get_record, save_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROLES = {"coordinator": Role.COORDINATOR, "chair": Role.CHAIR, "secretary": Role.SECRETARY}


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the three houses of one test."""

    coordinator: House
    chair: House
    secretary: House


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    folder = tmp_path_factory.mktemp("houses")
    made = houses(folder, ROLES)
    yield Table(*made)
    for one in made:
        one.vault.close()


@pytest.fixture
def table(made_once: Table) -> Table:
    """Give three houses that know each other, the first with a case, as if nothing had happened yet."""
    everybody = (made_once.coordinator, made_once.chair, made_once.secretary)
    for one in everybody:
        one.begin(*colleagues_of(one, everybody), *(world() if one is made_once.coordinator else ()))
    return made_once


def everything_in(one: House) -> str:
    """Return every text in a vault, the index and what is sealed left as it is."""
    with one.vault.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return "\n".join(
            str(tuple(row))
            for name in list(names)
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')  # noqa: S608
        )


def same(left: dict[str, object], right: dict[str, object]) -> bool:
    assert {i: r for i, r in left.items() if right.get(i) != r} == {}
    return left == right


def test_a_case_arrives_whole_and_comes_back_changed(table: Table) -> None:
    before = table.coordinator.case()
    pass_on(table.coordinator, table.chair, meeting_id=MEETING_ID)
    assert same(before, table.chair.case())
    assert {o.id for o in table.chair.found(Organisation)} == {uuid_of(name) for name in ORGANISATIONS}
    (meeting,) = table.chair.found(Meeting)
    assert (meeting.chair_id, meeting.secretary_id) == (table.coordinator.id, "p2")
    with pytest.raises(PenElsewhere):
        table.coordinator.save(before[CASE_ID])
    (action,) = (r for r in table.chair.case().values() if id_of(r) == uuid_of("action-1"))
    assert isinstance(action, ActionItem)
    table.chair.save(replace(action, what="Anders"))
    with table.chair.vault.transaction() as connection:
        gone = uuid_of("information-1")
        assert erase_record(connection, Information, gone)
    pass_on(table.chair, table.coordinator, meeting_id=MEETING_ID)
    after = table.coordinator.case()
    assert {i for i in before.keys() | after.keys() if before.get(i) != after.get(i)} == {
        uuid_of("action-1"),
        gone,
    }
    (back,) = table.coordinator.found(Meeting)
    assert back.chair_id == "p1"
    assert table.coordinator.found(Pen) == table.coordinator.found(Pen, holder_id="")
    (row,) = table.coordinator.found(ActionItem, id=action.id)
    assert row.what == "Anders"


def test_who_may_not_read_contributions_gets_none_and_loses_none(table: Table) -> None:
    pass_on(table.coordinator, table.chair, meeting_id=MEETING_ID)
    readers = (table.coordinator, table.chair)
    data = pass_on(table.chair, table.secretary, readers=readers, meeting_id=MEETING_ID)
    assert SECRET.encode() not in data
    assert SECRET not in everything_in(table.secretary)
    assert len(table.secretary.found(Envelope)) == 1
    assert table.chair.found(Envelope) == ()
    (adopted,) = table.secretary.found(AdoptedList)
    full = table.chair.found(AdoptedList)[0]
    assert [d.id for d in adopted.content.decisions] == [d.id for d in full.content.decisions]
    (item,) = table.secretary.found(AgendaItem)
    table.secretary.save(replace(item, present_ids=(uuid_of("ggz"),)))
    decision = table.secretary.found(Decision)[0]
    table.secretary.save(replace(decision, text="Scherper"))
    pass_on(table.secretary, table.coordinator, meeting_id=MEETING_ID)
    expected = table.chair.case()
    changed: dict[str, object] = {decision.id: replace(decision, text="Scherper")}
    changed[item.id] = replace(table.chair.found(AgendaItem)[0], present_ids=(uuid_of("ggz"),))
    assert same(expected | changed, table.coordinator.case())
    assert table.coordinator.found(Envelope) == ()


def test_what_was_erased_behind_an_envelope_stays_erased(table: Table) -> None:
    pass_on(table.coordinator, table.chair)
    contribution = table.chair.found(Contribution)[0]
    with table.chair.vault.transaction() as connection:
        erase_record(connection, Contribution, contribution.id)
        save_record(connection, replace(contribution, id=uuid_of("new"), text="Nieuw"))
    pass_on(table.chair, table.secretary, readers=(table.coordinator, table.chair))
    pass_on(table.secretary, table.coordinator)
    assert same(table.chair.case(), table.coordinator.case())


def test_an_envelope_that_another_reader_cannot_open_goes_on(table: Table) -> None:
    """Coordinator, secretary, a chair whom nobody sealed to, and back: both hands are in the result."""
    pass_on(table.coordinator, table.secretary, readers=(table.coordinator,))
    pass_on(table.secretary, table.chair)
    assert SECRET not in everything_in(table.chair)
    assert len(table.chair.found(Envelope)) == 1
    own = replace(
        table.coordinator.found(Contribution)[0], id=uuid_of("of the chair"), text="Van de voorzitter"
    )
    table.chair.save(own)
    (item,) = table.chair.found(AgendaItem)
    first = item.steps[0]
    table.chair.save(replace(item, steps=(replace(first, note="Mijn notitie"), *item.steps[1:])))
    before = table.coordinator.case()
    pass_on(table.chair, table.coordinator)
    after = table.coordinator.case()
    assert {i for i in after if before.get(i) != after[i]} == {own.id, item.id}
    assert before.keys() <= after.keys()
    (mended,) = table.coordinator.found(AgendaItem)
    assert [s.note for s in mended.steps] == [
        "Mijn notitie",
        *(f"{SECRET} {s.step.value}" for s in item.steps[1:]),
    ]
    assert table.coordinator.found(Envelope) == ()


def test_an_envelope_on_the_way_twice_keeps_the_newest(table: Table) -> None:
    """Two envelopes of two hands, the second by somebody who could not open the first."""
    pass_on(table.coordinator, table.secretary, readers=(table.coordinator,))
    pass_on(table.secretary, table.chair)
    own = replace(
        table.coordinator.found(Contribution)[0], id=uuid_of("of the chair"), text="Van de voorzitter"
    )
    table.chair.save(own)
    pass_on(table.chair, table.secretary, readers=(table.coordinator, table.chair))
    assert len(table.secretary.found(Envelope)) == 2
    before = table.coordinator.case()
    pass_on(table.secretary, table.coordinator)
    assert same(before | {own.id: own}, table.coordinator.case())


def test_without_its_envelope_what_is_here_stays(table: Table) -> None:
    pass_on(table.coordinator, table.secretary)
    assert table.secretary.found(Envelope) == ()
    before = table.coordinator.case()
    pass_on(table.secretary, table.coordinator)
    assert same(before, table.coordinator.case())


def index_of(house: House) -> bytes:
    """Return the pages of the index: its words, without a beginning that the one before has too."""
    with house.vault.read() as connection:
        return b"".join(row.block for row in connection.execute(text("SELECT block FROM search_text_data")))


def test_what_came_under_a_condition_later_leaves_who_may_not_know(table: Table) -> None:
    decision = replace(table.coordinator.found(Decision, id=uuid_of("decision-1"))[0], text="Zwaluwnest")
    table.coordinator.save(decision)
    pass_on(table.coordinator, table.secretary, readers=(table.coordinator,))
    assert b"waluwnest" in index_of(table.secretary)
    pass_on(table.secretary, table.coordinator)
    hidden = replace(decision, sharing_condition=SharingCondition.NOT_IN_REPORT)
    table.coordinator.save(hidden)
    pass_on(table.coordinator, table.secretary, readers=(table.coordinator,))
    assert table.secretary.found(Decision, id=decision.id) == ()
    assert b"waluwnest" not in index_of(table.secretary)
    pass_on(table.secretary, table.coordinator)
    assert table.coordinator.found(Decision, id=decision.id) == (hidden,)
    table.coordinator.save(decision)
    pass_on(table.coordinator, table.secretary, readers=(table.coordinator,))
    assert table.secretary.found(Decision, id=decision.id) == (decision,)


def test_a_case_alone_brings_its_meeting_to_read(table: Table) -> None:
    pass_on(table.coordinator, table.chair)
    (meeting,) = table.chair.found(Meeting)
    with pytest.raises(PenElsewhere) as caught:
        table.chair.save(replace(meeting, title="Anders"))
    assert caught.value.holder == "coordinator"
    with table.chair.vault.read() as connection:
        assert pens.outside(connection) == ()
    assert table.chair.found(Evaluation) == ()
    (mine,) = table.coordinator.found(Meeting)
    table.coordinator.save(replace(mine, title="Later"))
    pass_on(table.chair, table.coordinator)
    assert table.coordinator.found(Meeting)[0].title == "Later"
    pass_on(table.coordinator, table.chair, meeting_id=MEETING_ID)
    assert table.chair.found(Meeting)[0].title == "Later"
    table.chair.save(replace(meeting, title="Nu wel"))


def test_evaluations_go_with_the_meeting(table: Table) -> None:
    pass_on(table.coordinator, table.chair, meeting_id=MEETING_ID)
    (given,) = table.chair.found(Evaluation)
    assert given == table.coordinator.found(Evaluation)[0]
    table.chair.save(replace(given, roles_clear=Tap.YES))
    pass_on(table.chair, table.coordinator, meeting_id=MEETING_ID)
    assert table.coordinator.found(Evaluation)[0].roles_clear is Tap.YES


def test_organisations_of_the_same_name_become_one(table: Table) -> None:
    theirs = Organisation(
        id=uuid_of("own"), name="  GGZ  verzonnen ", kind="ggz", position=WgsPosition.PRIVATE, phone="112"
    )
    other_kind = replace(theirs, id=uuid_of("other kind"), name="Politie Oefenstad", kind="school")
    table.chair.fill(theirs, other_kind)
    pass_on(table.coordinator, table.chair, meeting_id=MEETING_ID)
    known = {o.id for o in table.chair.found(Organisation)}
    assert known == {theirs.id, other_kind.id} | {uuid_of(n) for n in ORGANISATIONS if n != "ggz"}
    seen = {text for record in table.chair.case().values() for text in strings_of(record)}
    assert theirs.id in seen
    assert uuid_of("ggz") not in seen
    assert table.chair.found(Evaluation)[0].organisation_id == theirs.id
    pass_on(table.chair, table.coordinator, meeting_id=MEETING_ID)
    seen = {text for record in table.coordinator.case().values() for text in strings_of(record)}
    assert uuid_of("ggz") in seen
    assert theirs.id not in seen
    assert len(table.coordinator.found(Organisation)) == len(ORGANISATIONS)


def test_two_organisations_of_one_name_stay_two(table: Table) -> None:
    twin = replace(ORGANISATIONS["ggz"], id=uuid_of("twin"))
    table.coordinator.fill(twin, Participation(id=uuid_of("p-2"), case_id=CASE_ID, organisation_id=twin.id))
    table.chair.fill(replace(twin, id=uuid_of("local")))
    pass_on(table.coordinator, table.chair)
    names = [o.id for o in table.chair.found(Organisation) if o.name == twin.name]
    assert len(names) == 2
    assert len(table.chair.found(Participation)) == len(table.coordinator.found(Participation))


def test_what_is_in_an_envelope_gets_the_ids_of_its_reader(table: Table) -> None:
    local = replace(ORGANISATIONS["ggz"], id=uuid_of("local"))
    table.chair.fill(local)
    pass_on(table.coordinator, table.secretary, readers=(table.coordinator, table.chair))
    pass_on(table.secretary, table.chair)
    assert {c.organisation_id for c in table.chair.found(Contribution)} == {local.id}
    (action,) = table.chair.found(ActionItem, id=SECRETS[1].id)
    assert action.organisation_id == local.id


def test_a_number_that_is_taken_gets_a_tail_and_comes_back_as_it_was(table: Table) -> None:
    number = table.coordinator.found(Case)[0].number
    table.chair.fill(make_case(id=uuid_of("other"), number=number))
    table.chair.fill(
        Destruction(
            id=uuid_of("gone"),
            erased_case_id=uuid_of("erased"),
            case_number=f"{number}-2",
            regime_id="r",
            ground=DestructionGround.TERM,
            first_processed_on=TODAY,
            destroyed_at=NOW,
            destroyed_by="B",
            role="r",
            records=1,
        )
    )
    package_id, data = give(table.coordinator, table.chair)
    assert take(table.chair, package_id, data).numbers == {CASE_ID: f"{number}-3"}
    pass_on(table.chair, table.coordinator)
    assert table.coordinator.found(Case)[0].number == number
    pass_on(table.coordinator, table.chair)
    assert table.chair.found(Case, id=CASE_ID)[0].number == f"{number}-3"


def test_documents_and_lists_are_added_and_never_changed(table: Table) -> None:
    pass_on(table.coordinator, table.chair)
    (paper,) = table.coordinator.found(Disclosure)
    table.coordinator.save(replace(paper, gone_on=TODAY, received_on=None, purpose="hier"))
    (theirs,) = table.chair.found(Disclosure)
    marked = replace(
        theirs,
        handed_over_how=HandOverWay.REGISTERED_POST,
        checked_by="Anders",
        purpose="daar",
        received_on=TODAY,
    )
    table.chair.save(marked)
    table.chair.save(replace(theirs, id=uuid_of("made there")))
    (adopted,) = table.chair.found(AdoptedList)
    table.chair.save(replace(adopted, reason="Anders"))
    table.chair.save(replace(adopted, id=uuid_of("second"), version=2))
    pass_on(table.chair, table.coordinator)
    found = {d.id: d for d in table.coordinator.found(Disclosure)}
    assert found[paper.id] == replace(paper, gone_on=TODAY, purpose="hier", received_on=TODAY)
    assert uuid_of("made there") in found
    assert {a.id: a.reason for a in table.coordinator.found(AdoptedList)} == {
        adopted.id: adopted.reason,
        uuid_of("second"): adopted.reason,
    }


def test_a_list_that_was_blanked_is_whole_again_for_who_may_read_it_all(table: Table) -> None:
    pass_on(table.coordinator, table.secretary)
    pass_on(table.secretary, table.chair)
    blanked = table.chair.found(AdoptedList)[0]
    assert blanked.content.decisions[0].text == ""
    pass_on(table.chair, table.coordinator)
    pass_on(table.coordinator, table.chair)
    assert table.chair.found(AdoptedList) == table.coordinator.found(AdoptedList) != (blanked,)


def test_undo_does_not_reach_back_over_a_hand_over(table: Table) -> None:
    table.coordinator.fill(EditHistory(id="h", case_id=CASE_ID, field="capture:x", texts=("a", "b")))
    pass_on(table.coordinator, table.chair)
    assert table.chair.found(EditHistory) == ()
    pass_on(table.chair, table.coordinator)
    assert table.coordinator.found(EditHistory) == ()


def test_who_is_not_the_first_receiver_gets_a_copy_to_read(table: Table) -> None:
    package_id, data = give(table.coordinator, table.chair)
    take(table.secretary, package_id, data, has_pen=False)
    with table.secretary.vault.read() as connection:
        (pen,) = pens.outside(connection)
    assert (pen.id, pen.holder_id, pen.chain) == (CASE_ID, table.chair.id, (package_id,))


def test_looking_first_says_exactly_what_enters(table: Table) -> None:
    package_id, data = give(table.coordinator, table.chair)
    incoming = opened(table.chair, package_id, data)
    with table.chair.vault.read() as connection:
        found = changes(connection, incoming)
    assert {id_of(c.theirs): c.theirs for c in found} == table.coordinator.case()
    assert take(table.chair, package_id, data).changed == len(found)
    with table.chair.vault.read() as connection:
        assert changes(connection, incoming) == ()


def test_only_what_may_enter_does(table: Table) -> None:
    table.coordinator.fill(make_case(id=uuid_of("second"), number="2026-0002"))
    package_id, data = give(
        table.coordinator, table.chair, meeting_id=MEETING_ID, case_ids=(CASE_ID, uuid_of("second"))
    )
    incoming = opened(table.chair, package_id, data)
    with table.chair.vault.transaction() as connection:
        enter(connection, incoming, [uuid_of("second")], at=NOW)
    assert [c.id for c in table.chair.found(Case)] == [uuid_of("second")]
    assert table.chair.found(Evaluation) == ()
    assert table.chair.found(Meeting)[0].id == MEETING_ID


def test_what_is_not_there_is_not_handed_over(table: Table) -> None:
    for case_ids, meeting_id in (((uuid_of("weg"),), ""), ((CASE_ID,), uuid_of("weg"))):
        with pytest.raises(NotFound):
            give(table.coordinator, table.chair, case_ids=case_ids, meeting_id=meeting_id)


def test_every_case_of_the_practice_table_arrives_as_it_was(table: Table, tmp_path: Path) -> None:
    """Each case that real people could have made, read back from the bytes that travel."""
    desk = new_house_in(tmp_path / "oefen.zvkluis")
    practice = load_practice(desk.clock.today())
    load_table(desk, practice, {person.id: uuid_of(person.id) for person in practice.persons})
    with desk.vault.read() as connection:
        cases = find_records(connection, Case)
        meetings = find_records(connection, Meeting)
        before = {case.id: {id_of(r): r for r in of_a_case(connection, case.id)} for case in cases}
        gathered = gather(connection, before, meetings[0].id, Scope(with_contributions=True))
    vaults.lock(desk)
    assert len(cases) > 3
    chains = tuple(PenChain(id=i, chain=("ab" * 16,)) for i in (*before, meetings[0].id))
    manifest = manifest_of(table.coordinator, table.chair, "ab" * 16, chains, tuple(before), meetings[0].id)
    data = package_content.write(package_content.Content(manifest, gathered.records))
    take(table.chair, "ab" * 16, data)
    for case_id, records in before.items():
        assert same(records, table.chair.case(case_id))


# --- refused, and nothing changed ------------------------------------------------------------------------


def refused(one: House, package_id: str, data: bytes) -> PackageFault:
    before = everything_in(one)
    with pytest.raises(PackageRefused) as caught:
        take(one, package_id, data)
    assert everything_in(one) == before
    return PackageFault(caught.value.fault)


def test_an_id_of_another_case_or_kind_is_refused(table: Table) -> None:
    subject = table.coordinator.found(Subject)[0]
    package_id, data = give(table.coordinator, table.chair)
    table.chair.fill(make_case(id=uuid_of("other"), number="2026-0099"))
    mine = replace(subject, case_id=uuid_of("other"))
    table.chair.fill(mine)
    assert refused(table.chair, package_id, data) is PackageFault.OTHER_CASE
    kind = data.replace(id_of(subject).encode(), table.chair.found(Case)[0].id.encode())
    assert refused(table.chair, package_id, kind) is PackageFault.OTHER_CASE


def test_a_case_that_was_destroyed_or_shielded_here_is_refused(table: Table) -> None:
    package_id, data = give(table.coordinator, table.chair)
    shielded = ShieldedCase(
        id=CASE_ID,
        number="2026-0077",
        regime_id="r",
        first_processed_on=TODAY,
        closed_on=TODAY,
        destroy_before=TODAY,
        shielded_at=NOW,
        shielded_by="B",
    )
    table.chair.fill(shielded)
    assert refused(table.chair, package_id, data) is PackageFault.SHIELDED
    gone = Destruction(
        id=uuid_of("d"),
        erased_case_id=CASE_ID,
        case_number="2026-0077",
        regime_id="r",
        ground=DestructionGround.TERM,
        first_processed_on=TODAY,
        destroyed_at=NOW,
        destroyed_by="B",
        role="r",
        records=1,
    )
    table.chair.fill(gone)
    assert refused(table.chair, package_id, data) is PackageFault.DESTROYED


def test_contributions_from_who_may_not_read_them_are_refused(table: Table) -> None:
    package_id, data = give(table.coordinator, table.chair)
    with table.chair.vault.transaction() as connection:
        sender = get_record(connection, Colleague, table.coordinator.id)
        assert sender is not None
        save_record(connection, replace(sender, role=Role.SECRETARY))
    assert refused(table.chair, package_id, data) is PackageFault.HOSTILE
    said = b'"leaves_out":["%s"]' % LeftOut.CONTRIBUTIONS.value.encode()
    assert refused(table.chair, package_id, data.replace(b'"leaves_out":[]', said)) is PackageFault.HOSTILE


def test_what_no_table_takes_is_refused_as_a_whole(table: Table) -> None:
    kept = table.coordinator.found(Participation)
    twice, other = kept[0], next(p for p in kept if p.organisation_id != kept[0].organisation_id)
    package_id, data = give(table.coordinator, table.chair)
    rows = data.split(b'"participations":')[1]
    end = rows.index(b"]}") if b"]}" in rows else len(rows)
    changed = rows[:end].replace(other.organisation_id.encode(), twice.organisation_id.encode())
    assert refused(table.chair, package_id, data.replace(rows[:end], changed)) is PackageFault.HOSTILE
