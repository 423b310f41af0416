"""A line at the table becomes a record of its kind, and may become another without losing a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import NOW, TODAY
from tests.services.world import log
from zvdesk.domain.actions import ActionItem, ActionStatus, ConditionalAgreement, Informing
from zvdesk.domain.capture import CaptureKind, ChipKind
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import capture, cases, converting, histories, house, meetings, vaults

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.capture import CaptureTable
    from zvdesk.services.capture import Captured
    from zvdesk.services.desk import Desk

K = CaptureKind


@pytest.fixture
def begun(desk: Desk, world: World) -> Desk:
    """Give the chair's desk with the case on the table and everyone there."""
    speak = {world.organisations["ggz"]: "Z. Zorg", world.organisations["politie"]: "B. Agent"}
    for part in cases.case_file(desk, world.case_id).participations:
        cases.save(desk, replace(part, person=speak.get(part.organisation_id, "")))
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    here = tuple(world.organisations[name] for name in ("gemeente", "politie", "ggz"))
    meetings.set_present(desk, world.meeting_id, world.item_id, here)
    return desk


def table(desk: Desk, world: World) -> CaptureTable:
    return capture.capture_table(
        cases.case_file(desk, world.case_id),
        meetings.meeting(desk, world.meeting_id).item(world.item_id),
        house.organisations_by_id(desk),
        desk.clock.today(),
    )


def typed(desk: Desk, world: World, line: str) -> Captured:
    read = read_line(line, table(desk, world))
    return capture.record(desk, world.meeting_id, world.item_id, read)


def turned(desk: Desk, world: World, record: Captured, kind: CaptureKind) -> Captured:
    return converting.convert(desk, world.meeting_id, world.item_id, record, kind)


def stored(desk: Desk, world: World) -> tuple[Captured, ...]:
    file = cases.case_file(desk, world.case_id)
    return (
        *file.actions,
        *file.decisions,
        *file.information,
        *file.reservations,
        *file.parked,
        *file.conditionals,
    )


def words(record: Captured) -> str:
    if isinstance(record, ActionItem):
        return record.what
    if isinstance(record, ConditionalAgreement):
        return f"{record.trigger} {record.response}"
    return record.text


def test_each_kind_of_line_becomes_its_record(begun: Desk, world: World) -> None:
    known = world.organisations
    of: dict[str, Any] = {"case_id": world.case_id, "meeting_id": world.meeting_id}
    expected: tuple[tuple[str, Captured], ...] = (
        (
            "Bakker belt huisarts @GGZ over 1 wk !",
            ActionItem(
                **of,
                what="Bakker belt huisarts",
                organisation_id=known["ggz"],
                due_on=TODAY + timedelta(days=7),
                is_urgent=True,
                recorded_at=NOW,
            ),
        ),
        ("/b Eén plan.", Decision(**of, text="Eén plan.", decided_on=TODAY)),
        (
            "/i Was gisteren thuis @politie",
            Information(**of, text="Was gisteren thuis", organisation_id=known["politie"], noted_at=NOW),
        ),
        ("/v Niet zonder ons @ggz", Reservation(**of, text="Niet zonder ons", organisation_id=known["ggz"])),
        ("/p De hond", ParkedPoint(**of, text="De hond")),
        (
            "als er overlast is dan rijdt langs @politie binnen 2 uur",
            ConditionalAgreement(
                **of,
                trigger="er overlast is",
                response="rijdt langs",
                organisation_id=known["politie"],
                within_hours=2,
            ),
        ),
    )
    for line, record in expected:
        kept = typed(begun, world, line)
        assert replace(record, id=kept.id) == kept
        assert kept in stored(begun, world)
        assert log(begun)[0].action in ("toevoegen", "lezen")
    assert len(stored(begun, world)) == len(expected)


def test_a_line_that_lacks_something_is_refused_and_leaves_nothing(begun: Desk, world: World) -> None:
    for line, field in (
        ("/v Niet zonder ons", "organisation_id"),
        ("/b", "text"),
        ("", "what"),
        ("/als het weer gebeurt", "trigger"),
    ):
        with pytest.raises(InvalidField) as error:
            typed(begun, world, line)
        assert error.value.reason == "empty"
        assert error.value.field in (field, "response")
    assert stored(begun, world) == ()


def test_the_table_knows_who_is_here_and_who_speaks(begun: Desk, world: World) -> None:
    seats = {seat.organisation_id: seat for seat in table(begun, world).seats}
    assert set(seats) >= set(world.organisations.values())
    assert "Raad voor de Kinderbescherming" in {seat.name for seat in seats.values()}
    assert "Politie" not in {seat.name for seat in seats.values()}  # the whole of the Netherlands
    assert not seats[world.organisations["corporatie"]].is_present
    assert seats[world.organisations["ggz"]].is_present
    assert seats[world.organisations["ggz"]].persons == ("Z. Zorg",)
    school = house.organisations(begun)[0]
    house.save_organisation(begun, replace(school, id="", name="Oud", is_archived=True))
    assert len(table(begun, world).seats) == len(seats)


def test_a_record_reads_back_from_its_line(begun: Desk, world: World) -> None:
    for line in (
        "Bellen @GGZ/Zorg over 1 wk !",
        "/b Eén plan.",
        "/v Nee @ggz",
        "/p De hond",
        "als a dan b @politie",
    ):
        kept = typed(begun, world, line)
        known = table(begun, world)
        again = capture.record(
            begun, world.meeting_id, world.item_id, read_line(capture.line_of(kept, known), known)
        )
        assert replace(again, id=kept.id) == kept


def test_nothing_is_lost_when_an_action_becomes_information(begun: Desk, world: World) -> None:
    known = world.organisations
    action = cases.save(
        begun,
        ActionItem(
            case_id=world.case_id,
            meeting_id=world.meeting_id,
            what="Elke week langsgaan",
            organisation_id=known["ggz"],
            person="N. Nieuw",
            due_on=TODAY + timedelta(days=5),
            condition="Als de indicatie er is",
            is_urgent=True,
            informing=Informing.EXCEPTION,
            informing_note="Maakt bang.",
            informing_recheck_on=TODAY,
            status=ActionStatus.WAITING,
            names_holder_of=Responsibility.CASE_LEAD,
            sharing_condition=SharingCondition.NAMED,
            named_organisation_ids=(known["politie"],),
        ),
    )
    made = turned(begun, world, action, K.INFORMATION)
    assert isinstance(made, Information)
    assert (made.organisation_id, made.person) == (known["ggz"], "N. Nieuw")
    assert made.text == (
        "Elke week langsgaan (voorwaarde: Als de indicatie er is) "
        "(informeren: niet verteld, met reden, Maakt bang., do 12 mrt 2026) (status: wacht op voorwaarde) "
        "(wijst aan: casusregie) (delen: alleen met genoemde organisaties, Politie Oefenstad) "
        "uiterlijk 17-3-2026 dringend"
    )
    assert stored(begun, world) == (made,)
    lines = [line for line in log(begun) if line.action in ("wissen", "toevoegen")][:2]
    assert {(line.action, line.object, line.object_id) for line in lines} == {
        ("wissen", "actie", action.id),
        ("toevoegen", "informatie", made.id),
    }


def test_the_condition_on_sharing_goes_along_to_what_can_hold_it(begun: Desk, world: World) -> None:
    action = typed(begun, world, "Bellen @GGZ over 1 wk")
    assert isinstance(action, ActionItem)
    kept = cases.save(begun, replace(action, sharing_condition=SharingCondition.NOT_TO_THIRD))
    made = turned(begun, world, kept, K.DECISION)
    assert isinstance(made, Decision)
    assert made.sharing_condition is SharingCondition.NOT_TO_THIRD
    assert made.text == "Bellen GGZ Verzonnen uiterlijk 19-3-2026"


def test_the_words_of_every_kind_come_along(begun: Desk, world: World) -> None:
    known = world.organisations
    of: dict[str, Any] = {"case_id": world.case_id, "meeting_id": world.meeting_id}
    decision = cases.save(
        begun, Decision(**of, text="Eén plan voor vrijdag.", decided_on=TODAY - timedelta(days=1))
    )
    told: tuple[tuple[Captured, CaptureKind, tuple[str, ...]], ...] = (
        (decision, K.ACTION, ("Eén plan voor vrijdag.", "(besloten op wo 11 mrt 2026)")),
        (
            cases.save(begun, ParkedPoint(**of, text="De hond", carried_reason="Wacht op de dierenarts")),
            K.DECISION,
            ("De hond", "(meegenomen: Wacht op de dierenarts)"),
        ),
        (
            cases.save(
                begun,
                Reservation(**of, text="Nee.", organisation_id=known["ggz"], about_id=decision.id),
            ),
            K.PARKED,
            ("Nee.", "(gaat over: Eén plan voor vrijdag.)", "GGZ Verzonnen"),
        ),
        (
            cases.save(
                begun,
                ConditionalAgreement(
                    **of,
                    trigger="er overlast is",
                    response="rijdt langs",
                    organisation_id=known["politie"],
                    person="B. Agent",
                    within_hours=2,
                    phones=("Crisisdienst 088-0001234",),
                ),
            ),
            K.DECISION,
            (
                "als er overlast is dan rijdt langs (bel: Crisisdienst 088-0001234)",
                "Politie Oefenstad",
                "B. Agent",
                "binnen 2 uur",
            ),
        ),
    )
    for record, kind, parts in reversed(told):
        made = turned(begun, world, record, kind)
        for part in parts:
            assert part in words(made), (part, words(made))


@pytest.mark.parametrize(("before", "after"), list(permutations(CaptureKind, 2)))
def test_any_kind_becomes_any_other(
    begun: Desk, world: World, before: CaptureKind, after: CaptureKind
) -> None:
    lines = {
        K.ACTION: "als de deur open gaat dan bellen @GGZ/Zorg over 1 wk !",
        K.DECISION: "/b als de deur open gaat dan bellen",
        K.INFORMATION: "/i als de deur open gaat dan bellen @GGZ/Zorg",
        K.RESERVATION: "/v als de deur open gaat dan bellen @GGZ",
        K.PARKED: "/p als de deur open gaat dan bellen",
        K.CONDITIONAL: "/als de deur open gaat dan bellen @GGZ/Zorg binnen 2 uur",
    }
    known = table(begun, world)
    read = read_line(lines[before], known, {ChipKind.KIND: before})
    record = capture.record(begun, world.meeting_id, world.item_id, read)
    if after is K.RESERVATION and before in (K.DECISION, K.PARKED):
        with pytest.raises(InvalidField):
            turned(begun, world, record, after)
        assert stored(begun, world) == (record,)
        return
    made = turned(begun, world, record, after)
    assert stored(begun, world) == (made,)
    said = f"{words(made)} {capture.line_of(made, known)}"
    for word in ("deur", "open", "gaat", "bellen"):
        assert word in said
    if before in (K.ACTION, K.INFORMATION, K.CONDITIONAL):
        assert "Zorg" in said


def test_a_reservation_about_it_goes_along(begun: Desk, world: World) -> None:
    decision = typed(begun, world, "/b Bellen met de GGD")
    about = cases.save(
        begun,
        Reservation(
            case_id=world.case_id,
            meeting_id=world.meeting_id,
            organisation_id=world.organisations["ggz"],
            text="Nee.",
            about_id=decision.id,
        ),
    )
    made = turned(begun, world, decision, K.ACTION)
    assert cases.case_file(begun, world.case_id).reservations == (replace(about, about_id=made.id),)


def test_converting_back_gives_the_facts_again(begun: Desk, world: World) -> None:
    """An action with all it can hold comes back as it was, whatever it was in between."""
    known = world.organisations
    action = cases.save(
        begun,
        ActionItem(
            case_id=world.case_id,
            meeting_id=world.meeting_id,
            what="Elke week langsgaan",
            organisation_id=known["ggz"],
            person="N. Nieuw",
            due_on=TODAY + timedelta(days=5),
            condition="Als de indicatie er is",
            is_urgent=True,
            names_holder_of=Responsibility.CASE_LEAD,
            sharing_condition=SharingCondition.NAMED,
            named_organisation_ids=(known["politie"],),
        ),
    )
    now: Captured = action
    for kind in (K.DECISION, K.INFORMATION, K.PARKED, K.DECISION):
        now = turned(begun, world, now, kind)
    assert turned(begun, world, now, K.ACTION) == action
    assert stored(begun, world) == (action,)
    again = turned(begun, world, action, K.DECISION)
    assert again == now


def test_what_was_mended_in_between_comes_along_back(begun: Desk, world: World) -> None:
    action = typed(begun, world, "Bellen @GGZ over 1 wk !")
    made = turned(begun, world, action, K.DECISION)
    assert isinstance(made, Decision)
    cases.save(begun, replace(made, text=made.text.replace("Bellen", "Samen bellen")))
    assert isinstance(action, ActionItem)
    assert turned(begun, world, made, K.ACTION) == replace(action, what="Samen bellen")


def test_words_that_can_no_longer_be_parted_are_read_anew(begun: Desk, world: World) -> None:
    agreed = typed(begun, world, "als hij belt dan langsgaan @politie binnen 2 uur")
    made = turned(begun, world, agreed, K.DECISION)
    assert isinstance(made, Decision)
    cases.save(begun, replace(made, text="als zij belt dan bellen wij terug"))
    back = turned(begun, world, made, K.CONDITIONAL)
    assert isinstance(back, ConditionalAgreement)
    assert (back.trigger, back.response) == ("zij belt", "bellen wij terug")


def mended(desk: Desk, world: World, record: Captured, line: str) -> Captured:
    read = read_line(line, table(desk, world))
    return converting.mend(desk, world.meeting_id, world.item_id, record, read)


def test_a_line_mends_its_record_and_makes_another_kind_of_it(begun: Desk, world: World) -> None:
    action = typed(begun, world, "Bellen @GGZ over 1 wk")
    assert isinstance(action, ActionItem)
    held = cases.save(begun, replace(action, condition="Na akkoord"))
    same = mended(begun, world, held, "Schrijven @politie")
    assert same == replace(
        held, what="Schrijven", organisation_id=world.organisations["politie"], due_on=None
    )
    made = mended(begun, world, same, "/b Wij schrijven")
    assert words(made) == "Wij schrijven (voorwaarde: Na akkoord)"
    back = mended(begun, world, made, "Toch bellen @GGZ over 2 wk")
    assert isinstance(back, ActionItem)
    assert (back.what, back.condition) == ("Toch bellen", "Na akkoord")
    assert stored(begun, world) == (back,)
    with pytest.raises(InvalidField):
        mended(begun, world, back, "/v Niet zonder ons")
    assert stored(begun, world) == (back,)


def test_every_kind_is_mended_by_its_line(begun: Desk, world: World) -> None:
    lines = {
        K.DECISION: "/b Eén plan",
        K.INFORMATION: "/i Hij was thuis @ggz",
        K.RESERVATION: "/v Nee @ggz",
        K.PARKED: "/p De hond",
        K.CONDITIONAL: "/als a dan b @politie binnen 2 uur",
    }
    for line in lines.values():
        record = typed(begun, world, line)
        made = mended(begun, world, record, f"{line} nu")
        assert words(made) == f"{words(record)} nu"
        assert made.id == record.id


def test_a_lost_trigger_is_typed_in_the_line_of_the_new_kind(begun: Desk, world: World) -> None:
    action = typed(begun, world, "Bellen @GGZ")
    assert isinstance(action, ActionItem)
    held = cases.save(begun, replace(action, condition="Na akkoord"))
    file, known = cases.case_file(begun, world.case_id), table(begun, world)
    line = converting.line_as(held, K.CONDITIONAL, known, house.organisations_by_id(begun), file)
    assert line == "/als dan Bellen (voorwaarde: Na akkoord) @GGZ Verzonnen"
    made = mended(begun, world, held, line.replace("/als", "/als hij belt"))
    assert isinstance(made, ConditionalAgreement)
    assert (made.trigger, made.response) == ("hij belt", "Bellen (voorwaarde: Na akkoord)")
    assert turned(begun, world, made, K.ACTION) == held
    lost = mended(begun, world, held, "/als hij belt dan Bellen @GGZ")
    assert isinstance(lost, ConditionalAgreement)
    assert lost.response == "Bellen (voorwaarde: Na akkoord)"


def test_what_it_was_before_is_forgotten_with_the_meeting(begun: Desk, world: World) -> None:
    action = typed(begun, world, "Bellen @GGZ")
    turned(begun, world, action, K.DECISION)
    assert any(h.field.startswith("kinds:") for h in histories.load_histories(begun, world.case_id))
    meetings.advance_item(begun, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="ziek")
    meetings.advance(begun, world.meeting_id, MeetingEvent.CLOSE)
    assert histories.load_histories(begun, world.case_id) == ()


def test_what_it_already_is_stays_as_it_is(begun: Desk, world: World) -> None:
    decision = typed(begun, world, "/b Eén plan.")
    assert turned(begun, world, decision, K.DECISION) == decision
    assert stored(begun, world) == (decision,)


def test_only_what_is_there_and_at_a_running_meeting(begun: Desk, world: World) -> None:
    decision = typed(begun, world, "/b Eén plan.")
    other = cases.open_case(begun)
    strange = cases.save(begun, Decision(case_id=other.id, text="Anders.", decided_on=TODAY))
    for record in (replace(decision, id="weg"), strange):
        with pytest.raises(NotFound):
            turned(begun, world, record, K.ACTION)
    meetings.advance_item(begun, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="ziek")
    meetings.advance(begun, world.meeting_id, MeetingEvent.CLOSE)
    with pytest.raises(ReadOnly):
        typed(begun, world, "/b Nog één plan.")
    with pytest.raises(ReadOnly):
        turned(begun, world, decision, K.ACTION)
    assert stored(begun, world) == (decision,)


def test_only_who_edits_a_case_records(begun: Desk, world: World) -> None:
    read = read_line("/b Eén plan.", table(begun, world))
    vaults.lock(begun)
    desk = world.desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        capture.record(desk, world.meeting_id, world.item_id, read)
    vaults.lock(desk)


def test_a_case_in_memory_is_the_case_in_the_vault(begun: Desk, world: World) -> None:
    """What is put in the file after each line is what reading the whole case again gives."""
    held = cases.case_file(begun, world.case_id)
    first = typed(begun, world, "Huisarts bellen @ggz vr !")
    assert isinstance(first, ActionItem)
    lines = ("/b Wij houden vol", "/i Er is een brief", "/v @ggz Niet akkoord", "/p Huur", "Later")
    more = [typed(begun, world, line) for line in lines]
    more.append(typed(begun, world, "/als hij belt dan gaat @politie binnen 2 uur langs"))
    for record in (*more, first):  # one that was made earlier goes in its place
        held = held.with_record(record)
    assert held == cases.case_file(begun, world.case_id)
    mended = cases.save(begun, replace(first, what="Huisarts schrijven"))
    assert held.with_record(mended) == cases.case_file(begun, world.case_id)
