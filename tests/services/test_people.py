"""The people of the house: who opens the vault, whose key signs, and who certifies it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.factories import NOW, TODAY, clock
from tests.services.world import HOUSE, NAMES, PASSPHRASES, World, log
from zvdesk.domain.people import Person, Role
from zvdesk.domain.roles import Act
from zvdesk.errors import (
    InvalidField,
    LastAdmin,
    NoSigningKey,
    NotAllowed,
    NotFound,
    PassphraseInUse,
    PassphraseTooWeak,
    PersonEnded,
    RecoveryKeyTypo,
    VaultExists,
    WrongPassphrase,
    WrongRecoveryKey,
)
from zvdesk.services import exports, people, vaults
from zvdesk.services.clock import Clock
from zvdesk.storage import keys
from zvdesk.storage.wrapping import FLOOR
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from zvdesk.services.desk import Desk

NEW = "een gloednieuwe lange wachtzin"
DAY = timedelta(days=1)
ADMIN, CHAIR, SECRETARY = Role.FUNCTIONAL_ADMIN, Role.CHAIR, Role.SECRETARY


@pytest.fixture
def admin(world: World) -> Iterator[Desk]:
    opened = world.desk(ADMIN)
    yield opened
    vaults.lock(opened)


def newcomer(role: Role = SECRETARY) -> Person:
    return Person(name="  Ş. Nieuw\u202e ", role=role, organisation=HOUSE, from_on=TODAY)


def opens(world: World, passphrase: str, days: int = 0) -> str:
    """Unlock on a day and return the name of who sits there."""
    desk = vaults.unlock(world.folder, passphrase, clock=clock(NOW + days * DAY))
    name = desk.actor.name
    vaults.lock(desk)
    return name


def test_who_unlocks_is_who_acts(world: World) -> None:
    for role, words in PASSPHRASES.items():
        desk = world.desk(role)
        assert (desk.actor.name, desk.actor.role) == (NAMES[role], role)
        assert desk.vault.actor == desk.actor
        assert log(desk)[0].action == "ontgrendelen"
        vaults.lock(desk)
        vaults.lock(desk)
        assert opens(world, words) == NAMES[role]
    with pytest.raises(WrongPassphrase):
        vaults.unlock(world.folder, "een heel andere wachtzin")


def test_a_newcomer_opens_the_vault_with_a_passphrase_of_their_own(admin: Desk, world: World) -> None:
    added = people.add_person(admin, newcomer(), NEW, cost=FLOOR)
    assert added.name == "Ş. Nieuw"
    assert added in people.people(admin)
    vaults.lock(admin)
    assert opens(world, NEW) == "Ş. Nieuw"


@pytest.mark.parametrize(
    ("person", "field", "reason"),
    [
        (replace(newcomer(), name=" \n"), "name", "empty"),
        (replace(newcomer(), role=Role.EMERGENCY), "role", "not_in_list"),
        (replace(newcomer(), until_on=TODAY - DAY), "until_on", "order"),
    ],
)
def test_a_person_that_cannot_be_is_refused(admin: Desk, person: Person, field: str, reason: str) -> None:
    with pytest.raises(InvalidField) as refused:
        people.add_person(admin, person, NEW, cost=FLOOR)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_a_passphrase_is_long_and_nobody_elses(admin: Desk) -> None:
    with pytest.raises(PassphraseTooWeak):
        people.add_person(admin, newcomer(), "te kort", cost=FLOOR)
    with pytest.raises(PassphraseInUse):
        people.add_person(admin, newcomer(), PASSPHRASES[CHAIR], cost=FLOOR)
    assert len(people.people(admin)) == len(NAMES)


def test_only_the_telephone_number_can_be_changed(admin: Desk) -> None:
    stored = next(p for p in people.people(admin) if p.role is CHAIR)
    people.revise_person(admin, replace(stored, phone=" 06 1 ", name="X", role=ADMIN, certificate=b""))
    assert next(p for p in people.people(admin) if p.role is CHAIR) == replace(stored, phone="06 1")
    with pytest.raises(NotFound):
        people.revise_person(admin, replace(stored, id="weg"))


def test_the_passphrase_of_who_ended_opens_nothing(admin: Desk, world: World) -> None:
    people.end_person(admin, world.people[SECRETARY], TODAY - DAY)
    vaults.lock(admin)
    with pytest.raises(WrongPassphrase):
        opens(world, PASSPHRASES[SECRETARY])
    assert world.people[SECRETARY] not in (world.folder / "keys.json").read_text()


def test_who_ends_later_works_on_until_the_last_day_has_passed(admin: Desk, world: World) -> None:
    people.end_person(admin, world.people[SECRETARY], TODAY)
    vaults.lock(admin)
    assert opens(world, PASSPHRASES[SECRETARY]) == NAMES[SECRETARY]
    with pytest.raises(PersonEnded) as refused:
        opens(world, PASSPHRASES[SECRETARY], days=1)
    assert refused.value.name == NAMES[SECRETARY]
    assert opens(world, PASSPHRASES[CHAIR], days=1) == NAMES[CHAIR]
    with pytest.raises(WrongPassphrase):  # the next who came in removed the slot
        opens(world, PASSPHRASES[SECRETARY], days=1)


def test_who_begins_later_waits(admin: Desk, world: World) -> None:
    people.add_person(admin, replace(newcomer(), from_on=TODAY + DAY), NEW, cost=FLOOR)
    vaults.lock(admin)
    with pytest.raises(PersonEnded):
        opens(world, NEW)
    assert opens(world, NEW, days=1) == "Ş. Nieuw"


def test_a_slot_that_belongs_to_nobody_opens_nothing_and_goes(admin: Desk, world: World) -> None:
    keys.add_person(admin.vault.folder, admin.vault.open_keys, "niemand", NEW, FLOOR)
    vaults.lock(admin)
    with pytest.raises(WrongPassphrase):
        opens(world, NEW)
    opens(world, PASSPHRASES[CHAIR])
    assert "niemand" not in (world.folder / "keys.json").read_text()


def test_an_end_lies_after_the_beginning(admin: Desk, world: World) -> None:
    with pytest.raises(InvalidField) as refused:
        people.end_person(admin, world.people[SECRETARY], TODAY - 2 * DAY)
    assert (refused.value.field, refused.value.reason) == ("until_on", "order")
    with pytest.raises(NotFound):
        people.end_person(admin, "weg", TODAY)


def test_the_last_who_manages_people_stays(admin: Desk, world: World) -> None:
    own = world.people[ADMIN]
    with pytest.raises(LastAdmin):
        people.end_person(admin, own, TODAY)
    later = replace(newcomer(ADMIN), from_on=TODAY + DAY)
    people.add_person(admin, later, "een wachtzin voor later", cost=FLOOR)
    with pytest.raises(LastAdmin):  # someone who has not begun yet does not count
        people.end_person(admin, own, TODAY)
    second = people.add_person(admin, newcomer(ADMIN), NEW, cost=FLOOR)
    people.end_person(admin, second.id, TODAY + 30 * DAY)
    with pytest.raises(LastAdmin):  # nor does someone who ends
        people.end_person(admin, own, TODAY)


def test_a_successor_takes_over_today(admin: Desk, world: World) -> None:
    successor = replace(newcomer(ADMIN), name="O. Opvolger")
    with pytest.raises(NotFound):
        people.replace_person(admin, "weg", successor, NEW, cost=FLOOR)
    added = people.replace_person(admin, world.people[CHAIR], successor, NEW, cost=FLOOR)
    assert (added.role, added.from_on) == (CHAIR, TODAY)
    vaults.lock(admin)
    assert opens(world, NEW) == "O. Opvolger"
    with pytest.raises(WrongPassphrase):
        opens(world, PASSPHRASES[CHAIR])


def test_an_admin_who_replaces_themself_finishes_and_is_out(admin: Desk, world: World) -> None:
    people.replace_person(admin, world.people[ADMIN], newcomer(ADMIN), NEW, cost=FLOOR)
    assert people.people(admin)
    vaults.lock(admin)
    with pytest.raises(PersonEnded):
        opens(world, PASSPHRASES[ADMIN])
    assert opens(world, NEW) == "Ş. Nieuw"
    with pytest.raises(WrongPassphrase):
        opens(world, PASSPHRASES[ADMIN])


# --- keys and certificates -------------------------------------------------------------------------------


def certificate(desk: Desk, role: Role) -> x509.Certificate:
    person = next(p for p in people.people(desk) if p.role is role)
    return x509.load_der_x509_certificate(person.certificate)


def attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return str(name.get_attributes_for_oid(oid)[0].value)


@pytest.mark.parametrize("role", list(NAMES))
def test_the_house_certifies_each_key_by_name_and_role(admin: Desk, world: World, role: Role) -> None:
    house = x509.load_der_x509_certificate(admin.house.certificate)
    own = certificate(admin, role)
    own.verify_directly_issued_by(house)
    house.verify_directly_issued_by(house)
    assert house.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert attribute(house.subject, NameOID.COMMON_NAME) == HOUSE
    assert attribute(own.subject, NameOID.COMMON_NAME) == NAMES[role]
    assert attribute(own.subject, NameOID.TITLE) == ROLES[role]
    assert attribute(own.subject, NameOID.ORGANIZATION_NAME) == HOUSE
    key = own.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)
    signing = keys.personal_signing_key(world.folder, world.people[role], PASSPHRASES[role])
    assert key == signing.public_key()
    stored = next(p for p in people.people(admin) if p.role is role)
    sealing = keys.personal_sealing_key(world.folder, world.people[role], PASSPHRASES[role])
    assert stored.sealing_public
    assert sealing.public_key().public_bytes_raw() in stored.sealing_public


@pytest.mark.parametrize("role", [r for r in NAMES if r is not CHAIR])
def test_nobody_else_reaches_the_chairs_key(world: World, role: Role) -> None:
    """Sole control: the master key, another passphrase and the house key together do not open it."""
    desk = world.desk(role)
    assert desk.vault.open_keys.master
    for words in PASSPHRASES.values():
        if words != PASSPHRASES[CHAIR]:
            with pytest.raises(WrongPassphrase):
                keys.personal_signing_key(world.folder, world.people[CHAIR], words)
    vaults.lock(desk)


def test_new_keys_need_a_new_certificate_and_the_old_passphrase_is_gone(admin: Desk, world: World) -> None:
    before = certificate(admin, CHAIR)
    people.renew_keys(admin, world.people[CHAIR], NEW, cost=FLOOR)
    renewed = certificate(admin, CHAIR)
    assert renewed.public_key() != before.public_key()
    renewed.verify_directly_issued_by(x509.load_der_x509_certificate(admin.house.certificate))
    with pytest.raises(NotFound):
        people.renew_keys(admin, "weg", "nog een wachtzin erbij", cost=FLOOR)
    vaults.lock(admin)
    with pytest.raises(WrongPassphrase):
        opens(world, PASSPHRASES[CHAIR])
    desk = vaults.unlock(world.folder, NEW, clock=world.clock)
    with exports.signing(desk, NEW) as signer:
        assert signer.name == NAMES[CHAIR]
    vaults.lock(desk)


def test_a_key_that_the_house_did_not_certify_signs_nothing(world: World) -> None:
    desk = world.desk(CHAIR)
    keys.replace_personal_keys(world.folder, desk.vault.open_keys, world.people[CHAIR], NEW, FLOOR)
    with pytest.raises(NoSigningKey), exports.signing(desk, NEW):
        pass
    vaults.lock(desk)


def test_signing_asks_the_own_passphrase(world: World) -> None:
    desk = world.desk(CHAIR)
    with pytest.raises(WrongPassphrase), exports.signing(desk, PASSPHRASES[ADMIN]):
        pass
    vaults.lock(desk)


# --- the recovery key ------------------------------------------------------------------------------------


def test_the_recovery_key_is_emergency_access_and_signs_nothing(world: World) -> None:
    desk = world.emergency()
    line = log(desk)[0]
    assert (line.action, line.actor, line.actor_id) == ("noodtoegang", "N. Nood", "")
    assert (line.role, line.is_emergency) == ("noodtoegang", True)
    assert not log(desk)[1].is_emergency
    for words in PASSPHRASES.values():
        with pytest.raises(NoSigningKey):
            vaults.change_passphrase(desk, words, NEW)
    assert not desk.may(Act.SIGN_LIST)
    with pytest.raises(NotAllowed):  # whoever finds the paper must not become a chair who signs
        people.renew_keys(desk, world.people[CHAIR], NEW, cost=FLOOR)
    with pytest.raises(NotAllowed):
        people.add_person(desk, Person(name="V. Vals", role=CHAIR, from_on=TODAY), NEW, cost=FLOOR)
    people.renew_keys(desk, world.people[ADMIN], NEW, cost=FLOOR)
    assert log(desk)[0].is_emergency
    vaults.lock(desk)
    assert opens(world, NEW) == NAMES[ADMIN]


def test_the_recovery_key_asks_a_name_and_the_right_key(world: World) -> None:
    with pytest.raises(InvalidField):
        vaults.unlock_with_recovery(world.folder, world.recovery_key, name=" ")
    wrong = world.recovery_key[:-1] + ("0" if world.recovery_key[-1] != "0" else "1")
    with pytest.raises((RecoveryKeyTypo, WrongRecoveryKey)):
        vaults.unlock_with_recovery(world.folder, wrong, name="N. Nood")


# --- passphrases and new vaults --------------------------------------------------------------------------


def test_a_changed_passphrase_opens_and_the_old_one_does_not(world: World) -> None:
    desk = world.desk(CHAIR)
    with pytest.raises(WrongPassphrase):
        vaults.change_passphrase(desk, NEW, "nog een wachtzin erbij")
    with pytest.raises(PassphraseTooWeak):
        vaults.change_passphrase(desk, PASSPHRASES[CHAIR], "kort")
    vaults.change_passphrase(desk, PASSPHRASES[CHAIR], NEW)
    vaults.lock(desk)
    assert opens(world, NEW) == NAMES[CHAIR]
    with pytest.raises(WrongPassphrase):
        opens(world, PASSPHRASES[CHAIR])


@pytest.mark.parametrize(("name", "house", "field"), [(" ", HOUSE, "name"), ("N", "\n", "house")])
def test_a_vault_has_a_house_and_a_person(tmp_path: Path, name: str, house: str, field: str) -> None:
    with pytest.raises(InvalidField) as refused:
        vaults.create_vault(
            tmp_path / "x.zvkluis", house_name=house, passphrase=NEW, name=name, role=CHAIR, cost=FLOOR
        )
    assert refused.value.field == field
    assert not (tmp_path / "x.zvkluis").exists()


def test_a_vault_that_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets").write_text("x")
    with pytest.raises(VaultExists):
        vaults.create_vault(
            tmp_path / "vol", house_name=HOUSE, passphrase=NEW, name="N", role=CHAIR, cost=FLOOR
        )
    with pytest.raises(PassphraseTooWeak):
        vaults.create_vault(
            tmp_path / "kort", house_name=HOUSE, passphrase="x", name="N", role=CHAIR, cost=FLOOR
        )
    assert [path.name for path in tmp_path.iterdir()] == ["vol"]


def test_a_vault_whose_first_write_fails_is_taken_away(tmp_path: Path) -> None:
    calls = iter(range(100))

    def stopping() -> datetime:
        if next(calls) > 3:  # after the key file and the database, before the first line of the log
            raise KeyboardInterrupt
        return NOW

    with pytest.raises(KeyboardInterrupt):
        vaults.create_vault(
            tmp_path / "x.zvkluis",
            house_name=HOUSE,
            passphrase=NEW,
            name="N",
            role=CHAIR,
            cost=FLOOR,
            clock=Clock(source=stopping),
        )
    assert not list(tmp_path.iterdir())


def test_secrets_do_not_stand_in_a_repr(tmp_path: Path) -> None:
    new = vaults.create_vault(
        tmp_path / "x.zvkluis", house_name=HOUSE, passphrase=NEW, name="N", role=CHAIR, cost=FLOOR
    )
    assert new.recovery_key not in repr(new)
    vaults.lock(new.desk)
