"""Take organisations over from an address book: first look what is in it, then let it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.organisations import Organisation
from zvdesk.domain.roles import Act
from zvdesk.errors import AddressesRefused, InvalidField
from zvdesk.exchange.addresses import SUFFIXES, Address, read_addresses
from zvdesk.exchange.content_lines import MAXIMUM_BYTES
from zvdesk.limits import read_plain_file
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.records import find_records, insert_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zvdesk.content.library import Library

__all__ = ["SUFFIXES", "Entry", "read_book", "take_over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold one organisation of an address book as it would be kept."""

    name: str
    phone: str
    email: str
    contact_person: str
    kind: str  # OrganisationKind.code; empty when the file does not tell
    is_known: bool  # the house has an organisation of this name


def read_book(desk: Desk, path: Path) -> tuple[Entry, ...]:
    """Return what is in an address book, each organisation once; nothing is kept. Raises AddressesRefused."""
    desk.require(Act.MANAGE_ORGANISATIONS, Trail("inlezen", "organisatie"))
    try:
        data = read_plain_file(path, MAXIMUM_BYTES)
    except OSError:
        raise AddressesRefused("unreadable") from None
    with desk.vault.read() as connection:
        names = {organisation.name.casefold() for organisation in find_records(connection, Organisation)}
    first: dict[str, Address] = {}
    for address in read_addresses(data, path.suffix):
        first.setdefault(address.organisation.casefold(), address)
    return tuple(_entry(address, desk.library, name in names) for name, address in first.items())


def take_over(desk: Desk, entries: Iterable[Entry], kind: str) -> Changes:
    """Keep the organisations that the house does not have yet; those without a kind become of ``kind``.

    All or none of them. Raises InvalidField for an unknown kind.
    """
    trail = Trail("inlezen", "organisatie")
    with desk.change(Act.MANAGE_ORGANISATIONS, trail) as connection:
        known = {organisation.name.casefold() for organisation in find_records(connection, Organisation)}
        for entry in entries:
            if entry.name.casefold() in known:
                continue
            found = desk.library.kind(entry.kind or kind)
            if found is None:
                raise InvalidField("kind", "not_in_list")
            known.add(entry.name.casefold())
            organisation = Organisation(
                id=desk.clock.new_id(),
                name=entry.name,
                kind=found.code,
                position=found.position,
                has_professional_secrecy=found.has_professional_secrecy,
                phone=entry.phone,
                email=entry.email,
                contact_person=entry.contact_person,
            )
            insert_record(connection, organisation)
    return changed("organisations")


def _entry(address: Address, library: Library, is_known: bool) -> Entry:
    return Entry(
        name=address.organisation,
        phone=address.phone,
        email=address.email,
        contact_person=address.person,
        kind=_kind(address, library),
        is_known=is_known,
    )


def _kind(address: Address, library: Library) -> str:
    """Return the kind that the file names, or that the name of the organisation is."""
    for words in (address.kind.casefold(), address.organisation.casefold()):
        for kind in library.organisation_kinds:
            if words in (kind.code.casefold(), kind.label.casefold()):
                return kind.code
    return ""
