"""One signed list makes one house of several vaults: its certificate tells what each of them signs."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.agreement.files import Reader
from tests.agreement.judges import GOOD, openssl, pdfsig
from tests.documents.lists import one_organisation
from tests.documents.time_service import known as known_now
from tests.documents.time_service import make_time_service
from tests.factories import NOW, TODAY, clock
from tests.services.test_colleagues import DAY, met, somebody
from tests.services.world import HOUSE, NAMES, PASSPHRASES, log
from zvdesk.documents.action_list import render
from zvdesk.documents.identities import house_certificate, person_certificate
from zvdesk.documents.sealing import seal
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.colleagues import Acquaintance, Colleague, SigningHouse
from zvdesk.domain.people import Person, Role
from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import Seal, VerdictKind
from zvdesk.errors import CannotCountersign, CardRefused
from zvdesk.exchange import house_lists
from zvdesk.exchange.house_lists import Listed, written
from zvdesk.services import (
    access_packages,
    cards,
    case_overviews,
    case_papers,
    cases,
    colleagues,
    exports,
    house_papers,
    people,
    shared_house,
    signers,
    vaults,
    verification,
)
from zvdesk.services.acquaintance import public_key
from zvdesk.services.colleagues import ListTaken, take_house_list
from zvdesk.storage.records import find_records, save_record
from zvdesk.storage.wrapping import FLOOR
from zvdesk.texts.colleagues import signs_under
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric import ec

    from tests.exchange.holders import Holder
    from tests.services.laptops import Table
    from tests.services.world import World
    from zvdesk.services.desk import Desk

ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]


@pytest.fixture
def listed(table: Table) -> bytes:
    """Let the functioneel beheerder of the first laptop be known on the others, and sign a list."""
    admin = table.laptop(Role.COORDINATOR).admin()
    card = cards.read_card(cards.my_card(admin, ADMIN))
    for role in (Role.CHAIR, Role.SECRETARY):
        colleagues.meet(table.desk(role), card, card.fingerprint)
    made = colleagues.house_list(admin, ADMIN)
    vaults.lock(admin)
    return made


def newest(table: Table) -> bytes:
    """Sign a list on the first laptop after what was done there."""
    vaults.lock(table.desk(Role.COORDINATOR))
    admin = table.laptop(Role.COORDINATOR).admin()
    made = colleagues.house_list(admin, ADMIN)
    vaults.lock(admin)
    return made


def signed(desk: Desk, passphrase: str, place: Path) -> Path:
    """Write a list that who is at the desk signed."""
    with exports.signing(desk, passphrase) as signer:
        content = replace(one_organisation(), key_issuer=signer.issuer)
        place.write_bytes(sign(render(content), signer.identity, at=desk.clock.local(desk.clock.now())))
    return place


def countersigned(table: Table, path: Path) -> None:
    secretary = table.desk(Role.SECRETARY)
    with signers.countersigning(secretary, table.laptop(Role.SECRETARY).passphrase) as signer:
        signers.countersign_file(secretary, signer, path)


def verdict(path: Path, desk: Desk | None = None, trust: Path | None = None) -> VerdictKind:
    trusted = [trust] if trust else []
    return verification.verify_file(path, trust=trusted, desk=desk).verdict.kind


def test_one_list_makes_one_house_of_three_laptops(
    table: Table, listed: bytes, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    """Chair and secretary sign on their own laptops; a fourth machine has one certificate."""
    for tool in ("pdfsig", "openssl"):
        requires(tool)
    chair, secretary = table.desk(Role.CHAIR), table.desk(Role.SECRETARY)
    house = table.desk(Role.COORDINATOR).house
    words = table.laptop(Role.CHAIR).passphrase
    before = signed(chair, words, tmp_path / "eerder.pdf")
    for desk in (chair, secretary):
        (moved,) = take_house_list(desk, listed).moved
        assert (moved.person_id, moved.house, moved.is_own) == (desk.actor.person_id, house.name, False)
        assert "huis waaronder" in next(line.object for line in log(desk) if line.action == "wijzigen")
    path = signed(chair, words, tmp_path / "lijst.pdf")
    countersigned(table, path)

    sheet = house_papers.export_certificate_sheet(chair, tmp_path)
    assert sheet.sheet.house == house.name
    assert sheet.sheet.fingerprint == hashlib.sha256(house.certificate).hexdigest()
    assert verification.read_certificate(sheet.path) == house.certificate
    assert verdict(path) is VerdictKind.UNKNOWN_SIGNER
    found = verification.verify_file(path, trust=[sheet.path]).verdict
    assert found.kind is VerdictKind.VALID
    assert [one.issuer for one in found.signers] == [house.name] * 2
    assert [one.name for one in found.signers] == ["V. Verderweg", "N. Notulist"]
    assert found.signers[0].key_id == table.laptops.ids[Role.CHAIR]
    assert pdfsig(path).word == GOOD
    reader = Reader((house.certificate,), at=chair.clock.now())
    assert openssl(path, reader, with_chain=True).word == GOOD
    for role in (Role.COORDINATOR, Role.CHAIR, Role.SECRETARY):
        assert verdict(path, table.desk(role)) is VerdictKind.VALID, role

    # What the chair signed before keeps its own house, and who knew the chair still knows it.
    assert verdict(before, trust=sheet.path) is VerdictKind.UNKNOWN_SIGNER
    assert verdict(before, secretary) is VerdictKind.VALID
    assert verdict(before, chair) is VerdictKind.VALID

    # A timestamp changes nothing in that.
    clock = make_time_service(tmp_path / "tijd")
    now = known_now(house.certificate, time=(clock.root,), lists=(clock.revocation_list(),))
    for level in (Seal.T, Seal.LT):
        sealed = seal(path.read_bytes(), level, now, clock.sources())
        checked = verify(
            sealed,
            trusted=(house.certificate,),
            time_authorities=(clock.root,),
            revocation_lists=(clock.revocation_list(),),
            at=datetime.now(UTC),
        )
        assert checked.kind is VerdictKind.VALID, level


def test_the_paper_and_the_card_name_the_house_that_certifies(
    table: Table, listed: bytes, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    chair, house = table.desk(Role.CHAIR), table.desk(Role.COORDINATOR).house
    words = table.laptop(Role.CHAIR).passphrase
    take_house_list(chair, listed)
    path = signed(chair, words, tmp_path / "lijst.pdf")
    assert says(requires, path, f"met een sleutel die {house.name} heeft uitgegeven")
    made = cards.export_card(chair, words, tmp_path / "kaart")
    assert (made.card.house, made.card.house_certificate) == (house.name, house.certificate)
    assert made.card.id == table.laptops.ids[Role.CHAIR]
    assert shared_house.shown_house(chair) == (house.name, house.certificate)
    admin = table.laptop(Role.CHAIR)
    vaults.lock(chair)
    local = admin.admin()
    assert shared_house.shown_house(local) == (local.house.name, local.house.certificate)
    vaults.lock(local)


def says(requires: Callable[[str], Path], path: Path, words: str) -> bool:
    shown = [str(requires("pdftotext")), str(path), "-"]
    done = subprocess.run(shown, capture_output=True, text=True, check=True, timeout=30)
    return words in " ".join(done.stdout.split())


def test_every_signed_paper_names_the_house_that_certifies(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    by = somebody("B. Overkant", "functioneel beheerder")
    met(after, by)
    take_house_list(after, list_of(after, by, certificate(by, key_of(own(after)))))
    words = PASSPHRASES[Role.CHAIR]
    with case_papers.signing(after, words, case_papers.OVERVIEW) as signer:
        overview = case_overviews.export_overview(after, signer, closed.case_id, None, tmp_path)
    with case_papers.signing(after, words, case_papers.ACCESS) as signer:
        subject = cases.case_file(after, closed.case_id).subjects[0]
        access = access_packages.export_access(after, signer, closed.case_id, subject.id, tmp_path)
    for made in (overview, access):
        assert says(requires, made.path, "met een sleutel die Huis aan de Overkant heeft uitgegeven")


def test_who_prefers_the_own_house_keeps_it_and_may_come_back(table: Table, listed: bytes) -> None:
    chair = table.desk(Role.CHAIR)
    shared = table.desk(Role.COORDINATOR).house.name

    def houses(taken: ListTaken) -> list[tuple[str, bool]]:
        return [(one.house, one.is_own) for one in taken.moved]

    assert houses(take_house_list(chair, listed, joins=False)) == []
    assert houses(take_house_list(chair, listed)) == [(shared, False)]
    assert houses(take_house_list(chair, listed)) == []
    assert houses(take_house_list(chair, listed, joins=False)) == [(chair.house.name, True)]
    assert houses(take_house_list(chair, listed)) == [(shared, False)]


def test_new_keys_belong_to_the_own_house_until_the_next_list(
    table: Table, listed: bytes, tmp_path: Path
) -> None:
    chair = table.desk(Role.CHAIR)
    take_house_list(chair, listed)
    old = signed(chair, table.laptop(Role.CHAIR).passphrase, tmp_path / "oud.pdf")
    person_id = chair.actor.person_id
    vaults.lock(chair)
    admin = table.laptop(Role.CHAIR).admin()
    people.renew_keys(admin, person_id, "een nieuwe wachtzin voor haar", cost=FLOOR)
    vaults.lock(admin)
    chair = vaults.unlock(
        table.laptop(Role.CHAIR).folder, "een nieuwe wachtzin voor haar", clock=table.world.clock
    )
    with exports.signing(chair, "een nieuwe wachtzin voor haar") as signer:
        assert signer.identity.chain == (chair.house.certificate,)
        assert signer.issuer == ""
    assert take_house_list(chair, listed).moved == ()  # the list is of the key before
    assert verdict(old, chair) is VerdictKind.VALID  # and what that signed stays known
    vaults.lock(chair)


def test_who_ends_gets_no_certificate_and_falls_back(table: Table, listed: bytes, tmp_path: Path) -> None:
    chair, secretary = table.desk(Role.CHAIR), table.desk(Role.SECRETARY)
    for desk in (chair, secretary):
        take_house_list(desk, listed)
    path = signed(chair, table.laptop(Role.CHAIR).passphrase, tmp_path / "lijst.pdf")
    yesterday = TODAY - DAY
    colleagues.end_colleague(table.desk(Role.COORDINATOR), table.laptops.ids[Role.CHAIR], yesterday)
    ended = newest(table)
    assert [card.name for card in house_lists.read(ended).certified] == ["N. Notulist"]
    (moved,) = take_house_list(chair, ended).moved
    assert (moved.house, moved.is_own) == (chair.house.name, True)
    take_house_list(secretary, ended)
    assert verdict(path, secretary) is VerdictKind.UNKNOWN_SIGNER  # who ended is no longer vouched for


def test_the_same_person_does_not_sign_twice_under_two_houses(
    table: Table, listed: bytes, tmp_path: Path
) -> None:
    secretary = table.desk(Role.SECRETARY)
    words = table.laptop(Role.SECRETARY).passphrase
    with exports.signing(secretary, words, document=signers.KIND, act=Act.COUNTERSIGN) as signer:
        once = sign(render(one_organisation()), signer.identity, at=secretary.clock.now())
    path = tmp_path / "lijst.pdf"
    path.write_bytes(once)
    take_house_list(secretary, listed)
    with pytest.raises(CannotCountersign) as caught:
        countersigned(table, path)
    assert caught.value.reason == "same_person"


def test_a_house_certifies_once_and_only_whom_its_beheerder_heard(table: Table, listed: bytes) -> None:
    first = house_lists.read(listed)
    assert {card.name for card in first.certified} == {"V. Verderweg", "N. Notulist"}
    assert {card.house for card in first.certified} == {table.desk(Role.COORDINATOR).house.name}
    coordinator, unheard = table.desk(Role.COORDINATOR), somebody("L. Lijst")
    met(coordinator, somebody("B. Elders", "functioneel beheerder"))
    by_list = replace(met(coordinator, unheard), met_by=Acquaintance.HOUSE_LIST)
    with coordinator.vault.transaction() as connection:
        save_record(connection, by_list)
    again = house_lists.read(newest(table))
    assert {card.name for card, _ in again.people} >= {"B. Elders", "L. Lijst"}
    assert again.certified == first.certified
    lines = [line for line in log(table.desk(Role.COORDINATOR)) if line.action == "certificeren"]
    assert len(lines) == 2


# --- a list of a known functioneel beheerder that is not right ---------------------------------------------


@pytest.fixture
def beheerder(desk: Desk) -> Holder:
    """Let the chair's desk know the functioneel beheerder of another house."""
    found = somebody("B. Overkant", "functioneel beheerder")
    met(desk, found)
    return found


def own(desk: Desk, role: Role = Role.CHAIR) -> Person:
    with desk.vault.read() as connection:
        (found,) = find_records(connection, Person, role=role)
    return found


@dataclass(frozen=True)
class Said:
    """Hold what a certificate says of whose key it is; what is not given is what the chair's own says."""

    name: str = NAMES[Role.CHAIR]
    role: str = "voorzitter"
    organisation: str = HOUSE


SAID = Said()


def certificate(
    by: Holder,
    key: ec.EllipticCurvePublicKey,
    said: Said = SAID,
    *,
    since: timedelta = -DAY,
    until: timedelta = 300 * DAY,
    practice: bool = False,
) -> bytes:
    """Return what the house of somebody says of a key."""
    return person_certificate(
        by.house_key,
        by.house_certificate,
        key,
        name=said.name,
        role=said.role,
        organisation=said.organisation,
        practice=practice,
        now=NOW + since,
        until=NOW + until,
    )


def list_of(
    desk: Desk,
    by: Holder,
    certified: bytes | None,
    *,
    of: Person | None = None,
    listed_by: tuple[bytes, bytes] | None = None,
    number: int = 100,
    house: bytes = b"",
) -> bytes:
    """Sign a list with one person of the desk on it, the chair, and what a house says of that key."""
    person = of or own(desk)
    own_certificate, own_house = listed_by or (person.certificate, desk.house.certificate)
    return written(
        (Listed(own_certificate, own_house, person.sealing_public, certified=certified),),
        number=number,
        house_certificate=house or by.house_certificate,
        certificate=by.certificate,
        key=by.key,
    )


def key_of(person: Person) -> ec.EllipticCurvePublicKey:
    return public_key(person.certificate)


def refused(desk: Desk, data: bytes) -> str:
    """Take a list that is refused, and return why; who signs under which house stays as it was."""
    before = (shared_house.shown_house(desk), colleagues.colleagues(desk))
    with pytest.raises(CardRefused) as caught:
        take_house_list(desk, data)
    assert (shared_house.shown_house(desk), colleagues.colleagues(desk)) == before
    with desk.vault.read() as connection:
        assert shared_house.every(connection) == {}
    assert log(desk)[0].result == "mislukt"
    assert message(caught.value)
    return caught.value.reason


def test_a_key_is_certified_as_the_owner_knows_it_or_the_list_is_refused(
    desk: Desk, beheerder: Holder
) -> None:
    """Both certificates on the list lie the same lie, so that only the own one tells."""
    person, liar = own(desk), somebody("L. Leugen")
    for said in (Said(name="E. Ander"), Said(role="secretaris"), Said(organisation="Politie")):
        lie = (certificate(liar, key_of(person), said), liar.house_certificate)
        data = list_of(desk, beheerder, certificate(beheerder, key_of(person), said), listed_by=lie)
        assert refused(desk, data) == "other_person"
    right = certificate(beheerder, key_of(person))
    (moved,) = take_house_list(desk, list_of(desk, beheerder, right)).moved
    assert (moved.name, moved.house) == (NAMES[Role.CHAIR], "Huis aan de Overkant")


def test_what_does_not_hold_now_is_refused(desk: Desk, beheerder: Holder) -> None:
    key = key_of(own(desk))
    late = certificate(beheerder, key, until=timedelta(0))
    assert refused(desk, list_of(desk, beheerder, late)) == "expired"
    early = certificate(beheerder, key, since=DAY)
    assert refused(desk, list_of(desk, beheerder, early)) == "not_yet"


def test_another_house_than_that_of_who_signed_is_refused(desk: Desk, beheerder: Holder) -> None:
    """The beheerder is known by a house; who only has that key cannot bring a house of their own."""
    key, third = key_of(own(desk)), somebody("T. Derde")
    by_third = certificate(third, key)
    assert refused(desk, list_of(desk, beheerder, by_third)) == "other_house"
    data = list_of(desk, beheerder, by_third, house=third.house_certificate)
    assert refused(desk, data) == "house_of_another"


def test_a_house_that_practises_certifies_nobody_for_real(desk: Desk, beheerder: Holder) -> None:
    """The house that the beheerder was known by is real; its twin for practice has the same key."""
    twin = replace(
        beheerder,
        house_certificate=house_certificate(beheerder.house_key, "Huis", practice=True, now=NOW - DAY),
    )
    practised = certificate(twin, key_of(own(desk)), practice=True)
    data = list_of(desk, beheerder, practised, house=twin.house_certificate)
    assert refused(desk, data) == "other_person"
    plain = certificate(twin, key_of(own(desk)))
    data = list_of(desk, beheerder, plain, house=twin.house_certificate)
    assert refused(desk, data) == "house_of_another"


def test_a_practice_house_and_a_real_colleague_do_not_mix(desk: Desk, beheerder: Holder) -> None:
    """The check does not lean on that of the house alone."""
    with desk.vault.transaction() as connection:
        (known,) = find_records(connection, Colleague)
        twin = house_certificate(beheerder.house_key, "Huis", practice=True, now=NOW - DAY)
        save_record(connection, replace(known, house_certificate=twin))
    by = replace(beheerder, house_certificate=twin)
    data = list_of(desk, by, certificate(by, key_of(own(desk))))
    assert refused(desk, data) == "practice"


def test_somebody_else_gains_nothing_by_a_list(desk: Desk, beheerder: Holder) -> None:
    """A functioneel beheerder stays the house of an own list, and an expired house certifies no longer."""
    person = own(desk, Role.FUNCTIONAL_ADMIN)
    said = Said(person.name, "functioneel beheerder", person.organisation)
    same = certificate(beheerder, key_of(person), said)
    assert take_house_list(desk, list_of(desk, beheerder, same, of=person)).moved == ()
    brief = certificate(beheerder, key_of(own(desk)), until=2 * DAY)
    assert take_house_list(desk, list_of(desk, beheerder, brief, number=101)).moved
    name, _ = shared_house.shown_house(desk)
    assert name == "Huis aan de Overkant"
    desk.clock.source = clock(NOW + 3 * DAY).source
    assert shared_house.shown_house(desk) == (desk.house.name, desk.house.certificate)
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        assert signer.identity.certificate == own(desk).certificate


def test_the_newest_house_counts_and_the_one_before_stays_known(
    desk: Desk, beheerder: Holder, tmp_path: Path
) -> None:
    other = somebody("C. Overzee", "functioneel beheerder")
    met(desk, other)
    words = PASSPHRASES[Role.CHAIR]
    papers: list[Path] = []
    for by in (beheerder, other):
        data = list_of(desk, by, certificate(by, key_of(own(desk))))
        assert take_house_list(desk, data).moved
        assert shared_house.shown_house(desk)[1] == by.house_certificate
        papers.append(signed(desk, words, tmp_path / f"{len(papers)}.pdf"))
    assert [verdict(path, desk) for path in papers] == [VerdictKind.VALID] * 2
    again = list_of(desk, other, None, number=101)
    (moved,) = take_house_list(desk, again, joins=False).moved
    assert shared_house.shown_house(desk)[1] == beheerder.house_certificate
    assert not moved.is_own
    assert [verdict(path, desk) for path in papers] == [VerdictKind.VALID] * 2


def test_what_changed_is_said_as_people_say_it() -> None:
    joined = SigningHouse(person_id="1", name="F. Voorbeeld", house="Huis Ons", is_own=False)
    assert signs_under(joined, is_self=True).startswith("U ondertekent nu onder het huis Huis Ons.")
    assert signs_under(joined, is_self=False).startswith("F. Voorbeeld ondertekent nu onder")
    back = replace(joined, is_own=True)
    assert signs_under(back, is_self=True) == "U ondertekent weer onder het eigen huis: Huis Ons."
