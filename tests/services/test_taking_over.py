"""A laptop was lost: the pen is taken over for a reason, and what comes back late is sorted out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, clock
from tests.services.laptops import NAMES, Table
from tests.services.world import accepted_case, lead_case, log
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.cases import Case, CaseState, Participation
from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.domain.handovers import Direction, Handover, PackageFault, Pen, Standing
from zvdesk.domain.meetings import MeetingEvent, MeetingState, followed
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Role
from zvdesk.errors import InvalidField, NotAllowed, NotFound, NotGivenHere, PackageRefused, PenElsewhere
from zvdesk.services import cases, handover_register, handovers, house, meetings, receiving, taking_over
from zvdesk.storage.records import find_records, get_record, insert_record, save_record

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk
    from zvdesk.services.taking_over import Difference

COORDINATOR, CHAIR, SECRETARY = Role.COORDINATOR, Role.CHAIR, Role.SECRETARY
LATER = NOW + timedelta(hours=1)


def write_goal(desk: Desk, case_id: str, goal: str) -> None:
    cases.save(desk, replace(cases.case_file(desk, case_id).case, shared_goal=goal))


def taken_over(table: Table) -> None:
    """Let the coordinator give a meeting to the chair, and take it over an hour later."""
    table.desk(COORDINATOR).clock = clock(NOW + timedelta(minutes=30))
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    for role in (COORDINATOR, CHAIR):
        table.desk(role).clock = clock(LATER)
    taking_over.take_over(table.desk(COORDINATOR), table.case_id, " De laptop is gestolen. ")


def test_taking_over_asks_a_reason_is_logged_and_brings_all_of_the_package_back(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    coordinator = table.desk(COORDINATOR)
    with pytest.raises(InvalidField):
        taking_over.take_over(coordinator, table.meeting_id, "  ")
    changes = taking_over.take_over(coordinator, table.meeting_id, "De laptop is gestolen.")
    assert changes.case_ids == {table.case_id}
    line = next(one for one in log(coordinator) if one.action == "overnemen")
    assert (line.object_id, line.case_number, line.ground) == (
        given.handover.id,
        table.world.number,
        "De laptop is gestolen.",
    )
    assert handover_register.outside(coordinator) == ()
    write_goal(coordinator, table.case_id, "Verder zonder die laptop.")
    pen = handover_register.pen_of(coordinator, table.case_id)
    assert pen is not None
    assert pen.void == (given.handover.id,)
    with pytest.raises(NotGivenHere) as refused:
        taking_over.take_over(coordinator, table.case_id, "Nog eens.")
    assert refused.value.holder == ""


def test_only_who_gave_it_may_take_it_over(table: Table) -> None:
    given = table.give(COORDINATOR, SECRETARY, CHAIR)
    table.take(CHAIR, given)  # to read
    with pytest.raises(NotGivenHere) as refused:
        taking_over.take_over(table.desk(CHAIR), table.case_id, "Ik wil verder.")
    assert refused.value.holder == NAMES[SECRETARY]
    table.take(SECRETARY, given)
    with pytest.raises(NotGivenHere) as here:
        taking_over.take_over(table.desk(SECRETARY), table.case_id, "Ik heb hem al.")
    assert here.value.holder == ""
    back = table.give(SECRETARY, COORDINATOR)  # and the stick is lost
    taking_over.take_over(table.desk(SECRETARY), table.case_id, "De stick is kwijt.")
    pen = handover_register.pen_of(table.desk(SECRETARY), table.case_id)
    assert pen is not None
    assert pen.is_here
    with pytest.raises(NotAllowed):  # what a late package has otherwise is for who writes in the case
        taking_over.differences(table.desk(SECRETARY), table.preview(COORDINATOR, back))
    with pytest.raises(NotGivenHere):
        taking_over.take_over(table.desk(COORDINATOR), "nergens", "Bestaat niet.")


def test_a_copy_of_where_it_went_since_leaves_the_pen_to_who_gave_it_first(table: Table) -> None:
    coordinator, passphrase = table.desk(COORDINATOR), table.laptop(COORDINATOR).passphrase
    other = accepted_case(coordinator, table.world.organisations, alias="Uil")
    chair_id = table.laptops.ids[CHAIR]
    elsewhere = handovers.give_case(
        coordinator, other.id, table.stick, [chair_id], passphrase=passphrase
    ).handover
    given = table.give(COORDINATOR, CHAIR)
    table.take(CHAIR, given)
    on = table.give(CHAIR, SECRETARY, COORDINATOR)
    table.take(SECRETARY, on)
    table.take(COORDINATOR, on)  # to read
    with coordinator.vault.transaction() as connection:
        pen = get_record(connection, Pen, table.case_id)
        assert pen is not None
        save_record(connection, replace(pen, chain=(*pen.chain, elsewhere.id)))  # as who has it may say
    out = {one.subject_id: (one.holder, one.package_id) for one in handover_register.outside(coordinator)}
    assert out[table.case_id] == (NAMES[SECRETARY], given.handover.id)
    changes = taking_over.take_over(coordinator, table.case_id, "Beide laptops zijn weg.")
    assert changes.case_ids == {table.case_id}
    assert table.preview(COORDINATOR, table.give(SECRETARY, COORDINATOR)).is_late


def test_a_late_return_is_shown_as_late_and_never_enters_by_itself(table: Table) -> None:
    taken_over(table)
    write_goal(table.desk(CHAIR), table.case_id, "Het doel van de voorzitter.")
    late = table.give(CHAIR, COORDINATOR)
    found = table.preview(COORDINATOR, late)
    assert set(found.standings.values()) == {Standing.LATE}
    assert found.is_late
    assert not found.may_enter
    before = table.dump(COORDINATOR)
    with pytest.raises(PackageRefused) as refused:
        receiving.receive(table.desk(COORDINATOR), found)
    assert refused.value.fault == PackageFault.LATE.value
    assert table.dump(COORDINATOR) == before
    assert handover_register.received(table.desk(COORDINATOR)) == ()


def differing(table: Table) -> tuple[receiving.Preview, dict[str, Difference]]:
    """Let both write after the pen was taken over, and return what the late return has otherwise."""
    taken_over(table)
    chair, coordinator = table.desk(CHAIR), table.desk(COORDINATOR)
    write_goal(chair, table.case_id, "Het doel van de voorzitter.")
    write_goal(coordinator, table.case_id, "Het doel van de coördinator.")
    partner = house.save_organisation(
        chair, Organisation(name="Nieuwe Partner", kind="wijkteam", position=WgsPosition.PUBLIC)
    )
    cases.save(
        chair, Participation(case_id=table.case_id, organisation_id=partner.id, reason="Kent de wijk.")
    )
    cases.save(
        chair,
        ActionItem(
            case_id=table.case_id,
            meeting_id=table.meeting_id,
            what="Bellen met de huisarts",
            organisation_id=partner.id,
            due_on=TODAY + timedelta(days=7),
        ),
    )
    related = cases.case_file(chair, table.case_id).subjects[1]
    cases.erase(chair, related)
    cases.save(
        coordinator,
        ActionItem(
            case_id=table.case_id,
            meeting_id=table.meeting_id,
            what="Alleen hier gemaakt",
            organisation_id=table.world.organisations["ggz"],
            due_on=TODAY + timedelta(days=7),
        ),
    )
    found = table.preview(COORDINATOR, table.give(CHAIR, COORDINATOR))
    return found, {one.kind: one for one in taking_over.differences(coordinator, found)}


def test_differences_are_told_in_words_and_what_was_made_here_since_is_none(table: Table) -> None:
    _, found = differing(table)
    assert found.keys() == {"casus", "actie", "deelname", "betrokkene"}
    case = found["casus"]
    assert (case.ours, case.theirs) == (
        "Gezamenlijk doel: Het doel van de coördinator.",
        "Gezamenlijk doel: Het doel van de voorzitter.",
    )
    assert found["actie"].ours == ""
    assert "Bellen met de huisarts" in found["actie"].theirs
    assert "Nieuwe Partner" in found["deelname"].theirs
    assert found["betrokkene"].theirs == ""
    assert "Łucja" in found["betrokkene"].ours


def test_differences_are_adopted_one_by_one_with_their_own_lines(table: Table) -> None:
    shown, found = differing(table)
    coordinator = table.desk(COORDINATOR)
    taking_over.adopt_difference(coordinator, shown, [found["actie"]])
    file = cases.case_file(coordinator, table.case_id)
    assert {a.what for a in file.actions} == {"Bellen met de huisarts", "Alleen hier gemaakt"}
    assert file.case.shared_goal == "Het doel van de coördinator."
    assert len(file.subjects) == 2
    with coordinator.vault.read() as connection:
        kept = get_record(connection, Handover, shown.manifest.package_id)
    assert kept is not None
    assert kept.direction is Direction.RECEIVED
    again = receiving.preview(
        coordinator, table.stick / f"zvdesk-{kept.id[:8]}.zvpakket", table.laptop(COORDINATOR).passphrase
    )
    left = {one.kind: one for one in taking_over.differences(coordinator, again)}
    assert left.keys() == {"casus", "deelname", "betrokkene"}
    lines = len(log(coordinator))
    taking_over.adopt_difference(coordinator, again, [left["betrokkene"], left["casus"]])
    written = log(coordinator)[: len(log(coordinator)) - lines]
    assert sorted((one.action, one.object, one.case_number, one.ground) for one in written) == sorted(
        ("verschil overnemen", kind, table.world.number, kept.id) for kind in ("betrokkene", "casus")
    )
    file = cases.case_file(coordinator, table.case_id)
    assert (file.case.shared_goal, len(file.subjects)) == ("Het doel van de voorzitter.", 1)
    assert file.case.number == table.world.number


def test_what_is_no_difference_any_more_and_what_clashes_changes_nothing(table: Table) -> None:
    shown, found = differing(table)
    coordinator = table.desk(COORDINATOR)
    before = table.dump(COORDINATOR)
    with pytest.raises(NotFound):
        taking_over.adopt_difference(
            coordinator, shown, [found["actie"], replace(found["casus"], theirs="Iets anders")]
        )
    assert table.dump(COORDINATOR) == before
    partner = house.save_organisation(
        coordinator, Organisation(name="Nieuwe Partner", kind="wijkteam", position=WgsPosition.PUBLIC)
    )
    cases.save(coordinator, Participation(case_id=table.case_id, organisation_id=partner.id))
    (now,) = [one for one in taking_over.differences(coordinator, shown) if one.kind == "deelname"]
    before = table.dump(COORDINATOR)
    with pytest.raises(InvalidField):
        taking_over.adopt_difference(coordinator, shown, [now])
    assert table.dump(COORDINATOR) == before


def test_who_was_overtaken_gets_the_case_again_when_they_gave_it_back(table: Table) -> None:
    taken_over(table)
    table.give(CHAIR, COORDINATOR)  # late: it is looked at, and nothing is adopted
    write_goal(table.desk(COORDINATOR), table.case_id, "Van na de vondst.")
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    assert cases.case_file(table.desk(CHAIR), table.case_id).case.shared_goal == "Van na de vondst."
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))


def test_who_never_gave_it_back_is_told_that_the_pen_is_there(table: Table) -> None:
    taken_over(table)
    again = table.give(COORDINATOR, CHAIR)
    with pytest.raises(PackageRefused) as refused:
        table.preview(CHAIR, again)
    assert refused.value.fault == PackageFault.PEN_NOT_OUT.value
    with pytest.raises(PenElsewhere):
        write_goal(table.desk(COORDINATOR), table.case_id, "Nee.")


def test_a_late_meeting_is_late_with_its_case(table: Table) -> None:
    taken_over(table)
    assert meetings.meeting(table.desk(COORDINATOR), table.meeting_id)
    found = table.preview(COORDINATOR, table.give(CHAIR, COORDINATOR, case=True))
    assert [one.standing for one in found.cases] == [Standing.LATE]
    assert taking_over.differences(table.desk(COORDINATOR), found) == ()


def test_a_meeting_with_two_cases_goes_comes_and_is_taken_over_as_one(table: Table) -> None:
    coordinator = table.desk(COORDINATOR)
    second = accepted_case(coordinator, table.world.organisations, alias="Uil")
    meetings.add_case(coordinator, table.meeting_id, second.id, invited_ids=())
    given = table.give(COORDINATOR, CHAIR)
    assert set(given.handover.case_ids) == {table.case_id, second.id}
    taken = table.take(CHAIR, given)
    assert taken.numbers.keys() == {table.case_id, second.id}
    changes = taking_over.take_over(coordinator, second.id, "De laptop is gestolen.")
    assert changes.case_ids == {table.case_id, second.id}
    numbers = {table.world.number, second.number}
    for desk, action in (
        (coordinator, "overdragen"),
        (table.desk(CHAIR), "ontvangen"),
        (coordinator, "overnemen"),
    ):
        assert {one.case_number for one in log(desk) if one.action == action} == numbers, action
    with table.desk(CHAIR).vault.transaction() as connection:
        theirs = get_record(connection, Case, second.id)
        assert theirs is not None
        save_record(connection, replace(theirs, life_domain_set_id="andere-indeling"))
    found = table.preview(COORDINATOR, table.give(CHAIR, COORDINATOR))
    (one,) = [d for d in taking_over.differences(coordinator, found) if d.case_id == second.id and d.ours]
    assert one.theirs == "Leefgebieden: andere-indeling"


def late_meeting(table: Table) -> tuple[receiving.Preview, list[Difference]]:
    """Let the chair lead and close a meeting that was taken over, and return what came back late."""
    taken_over(table)
    chair, coordinator = table.desk(CHAIR), table.desk(COORDINATOR)
    begun = meetings.advance(chair, table.meeting_id, MeetingEvent.BEGIN)
    known = {o.name: o.id for o in house.organisations(chair)}
    names = house.organisations_by_id(coordinator)
    short = {key: known[names[i].name] for key, i in table.world.organisations.items()}
    lead_case(chair, table.meeting_id, begun.items[0].id, short)
    with chair.vault.transaction() as connection:
        ggz = Evaluation(
            id=chair.clock.new_id(),
            meeting_id=table.meeting_id,
            organisation_id=short["ggz"],
            roles_clear=Tap.PARTLY,
        )
        insert_record(connection, ggz)
    meetings.advance(chair, table.meeting_id, MeetingEvent.CLOSE)
    found = table.preview(COORDINATOR, table.give(CHAIR, COORDINATOR))
    return found, list(taking_over.differences(coordinator, found))


def test_a_meeting_that_was_led_elsewhere_is_told_in_sentences(table: Table) -> None:
    _, found = late_meeting(table)
    said = {one.kind: one.theirs for one in found}
    assert said["agendapunt"].startswith("Stand: De casus is besproken en afgerond.")
    assert "Aan tafel: Gemeente Oefenstad (D. Gemeente), " in said["agendapunt"]
    assert said["vastgestelde lijst"].startswith(
        "Versie: 1, met 1 besluit, 2 acties, 1 als-dan-afspraak en 1 voorbehoud\n"
    )
    assert "Wat: aan tafel gehoord" in said["verstrekking"]
    assert said["score"].startswith("Lichamelijke gezondheid: 2, ")
    assert said["eindevaluatie"] == "GGZ Verzonnen: rollen duidelijk: deels"
    assert "Wie de acties bewaakt: " in said["casus"]
    for one in found:
        for words in (one.ours, one.theirs):
            assert not re.search(r"[0-9a-f]{8}-|[a-z]_[a-z]|None|[\[{]", words), words


def test_the_meeting_itself_is_taken_over_last_and_is_closed_then(table: Table) -> None:
    shown, found = late_meeting(table)
    coordinator = table.desk(COORDINATOR)
    kinds = [one.kind for one in found]
    assert kinds[-2:] == ["overleg", "eindevaluatie"]
    meeting = found[-2]
    assert (meeting.case_id, meeting.ours) == ("", "Stand: open")
    assert meeting.theirs.startswith("Stand: gesloten\nBegonnen: ")
    before, chair_id = table.dump(COORDINATOR), meetings.meeting(coordinator, table.meeting_id).chair_id
    for chosen in ([meeting], [meeting, *(one for one in found if one.kind == "agendapunt")]):
        with pytest.raises(InvalidField) as refused:  # a case on its agenda is not ready here
            taking_over.adopt_difference(coordinator, shown, chosen)
        assert refused.value.reason == "cases_first"
        assert table.dump(COORDINATOR) == before
    cases_ = [one for one in found if one.case_id]
    taking_over.adopt_difference(coordinator, shown, cases_)
    assert meetings.meeting(coordinator, table.meeting_id).state is MeetingState.OPEN
    left = taking_over.differences(coordinator, shown)
    assert left == tuple(found[-2:])  # it does not say that all is the same
    changes = taking_over.adopt_difference(coordinator, shown, left)
    assert changes.case_ids == frozenset()
    closed = meetings.meeting(coordinator, table.meeting_id)
    assert closed.state is MeetingState.CLOSED
    assert closed.clock is None
    assert closed.chair_id == chair_id
    with coordinator.vault.read() as connection:
        (kept,) = find_records(connection, Evaluation, meeting_id=table.meeting_id)
    assert kept.roles_clear is Tap.PARTLY
    assert cases.case_file(coordinator, table.case_id).case.state is CaseState.ADOPTED
    assert taking_over.differences(coordinator, shown) == ()
    line = next(
        one for one in log(coordinator) if (one.action, one.object) == ("verschil overnemen", "overleg")
    )
    assert line.case_number == ""


def test_a_meeting_never_goes_back_to_an_earlier_state(table: Table) -> None:
    ours = meetings.meeting(table.desk(COORDINATOR), table.meeting_id)
    renamed = replace(ours, title="Tafel Zuid", state=MeetingState.DRAFT)
    assert followed(ours, renamed) == replace(ours, title="Tafel Zuid")
    for state in (MeetingState.IN_PROGRESS, MeetingState.CLOSED):
        begun = replace(ours, state=state)
        assert followed(begun, renamed) == begun
        assert followed(ours, replace(renamed, state=state)).state is state
