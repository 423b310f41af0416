from __future__ import annotations

import pytest

from tests.fuzz.hostile_files import CARD, CSV
from zvdesk.errors import AddressesRefused
from zvdesk.exchange.addresses import Address, read_addresses
from zvdesk.texts.messages import message


def refused(data: bytes, suffix: str) -> tuple[str, int]:
    with pytest.raises(AddressesRefused) as caught:
        read_addresses(data, suffix)
    assert "Er is niets ingelezen" in message(caught.value)
    return caught.value.reason, caught.value.line


def test_a_card_gives_the_organisation_its_contact_and_nothing_else() -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Jan Voorbeeld\r\nORG:Stichting \\, Thuis\\; Zuid;Team 3\r\n"
        b'item1.TEL;TYPE="work,voice";VALUE=uri:tel:+31-20-1234567\r\nTEL:2\r\nEMAIL:jan@voorbeeld.example\r\n'
        b"PHOTO:data:image/jpeg;base64,AAAA\r\n BBBB\r\nNOTE:iets\r\nEND:VCARD\r\n"
    )
    assert read_addresses(data, ".VCF") == (
        Address(
            organisation="Stichting , Thuis; Zuid",
            person="Jan Voorbeeld",
            phone="+31-20-1234567",
            email="jan@voorbeeld.example",
        ),
    )


def test_a_card_without_an_organisation_is_one_itself() -> None:
    data = CARD.replace(b"ORG:Wonen Zuid;Team\r\n", b"").replace(b"A. Voorbeeld", b"Politie")
    assert [(a.organisation, a.person) for a in read_addresses(data, ".vcard")] == [("Politie", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_as_spreadsheets_write_it(encoding: str, delimiter: str) -> None:
    rows = [
        ["Telefoon", "Organisatie", "E-mail"],
        ["020", '"Café Zuid"', "a@voorbeeld.example"],
        ["", "", ""],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    (found,) = read_addresses(data, ".csv")
    assert (found.organisation, found.phone, found.email) == ("Café Zuid", "020", "a@voorbeeld.example")


def test_what_is_invisible_is_taken_out() -> None:
    (found,) = read_addresses(CSV.replace(b"Wonen Zuid", "Wonen\u202e \x07 Zuid".encode()), ".csv")
    assert found.organisation == "Wonen Zuid"


@pytest.mark.parametrize(
    ("data", "suffix", "reason", "line"),
    [
        (CARD, ".pdf", "other_kind", 0),
        (b"", ".vcf", "nothing_in_it", 0),
        (CARD.replace(b"4.0", b"2.1"), ".vcf", "old_vcard", 7),
        (CARD.replace(b"VERSION:4.0\r\n", b""), ".vcf", "old_vcard", 6),
        (CARD[:-12], ".vcf", "not_vcard", 0),
        (CARD.replace(b"BEGIN:VCARD", b"BEGIN:VCALENDAR"), ".vcf", "not_vcard", 1),
        (b" gevouwen", ".vcf", "not_vcard", 1),
        (b"FN:los\r\n", ".vcf", "not_vcard", 1),
        (b"geen kaart", ".vcf", "not_vcard", 1),
        (CARD.replace(b"TEL;TYPE=work:", b"TEL;:"), ".vcf", "not_vcard", 5),
        (CARD * 501, ".vcf", "too_many_cards", 3501),
        (CARD.replace(b"Zuid", b"Z" * 5_000), ".vcf", "too_long", 4),
        (CARD.replace(b"020 111", b"1" * 61), ".vcf", "too_long", 7),
        (CARD.replace(b"020 111", b"1" * 300), ".vcf", "too_long", 7),
        (b"BEGIN:A\n" * 9, ".vcf", "not_vcard", 1),
        (b"BEGIN:VCARD\n" + b"BEGIN:VCARD\n", ".vcf", "not_vcard", 2),
        (b"\n" * 100_001, ".vcf", "too_many_lines", 0),
        (b"x" * 5_000_001, ".vcf", "too_large", 0),
        (CARD.replace(b"Zuid", b"\xff"), ".vcf", "not_text", 0),
        (CARD.decode().encode("utf-16"), ".vcf", "not_text", 0),
        (CARD.replace(b"Zuid", b"\x00"), ".vcf", "not_text", 0),
        (b"x" * 1_000_001, ".csv", "too_large", 0),
        (CSV.decode().encode("utf-16"), ".csv", "not_text", 0),
        (b"x;y\r\n1;2\r\n", ".csv", "no_name_column", 1),
        (CSV + b'"a"b;;;\r\n', ".csv", "not_csv", 3),
        (CSV + b"a;" * 101, ".csv", "too_many_columns", 3),
        (CSV + b"a;;;\n" * 501, ".csv", "too_many_cards", 502),
        (CSV[:36], ".csv", "nothing_in_it", 0),
    ],
)
def test_a_book_is_refused_whole_and_in_dutch(data: bytes, suffix: str, reason: str, line: int) -> None:
    assert refused(data, suffix) == (reason, line)
