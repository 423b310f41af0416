from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from zvdesk.ui.lock.place import Place, keep_place, place_path, take_place

if TYPE_CHECKING:
    from pathlib import Path

HERE = Place("case", "0f3c-9a", "b2", "77")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def test_a_place_is_read_once_and_owner_only() -> None:
    keep_place(HERE)
    assert stat.S_IMODE(place_path().stat().st_mode) == 0o600
    assert (take_place(), take_place()) == (HERE, None)
    assert not place_path().exists()


def test_what_looks_like_words_is_not_kept() -> None:
    keep_place(Place("case", "Ilse Geheim", "b2", "77"))
    assert not place_path().exists()


@pytest.mark.parametrize(
    "found", [b"", b"[]", b'{"kind": 3}', b'{"kind":"case","key":"A b","vault_id":"","person_id":""}']
)
def test_a_file_that_makes_no_sense_is_no_place(found: bytes) -> None:
    place_path().parent.mkdir(parents=True)
    place_path().write_bytes(found)
    assert take_place() is None


def test_a_full_disk_costs_the_place_only(state: Path) -> None:
    (state / "zvdesk").write_bytes(b"")
    keep_place(HERE)
    assert take_place() is None
