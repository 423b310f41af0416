"""A16, for the CSV of the log: whatever a name holds, no cell is a formula and no line is split."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.exchange.test_csv_out import PAYLOADS
from zvdesk.exchange.csv_out import write_csv

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A16"
OPENERS = {*"=+-@"}


def one_round(seed: int, place: Path) -> None:
    """Write a table of hostile cells to a file and read it as a spreadsheet does."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    table = [[_cell(chance) for _ in range(6)] for _ in range(12)]
    place.mkdir(parents=True, exist_ok=True)
    path = place / "uit.csv"
    path.write_bytes(write_csv(("a", "b", "c", "d", "e", "f"), table))
    text = path.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [6] * 13
    for cell in (cell for row in rows for cell in row):
        visible = "".join(c for c in cell if unicodedata.category(c)[0] not in "CZ")
        assert unicodedata.normalize("NFKC", visible)[:1] not in OPENERS, repr(cell)
        assert not any(unicodedata.category(c) == "Cc" for c in cell), repr(cell)


def _cell(chance: random.Random) -> str:
    payload = chance.choice(PAYLOADS)
    lead = "".join(
        chance.choice(" \t\r\n\x00\u200b\u00a0'\"\ufeff\u202e\u3000") for _ in range(chance.randrange(4))
    )
    tail = "".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(6)))
    return lead + payload + tail


@pytest.mark.parametrize("seed", range(100))
def test_no_cell_is_a_formula(seed: int, tmp_path: Path) -> None:
    one_round(seed, tmp_path)
