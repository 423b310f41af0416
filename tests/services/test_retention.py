"""Terms of cases through the services: the overview, extensions, and the copies that are still out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, at_noon, log, sign_document
from zvdesk.domain.cases import Case, CaseState, IntakeDecision
from zvdesk.domain.keeping import ExtensionBasis, RetentionExtension, SupplierConsent
from zvdesk.domain.people import Role
from zvdesk.domain.retention import GRACE_DAYS, LOG_EXTRACT_MONTHS, TermState, add_months
from zvdesk.errors import ExtensionRefused, InvalidField, NotAllowed, NotFound
from zvdesk.services import cases, exports, retention, shielding, today, vaults
from zvdesk.storage.records import find_records, insert_record, save_record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk


def later(world: World, day: date) -> None:
    now = world.clock.source()
    world.clock.source = lambda: at_noon(day, now)


def extension(world: World, until_on: date) -> RetentionExtension:
    today = world.clock.today()
    consent = SupplierConsent(organisation_id=world.organisations["ggz"], person="D. Ggz", given_on=today)
    return RetentionExtension(
        case_id=world.case_id,
        basis=ExtensionBasis.STILL_OPEN,
        reason="De aanpak loopt nog.",
        consents=(consent,),
        decided_by="P. Privé",
        decided_on=today,
        until_on=until_on,
    )


def last_day(desk: Desk, world: World) -> date:
    (row,) = (r for r in retention.overview(desk) if r.case_id == world.case_id)
    assert row.term.destroy_before is not None
    return row.term.destroy_before


def test_the_most_urgent_case_comes_first_and_reading_is_logged(world: World) -> None:
    chair = world.desk(Role.COORDINATOR)
    rejected = cases.open_case(chair, alias="Mus")
    with chair.vault.transaction() as connection:
        case = replace(rejected, state=CaseState.REJECTED)
        save_record(connection, case)
        decision = IntakeDecision(
            id="d1", case_id=case.id, decided_on=world.clock.today(), decider_ids=(), is_accepted=False
        )
        insert_record(connection, decision)
    local = cases.open_case(chair, alias="Kraai", regime_id="lokaal")
    vaults.lock(chair)
    later(world, world.clock.today() + timedelta(days=GRACE_DAYS + 1))
    desk = world.desk(Role.PRIVACY_OFFICER)
    rows = retention.overview(desk)
    assert [(r.case_id, r.term.state) for r in rows] == [
        (rejected.id, TermState.DUE),
        (local.id, TermState.UNSET),
        (world.case_id, TermState.RUNNING),
    ]
    assert (log(desk)[0].action, log(desk)[0].object) == ("lezen", "bewaartermijnen")
    vaults.lock(desk)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COORDINATOR, Role.SECRETARY])
def test_only_two_functions_watch_over_the_terms(world: World, role: Role) -> None:
    desk = world.desk(role)
    for ask in (retention.overview, retention.copies):
        with pytest.raises(NotAllowed):
            ask(desk)
    with pytest.raises(NotAllowed):
        retention.extend(desk, extension(world, world.clock.today()))
    vaults.lock(desk)


def test_an_extension_needs_everyone_who_supplied_data(world: World) -> None:
    desk = world.desk(Role.PRIVACY_OFFICER)
    last = last_day(desk, world)
    longer = extension(world, add_months(last, 24))
    assert retention.suppliers(desk, world.case_id) == (world.organisations["ggz"],)
    for refused, reason in (
        (replace(longer, consents=()), "consent"),
        (replace(longer, until_on=add_months(last, 24) + timedelta(days=1)), "too_long"),
        (replace(longer, until_on=last), "too_long"),
        (replace(longer, basis=ExtensionBasis.RELAPSE), ExtensionBasis.RELAPSE.value),
    ):
        with pytest.raises(ExtensionRefused) as error:
            retention.extend(desk, refused)
        assert error.value.reason == reason
    for empty in (replace(longer, reason=" "), replace(longer, decided_by="")):
        with pytest.raises(InvalidField):
            retention.extend(desk, empty)
    with pytest.raises(NotFound):
        retention.extend(desk, replace(longer, case_id="weg"))
    assert last_day(desk, world) == last
    retention.extend(desk, longer)
    assert last_day(desk, world) == longer.until_on
    again = replace(longer, until_on=add_months(longer.until_on, 24))
    retention.extend(desk, again)  # it may be done again (BGS 1.16(3))
    assert last_day(desk, world) == again.until_on
    assert log(desk)[1].action == "bewaartermijn verlengen"
    vaults.lock(desk)


def test_a_case_of_a_regime_without_a_term_cannot_be_extended(world: World) -> None:
    chair = world.desk()
    local = cases.open_case(chair, alias="Kraai", regime_id="lokaal")
    vaults.lock(chair)
    desk = world.desk(Role.FUNCTIONAL_ADMIN)
    with pytest.raises(ExtensionRefused) as error:
        retention.extend(desk, replace(extension(world, world.clock.today()), case_id=local.id))
    assert error.value.reason == "unset"
    vaults.lock(desk)


def test_a_copy_that_is_gone_is_not_out_any_more(closed: World, tmp_path: Path) -> None:
    chair = closed.desk()
    with exports.signing(chair, PASSPHRASES[Role.CHAIR]) as signer:
        sign_document(chair, signer, closed.meeting_id, closed.case_id, None, tmp_path / "uit")
    vaults.lock(chair)
    desk = closed.desk(Role.PRIVACY_OFFICER)
    (copy,) = retention.copies(desk)
    assert (copy.case_number, copy.kind, copy.gone_on) == (closed.number, "actielijst", None)
    assert [r.copies_out for r in retention.overview(desk)] == [1]
    retention.mark_gone(desk, copy.id, closed.clock.today())
    assert [r.copies_out for r in retention.overview(desk)] == [0]
    assert retention.copies(desk)[0].gone_on == closed.clock.today()
    retention.mark_gone(desk, copy.id, None)
    assert [r.copies_out for r in retention.overview(desk)] == [1]
    with pytest.raises(NotFound):
        retention.mark_gone(desk, "weg", None)
    vaults.lock(desk)


def test_an_extract_of_the_log_goes_with_its_case_or_in_a_year(closed: World) -> None:
    desk = closed.desk(Role.PRIVACY_OFFICER)
    year = add_months(desk.clock.today(), LOG_EXTRACT_MONTHS)

    def before(number: str) -> date:
        with desk.vault.read() as connection:
            return retention.extract_goes_before(desk, connection, number)

    limit = last_day(desk, closed)
    assert limit != year
    assert (before(closed.number), before(""), before("1999-0001")) == (limit, year, year)
    with desk.vault.transaction() as connection:
        (case,) = find_records(connection, Case, number=closed.number)
        today = desk.clock.today()
        save_record(connection, replace(case, state=CaseState.CLOSED, closed_on=today))
    shielding.shield(desk, closed.case_id)
    assert before(closed.number) == limit
    vaults.lock(desk)


def test_the_first_page_counts_what_must_go_for_who_watches_over_it(world: World) -> None:
    chair = world.desk()
    assert (today.today(chair).must_go, today.today(chair).nearly_due) == (0, 0)
    vaults.lock(chair)
    desk = world.desk(Role.PRIVACY_OFFICER)
    last = last_day(desk, world)
    for day, counts in (
        (add_months(last, -7), (0, 0)),
        (add_months(last, -5), (0, 1)),
        (add_months(last, -1), (0, 1)),
        (last + timedelta(days=1), (1, 0)),
    ):
        later(world, day)
        found = today.today(desk)
        assert (found.must_go, found.nearly_due) == counts
    vaults.lock(desk)
    chair = world.desk()
    assert today.today(chair).must_go == 0
    vaults.lock(chair)
