"""The list of destroyed cases names them, says whether it is complete, and is never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from zvdesk.storage import destroyed

if TYPE_CHECKING:
    from tests.storage.conftest import Made


def test_a_list_grows_and_is_genuine(made: Made) -> None:
    assert destroyed.read(made.folder, made.keys) == destroyed.DestroyedCases(frozenset(), is_genuine=True)
    destroyed.remember(made.folder, made.keys, "zaak-2")
    destroyed.remember(made.folder, made.keys, "zaak-1")
    found = destroyed.read(made.folder, made.keys)
    assert found == destroyed.DestroyedCases(frozenset({"zaak-1", "zaak-2"}), is_genuine=True)
    before = (made.folder / destroyed.NAME).stat().st_mtime_ns
    destroyed.remember(made.folder, made.keys, "zaak-1")
    assert (made.folder / destroyed.NAME).stat().st_mtime_ns == before
    assert (made.folder / destroyed.NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("change", ["shorter", "longer", "mac", "vault", "format"])
def test_a_list_that_was_changed_is_not_genuine_but_still_read(made: Made, change: str) -> None:
    destroyed.remember_all(made.folder, made.keys, ["zaak-1", "zaak-2"])
    path = made.folder / destroyed.NAME
    whole = json.loads(path.read_bytes())
    whole |= {
        "shorter": {"cases": ["zaak-1"]},
        "longer": {"cases": ["zaak-1", "zaak-2", "zaak-3"]},
        "mac": {"mac": "00" * 32},
        "vault": {"vault_id": "anders"},
        "format": {"format": 2},
    }[change]
    path.write_bytes(json.dumps(whole).encode())
    found = destroyed.read(made.folder, made.keys)
    assert not found.is_genuine
    assert "zaak-1" in destroyed.known(made.folder, made.keys)
    destroyed.remember(made.folder, made.keys, "zaak-9")
    assert destroyed.read(made.folder, made.keys) == destroyed.DestroyedCases(
        found.ids | {"zaak-9"}, is_genuine=True
    )


@pytest.mark.parametrize("garbage", [b"", b"{", b"[]", b"[" * 100_000, b'{"a": 1}', b"x" * 5_000_001])
def test_an_unreadable_list_is_set_aside(made: Made, garbage: bytes) -> None:
    path = made.folder / destroyed.NAME
    path.write_bytes(garbage)
    assert destroyed.read(made.folder, made.keys) == destroyed.DestroyedCases(frozenset(), is_genuine=False)
    destroyed.remember(made.folder, made.keys, "zaak-1")
    assert destroyed.known(made.folder, made.keys) == {"zaak-1"}
    assert path.with_name("destroyed.json.damaged").read_bytes() == garbage


def test_a_folder_in_its_place_is_no_list(made: Made) -> None:
    (made.folder / destroyed.NAME).mkdir()
    assert not destroyed.read(made.folder, made.keys).is_genuine


def test_other_keys_do_not_vouch_for_it(made: Made) -> None:
    destroyed.remember(made.folder, made.keys, "zaak-1")
    other = replace(made.keys, master=bytes(32))
    assert not destroyed.read(made.folder, other).is_genuine
    destroyed.remember_all(made.folder, other, ())
    assert destroyed.read(made.folder, other).is_genuine
