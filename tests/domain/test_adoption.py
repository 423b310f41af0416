"""What a meeting adopts, and what stands on whose list."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import (
    CASE,
    MEETING,
    NOW,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_conditional,
    make_contribution,
    make_file,
    make_holder,
    make_level_change,
    scheme,
    with_case,
)
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.adoption import (
    AdoptedContent,
    AdoptedList,
    Letterhead,
    adopted_content,
    list_blockers,
    list_for,
    recipients,
)
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.escalation import Responsibility

if TYPE_CHECKING:
    from zvdesk.domain.action_lists import ActionList
    from zvdesk.domain.organisations import Organisation

C, R = BlockerCode, Responsibility
LABELS = {r.value: r.value.title() for r in R} | {
    "nobody": "nog niemand",
    "to_be_named": "aan te wijzen door {who} vóór {day}",
    "stuck": "Als het stokt",
}
HEAD = Letterhead(
    house="Oefenhuis",
    is_practice=False,
    title="Tafel Noord",
    meeting_at=NOW,
    ended_at=NOW,
    case_number="2026-0001",
    signer_name="F. Voorbeeld",
    signer_role="voorzitter",
    signed_at=NOW,
    reviewed_by="F. Voorbeeld",
    audit_mark="1 · abcd",
    document_id="d",
    contact="P. Regie, 010",
    scheme_banner="",
    destroy_before=date(2031, 3, 12),
    labels=LABELS,
    day=str,
)
ACTIONS = (
    make_action(id="a1", what="Eén", organisation_id="gemeente"),
    make_action(id="a2", what="Twee", organisation_id="ggz"),
    make_action(id="a3", what="Drie", organisation_id="politie"),
    make_action(id="a4", what="Vier", organisation_id="ggz"),
)
CONDITIONALS = (
    make_conditional(id="c1", trigger="Als a", organisation_id="politie"),
    make_conditional(id="c2", trigger="Als b", organisation_id="ggz", person=""),
)
RESERVATIONS = tuple(
    Reservation(id=f"r-{o}", case_id=CASE, meeting_id=MEETING, organisation_id=o, text=f"Voorbehoud {o}")
    for o in ("ggz", "politie")
)
FILE = make_file(actions=ACTIONS, conditionals=CONDITIONALS, reservations=RESERVATIONS)


def content(file: CaseFile = FILE) -> AdoptedContent:
    return adopted_content(file, MEETING, level_before="AVE 2", agreed=3, on=TODAY)


def made(organisation_id: str | None, file: CaseFile = FILE, *, regime: str = "wgs_zvh") -> ActionList:
    adopted = AdoptedList(
        meeting_id=MEETING,
        case_id=CASE,
        version=2,
        replaces=1,
        reason="Datum was fout",
        adopted_at=NOW,
        adopted_by="F. Voorbeeld",
        content=content(file),
    )
    return list_for(
        adopted,
        ORGANISATIONS[organisation_id] if organisation_id else None,
        head=HEAD,
        level=scheme().level(file.case.level_code),
        regime=library().regime(regime),
        organisations=ORGANISATIONS,
    )


def test_a_meeting_adopts_its_own_records_and_what_still_stands() -> None:
    other = {"meeting_id": "earlier"}
    file = make_file(
        decisions=(
            Decision(id="d1", case_id=CASE, meeting_id="earlier", text="Oud", decided_on=TODAY),
            Decision(id="d2", case_id=CASE, meeting_id=MEETING, text="Nieuw", decided_on=TODAY),
        ),
        actions=(
            make_action(id="a1", what="Oud en open", **other),
            make_action(id="a2", what="Oud en klaar", status=ActionStatus.DONE, **other),
            make_action(id="a3", what="Nieuw en klaar", status=ActionStatus.DONE),
        ),
        reservations=(replace(RESERVATIONS[0], meeting_id="earlier"), RESERVATIONS[1]),
        holders=(
            make_holder(R.CASE_LEAD, until_on=TODAY - timedelta(1), from_on=TODAY - timedelta(9)),
            make_holder(R.PROCESS_LEAD),
        ),
        level_changes=(make_level_change(retest_on=date(2026, 5, 1)),),
    )
    found = content(file)
    assert [d.text for d in found.decisions] == ["Nieuw"]
    assert [a.what for a in found.actions] == ["Oud en open", "Nieuw en klaar"]
    assert found.reservations == (RESERVATIONS[1],)
    assert [h.responsibility for h in found.holders] == [R.PROCESS_LEAD]
    assert (found.retest_on, found.level_code, found.previous_level_code, found.agreed) == (
        date(2026, 5, 1),
        "AVE 3",
        "AVE 2",
        3,
    )
    assert content(replace(file, level_changes=())).retest_on is None


def test_a_list_is_for_who_takes_part_and_who_has_something_to_do() -> None:
    file = replace(FILE, participations=FILE.participations[:1])
    assert recipients(content(file)) == ("gemeente", "ggz", "politie")
    assert recipients(content(replace(file, actions=(make_action(organisation_id=""),)))) == (
        "gemeente",
        "politie",
        "ggz",
    )
    assert recipients(content(CaseFile(case=FILE.case))) == ()


def test_the_full_list_holds_all() -> None:
    full = made(None)
    assert [(a.number, a.what) for a in full.actions] == [(1, "Eén"), (2, "Twee"), (3, "Drie"), (4, "Vier")]
    assert [(c.number, c.trigger, c.who) for c in full.conditionals] == [
        (5, "Als a", "P. Agent, Politie Oefenstad"),
        (6, "Als b", "GGZ Verzonnen"),
    ]
    assert [r.text for r in full.reservations] == ["Voorbehoud ggz", "Voorbehoud politie"]
    assert [d.text for d in full.decisions] == ["Eén plan."]
    assert (full.version, full.replaces, full.correction_reason) == (2, 1, "Datum was fout")
    assert full.recipient == ""


@pytest.mark.parametrize("organisation_id", list(ORGANISATIONS))
def test_an_organisations_list_holds_only_its_own_under_the_same_numbers(organisation_id: str) -> None:
    full, own = made(None), made(organisation_id)
    name = ORGANISATIONS[organisation_id].name
    assert own.recipient == name
    assert own.actions == tuple(a for a in full.actions if a.organisation == name)
    assert own.conditionals == tuple(c for c in full.conditionals if c.who.endswith(name))
    assert own.reservations == tuple(r for r in full.reservations if r.organisation == name)
    assert own.decisions == ()
    for field in ("goal", "regie", "follow_up_on", "follow_up_note", "level_code", "retest_on", "contact"):
        assert getattr(own, field) == getattr(full, field)


@pytest.mark.parametrize("organisation_id", [None, *ORGANISATIONS])
def test_no_list_holds_what_anybody_brought_in(organisation_id: str | None) -> None:
    file = replace(FILE, contributions=(make_contribution(text="KANARIE", secrecy_motivation="KANARIE"),))
    file = with_case(file, alias="KANARIE", occasion="KANARIE", necessity="KANARIE", resident_view="KANARIE")
    assert "KANARIE" not in str(asdict(made(organisation_id, file)))


def test_legal_sentences_come_from_the_regime() -> None:
    assert "Wgs" in str(asdict(made(None)))
    local = made(None, regime="lokaal")
    assert "Wgs" not in local.ground + local.confidentiality + local.closing_sentence


def test_the_regie_card_names_holders_or_who_will_name_them() -> None:
    naming = make_action(
        id="a9",
        names_holder_of=R.ADMINISTRATIVE,
        person="W. Wethouder",
        organisation_id="gemeente",
    )
    file = replace(
        FILE,
        actions=(naming,),
        holders=(
            make_holder(R.CASE_LEAD, person="Oud", from_on=TODAY - timedelta(9)),
            make_holder(R.CASE_LEAD, id="h2", person="Nieuw", organisation_id="weg"),
            make_holder(R.PROCESS_LEAD),
        ),
    )
    card = [(line.label, line.value) for line in made(None, file).regie]
    level = scheme().level("AVE 3")
    assert level is not None
    assert card == [
        ("Casusregie", "Nieuw"),
        ("Procesregie", "H. Procesregie, Gemeente Oefenstad"),
        ("Operationeel", "nog niemand"),
        ("Bestuurlijk", "aan te wijzen door W. Wethouder, Gemeente Oefenstad vóór 2026-03-26"),
        ("Als het stokt", level.stuck),
    ]


def test_the_regie_card_says_what_does_not_apply_and_stands_without_a_level() -> None:
    calm = with_case(replace(FILE, holders=()), level_code="AVE 1")
    assert made(None, calm).regie[1].value == "Niet van toepassing"
    unknown = with_case(replace(FILE, holders=()), level_code="AVE 9")
    found = made(None, unknown)
    assert [line.value for line in found.regie] == ["nog niemand"] * 4
    assert (found.level_colour, found.level_colour_name) == ("", "")


def ground(**changes: str | bool) -> ThirdPartyGround:
    given: dict[str, str | bool] = {
        "ground": "Wgs 1.7(2)",
        "legal_test": "RAC akkoord",
        "supplier_consent": "Politie, 12 maart",
        "needs_supplier_consent": True,
    }
    values = given | changes
    return ThirdPartyGround(
        case_id=CASE,
        organisation_id="corporatie",
        ground=str(values["ground"]),
        legal_test=str(values["legal_test"]),
        supplier_consent=str(values["supplier_consent"]),
        needs_supplier_consent=bool(values["needs_supplier_consent"]),
        recorded_on=TODAY,
    )


@pytest.mark.parametrize(
    ("grounds", "codes"),
    [
        ((), [C.THIRD_GROUND_MISSING, C.THIRD_TEST_MISSING]),
        ((ground(ground=""),), [C.THIRD_GROUND_MISSING]),
        ((ground(legal_test=""),), [C.THIRD_TEST_MISSING]),
        ((ground(supplier_consent=""),), [C.SUPPLIER_CONSENT_MISSING]),
        ((ground(supplier_consent="", needs_supplier_consent=False),), []),
        ((ground(),), []),
        ((ground(), ground(ground="")), [C.THIRD_GROUND_MISSING]),
    ],
)
def test_a_third_gets_a_list_on_ground_test_and_consent(
    grounds: tuple[ThirdPartyGround, ...], codes: list[BlockerCode]
) -> None:
    third = ORGANISATIONS["corporatie"]
    found = list_blockers(make_file(grounds=grounds), third, 60)
    assert found == tuple(Blocker(code, ("Wonen in Fictie",)) for code in codes)


@pytest.mark.parametrize("organisation", [None, ORGANISATIONS["gemeente"], ORGANISATIONS["ggz"]])
def test_participants_need_no_ground_but_a_term_of_keeping(organisation: Organisation | None) -> None:
    assert list_blockers(make_file(), organisation, 60) == ()
    assert list_blockers(make_file(), organisation, None) == (Blocker(C.NO_RETENTION_TERM),)


def test_a_reservation_names_what_it_is_about_where_that_may_be_read() -> None:
    """On the list of one organisation stands no action of another, also not by its name."""
    decision = FILE.decisions[0]
    file = replace(
        FILE,
        reservations=tuple(
            replace(RESERVATIONS[0], id=f"r{n}", about_id=about)
            for n, about in enumerate((decision.id, "a2", "a1", ""))
        ),
    )
    assert [r.about for r in made(None, file).reservations] == [decision.text, "Twee", "Eén", ""]
    assert [r.about for r in made("ggz", file).reservations] == [decision.text, "Twee", "", ""]
