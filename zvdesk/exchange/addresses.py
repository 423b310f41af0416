"""Read organisations from an address book: vCard 3.0 and 4.0 (RFC 2426, 6350), or CSV with a header.

A file is taken whole or refused whole. Nothing in it is looked up, opened or fetched: a card names a photo or
a page on the network, and zvdesk does not read those lines.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.words import tidy
from zvdesk.errors import AddressesRefused
from zvdesk.exchange.content_lines import content_lines, decoded, plain
from zvdesk.exchange.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIXES = (".vcf", ".vcard", ".csv")
MAXIMUM_CARDS = 500
MAXIMUM_COLUMNS = 100
MAXIMUM_CSV_BYTES = 1_000_000
LONGEST = {"organisation": 200, "person": 200, "phone": 60, "email": 254, "kind": 200}
_VERSIONS = ("3.0", "4.0")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisatie", "naam", "bedrijf", "organization", "organisation", "company", "name"),
    "person": ("contactpersoon", "contact", "contact person"),
    "phone": ("telefoon", "telefoonnummer", "tel", "telefoon werk", "business phone", "phone"),
    "email": ("e-mail", "email", "e-mailadres", "emailadres", "e-mail address", "mail"),
    "kind": ("soort", "kind", "type"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Hold what an address book says of one organisation."""

    organisation: str
    person: str = ""
    phone: str = ""
    email: str = ""
    kind: str = ""  # in the words of the file


def read_addresses(data: bytes, suffix: str) -> tuple[Address, ...]:
    """Return the organisations in a file, in its order. Raises AddressesRefused."""
    try:
        if suffix.lower() not in SUFFIXES:
            raise Refused("other_kind", limit=", ".join(SUFFIXES))
        found = _from_csv(data) if suffix.lower() == ".csv" else _from_vcard(data)
        if not found:
            raise Refused("nothing_in_it")
    except Refused as refused:
        raise AddressesRefused(refused.reason, refused.line, refused.limit) from None
    return tuple(found)


def _from_vcard(data: bytes) -> list[Address]:
    found: list[Address] = []
    card: dict[str, str] = {}
    cards = 0
    wanted = ("VERSION", "FN", "ORG", "TEL", "EMAIL")
    for line in content_lines(decoded(data), wanted, "not_vcard"):
        if line.within != ("VCARD",):
            raise Refused("not_vcard", line.number)
        if line.name == "BEGIN":
            card, cards = {}, cards + 1
            if cards > MAXIMUM_CARDS:
                raise Refused("too_many_cards", line.number, str(MAXIMUM_CARDS))
        elif line.name != "END":
            card.setdefault(line.name, line.value)
        elif card.get("VERSION", "").strip() not in _VERSIONS:
            raise Refused("old_vcard", line.number, tidy(card.get("VERSION", ""))[:10] or "?")
        else:
            found += _of_card(card, line.number)
    return found


def _of_card(card: Mapping[str, str], line: int) -> list[Address]:
    """Return the organisation of a card; a card without one may be the organisation itself, or a person."""
    organisation = plain(re.split(r"(?<!\\);", card.get("ORG", ""))[0])
    person = plain(card.get("FN", ""))
    values = {
        "organisation": organisation,
        "person": "" if person == organisation else person,
        "phone": re.sub(r"^tel:", "", plain(card.get("TEL", "")), flags=re.IGNORECASE),
        "email": plain(card.get("EMAIL", "")),
    }
    if not tidy(organisation):
        values |= {"organisation": person, "person": ""}
    return _addresses(values, line)


def _from_csv(data: bytes) -> list[Address]:
    if len(data) > MAXIMUM_CSV_BYTES:
        raise Refused("too_large", limit=str(MAXIMUM_CSV_BYTES // 1_000_000))
    try:
        text = decoded(data)
    except Refused:
        if b"\x00" in data:
            raise
        text = data.decode("cp1252", errors="replace")  # as a Dutch spreadsheet writes it
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Address] = []
    places: dict[str, int] = {}
    try:
        for row in rows:
            if len(row) > MAXIMUM_COLUMNS:
                raise Refused("too_many_columns", rows.line_num, str(MAXIMUM_COLUMNS))
            if not places:
                places = _places(row)
                continue
            values = {name: row[place] for name, place in places.items() if place < len(row)}
            found += _addresses(values, rows.line_num)
            if len(found) > MAXIMUM_CARDS:
                raise Refused("too_many_cards", rows.line_num, str(MAXIMUM_CARDS))
    except csv.Error:
        raise Refused("not_csv", rows.line_num) from None
    return found


def _places(header: list[str]) -> dict[str, int]:
    names = [" ".join(tidy(name).casefold().split()) for name in header]
    places = {
        field: names.index(next(known for known in wanted if known in names))
        for field, wanted in _COLUMNS.items()
        if set(wanted) & set(names)
    }
    if "organisation" not in places:
        raise Refused("no_name_column", 1)
    return places


def _addresses(values: Mapping[str, str], line: int) -> list[Address]:
    """Return the address with its texts cleaned, or none when it names no organisation."""
    cleaned: dict[str, str] = {}
    for name, text in values.items():
        if len(text) > 4 * LONGEST[name]:
            raise Refused("too_long", line, str(LONGEST[name]))
        cleaned[name] = " ".join(tidy(text).split())
        if len(cleaned[name]) > LONGEST[name]:
            raise Refused("too_long", line, str(LONGEST[name]))
    return [Address(**cleaned)] if cleaned.get("organisation") else []
