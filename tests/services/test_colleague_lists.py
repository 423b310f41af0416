"""One list, signed by the functioneel beheerder, lets everybody know everybody, and un-know who ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.exchange.holders import holder
from tests.factories import NOW, TODAY, clock
from tests.services.test_colleagues import DAY, card_of, met, somebody
from tests.services.world import NAMES, PASSPHRASES, World, log
from zvdesk.domain.colleagues import Acquaintance
from zvdesk.domain.people import Person, Role
from zvdesk.errors import CardRefused, FolderUnusable, NoSigningKey, NotAllowed, WrongPassphrase
from zvdesk.exchange.house_lists import Listed, read, written
from zvdesk.services import cards, colleagues, people, vaults
from zvdesk.services.colleagues import end_colleague, house_list, take_house_list
from zvdesk.storage.records import find_records, save_record
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from tests.exchange.holders import Holder
    from zvdesk.services.desk import Desk

ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]
LIST = "lijst van collega's"


@pytest.fixture
def admin(world: World) -> Iterator[Desk]:
    opened = world.desk(Role.FUNCTIONAL_ADMIN)
    yield opened
    vaults.lock(opened)


def listed(*entries: Holder | tuple[Holder, date], by: Holder, number: int = 100) -> bytes:
    """Sign a list as somebody of another house."""
    found = []
    for entry in entries:
        one, last = entry if isinstance(entry, tuple) else (entry, None)
        found.append(Listed(one.certificate, one.house_certificate, one.sealing_public, last))
    return written(
        tuple(found),
        number=number,
        house_certificate=by.house_certificate,
        certificate=by.certificate,
        key=by.key,
    )


def known(desk: Desk) -> dict[str, date | None]:
    return {one.name: one.ended_on for one in colleagues.colleagues(desk)}


def refused(desk: Desk, data: bytes) -> str:
    """Take a list that is refused, and return why; nothing changed and the log says so."""
    before = colleagues.colleagues(desk)
    with pytest.raises(CardRefused) as caught:
        take_house_list(desk, data)
    line = log(desk)[0]
    assert (line.action, line.object, line.result) == ("inlezen", LIST, "mislukt")
    assert colleagues.colleagues(desk) == before
    return caught.value.reason


@pytest.fixture
def other_admin(desk: Desk) -> Holder:
    """Let the chair's desk know the functioneel beheerder of another house."""
    found = somebody("B. Overkant", "functioneel beheerder")
    met(desk, found)
    return found


# --- making ----------------------------------------------------------------------------------------------


def test_everybody_of_one_vault_is_known_in_another_after_one_list(
    admin: Desk, tmp_path: Path, world: World
) -> None:
    """Two real vaults: the admin's card is read aloud, and the list does the rest."""
    outside = met(admin, somebody("G. Ander"))
    gone = met(admin, somebody("H. Weg"))
    end_colleague(admin, gone.id, TODAY)
    people.end_person(admin, world.people[Role.SECRETARY], TODAY)
    path = colleagues.export_house_list(admin, ADMIN, tmp_path / "uit")
    assert path.name == f"collegas-{TODAY:%Y%m%d}.zvlijst"
    line = log(admin)[0]
    assert (line.action, line.object, line.result) == ("exporteren", LIST, "gelukt")
    assert [line.action for line in log(admin)[:2]] == ["exporteren", "ondertekenen"]
    card = cards.read_card(colleagues.my_card(admin, ADMIN))
    new = vaults.create_vault(
        tmp_path / "Ander huis.zvkluis",
        house_name="Ander huis",
        passphrase=PASSPHRASES[Role.CHAIR],
        name="V. Voor",
        role=Role.COORDINATOR,
        cost=FLOOR,
        clock=clock(NOW + DAY),
    )
    desk = new.desk
    data = cards.read_file(path)
    assert refused(desk, data) == "unknown_signer"
    colleagues.meet(desk, card, card.fingerprint)
    taken = take_house_list(desk, data)
    assert [one.name for one in taken.ended] == ["H. Weg", NAMES[Role.SECRETARY]]
    assert {one.name for one in taken.added} == {
        "G. Ander",
        NAMES[Role.CHAIR],
        NAMES[Role.COORDINATOR],
        NAMES[Role.PRIVACY_OFFICER],
    }
    assert taken.unchanged == 1  # the admin
    assert all(one.met_by is Acquaintance.HOUSE_LIST for one in (*taken.added, *taken.ended))
    assert outside.id in {one.id for one in taken.added}
    lines = [(line.action, line.object) for line in log(desk)]
    assert lines.count(("toevoegen", "collega")) == 1 + 4
    assert lines.count(("beëindigen", "collega")) == 2
    assert ("inlezen", LIST) in lines
    again = take_house_list(desk, data)
    assert (again.added, again.ended, again.unchanged) == ((), (), 7)
    vaults.lock(desk)


def test_who_has_a_vault_of_their_own_stands_on_the_list_with_the_key_of_that(admin: Desk) -> None:
    own = somebody(NAMES[Role.CHAIR], "voorzitter")
    met(admin, own)
    names = {card.name: card.id for card, _ in read(house_list(admin, ADMIN)).people}
    assert len(names) == 5
    assert names[NAMES[Role.CHAIR]] == card_of(own).id


def test_each_list_has_a_higher_number_and_leaves_out_who_has_no_valid_key(admin: Desk) -> None:
    brief = somebody("K. Kort", until=DAY)
    met(admin, brief)
    with admin.vault.transaction() as connection:
        (chair,) = find_records(connection, Person, role=Role.CHAIR)
        save_record(connection, replace(chair, certificate=b"", sealing_public=b""))
        (officer,) = find_records(connection, Person, role=Role.PRIVACY_OFFICER)
        save_record(connection, replace(officer, from_on=TODAY + 2 * DAY))
    first, second = read(house_list(admin, ADMIN)), read(house_list(admin, ADMIN))
    assert first.number == int(NOW.timestamp())
    assert second.number == first.number + 1
    names = {card.name for card, _ in first.people}
    assert names == {"K. Kort", *NAMES.values()} - {NAMES[Role.CHAIR], NAMES[Role.PRIVACY_OFFICER]}
    admin.clock.source = clock(NOW + DAY).source
    assert "K. Kort" not in {card.name for card, _ in read(house_list(admin, ADMIN)).people}


def test_only_a_functional_admin_with_the_own_key_signs_a_list(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        house_list(desk, PASSPHRASES[Role.CHAIR])
    vaults.lock(desk)
    desk = world.emergency()
    with pytest.raises(NoSigningKey):
        house_list(desk, ADMIN)
    vaults.lock(desk)
    desk = world.desk(Role.FUNCTIONAL_ADMIN)
    with pytest.raises(WrongPassphrase):
        house_list(desk, PASSPHRASES[Role.CHAIR])
    assert (log(desk)[0].action, log(desk)[0].result) == ("ondertekenen", "mislukt")
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(FolderUnusable):
        colleagues.export_house_list(desk, ADMIN, tmp_path / "bestand")
    vaults.lock(desk)


# --- taking ----------------------------------------------------------------------------------------------


def test_a_list_adds_and_ends(desk: Desk, other_admin: Holder) -> None:
    ending, staying = somebody("E. Eindigt"), somebody("S. Staat")
    met(desk, ending)
    taken = take_house_list(
        desk,
        listed(
            other_admin,
            staying,
            (ending, TODAY - DAY),
            (somebody("T. Tijdelijk"), TODAY + DAY),
            (somebody("N. Nooitgezien"), TODAY - DAY),
            by=other_admin,
        ),
    )
    assert [one.name for one in taken.added] == ["T. Tijdelijk", "S. Staat"]
    assert [one.name for one in taken.ended] == ["E. Eindigt", "N. Nooitgezien"]
    assert taken.unchanged == 1
    assert known(desk) == {
        "B. Overkant": None,
        "E. Eindigt": TODAY - DAY,
        "N. Nooitgezien": TODAY - DAY,
        "S. Staat": None,
        "T. Tijdelijk": TODAY + DAY,
    }


def test_who_ended_here_stays_ended(desk: Desk, other_admin: Holder) -> None:
    one = somebody("E. Eindigt")
    end_colleague(desk, met(desk, one).id, TODAY - DAY)
    take_house_list(desk, listed(one, by=other_admin))
    take_house_list(desk, listed((one, TODAY + DAY), by=other_admin, number=101))
    assert known(desk)["E. Eindigt"] == TODAY - DAY


def test_a_key_that_was_renewed_takes_the_place_of_the_one_before(desk: Desk, other_admin: Holder) -> None:
    one = somebody("R. Renew")
    before = met(desk, one)
    renewed = replace(somebody_like(one), sealing_key=one.sealing_key)
    taken = take_house_list(desk, listed(renewed, by=other_admin))
    assert [x.id for x in taken.added] == [card_of(renewed).id]
    assert [(x.id, x.ended_on) for x in taken.ended] == [(before.id, TODAY - DAY)]


def somebody_like(one: Holder) -> Holder:
    """Make a second key for somebody, certified by the same house."""
    name = card_of(one).name
    return holder(name, "coördinator", since=NOW - DAY, until=NOW + 300 * DAY, like=one)


def test_a_look_alike_in_another_house_makes_the_whole_list_refused(desk: Desk, other_admin: Holder) -> None:
    met(desk, somebody("G. Ander"))
    assert refused(desk, listed(somebody("N. Nieuw"), somebody("G. Аnder"), by=other_admin)) == "look_alike"
    twins = somebody("T. Tweeling")
    assert refused(desk, listed(twins, somebody_like(twins), by=other_admin)) == "look_alike"
    first = somebody("G. Ander")
    ended = met_and_ended(desk, "Z. Zelfde")
    took = take_house_list(desk, listed(somebody("Z. Zelfde"), (first, TODAY - DAY), by=other_admin))
    assert [one.name for one in took.added] == ["Z. Zelfde"]
    assert ended not in {one.id for one in took.added}


def met_and_ended(desk: Desk, name: str) -> str:
    found = met(desk, somebody(name))
    end_colleague(desk, found.id, TODAY)
    return found.id


def test_an_older_list_is_refused(desk: Desk, other_admin: Holder) -> None:
    one, two = somebody("O. Een"), somebody("O. Twee")
    newest = listed((one, TODAY - DAY), two, by=other_admin, number=200)
    take_house_list(desk, newest)
    assert refused(desk, listed(one, two, by=other_admin, number=199)) == "older_list"
    assert refused(desk, listed(one, two, by=other_admin, number=200)) == "older_list"
    assert take_house_list(desk, newest).unchanged == 2
    third = somebody("O. Drie")
    second_admin = somebody("C. Overkant", "functioneel beheerder")
    met(desk, second_admin)
    take_house_list(desk, listed(third, by=second_admin, number=1))  # every signer counts apart
    tomorrow = int((NOW + DAY).timestamp())
    assert refused(desk, listed(by=other_admin, number=tomorrow + 1)) == "from_the_future"
    take_house_list(desk, listed(by=other_admin, number=tomorrow))


def test_a_refused_list_is_not_remembered_as_the_newest(desk: Desk, other_admin: Holder) -> None:
    expired = somebody("V. Verlopen", until=timedelta(0))
    assert refused(desk, listed(expired, by=other_admin, number=300)) == "expired"
    take_house_list(desk, listed(by=other_admin, number=200))


def test_who_may_sign_a_list_that_is_taken_here(desk: Desk, other_admin: Holder) -> None:
    stranger = somebody("V. Vreemd", "functioneel beheerder")
    assert refused(desk, listed(by=stranger)) == "unknown_signer"
    chair = somebody("V. Voor", "voorzitter")
    met(desk, chair)
    assert refused(desk, listed(by=chair)) == "not_an_admin"
    brief = somebody("K. Kort", "functioneel beheerder", until=DAY)
    met(desk, brief)
    end_colleague(desk, card_of(other_admin).id, TODAY - DAY)
    assert refused(desk, listed(by=other_admin)) == "ended"
    desk.clock.source = clock(NOW + DAY).source
    assert refused(desk, listed(by=brief)) == "expired"


def test_a_list_of_the_own_admin_is_taken_and_names_nobody_new(world: World) -> None:
    admin = world.desk(Role.FUNCTIONAL_ADMIN)
    met(admin, somebody("G. Ander"))
    data = house_list(admin, ADMIN)
    taken = take_house_list(admin, data)
    assert (taken.added, taken.ended, taken.unchanged) == ((), (), 6)
    with admin.vault.transaction() as connection:
        (signer,) = find_records(connection, Person, role=Role.FUNCTIONAL_ADMIN)
        save_record(connection, replace(signer, until_on=TODAY))
    vaults.lock(admin)
    desk = world.desk(Role.CHAIR)
    desk.clock.source = clock(NOW + DAY).source
    assert refused(desk, data) == "unknown_signer"
    vaults.lock(desk)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (somebody("V. Verlopen", until=timedelta(0)), "expired"),
        (somebody("N. Nietnu", since=DAY), "not_yet"),
        (somebody("O. Oefent", practice=True), "practice"),
    ],
)
def test_one_who_cannot_be_known_makes_the_whole_list_refused(
    one: Holder, reason: str, desk: Desk, other_admin: Holder
) -> None:
    assert refused(desk, listed(somebody("G. Goed"), one, by=other_admin)) == reason
    if reason == "practice":
        assert refused(desk, listed((one, TODAY - DAY), by=other_admin)) == reason
    else:
        assert take_house_list(desk, listed((one, TODAY - DAY), by=other_admin)).ended


def test_a_role_without_the_right_takes_no_list(world: World) -> None:
    desk = world.desk(Role.PRIVACY_OFFICER)
    with pytest.raises(NotAllowed):
        take_house_list(desk, listed(by=somebody()))
    vaults.lock(desk)


def test_a_damaged_list_is_refused(desk: Desk, other_admin: Holder) -> None:
    whole = listed(by=other_admin)
    assert refused(desk, b"") == "not_a_list"
    assert refused(desk, whole.replace(b'"inhoud": "', b'"inhoud": "AAAA')) == "list_changed"
