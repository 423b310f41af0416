"""People know each other before a table travels: one by one, with a fingerprint that was read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.exchange.holders import Holder, holder
from tests.exchange.test_code_pictures import drawn, saved
from tests.factories import NOW, TODAY
from tests.services.world import PASSPHRASES, World, log
from zvdesk.domain.colleagues import Acquaintance, Colleague
from zvdesk.domain.people import Person, Role
from zvdesk.errors import (
    CardRefused,
    FolderUnusable,
    InvalidField,
    NoSigningKey,
    NotAllowed,
    NotFound,
    WrongPassphrase,
)
from zvdesk.exchange import cards as card_files
from zvdesk.services import cards, colleagues, vaults
from zvdesk.services.colleagues import end_colleague, meet, my_card, read_card
from zvdesk.storage.records import find_records, save_record

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.colleagues import Card
    from zvdesk.services.desk import Desk

DAY = timedelta(days=1)
CHAIR = PASSPHRASES[Role.CHAIR]


def somebody(
    name: str = "G. Ander",
    role: str = "coördinator",
    *,
    until: timedelta = 3000 * DAY,
    since: timedelta = -DAY,
    practice: bool = False,
) -> Holder:
    """Make somebody of another house, whose certificate is valid at the time of the world."""
    return holder(name, role, since=NOW + since, until=NOW + until, practice=practice)


def card_of(one: Holder) -> Card:
    return read_card(one.card)


def met(desk: Desk, one: Holder) -> Colleague:
    card = card_of(one)
    return meet(desk, card, card.fingerprint)


def refused(desk: Desk, one: Holder, read_back: str | None = None) -> str:
    """Try to meet somebody who is refused, and return why; nothing changed and the log says so."""
    before, card = colleagues.colleagues(desk), card_of(one)
    with pytest.raises(CardRefused) as caught:
        meet(desk, card, card.fingerprint if read_back is None else read_back)
    line = log(desk)[0]
    assert (line.action, line.object, line.object_id) == ("toevoegen", "collega", card.id)
    assert line.result == "mislukt"
    assert colleagues.colleagues(desk) == before
    return caught.value.reason


def test_somebody_is_known_once_the_fingerprint_was_read_aloud(desk: Desk) -> None:
    one = somebody()
    card = card_of(one)
    heard = card.fingerprint.lower().replace(" ", "-")
    found = meet(desk, card, f" {heard}\n")
    assert found == Colleague(
        id=card.id,
        name="G. Ander",
        role=Role.COORDINATOR,
        organisation="Gemeente Oefenstad",
        certificate=one.certificate,
        house_certificate=one.house_certificate,
        sealing_public=one.sealing_public,
        met_on=TODAY,
        met_by=Acquaintance.READ_ALOUD,
    )
    line = log(desk)[0]
    assert (line.action, line.object, line.object_id, line.result) == (
        "toevoegen",
        "collega",
        card.id,
        "gelukt",
    )
    assert met(desk, one) == found  # twice does no harm
    second = met(desk, somebody("a. Eerst"))
    assert colleagues.colleagues(desk) == (second, found)
    assert log(desk)[0].object == "collega's"


def test_another_fingerprint_or_a_part_of_it_is_refused(desk: Desk) -> None:
    one = somebody()
    right = card_of(one).fingerprint
    for heard in ("", right[:-1], right + "0", right[::-1], card_of(one).id, card_of(somebody()).fingerprint):
        assert refused(desk, one, heard) == "other_fingerprint"


def test_a_card_that_cannot_be_used_now_or_here_is_refused(desk: Desk) -> None:
    assert refused(desk, somebody(until=timedelta(0))) == "expired"
    assert refused(desk, somebody(until=-timedelta(seconds=1))) == "expired"
    assert refused(desk, somebody(since=DAY)) == "not_yet"
    assert refused(desk, somebody(practice=True)) == "practice"
    met(desk, somebody(until=timedelta(seconds=1)))


def test_people_of_this_vault_need_no_card_here(desk: Desk) -> None:
    own = read_card(my_card(desk, CHAIR))
    with pytest.raises(CardRefused) as caught:
        meet(desk, own, own.fingerprint)
    assert caught.value.reason == "own"


def test_who_ended_is_refused_from_the_next_day_and_does_not_come_back(desk: Desk) -> None:
    one = somebody()
    found = met(desk, one)
    end_colleague(desk, found.id, TODAY + DAY)
    end_colleague(desk, found.id, TODAY)
    (ended,) = colleagues.colleagues(desk)
    assert ended == replace(found, ended_on=TODAY)
    line = log(desk)[1]
    assert (line.action, line.object, line.object_id) == ("beëindigen", "collega", found.id)
    assert refused(desk, one) == "ended"
    for day in (TODAY + DAY, TODAY - 2 * DAY):
        with pytest.raises(InvalidField):
            end_colleague(desk, found.id, day)
    with pytest.raises(NotFound):
        end_colleague(desk, "f" * 64, TODAY)
    end_colleague(desk, found.id)
    (ended,) = colleagues.colleagues(desk)
    assert not ended.is_active(TODAY), "without a day it is at once"


@pytest.mark.parametrize("name", ["G. Ander", "g ander", "Ander, G.", "G. Аnder", "G. Änder", "G. Ander."])
def test_a_look_alike_is_refused_until_the_first_has_ended(desk: Desk, name: str) -> None:
    first = met(desk, somebody())
    twin = somebody(name)
    assert refused(desk, twin) == "look_alike"
    end_colleague(desk, first.id, TODAY + DAY)
    assert refused(desk, twin) == "look_alike"  # until that day there would be two
    end_colleague(desk, first.id, TODAY)
    assert met(desk, twin).name == name


def test_who_may_know_colleagues(world: World) -> None:
    card = card_of(somebody())
    for role, words in PASSPHRASES.items():
        desk = world.desk(role)
        if role is Role.PRIVACY_OFFICER:
            for act in (
                lambda: meet(desk, card, card.fingerprint),  # noqa: B023 - called at once
                lambda: end_colleague(desk, card.id, TODAY),  # noqa: B023
                lambda: my_card(desk, words),  # noqa: B023
            ):
                with pytest.raises(NotAllowed):
                    act()
            assert [line.result for line in log(desk)[:3]] == ["geweigerd"] * 3
        else:
            assert meet(desk, card, card.fingerprint).name == card.name
            assert read_card(my_card(desk, words)).role is role
        vaults.lock(desk)


# --- one's own card --------------------------------------------------------------------------------------


def test_the_own_card_says_what_the_house_certified(desk: Desk, world: World) -> None:
    card = read_card(my_card(desk, CHAIR))
    assert (card.name, card.role, card.house) == ("F. Voorbeeld", Role.CHAIR, "Huis aan de Rand")
    assert card.house_certificate == desk.house.certificate
    assert not card.is_practice
    assert (log(desk)[0].action, log(desk)[0].object) == ("bekijken", "eigen kaart")
    shown = cards.shown_card(desk, CHAIR)
    assert shown.card == read_card(shown.file) == card
    assert len(shown.squares) == len(shown.squares[0]) > 90
    with pytest.raises(WrongPassphrase):
        my_card(desk, "een heel andere wachtzin")
    assert log(desk)[0].result == "mislukt"
    vaults.lock(desk)
    desk = world.emergency()
    with pytest.raises(NotAllowed):
        my_card(desk, CHAIR)
    vaults.lock(desk)


def test_a_key_that_the_house_does_not_certify_makes_no_card(desk: Desk) -> None:
    with desk.vault.transaction() as connection:
        (chair,) = find_records(connection, Person, role=Role.CHAIR)
        save_record(connection, replace(chair, certificate=somebody().certificate))
    with pytest.raises(NoSigningKey):
        my_card(desk, CHAIR)
    assert log(desk)[0].result == "mislukt"


def test_the_card_is_written_as_a_file_and_as_a_sheet(desk: Desk, tmp_path: Path) -> None:
    made = cards.export_card(desk, CHAIR, tmp_path / "uit")
    digits = made.card.fingerprint.replace(" ", "")[:8]
    assert [path.name for path in sorted((tmp_path / "uit").iterdir())] == [
        f"kaart-{digits}.pdf",
        f"kaart-{digits}.zvkaart",
    ]
    for path in (made.file, made.sheet):
        assert read_card(cards.read_file(path)) == made.card
        assert path.stat().st_mode & 0o777 == 0o600
    line = log(desk)[0]
    assert (line.action, line.object, line.object_id) == ("exporteren", "eigen kaart", made.card.id)
    with pytest.raises(FolderUnusable):
        cards.export_card(desk, CHAIR, made.file)
    with pytest.raises(WrongPassphrase):
        cards.export_card(desk, "een heel andere wachtzin", tmp_path)
    assert len(list(tmp_path.glob("*.pdf"))) == 0


def test_a_card_is_read_from_a_picture_and_from_the_text_of_its_code() -> None:
    one = somebody(practice=True)
    code = card_files.to_code(one.parts)
    assert read_card(saved(drawn(code, 3))) == read_card(code.encode()) == card_of(one)
    assert card_of(one).is_practice
    assert card_of(one).house == "Huis aan de Overkant"
    assert card_of(one).organisation == "Gemeente Oefenstad"
    for junk in (b"%PDF-1.7\nniets", b"niets"):
        with pytest.raises(CardRefused) as caught:
            read_card(junk)
        assert caught.value.reason == "not_a_card"


def test_a_file_that_is_away_or_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "groot"
    with large.open("wb") as file:
        file.truncate(40_000_000)
    for path, reason in ((tmp_path / "weg", "unreadable"), (tmp_path, "unreadable"), (large, "too_large")):
        with pytest.raises(CardRefused) as caught:
            cards.read_file(path)
        assert caught.value.reason == reason
