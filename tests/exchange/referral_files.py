"""Make referral files for the tests: a full one that is right, and changed copies."""

from __future__ import annotations

import copy
import json
from typing import Any

from zvdesk.errors import ReferralRefused
from zvdesk.exchange.melding import read_referral

BSN = "999990019"
MISSING = object()


def url() -> str:
    return "urn:uuid:018f0000-0000-7000-8000-000000000001"


def person(**changes: object) -> dict[str, Any]:
    found: dict[str, Any] = {
        "url": url(),
        "burgerservicenummer": BSN,
        "geslacht": "1",
        "naam": {
            "id": "n",
            "url": url(),
            "voornamen": "Øyvind",
            "voorvoegsel": "van",
            "geslachtsnaam": "Test",
        },
        "adres": {
            "id": "a",
            "url": url(),
            "straatnaam": "Voorbeeldstraat",
            "huisnummer": 12,
            "postcode": "1234 AB",
            "plaats": "Fictiva",
        },
    }
    return found | changes


def incident() -> dict[str, Any]:
    return {
        "id": "i1",
        "url": url(),
        "datumTijd": "2026-03-12T14:30:00+01:00",
        "locatie": "Marktplein",
        "omschrijving": "Ruzie op straat.",
        "periodeVanTot": {
            "id": "p",
            "url": url(),
            "datumTijdBegin": "2026-03-12T14:00:00Z",
            "datumTijdEinde": "2026-03-12T15:00:00Z",
        },
    }


def referral() -> dict[str, Any]:
    return {
        "url": "https://melding.example/1?x=%20y",
        "id": "melding-1",
        "soort": "ZVH",
        "datumTijd": "2026-03-12T14:30:00.123456789+01:00",
        "verzoek": "Graag meedenken.",
        "terugkoppelingGewenst": True,
        "zorgelijkeSituatie": {
            "id": "z",
            "url": url(),
            "situatieSchets": "Schets.",
            "nadereOmschrijving": "Meer.",
            "vraagAntwoord": {"id": "v", "url": url(), "vraag": "Sinds wanneer?", "antwoord": "Sinds kort."},
        },
        "contact": {
            "id": "c",
            "url": url(),
            "naam": "A. Melder",
            "emailAdres": "a@b.example",
            "telefoonnummer": "",
        },
        "overigeInformatie": {"id": "o", "url": url(), "omschrijving": "Overig."},
        "naarAanleidingVan": [incident()],
        "heeftBetrekkingOp": [person(), person(burgerservicenummer="999990020")],
    }


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Return the referral with one value replaced, or taken out for MISSING."""
    found = copy.deepcopy(referral())
    place: Any = found
    for part in path[:-1]:
        place = place[part]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return found


def encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def reasons(data: bytes) -> set[str]:
    """Read a file and return why it is refused; nothing when it is taken."""
    try:
        read_referral(data)
    except ReferralRefused as error:
        return {problem.reason for problem in error.problems}
    return set()
