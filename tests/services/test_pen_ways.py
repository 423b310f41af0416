"""A case comes back along the way that its pen went; a colleague who was passed by brings nothing back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import TODAY
from tests.services.laptops import NAMES, Table
from tests.services.test_receiving import refused
from tests.services.world import PASSPHRASES
from zvdesk.domain.handovers import Handover, PackageFault, Pen, PenChain, Standing
from zvdesk.domain.people import Role
from zvdesk.errors import PackageRefused
from zvdesk.services import (
    backups,
    cards,
    colleagues,
    handover_register,
    handovers,
    receiving,
    restoring,
    taking_over,
    vaults,
)
from zvdesk.storage import keys, pen_links
from zvdesk.storage.records import erase_record, get_record, save_record
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.colleagues import Card

COORDINATOR, CHAIR, SECRETARY = Role.COORDINATOR, Role.CHAIR, Role.SECRETARY
UNPROVEN = PackageFault.UNPROVEN
NEW_WORDS = "een heel andere lange wachtzin"


def pen(table: Table, role: Role) -> Pen:
    found = handover_register.pen_of(table.desk(role), table.case_id)
    assert found is not None
    return found


def tamper(
    table: Table,
    role: Role,
    *,
    subjects: tuple[str, ...] = (),
    **changes: Any,  # noqa: ANN401 - fields of a pen
) -> None:
    """Change the pens in a vault, of the case and the meeting or of one, as a changed program could."""
    with table.desk(role).vault.transaction() as connection:
        for subject_id in subjects or (table.case_id, table.meeting_id):
            found = get_record(connection, Pen, subject_id)
            assert found is not None
            save_record(connection, replace(found, **changes))


def know_again(table: Table, role: Role, card: Card, *, instead_of: str = "") -> None:
    """Let somebody read a card in, of a person who is new there or has a new key."""
    desk = table.desk(role)
    if instead_of:
        colleagues.end_colleague(desk, instead_of, TODAY - timedelta(days=1))
    colleagues.meet(desk, card, card.fingerprint)


def test_a_reader_who_passes_the_holder_by_brings_nothing_back(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, SECRETARY)
    table.take(CHAIR, given)
    table.take(SECRETARY, given)  # to read
    tamper(table, SECRETARY, holder_id="", holder="")
    passed_by = table.give(SECRETARY, COORDINATOR, case=True)
    found = refused(table, COORDINATOR, passed_by.path, UNPROVEN)
    assert (found.who, found.case_number) == (NAMES[SECRETARY], table.world.number)
    said = message(found)
    assert "bewijst niet dat de pen bij de afzender lag" in said
    assert "Er is niets gewijzigd." in said
    assert "Neem over" in said
    assert pen(table, COORDINATOR).holder == NAMES[CHAIR]
    on = table.give(CHAIR, SECRETARY)  # to whom it was to read until now
    first: dict[str, Any] = {"chain": (given.handover.id,), "links": pen(table, COORDINATOR).links}
    tamper(table, SECRETARY, **first, holder_id=table.laptops.ids[COORDINATOR])
    refused(table, SECRETARY, on.path, UNPROVEN)  # by another than who has it
    tamper(table, SECRETARY, holder_id=table.laptops.ids[CHAIR])
    table.take(SECRETARY, on)
    table.take(COORDINATOR, table.give(SECRETARY, COORDINATOR))
    assert len(pen(table, COORDINATOR).links) == len(pen(table, COORDINATOR).chain) == 3


def test_who_renewed_the_key_and_a_successor_in_that_vault_bring_a_case_back(table: Table) -> None:
    """The pen came to a vault; what its people sign with may be another key by the time it leaves."""
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    chair, before = table.desk(CHAIR), table.laptops.ids[CHAIR]
    vaults.change_passphrase(chair, table.laptop(CHAIR).passphrase, NEW_WORDS)
    card = cards.read_card(cards.my_card(chair, NEW_WORDS))
    assert card.id != before
    know_again(table, COORDINATOR, card, instead_of=before)
    back = table.give(CHAIR, COORDINATOR, passphrase=NEW_WORDS)
    shown = table.preview(COORDINATOR, back)
    assert set(shown.standings.values()) == {Standing.EXPECTED}
    receiving.receive(table.desk(COORDINATOR), shown)

    again = handovers.give_meeting(
        table.desk(COORDINATOR),
        table.meeting_id,
        table.stick,
        [card.id],
        passphrase=table.laptop(COORDINATOR).passphrase,
    )
    receiving.receive(chair, receiving.preview(chair, again.path, NEW_WORDS))
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR, passphrase=NEW_WORDS))
    vaults.lock(table.desk(COORDINATOR))
    other = table.world.desk(Role.SECRETARY)  # who works in the vault of the coordinator
    own = cards.read_card(cards.my_card(other, PASSPHRASES[Role.SECRETARY]))
    know_again(table, SECRETARY, own)
    on = handovers.give_meeting(
        other,
        table.meeting_id,
        table.stick,
        [table.laptops.ids[SECRETARY]],
        passphrase=PASSPHRASES[Role.SECRETARY],
    )
    vaults.lock(other)
    assert set(table.take(SECRETARY, on).numbers) == {table.case_id}


def test_only_who_gave_a_case_takes_it_over_from_who_got_it(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, SECRETARY)
    table.take(CHAIR, given)
    table.take(SECRETARY, given)
    table.give(CHAIR, COORDINATOR)  # it stays on the stick
    kept = pen(table, SECRETARY)
    tamper(table, SECRETARY, chain=(), links=(), void=kept.chain, holder_id="", holder="")
    refused(table, CHAIR, table.give(SECRETARY, CHAIR).path, UNPROVEN)  # says that it was taken over
    tamper(table, SECRETARY, chain=kept.chain, links=kept.links, void=(), holder_id=kept.holder_id)
    taking_over.take_over(table.desk(COORDINATOR), table.case_id, "Het duurt te lang.")
    table.take(SECRETARY, table.give(COORDINATOR, SECRETARY))
    table.take(CHAIR, table.give(SECRETARY, CHAIR))
    assert pen(table, CHAIR).is_here


def test_a_move_of_before_they_were_signed_is_proven_by_who_made_it_only(table: Table) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    for role in (COORDINATOR, CHAIR):
        tamper(table, role, links=())
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    assert len(pen(table, COORDINATOR).links) == 1
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    table.take(SECRETARY, table.give(CHAIR, SECRETARY))
    tamper(table, SECRETARY, links=())
    on = table.give(SECRETARY, COORDINATOR)
    refused(table, COORDINATOR, on.path, UNPROVEN)
    taking_over.take_over(table.desk(COORDINATOR), table.case_id, "De laptop van de voorzitter is weg.")
    assert table.preview(COORDINATOR, on).is_late  # what it has otherwise can be adopted


def test_who_gave_a_case_back_does_not_take_it_over_from_who_has_it_now(table: Table) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    table.take(SECRETARY, table.give(COORDINATOR, SECRETARY))
    taking_over.take_over(table.desk(CHAIR), table.case_id, "Die stick is kwijt.")
    past = table.give(CHAIR, COORDINATOR)
    said = message(refused(table, COORDINATOR, past.path, UNPROVEN))
    assert "Zegt zvdesk dan dat de pen hier is? Geef het één keer aan de afzender" in said
    taking_over.take_over(table.desk(COORDINATOR), table.case_id, "Die laptop is weg.")
    refused(table, COORDINATOR, past.path, PackageFault.PEN_NOT_OUT)
    table.give(COORDINATOR, CHAIR)  # late there
    table.take(COORDINATOR, past)  # now it is theirs to bring


def test_a_package_with_the_id_of_one_that_came_in_proves_its_way_too(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = table.give(COORDINATOR, SECRETARY, CHAIR)
    table.take(CHAIR, given)  # to read
    coordinator, chair = table.desk(COORDINATOR), table.desk(CHAIR)
    taking_over.take_over(coordinator, table.case_id, "Het duurt te lang.")
    on = table.give(COORDINATOR, SECRETARY, case=True)
    tamper(table, CHAIR, subjects=(table.meeting_id,), links=(), holder_id="", holder="")
    monkeypatch.setattr(handovers, "secrets", SimpleNamespace(token_bytes=bytes))  # zeros
    first = table.give(CHAIR, COORDINATOR)
    taking_over.adopt_difference(coordinator, table.preview(COORDINATOR, first), ())
    with chair.vault.transaction() as connection:
        erase_record(connection, Handover, first.handover.id)
    first.path.unlink()
    tamper(table, CHAIR, chain=(given.handover.id,), links=(), holder_id="", holder="")
    tamper(table, CHAIR, subjects=(table.case_id,), chain=(on.handover.id,))
    second = table.give(CHAIR, COORDINATOR)
    assert second.handover.id == first.handover.id
    assert second.handover.case_ids == (table.case_id,)
    refused(table, COORDINATOR, second.path, UNPROVEN)


def test_what_a_colleague_says_to_be_void_does_not_keep_a_case_from_going_on(table: Table) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    tamper(table, CHAIR, void=tuple(f"{number:032x}" for number in range(998)))  # as many as can be read
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    table.take(SECRETARY, table.give(COORDINATOR, SECRETARY))


@pytest.mark.parametrize("is_given_first", [False, True])
def test_who_has_the_pen_gets_it_again_from_a_vault_that_forgot_giving_it(
    table: Table, tmp_path: Path, is_given_first: bool
) -> None:
    copy = backups.back_up(table.desk(COORDINATOR))
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    back = table.give(CHAIR, COORDINATOR)
    vaults.lock(table.desk(COORDINATOR))
    table.desks[COORDINATOR] = restoring.restore(
        copy,
        tmp_path / "terug.zvkluis",
        passphrase=table.laptop(COORDINATOR).passphrase,
        clock=table.world.clock,
    ).desk
    if is_given_first:
        refused(table, CHAIR, table.give(COORDINATOR, CHAIR).path, PackageFault.OLDER)
    for _ in range(2):  # as often as one looks
        assert set(table.preview(COORDINATOR, back).standings.values()) == {Standing.LATE}
    if is_given_first:
        taking_over.take_over(table.desk(COORDINATOR), table.case_id, "Daar gaat het niet open.")
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    assert pen(table, CHAIR).is_here
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    assert pen(table, COORDINATOR).is_here


def moved_at_home(table: Table, subject_id: str, moves: int) -> None:
    """Let the chair sign many moves of a pen from that vault to that vault, as a changed program could."""
    desk = table.desk(CHAIR)
    own = keys.personal_signing_key(desk.vault.folder, desk.actor.person_id, table.laptop(CHAIR).passphrase)
    vault_key = desk.vault.house_signing_key
    voucher = pen_links.vouched(own, vault_key)
    with desk.vault.read() as connection:
        found = get_record(connection, Pen, subject_id)
    assert found is not None
    chain, links = found.chain, found.links
    for number in range(moves):
        package_id = f"{number:032x}"
        before = PenChain(id=subject_id, chain=chain)
        links = (*links, pen_links.linked(vault_key, before, package_id, voucher, (voucher.id, voucher.id)))
        chain = (*chain, package_id)
    tamper(table, CHAIR, subjects=(subject_id,), chain=chain, links=links)


def test_who_has_the_pen_does_not_fill_its_way_up(table: Table) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    before = pen(table, CHAIR)
    moved_at_home(table, table.case_id, 990)
    flood = table.give(CHAIR, COORDINATOR)
    found = refused(table, COORDINATOR, flood.path, PackageFault.HOSTILE)
    assert found.case_number == table.world.number
    tamper(table, CHAIR, chain=before.chain, links=before.links, holder_id="", holder="")
    moved_at_home(table, table.case_id, 1_000)
    with pytest.raises(PackageRefused) as caught:
        table.give(CHAIR, COORDINATOR, case=True)
    assert caught.value.fault == PackageFault.TOO_LARGE.value
    assert pen(table, CHAIR).is_here
    taking_over.take_over(table.desk(COORDINATOR), table.case_id, "Er komt iets vreemds terug.")
    assert table.preview(COORDINATOR, flood).is_late  # what it has otherwise can be adopted
    table.take(SECRETARY, table.give(COORDINATOR, SECRETARY))
    assert len(pen(table, SECRETARY).chain) == 1
