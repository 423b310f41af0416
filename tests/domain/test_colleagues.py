"""A colleague may get a table until the last day, and their key is read aloud in groups of four."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from zvdesk.domain.colleagues import Acquaintance, Card, CardSheet, Colleague, read_aloud
from zvdesk.domain.people import Role

LAST = date(2026, 10, 1)
KNOWN = Colleague(
    name="F. Voorbeeld",
    role=Role.CHAIR,
    certificate=b"c",
    house_certificate=b"h",
    sealing_public=b"s" * 32,
    met_on=LAST,
    met_by=Acquaintance.READ_ALOUD,
)


def test_the_last_day_counts() -> None:
    ended = replace(KNOWN, ended_on=LAST)
    assert [ended.is_active(LAST + timedelta(days=n)) for n in (-1, 0, 1)] == [True, True, False]
    assert KNOWN.is_active(LAST + timedelta(days=4000))


def test_a_fingerprint_is_eight_groups_of_four() -> None:
    assert read_aloud("00112233445566778899aabbccddeeff" + "0" * 32) == (
        "0011 2233 4455 6677 8899 AABB CCDD EEFF"
    )


def test_a_card_and_its_sheet_show_the_same_fingerprint() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    card = Card(
        id="00112233445566778899aabbccddeeff" * 2,
        name="F. Voorbeeld",
        role=Role.CHAIR,
        house="Huis",
        certificate=b"c",
        house_certificate=b"h",
        sealing_public=b"s" * 32,
        valid_from=at,
        valid_until=at,
    )
    sheet = CardSheet(
        card=card, file=b"", code="", is_practice=False, house="Huis", printed_at=at, document_id="d"
    )
    assert sheet.rows == ("0011 2233", "4455 6677", "8899 AABB", "CCDD EEFF")
    assert " ".join(sheet.rows) == card.fingerprint
