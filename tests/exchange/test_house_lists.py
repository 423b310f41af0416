"""The list of a house is read as its functioneel beheerder signed it, or refused whole."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from datetime import date
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.exchange.holders import NOW, YEAR, Holder, holder
from zvdesk.documents.identities import person_certificate
from zvdesk.errors import CardRefused
from zvdesk.exchange import cards
from zvdesk.exchange.house_lists import MOST_BYTES, MOST_PEOPLE, Listed, read, written
from zvdesk.texts.colleagues import CARD_REASONS

ENDED = date(2026, 10, 1)


@cache
def admin() -> Holder:
    return holder("B. Beheerder", "functioneel beheerder")


@cache
def people() -> tuple[Holder, ...]:
    return (admin(), holder(like=admin()), holder("S. Schrijver", "secretaris"))


def listed(one: Holder, ended_on: date | None = None, certified: bytes | None = None) -> Listed:
    return Listed(one.certificate, one.house_certificate, one.sealing_public, ended_on, certified)


def made(*entries: Listed, number: int = 7, by: Holder | None = None) -> bytes:
    signer = by or admin()
    return written(
        entries,
        number=number,
        house_certificate=signer.house_certificate,
        certificate=signer.certificate,
        key=signer.key,
    )


@cache
def whole() -> bytes:
    elsewhere = holder("E. Elders", "secretaris")
    return made(
        *(listed(one) for one in people()[:2]),
        listed(people()[2], ENDED),
        listed(elsewhere, certified=certified(elsewhere)),
    )


def certified(
    one: Holder,
    by: Holder | None = None,
    *,
    name: str = "E. Elders",
    role: str = "secretaris",
    organisation: str = "Gemeente Oefenstad",
) -> bytes:
    """Return a certificate for the key of somebody, issued by the house of the list."""
    issuer = by or admin()
    return person_certificate(
        issuer.house_key,
        issuer.house_certificate,
        one.key.public_key(),
        name=name,
        role=role,
        organisation=organisation,
        practice=False,
        now=NOW,
        until=NOW + 10 * YEAR,
    )


def reason_of(data: bytes) -> str:
    with pytest.raises(CardRefused) as caught:
        read(data)
    assert caught.value.reason in CARD_REASONS
    return caught.value.reason


def test_a_list_says_who_signed_it_and_who_is_on_it() -> None:
    found = read(whole())
    assert found.signer_certificate == admin().certificate
    assert found.number == 7
    assert [(card.name, ended) for card, ended in found.people] == [
        ("B. Beheerder", None),
        ("F. Voorbeeld", None),
        ("S. Schrijver", ENDED),
        ("E. Elders", None),
    ]
    assert found.house_certificate == admin().house_certificate
    (same,) = found.certified
    other = found.people[3][0]
    assert (same.id, same.name, same.house) == (other.id, other.name, "Huis aan de Overkant")
    assert same.certificate != other.certificate
    assert same.house_certificate == admin().house_certificate != other.house_certificate
    assert found.people[1][0] == cards.read(people()[1].card)
    assert found.signer_id == found.people[0][0].id
    assert read(made()).people == ()


def test_each_flipped_byte_is_refused() -> None:
    for place in range(0, len(whole()), 31):
        changed = bytearray(whole())
        changed[place] ^= 1
        try:
            found = read(bytes(changed))
        except CardRefused:
            continue
        assert found == read(whole())  # white space between the fields


def test_the_signature_of_a_card_does_not_count_for_a_list() -> None:
    fields = json.loads(whole())
    content = b64decode(fields["inhoud"])
    for key, words in ((admin().key, content), (people()[1].key, said(content))):
        forged = key.sign(words, ec.ECDSA(SHA256()))
        assert reason_of(json.dumps(fields | {"handtekening": b64encode(forged).decode()}).encode()) == (
            "list_changed"
        )


def said(content: bytes) -> bytes:
    return b"zvdesk/1/mensenlijst\0" + hashlib.sha256(admin().certificate).digest() + content


def signed(content: bytes, **fields: object) -> bytes:
    """Return a file whose signature is right, whatever it holds."""
    signature = admin().key.sign(said(content), ec.ECDSA(SHA256()))
    whole_file: dict[str, object] = {
        "formaat": "zvdesk-mensenlijst/2",
        "ondertekenaar": b64encode(admin().certificate).decode(),
        "inhoud": b64encode(content).decode(),
        "handtekening": b64encode(signature).decode(),
    }
    return json.dumps(whole_file | fields).encode()


def content(**fields: object) -> bytes:
    house = b64encode(admin().house_certificate).decode()
    return json.dumps({"nummer": 7, "huis": house, "mensen": []} | fields).encode()


def one(**fields: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b64decode(json.loads(whole())["inhoud"]))["mensen"][1]
    return found | fields


def elsewhere(certificate: bytes | None, like: Holder, **fields: object) -> bytes:
    """Return a list with one person of another house, and what the house of the list says of that key."""
    entry = {
        "certificaat": b64encode(like.certificate).decode(),
        "huiscertificaat": b64encode(like.house_certificate).decode(),
        "zegelsleutel": b64encode(like.sealing_public).decode(),
        "onderDitHuis": b64encode(certificate).decode() if certificate else None,
        "eindigtOp": None,
    }
    return signed(content(mensen=[entry | fields]))


def test_content_of_another_hand_is_read_when_it_is_right() -> None:
    assert len(read(signed(content(mensen=[one()]))).people) == 1
    other = holder("E. Elders", "secretaris")
    assert len(read(elsewhere(certified(other), other)).certified) == 1


def test_a_list_of_before_certifies_nobody() -> None:
    entry = one()
    del entry["onderDitHuis"]
    bare = json.dumps({"nummer": 7, "mensen": [entry]}).encode()
    found = read(signed(bare, formaat="zvdesk-mensenlijst/1"))
    assert [card.name for card, _ in found.people] == ["F. Voorbeeld"]
    assert (found.house_certificate, found.certified) == (b"", ())
    assert reason_of(signed(bare)) == "not_a_list"
    assert reason_of(signed(content(mensen=[one()]), formaat="zvdesk-mensenlijst/1")) == "not_a_list"


def test_a_house_certifies_whose_key_it_is_and_nothing_else() -> None:
    other, third = holder("E. Elders", "secretaris"), holder("E. Elders", "secretaris")
    for lie in (
        certified(other, name="E. Anders"),
        certified(other, role="voorzitter"),
        certified(other, organisation="Politie Oefenstad"),
    ):
        assert reason_of(elsewhere(lie, other)) == "other_person"
    assert reason_of(elsewhere(certified(third), other)) == "other_person"
    assert reason_of(elsewhere(certified(other, by=third), other)) == "other_house"
    assert reason_of(elsewhere(other.certificate, other)) == "other_house"
    assert reason_of(elsewhere(admin().house_certificate, other)) == "other_house"
    assert reason_of(elsewhere(b"niets", other)) == "not_a_list"
    assert reason_of(elsewhere(certified(other), other, eindigtOp="2026-10-01")) == "not_a_list"


LISTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not_a_list"),
    "too large": (b" " * (MOST_BYTES + 1), "too_large"),
    "brackets": (b"[" * MOST_BYTES, "not_a_list"),
    "a card": (holder().card, "not_a_list"),
    "a later format": (signed(content(), formaat="zvdesk-mensenlijst/3"), "not_a_list"),
    "no house": (signed(content(huis=None)), "not_a_list"),
    "a field too many": (signed(content(), naam="x"), "not_a_list"),
    "no certificate": (signed(content(), ondertekenaar="AAAA"), "not_a_list"),
    "no content": (signed(content(), inhoud=None), "not_a_list"),
    "content that is no JSON": (signed(b"niets"), "not_a_list"),
    "content with a field too many": (signed(content(naam="x")), "not_a_list"),
    "content with many values": (signed(content(mensen=[0] * 6_000)), "not_a_list"),
    "no number": (signed(content(nummer="7")), "not_a_list"),
    "a number that is a truth": (signed(content(nummer=True)), "not_a_list"),
    "a negative number": (signed(content(nummer=-1)), "not_a_list"),
    "a huge number": (signed(content(nummer=2**53)), "not_a_list"),
    "no people": (signed(content(mensen={})), "not_a_list"),
    "too many people": (signed(content(mensen=[0] * (MOST_PEOPLE + 1))), "not_a_list"),
    "a person who is none": (signed(content(mensen=[7])), "not_a_list"),
    "a person with a field too many": (signed(content(mensen=[one(naam="x")])), "not_a_list"),
    "a person without a certificate": (signed(content(mensen=[one(certificaat=None)])), "not_a_list"),
    "a person twice": (signed(content(mensen=[one(), one(eindigtOp="2026-10-01")])), "not_a_list"),
    "no day": (signed(content(mensen=[one(eindigtOp="gisteren")])), "not_a_list"),
    "a day in another form": (signed(content(mensen=[one(eindigtOp="20261001")])), "not_a_list"),
    "a number for a day": (signed(content(mensen=[one(eindigtOp=7)])), "not_a_list"),
    "a key to which anybody can open a seal": (
        signed(content(mensen=[one(zegelsleutel=b64encode(bytes(32)).decode())])),
        "not_a_list",
    ),
    "a person of another house": (
        signed(content(mensen=[one(huiscertificaat=b64encode(holder().house_certificate).decode())])),
        "other_house",
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_hostile_list_is_refused_with_its_reason(kind: str) -> None:
    data, reason = LISTS[kind]
    assert reason_of(data) == reason


def test_a_list_of_the_longest_length_is_read() -> None:
    entry = one() | {"onderDitHuis": one()["certificaat"]}  # two certificates for everybody
    file = signed(content(mensen=[entry] * MOST_PEOPLE))
    assert len(file) < MOST_BYTES
    assert reason_of(file) == "not_a_list"  # the same person, but all were read
