"""What comes in is shown first; what is not right is refused with its reason, and changes nothing at all."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.factories import NOW, TODAY, clock
from tests.services.laptops import NAMES, Table
from tests.services.world import PASSPHRASES, log
from zvdesk.domain.cases import Case, CaseState, Factor, FactorKind
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.handovers import Direction, Handover, PackageFault, Pen, Standing
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.people import Role
from zvdesk.errors import FileUnreadable, FolderUnusable, NotAllowed, PackageRefused, WrongPassphrase
from zvdesk.services import (
    backups,
    cards,
    cases,
    colleagues,
    destruction,
    handover_register,
    handovers,
    receiving,
    records,
    restoring,
    retention,
    shielding,
    taking_over,
    vaults,
)
from zvdesk.storage import keys, package_content, package_file, sealing
from zvdesk.storage.records import erase_record, get_record, save_record
from zvdesk.texts.labels import PACKAGE_FAULTS

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.handovers import Given

COORDINATOR, CHAIR, SECRETARY = Role.COORDINATOR, Role.CHAIR, Role.SECRETARY
F = PackageFault


def refused(table: Table, role: Role, source: Path | bytes, fault: PackageFault) -> PackageRefused:
    """Open a package that must be refused; nothing but one line in the log may come of it."""
    desk = table.desk(role)
    before, lines = table.dump(role), len(log(desk))
    with pytest.raises(PackageRefused) as error:
        receiving.preview(desk, source, table.laptop(role).passphrase)
    assert PackageFault(error.value.fault) is fault
    assert table.dump(role) == before
    written = log(desk)
    assert len(written) == lines + 1
    assert (written[0].result, written[0].ground) == ("geweigerd", PACKAGE_FAULTS[fault])
    return error.value


def know(table: Table, where: Role, other: Role, **changes: Any) -> None:  # noqa: ANN401 - fields of it
    """Change what a vault knows of a colleague."""
    with table.desk(where).vault.transaction() as connection:
        one = get_record(connection, Colleague, table.laptops.ids[other])
        assert one is not None
        save_record(connection, replace(one, **changes))


def test_looking_shows_what_is_in_it_and_changes_nothing(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    before = table.dump(CHAIR)
    found = table.preview(CHAIR, given)
    assert table.dump(CHAIR) == before
    assert (found.sender.name, found.meeting, found.has_pen) == (NAMES[COORDINATOR], "Tafel Noord", True)
    assert found.may_enter
    assert not found.is_late
    (shown,) = found.cases
    assert (shown.alias, shown.main_subject, shown.standing) == (
        "Valk",
        "Şükrü van Testhuizen",
        Standing.NEW,
    )
    assert shown.records == shown.changed > 15
    assert found.sha256 == given.handover.sha256
    assert log(table.desk(CHAIR))[0].action == "bekijken"
    from_memory = receiving.preview(
        table.desk(CHAIR), given.path.read_bytes(), table.laptop(CHAIR).passphrase
    )
    assert from_memory.manifest == found.manifest


def test_receiving_twice_is_harmless(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    found = table.preview(CHAIR, given)
    receiving.receive(table.desk(CHAIR), found)
    refused(table, CHAIR, given.path, F.ALREADY_ENTERED)
    before = table.dump(CHAIR)
    with pytest.raises(PackageRefused) as error:  # shown before, and entered since
        receiving.receive(table.desk(CHAIR), found)
    assert error.value.fault == F.ALREADY_ENTERED.value
    assert table.dump(CHAIR) == before
    (row,) = handover_register.received(table.desk(CHAIR))
    assert (row.handover.direction, row.handover.names) == (Direction.RECEIVED, (NAMES[COORDINATOR],))
    assert row.copies_out == 0


def test_what_is_no_package_or_a_damaged_one_is_refused(table: Table, tmp_path: Path) -> None:
    given = table.give(COORDINATOR, CHAIR)
    data = given.path.read_bytes()
    refused(table, CHAIR, b"", F.NOT_A_PACKAGE)
    refused(table, CHAIR, b"%PDF-1.7", F.NOT_A_PACKAGE)
    refused(table, CHAIR, data[:-1], F.DAMAGED)
    refused(table, CHAIR, data[:8] + b"\2" + data[9:], F.TOO_NEW)
    for place in (10, 700, len(data) // 2, len(data) - 1):
        flipped = bytearray(data)
        flipped[place] ^= 1
        refused(table, CHAIR, bytes(flipped), F.DAMAGED)
    large = tmp_path / "groot.zvpakket"
    with large.open("wb") as file:
        file.write(data[:100])
        file.truncate(1 << 32)
    refused(table, CHAIR, large, F.TOO_LARGE)
    with pytest.raises(FileUnreadable):
        receiving.preview(table.desk(CHAIR), tmp_path / "weg.zvpakket", table.laptop(CHAIR).passphrase)
    with pytest.raises(WrongPassphrase):
        receiving.preview(table.desk(CHAIR), given.path, "niet de goede wachtzin")
    table.take(CHAIR, given)


def test_who_sends_must_be_known_and_active_and_who_receives_must_be_meant(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    refused(table, SECRETARY, given.path, F.NOT_FOR_YOU)
    with table.desk(CHAIR).vault.transaction() as connection:
        known = get_record(connection, Colleague, table.laptops.ids[COORDINATOR])
        assert known is not None
        erase_record(connection, Colleague, known.id)
    assert refused(table, CHAIR, given.path, F.UNKNOWN_SENDER).who == ""
    with table.desk(CHAIR).vault.transaction() as connection:
        save_record(connection, known)
    know(table, CHAIR, COORDINATOR, role=Role.PRIVACY_OFFICER)
    refused(table, CHAIR, given.path, F.HOSTILE)
    know(table, CHAIR, COORDINATOR, role=Role.COORDINATOR)
    colleagues.end_colleague(table.desk(CHAIR), known.id, TODAY - timedelta(days=1))
    assert refused(table, CHAIR, given.path, F.ENDED_SENDER).who == NAMES[COORDINATOR]


def test_a_sender_whose_certificate_ran_out_is_refused(table: Table) -> None:
    chair = table.desk(CHAIR)
    later = chair.clock.now() + timedelta(days=3653)
    chair.clock.source = lambda: later
    given = table.give(COORDINATOR, CHAIR)
    assert refused(table, CHAIR, given.path, F.OUTDATED_SENDER).who == NAMES[COORDINATOR]


def test_a_colleague_who_ended_between_looking_and_taking_in_is_refused(table: Table) -> None:
    found = table.preview(CHAIR, table.give(COORDINATOR, CHAIR))
    know(table, CHAIR, COORDINATOR, ended_on=TODAY - timedelta(days=1))
    before = table.dump(CHAIR)
    with pytest.raises(PackageRefused) as error:
        receiving.receive(table.desk(CHAIR), found)
    assert error.value.fault == F.ENDED_SENDER.value
    assert table.dump(CHAIR) == before


def test_a_package_has_a_last_day_and_is_not_from_the_future(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR, days=3)
    for later, fault in ((timedelta(days=4), F.EXPIRED), (-timedelta(hours=3), F.FROM_THE_FUTURE)):
        table.desk(CHAIR).clock = clock(NOW + later)
        refused(table, CHAIR, given.path, fault)
    table.desk(CHAIR).clock = clock(NOW + timedelta(days=3))
    table.take(CHAIR, given)


def sealed_again(table: Table, given: Given, opener: Role, receiver: Role) -> bytes:
    """Return what was signed for one, sealed by its receiver to somebody else."""
    data = given.path.read_bytes()
    laptop = table.laptop(opener)
    person = table.desk(opener).actor.person_id
    private = keys.personal_sealing_key(laptop.folder, person, laptop.passphrase)
    head, at = data[:25], 25
    label = f"ZVPAKKET/1/{given.handover.id}"
    slots = [data[at + n * 80 : at + (n + 1) * 80] for n in range(8)]
    key = next(found for slot in slots if (found := sealing.unseal(slot, private, label)))
    whole = at + 640
    body = AESGCM(key).decrypt(data[whole : whole + 12], data[whole + 12 : -package_file._SUM], data[:whole])
    with table.desk(opener).vault.read() as connection:
        other = get_record(connection, Colleague, table.laptops.ids[receiver])
    assert other is not None
    new = head + sealing.seal(key, other.sealing_public, label) + b"".join(slots[1:])
    nonce = secrets.token_bytes(12)
    sealed = new + nonce + AESGCM(key).encrypt(nonce, body, new)
    return sealed + package_file._sum(sealed)


def test_who_gets_a_package_cannot_pass_it_on_as_if_it_were_meant_for_another(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    assert (
        refused(table, SECRETARY, sealed_again(table, given, CHAIR, SECRETARY), F.NOT_FOR_YOU).who
        == (NAMES[COORDINATOR])
    )


def test_what_says_another_sender_than_who_signed_is_refused(table: Table) -> None:
    """Chair and secretary both know the coordinator; the secretary signs in the coordinator's name."""
    given = table.give(COORDINATOR, CHAIR)
    chair = table.laptop(CHAIR)
    private = keys.personal_sealing_key(chair.folder, table.desk(CHAIR).actor.person_id, chair.passphrase)
    content = package_file.unseal(given.path.read_bytes(), private).content
    secretary = table.laptop(SECRETARY)
    key = keys.personal_signing_key(
        secretary.folder, table.desk(SECRETARY).actor.person_id, secretary.passphrase
    )
    with table.desk(CHAIR).vault.read() as connection:
        known = get_record(connection, Colleague, table.laptops.ids[SECRETARY])
    assert known is not None
    forged = package_file.seal(
        content,
        package_id=bytes.fromhex(given.handover.id),
        receivers=[private.public_key().public_bytes_raw()],
        signing_key=key,
        certificate=known.certificate,
    )
    refused(table, CHAIR, forged, F.HOSTILE)


def test_practice_and_real_never_mix(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    data = given.path.read_bytes()
    chair, coordinator = table.laptop(CHAIR), table.laptop(COORDINATOR)
    private = keys.personal_sealing_key(chair.folder, table.desk(CHAIR).actor.person_id, chair.passphrase)
    unsealed = package_file.unseal(data, private)
    content = package_content.read(unsealed.content, unsealed.package_id)
    practice = replace(content, manifest=replace(content.manifest, is_practice=True))
    key = keys.personal_signing_key(
        coordinator.folder, table.desk(COORDINATOR).actor.person_id, coordinator.passphrase
    )
    made = package_file.seal(
        package_content.write(practice),
        package_id=bytes.fromhex(unsealed.package_id),
        receivers=[private.public_key().public_bytes_raw()],
        signing_key=key,
        certificate=unsealed.certificate,
    )
    refused(table, CHAIR, made, F.PRACTICE)


def test_an_older_one_and_one_whose_pen_is_here_are_refused(table: Table) -> None:
    first = table.give(COORDINATOR, CHAIR)
    kept = first.path.read_bytes()
    table.take(CHAIR, first)
    back = table.give(CHAIR, COORDINATOR)
    table.take(COORDINATOR, back)
    second = table.give(COORDINATOR, CHAIR)
    table.take(CHAIR, second)
    with table.desk(CHAIR).vault.transaction() as connection:
        erase_record(connection, Handover, first.handover.id)  # even a register that forgot it
    assert refused(table, CHAIR, kept, F.OLDER).case_number == ""
    with table.desk(COORDINATOR).vault.transaction() as connection:
        erase_record(connection, Handover, back.handover.id)
    refused(table, COORDINATOR, back.path, F.OLDER)


def test_a_case_that_two_have_by_themselves_does_not_enter(table: Table) -> None:
    """Nobody gave the pen to who sends this: it was copied, for instance from a backup."""
    given = table.give(COORDINATOR, CHAIR)
    table.take(CHAIR, given)
    other = table.give(CHAIR, SECRETARY)
    table.take(SECRETARY, other)
    result = table.give(SECRETARY, COORDINATOR)
    with table.desk(COORDINATOR).vault.transaction() as connection:
        for subject in (table.case_id, table.meeting_id):
            erase_record(connection, Pen, subject)
    found = refused(table, COORDINATOR, result.path, F.PEN_NOT_OUT)
    assert (found.who, found.case_number) == (NAMES[SECRETARY], "")


def close(table: Table, role: Role) -> None:
    with table.desk(role).vault.transaction() as connection:
        case = get_record(connection, Case, table.case_id)
        assert case is not None
        save_record(connection, replace(case, state=CaseState.CLOSED, closed_on=TODAY))


def test_a_destroyed_case_does_not_come_back_and_its_copies_are_asked_for(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    table.take(CHAIR, given)
    back = table.give(CHAIR, COORDINATOR)
    vaults.lock(table.desk(COORDINATOR))
    admin = table.world.desk(Role.FUNCTIONAL_ADMIN)
    done = destruction.destroy(admin, table.case_id, DestructionGround.RIGHTS)
    (copy,) = done.copies_out
    assert (copy.kind, copy.recipient, copy.sha256) == ("overdracht", NAMES[CHAIR], given.handover.sha256)
    assert copy.destroy_before == TODAY  # not when the term of the case would have ended
    (row,) = handover_register.handovers(admin)
    assert (row.case_numbers, row.copies_out) == ((table.world.number,), 1)
    (out,) = row.copies
    assert (out.case_number, out.recipient, out.is_due) == (table.world.number, NAMES[CHAIR], True)
    (asked,) = handover_register.copy_requests(admin, (row,))
    assert (asked.recipient, asked.case_numbers) == (NAMES[CHAIR], (table.world.number,))
    assert f"casus {table.world.number}, gekregen op " in asked.body
    assert "de casus is hier vernietigd" in asked.body
    retention.mark_gone(admin, copy.id, TODAY)
    (row,) = handover_register.handovers(admin)
    assert row.copies_out == 0
    assert handover_register.copy_requests(admin, (row,)) == ()
    vaults.lock(admin)
    found = refused(table, COORDINATOR, back.path, F.DESTROYED)
    assert found.case_number == table.world.number
    assert [r.subject_id for r in handover_register.outside(table.desk(COORDINATOR))] == [table.meeting_id]


def test_a_destroyed_case_does_not_come_back_after_a_restore_either(table: Table, tmp_path: Path) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    back = table.give(CHAIR, COORDINATOR)
    copy = backups.back_up(table.desk(COORDINATOR))
    vaults.lock(table.desk(COORDINATOR))
    admin = table.world.desk(Role.FUNCTIONAL_ADMIN)
    destruction.destroy(admin, table.case_id, DestructionGround.RIGHTS)
    vaults.lock(admin)
    table.desks[COORDINATOR] = restoring.restore(
        copy,
        tmp_path / "terug.zvkluis",
        passphrase=table.laptop(COORDINATOR).passphrase,
        clock=table.world.clock,
    ).desk
    refused(table, COORDINATOR, back.path, F.DESTROYED)


def test_what_comes_back_to_a_vault_that_was_restored_is_late_and_never_lost(
    table: Table, tmp_path: Path
) -> None:
    copy = backups.back_up(table.desk(COORDINATOR))
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    chair = table.desk(CHAIR)
    records.save(chair, Factor(case_id=table.case_id, kind=FactorKind.RISK, text="Bij de voorzitter getypt"))
    back = table.give(CHAIR, COORDINATOR)
    vaults.lock(table.desk(COORDINATOR))
    table.desks[COORDINATOR] = desk = restoring.restore(
        copy,
        tmp_path / "terug.zvkluis",
        passphrase=table.laptop(COORDINATOR).passphrase,
        clock=table.world.clock,
    ).desk
    shown = table.preview(COORDINATOR, back)
    assert shown.is_late
    assert not shown.may_enter
    found = [one for one in taking_over.differences(desk, shown) if "getypt" in one.theirs]
    taking_over.adopt_difference(desk, shown, found)
    assert "Bij de voorzitter getypt" in str(table.records(COORDINATOR))
    assert table.preview(COORDINATOR, back).is_late  # the other differences stay in sight


def test_the_pen_comes_to_the_vault_of_the_first_receiver_whoever_opens_it(table: Table) -> None:
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    vaults.lock(table.desk(COORDINATOR))
    other = table.world.desk(Role.SECRETARY)  # who works in the vault of the coordinator
    card = cards.read_card(cards.my_card(other, PASSPHRASES[Role.SECRETARY]))
    vaults.lock(other)
    colleagues.meet(table.desk(CHAIR), card, card.fingerprint)
    receivers = [table.laptops.ids[COORDINATOR], card.id]
    back = handovers.give_meeting(
        table.desk(CHAIR), table.meeting_id, table.stick, receivers, passphrase=table.laptop(CHAIR).passphrase
    )
    table.desks[COORDINATOR] = table.world.desk(Role.SECRETARY)
    shown = receiving.preview(table.desk(COORDINATOR), back.path, PASSPHRASES[Role.SECRETARY])
    assert shown.has_pen
    receiving.receive(table.desk(COORDINATOR), shown)
    pen = handover_register.pen_of(table.desk(COORDINATOR), table.case_id)
    assert pen is not None
    assert pen.is_here


def test_a_shielded_case_does_not_come_back(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    table.take(CHAIR, given)
    table.take(COORDINATOR, table.give(CHAIR, COORDINATOR))
    close(table, COORDINATOR)
    vaults.lock(table.desk(COORDINATOR))
    admin = table.world.desk(Role.FUNCTIONAL_ADMIN)
    shielding.shield(admin, table.case_id)
    vaults.lock(admin)
    later = replace_chain(table)
    found = refused(table, COORDINATOR, later, F.SHIELDED)
    assert found.case_number == table.world.number


def replace_chain(table: Table) -> Path:
    """Let the chair send what it still has, as one who tampered with the own vault could."""
    with table.desk(CHAIR).vault.transaction() as connection:
        for subject in (table.case_id, table.meeting_id):
            pen = get_record(connection, Pen, subject)
            assert pen is not None
            save_record(connection, replace(pen, holder_id="", holder=""))
    return table.give(CHAIR, COORDINATOR).path


def test_a_full_disk_halfway_leaves_the_vault_as_it_was(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = table.give(COORDINATOR, CHAIR)
    found = table.preview(CHAIR, given)
    before = table.dump(CHAIR)

    def full(*_: object) -> Handover:
        raise FolderUnusable("kluis", "no_space")

    with monkeypatch.context() as patch:
        patch.setattr(receiving, "registered", full)  # after all rows were written
        with pytest.raises(FolderUnusable):
            receiving.receive(table.desk(CHAIR), found)
    assert table.dump(CHAIR) == before
    assert log(table.desk(CHAIR))[0].result == "mislukt"
    assert cases.search_cases(table.desk(CHAIR), "Testhuizen") == ()
    receiving.receive(table.desk(CHAIR), found)
    assert cases.search_cases(table.desk(CHAIR), "Testhuizen")


def test_a_role_that_hands_over_nothing_takes_nothing_in(table: Table) -> None:
    given = table.give(COORDINATOR, CHAIR)
    vaults.lock(table.desk(COORDINATOR))
    admin = table.world.desk(Role.FUNCTIONAL_ADMIN)
    with pytest.raises(NotAllowed):
        receiving.preview(admin, given.path, PASSPHRASES[Role.FUNCTIONAL_ADMIN])
    vaults.lock(admin)


def test_a_case_of_a_secretary_comes_whole_to_who_may_read_it(table: Table) -> None:
    """A secretary may read a referral in without reading contributions: it goes in the envelope."""
    table.take(CHAIR, table.give(COORDINATOR, CHAIR))
    whole = table.records(CHAIR)
    table.take(SECRETARY, table.give(CHAIR, SECRETARY))
    table.take(CHAIR, table.give(SECRETARY, CHAIR))
    after = table.records(CHAIR)
    assert whole.keys() <= after.keys()
