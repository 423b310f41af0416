"""Write and read the list of people of a house (``.zvlijst``), signed by its functioneel beheerder.

It makes knowing each other one step for all, and un-knowing too: who ended stands on it with the last day.
And it makes one house of several vaults: whose key was made elsewhere stands on it with two certificates,
that of the own house and that of the house of the list. Both must say the same of whose key it is.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from zvdesk.errors import CardRefused, ReferralRefused
from zvdesk.exchange.cards import octets, refuse, text_of
from zvdesk.exchange.careful_json import JsonObject, parse
from zvdesk.exchange.personal_certificates import card_of, key_id, loaded

if TYPE_CHECKING:
    from zvdesk.domain.colleagues import Card

MOST_BYTES, MOST_PEOPLE = 3_000_000, 500
_FORMAT = "zvdesk-mensenlijst/2"
_BARE = "zvdesk-mensenlijst/1"  # certifies nobody
_SIGNED = b"zvdesk/1/mensenlijst\0"
_LONGEST = 4_000  # bytes of one part
_REASON = "not_a_list"


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one person on the list; the signer of the list vouches for the key to seal to."""

    certificate: bytes
    house_certificate: bytes
    sealing_public: bytes
    ended_on: date | None = None
    certified: bytes | None = None  # the certificate that the house of the list issued for the same key


@dataclass(frozen=True, slots=True)
class HouseList:
    """Hold a list whose signature is right; whether its signer may sign it is not judged here."""

    signer_id: str
    signer_certificate: bytes
    number: int  # only grows per signer: seconds since 1970, or one more than the last
    people: tuple[tuple[Card, date | None], ...]
    house_certificate: bytes = b""  # of whom certifies; nothing on a list that certifies nobody
    certified: tuple[Card, ...] = ()  # who is certified, as that certificate says it


def written(
    people: tuple[Listed, ...],
    *,
    number: int,
    house_certificate: bytes,
    certificate: bytes,
    key: ec.EllipticCurvePrivateKey,
) -> bytes:
    """Return the list as a file, signed with the key of the certificate."""
    inside = {
        "nummer": number,
        "huis": text_of(house_certificate),
        "mensen": [_plain(one) for one in people],
    }
    content = json.dumps(inside).encode()
    fields = {
        "formaat": _FORMAT,
        "ondertekenaar": text_of(certificate),
        "inhoud": text_of(content),
        "handtekening": text_of(key.sign(_said(certificate, content), ec.ECDSA(SHA256()))),
    }
    return json.dumps(fields, indent=1).encode() + b"\n"


def read(data: bytes) -> HouseList:
    """Return the list in a file; raise CardRefused, also for one person on it who is not right."""
    if len(data) > MOST_BYTES:
        refuse("too_large")
    found = _object(data, "formaat ondertekenaar inhoud handtekening", 10)
    is_bare = found["formaat"] == _BARE
    if not is_bare and found["formaat"] != _FORMAT:
        refuse(_REASON)
    certificate = octets(found["ondertekenaar"], _LONGEST, _REASON)
    content = octets(found["inhoud"], MOST_BYTES, _REASON)
    signer = loaded(certificate, _REASON)
    try:
        signature = octets(found["handtekening"], _LONGEST, _REASON)
        signer.key.verify(signature, _said(certificate, content), ec.ECDSA(SHA256()))
    except InvalidSignature:
        refuse("list_changed")
    inside = _object(content, "nummer mensen" if is_bare else "nummer huis mensen", 10 * MOST_PEOPLE)
    house = b"" if is_bare else octets(inside["huis"], _LONGEST, _REASON)
    number, people = inside["nummer"], inside["mensen"]
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**53:
        refuse(_REASON)
    if not isinstance(people, list) or len(people) > MOST_PEOPLE:
        refuse(_REASON)
    entries = tuple(_listed(one, house) for one in people)
    if len({card.id for card, _, _ in entries}) != len(entries):
        refuse(_REASON)
    certified = tuple(same for _, _, same in entries if same is not None)
    known = tuple((card, last) for card, last, _ in entries)
    return HouseList(key_id(signer.key), certificate, number, known, house, certified)


def _said(certificate: bytes, content: bytes) -> bytes:
    """Return what the signature is over: its purpose, who signs, and the list."""
    return _SIGNED + hashlib.sha256(certificate).digest() + content


def _plain(one: Listed) -> dict[str, str | None]:
    return {
        "certificaat": text_of(one.certificate),
        "huiscertificaat": text_of(one.house_certificate),
        "zegelsleutel": text_of(one.sealing_public),
        "eindigtOp": one.ended_on.isoformat() if one.ended_on else None,
        "onderDitHuis": text_of(one.certified) if one.certified else None,
    }


def _listed(value: object, house: bytes) -> tuple[Card, date | None, Card | None]:
    """Return one person, the last day, and what the house of the list certifies of that person."""
    if not isinstance(value, JsonObject):
        refuse(_REASON)
    names = ("certificaat", "huiscertificaat", "zegelsleutel")
    if set(value) != {*names, "eindigtOp", *(("onderDitHuis",) if house else ())}:
        refuse(_REASON)
    certificate, house_certificate, sealing = (octets(value[name], _LONGEST, _REASON) for name in names)
    card, last = card_of(certificate, house_certificate, sealing, _REASON), _day(value["eindigtOp"])
    if not house or value["onderDitHuis"] is None:
        return card, last, None
    same = card_of(octets(value["onderDitHuis"], _LONGEST, _REASON), house, sealing, _REASON)
    if same.id != card.id or (same.name, same.role, same.organisation) != (
        card.name,
        card.role,
        card.organisation,
    ):
        raise CardRefused("other_person", card.name)
    if last is not None:
        refuse(_REASON)  # who ends is not certified any more
    return card, last, same


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        refuse(_REASON)
    return found


def _object(data: bytes, names: str, most_values: int) -> JsonObject:
    try:
        found = parse(data, most_bytes=MOST_BYTES, most_values=most_values)
    except ReferralRefused:
        refuse(_REASON)
    if set(found) != set(names.split()):
        refuse(_REASON)
    return found
