"""A16: in a table, calendar or draft mail there is no formula, link, line or header of a stranger."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import random
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests.exchange.test_calendars import SMUGGLED
from tests.exchange.test_mail import INJECTIONS
from tests.exchange.test_spreadsheets import HOSTILE
from zvdesk.exchange.calendars import CalendarEntry, write_calendar
from zvdesk.exchange.csv_out import flat, write_csv
from zvdesk.exchange.mail import AttachedFile, DraftMail, write_mail
from zvdesk.exchange.spreadsheets import write_table
from zvdesk.exchange.tables import Column, Table, TableForm

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A16"
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OPENERS = {*"=+-@"}
HEADERS = {"To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}


def one_round(seed: int, place: Path) -> None:
    """Write a table of each form, a calendar and a mail of hostile texts, and read them as others do."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    place.mkdir(parents=True, exist_ok=True)
    _check_csv(write_csv([*"abcdef"], [[_text(chance) for _ in range(6)] for _ in range(12)]))
    rows = tuple(tuple(_text(chance) for _ in range(4)) for _ in range(8))
    columns = tuple(Column(f"Kolom {number}", 12) for number in range(4))
    table = Table(name="Acties", columns=columns, rows=rows, made_at=AT)
    for form in (TableForm.XLSX, TableForm.ODS):
        path = place / f"uit.{form.value}"
        path.write_bytes(write_table(table, form))
        _check_sheet(path, rows)
    _check_calendar(write_calendar(tuple(_entry(chance, n) for n in range(3)), made_at=AT))
    file = AttachedFile(name=_text(chance), mime_type="application/pdf", data=b"%PDF-1.7")
    draft = DraftMail(
        address=chance.choice(INJECTIONS), subject=_text(chance), body=_text(chance), files=(file,)
    )
    _check_mail(write_mail(draft))


def _text(chance: random.Random) -> str:
    lead = "".join(
        chance.choice(" \t\r\n\x00\u200b\u00a0'\"\ufeff\u202e\u3000\u2003")
        for _ in range(chance.randrange(4))
    )
    tail = "".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(6)))
    return lead + chance.choice((*HOSTILE, *SMUGGLED, *INJECTIONS)) + tail


def _entry(chance: random.Random, number: int) -> CalendarEntry:
    return CalendarEntry(
        uid=f"a-{number}",
        title=_text(chance),
        note=_text(chance),
        begins=date(2026, 12, 1),
        place=_text(chance),
        is_cancelled=chance.random() < 0.5,
    )


def _check_csv(data: bytes) -> None:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [6] * 13
    for cell in (cell for row in rows for cell in row):
        visible = "".join(c for c in cell if unicodedata.category(c)[0] not in "CZ")
        assert unicodedata.normalize("NFKC", visible)[:1] not in OPENERS, repr(cell)
        assert not any(unicodedata.category(c) == "Cc" for c in cell), repr(cell)


def _check_sheet(path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    found = [[str(cell) for cell in row] for row in sheet.to_python()]
    assert found[1:] == [[flat(text) for text in row] for row in rows]
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert b"<f>" not in part, name
            assert b"formula=" not in part.replace(b"&quot;", b""), name
            assert b"<hyperlink" not in part, name
            assert b"xlink:href" not in part, name
            assert not name.startswith(("xl/externalLinks", "xl/vbaProject", "Basic", "Scripts")), name


def _check_calendar(data: bytes) -> None:
    calendar = Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    assert len(events) == len(calendar.subcomponents) == 3
    for event in events:
        assert not event.subcomponents
        assert not {"ATTENDEE", "ORGANIZER", "URL", "ATTACH", "RRULE"} & set(event)


def _check_mail(data: bytes) -> None:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert set(message) <= HEADERS, message.keys()
    assert len(message) == len(set(message))
    assert len(list(message.iter_attachments())) == 1


@pytest.mark.parametrize("seed", range(100))
def test_an_export_is_inert(seed: int, tmp_path: Path) -> None:
    one_round(seed, tmp_path)
