from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.domain.meetings import Meeting
from zvdesk.errors import AddressesRefused, InvalidField, InvitationRefused
from zvdesk.services import address_book, house, invitations
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk

BOOK = "naam;telefoon;contact;soort\nNieuw Zuid;020;A. Voorbeeld;ggz\nnieuw zuid;9;;\nAnders;;;\n"


def test_a_book_enters_once_and_whole(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "boek.csv"
    path.write_text(BOOK)
    entries = address_book.read_book(desk, path)
    assert [(e.name, e.phone, e.contact_person, e.kind, e.is_known) for e in entries] == [
        ("Nieuw Zuid", "020", "A. Voorbeeld", "ggz", False),
        ("Anders", "", "", "", False),
    ]
    before = house.organisations(desk)
    with pytest.raises(InvalidField):
        address_book.take_over(desk, entries, "bestaat niet")
    assert house.organisations(desk) == before
    address_book.take_over(desk, entries, "school")
    address_book.take_over(desk, entries, "school")
    assert len(house.organisations(desk)) == len(before) + 2
    kept = next(o for o in house.organisations(desk) if o.name == "Nieuw Zuid")
    assert (kept.phone, kept.contact_person) == ("020", "A. Voorbeeld")
    assert all(entry.is_known for entry in address_book.read_book(desk, path))


def test_a_file_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(AddressesRefused):
        address_book.read_book(desk, tmp_path / "weg.vcf")
    with pytest.raises(InvitationRefused):
        invitations.read_file(desk, tmp_path / "weg.ics")
    with pytest.raises(InvitationRefused):
        invitations.read_file(desk, tmp_path / "weg.pdf")


def test_an_invitation_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "u.ics"
    path.write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Tafel\nEND:VEVENT\nEND:VCALENDAR\n")
    with desk.vault.read() as connection:
        before = find_records(connection, Meeting)
    assert invitations.read_file(desk, path).title == "Tafel"
    with desk.vault.read() as connection:
        assert find_records(connection, Meeting) == before
