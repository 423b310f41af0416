"""What a damaged page does not touch is read, and what it does touch is named."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from zvdesk.storage import engine
from zvdesk.storage.rescue import Damage, Wreck

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
PAGE = 4096
ROWS = 900


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "vault.db"
    raw = engine.connect(path, KEY, create=True)
    raw.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, number TEXT)")
    raw.execute("CREATE TABLE notes (id TEXT PRIMARY KEY, case_id TEXT, text TEXT)")
    raw.execute("CREATE INDEX ix_notes_case_id ON notes (case_id)")
    raw.execute("CREATE TABLE empty (id TEXT PRIMARY KEY, case_id TEXT)")
    raw.execute("BEGIN")
    for number in range(30):
        raw.execute("INSERT INTO cases VALUES (?, ?)", (f"c{number}", f"2026-{number:04}"))
    for number in range(ROWS):
        size = 9000 if number == 450 else 200  # one note goes on in pages of its own
        case_id = f"c{number // 30}"
        raw.execute("INSERT INTO notes VALUES (?, ?, ?)", (f"n{number}", case_id, f"{number}" + "x" * size))
    raw.execute("COMMIT")
    raw.close()
    return path


def spoil(path: Path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE + 50] ^= 1
    path.write_bytes(bytes(data))


def test_a_whole_database_has_no_damage(database: Path) -> None:
    wreck = Wreck(database, KEY)
    assert wreck.names == ("cases", "empty", "notes")
    assert wreck.damage() == Damage()
    assert wreck.damage().codes() == ()
    assert len(wreck.table("notes").rows) == ROWS
    assert wreck.table("notes").rows[1] == {"id": "n0", "case_id": "c0", "text": "0" + "x" * 200}


def test_a_damaged_page_is_found_and_costs_little(database: Path) -> None:
    """Every eleventh page in turn: it is named, and only the rows on it go."""
    whole = database.read_bytes()
    lost_most = 0
    for page in range(2, len(whole) // PAGE + 1, 11):
        database.write_bytes(whole)
        spoil(database, page)
        wreck = Wreck(database, KEY)
        damage = wreck.damage()
        assert damage.pages == (page,)
        assert damage.is_unreadable is False
        lost = ROWS - len(wreck.table("notes").rows)
        assert ("notes" in damage.tables) == (lost > 0)
        if 0 < lost < 100:
            lost_most = max(lost_most, lost)
            assert damage.cases
            assert all(re.fullmatch(r"2026-00\d\d", number) for number in damage.cases)
    assert 1 < lost_most < 40


def test_many_damaged_pages_leave_what_lies_between(database: Path) -> None:
    pages = len(database.read_bytes()) // PAGE
    spoil(database, *range(10, pages, 9))
    wreck = Wreck(database, KEY)
    assert ROWS / 3 < len(wreck.table("notes").rows) < ROWS
    assert wreck.damage().tables


def test_without_its_beginning_nothing_can_be_read(database: Path) -> None:
    before = database.read_bytes()
    spoil(database, 1)
    wreck = Wreck(database, KEY)
    assert wreck.is_unreadable
    assert wreck.damage().codes()[0] == "unreadable"
    database.write_bytes(before)
    assert Wreck(database, os.urandom(32)).is_unreadable


def test_a_rescue_gives_up_in_time(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvdesk.storage.rescue._PATIENCE", 1)
    spoil(database, *range(4, len(database.read_bytes()) // PAGE, 2))
    wreck = Wreck(database, KEY)
    assert not wreck.table("notes").is_whole
    assert "table notes" in wreck.damage().codes()


def test_an_open_database_says_what_is_damaged(database: Path) -> None:
    spoil(database, 20)
    raw = engine.connect(database, KEY)
    assert engine.looks_whole(raw, seconds=5) is False
    raw.close()
    raw = engine.connect(database, KEY)
    codes = engine.damage(raw)
    raw.close()
    assert "page 20" in codes
    assert "unreadable" not in codes
