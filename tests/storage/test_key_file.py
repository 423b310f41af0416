"""The key file as bytes: hostile ones are refused at once, damage never passes for a key."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from zvdesk.errors import ExplainedError, FolderUnusable, VaultDamaged, VaultMissing, VaultTooNew
from zvdesk.storage import key_file, wrapping
from zvdesk.storage.key_file import OtherSlot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.storage.conftest import Made

Document = dict[str, Any]
FIRST, SECOND = key_file.NAMES


def checked(document: Document) -> bytes:
    """Return a document with a checksum that fits, as an attacker would write it."""
    body = {name: value for name, value in document.items() if name != "checksum"}
    return json.dumps(body | {"checksum": hashlib.sha256(wrapping.canonical(body)).hexdigest()}).encode()


def _change(*path: str | int, to: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        target: Any = document
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = to

    return change


def _drop(*path: str | int) -> Callable[[Document], None]:
    def drop(document: Document) -> None:
        target: Any = document
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]

    return drop


KDF: tuple[str | int, ...] = ("slots", 0, "kdf")
HOSTILE: list[Callable[[Document], None]] = [
    *(
        _change(*KDF, "m", to=value)
        for value in (2**31, 2**53, 0, -1, 64 * 1024 - 1, 2**20 + 1, "65536", 65536.0, True)
    ),
    *(_change(*KDF, "t", to=value) for value in (0, 1, 2, 21, 2**40, None, [3])),
    *(_change(*KDF, "p", to=value) for value in (0, 1, 9, 255)),
    *(_change(*KDF, "name", to=value) for value in ("argon2i", "scrypt", "hkdf-sha256", "none", 1)),
    *(_change(*KDF, "salt", to=value) for value in ("", "00", "zz" * 16, "00" * 17, 5)),
    _change("slots", 1, "kdf", "name", to="argon2id"),
    _change("slots", 1, "person", to="p1"),
    _change("slots", 0, "kind", to="recovery"),
    _change("slots", 0, "id", to="x" * 129),
    _change("slots", 0, "person", to=None),
    _change("slots", 0, "wrapped", "master", "nonce", to="00" * 11),
    _change("slots", 0, "wrapped", "master", "sealed", to="00" * 16),
    _change("slots", 0, "wrapped", "master", "sealed", to="00" * 1025),
    _change("slots", 0, "wrapped", "master", to=None),
    _drop("slots", 0, "wrapped", "signing"),
    _change("slots", 0, "extra", to=1),
    _change("slots", to={}),
    _change("slots", to=[{"id": str(index), "kind": "later"} for index in range(65)]),
    _change("slots", to=[{"id": "a", "kind": "later"}, {"id": "a", "kind": "later"}]),
    _change("slots", to=[1]),
    _change("practice", to=1),
    _change("generation", to=-1),
    _change("generation", to=1.5),
    _change("vault_id", to=""),
    _change("format", to=0),
    _change("format", to="1"),
    _change("mac", to="00"),
    _drop("mac"),
    _drop("format"),
    _change("extra", to=1),
]


@pytest.mark.parametrize("change", HOSTILE)
def test_a_hostile_header_is_refused_quickly_and_without_memory(
    made: Made, change: Callable[[Document], None]
) -> None:
    document = json.loads((made.folder / FIRST).read_bytes())
    change(document)
    _refused_cheaply(checked(document))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b"{" * 500_000,
        b"[" * 1_000_000,
        b'{"a":' * 150_000,
        b'{"format": NaN}',
        b'{"format": 1, "format": 1}',
        b'{"format": ' + b"9" * 100_000 + b"}",
        b"{" + b" " * (10 * 1024 * 1024) + b"}",
        b"\0" * 4096,
    ],
)
def test_garbage_is_refused_quickly_and_without_memory(data: bytes) -> None:
    _refused_cheaply(data)


def _refused_cheaply(data: bytes) -> None:
    tracemalloc.start()
    start = time.process_time()  # of this process: others on the machine do not count
    try:
        with pytest.raises(VaultDamaged) as caught:
            key_file.parse(data)
        assert time.process_time() - start < 0.1
        assert tracemalloc.get_traced_memory()[1] < 50 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert caught.value.part == "key_file"


def test_ten_megabytes_are_not_even_read(made: Made) -> None:
    for name in key_file.NAMES:
        (made.folder / name).write_bytes(b" " * 10 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(VaultDamaged):
        key_file.candidates(made.folder)
    assert tracemalloc.get_traced_memory()[1] < 5 * 1024 * 1024
    tracemalloc.stop()


def test_every_flipped_bit_is_refused_or_changes_nothing(made: Made) -> None:
    data = (made.folder / FIRST).read_bytes()
    original = key_file.parse(data)
    harmless = 0
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            try:
                assert key_file.parse(bytes(flipped)) == original
                harmless += 1
            except VaultDamaged:
                pass
    assert harmless < len(data)  # blanks between JSON tokens, the case of hexadecimal digits


def test_every_truncation_is_refused(made: Made) -> None:
    data = (made.folder / FIRST).read_bytes().rstrip()
    for length in range(0, len(data), 7):
        with pytest.raises(VaultDamaged):
            key_file.parse(data[:length])


def test_a_later_format_is_too_new_not_damaged(made: Made) -> None:
    document = json.loads((made.folder / FIRST).read_bytes())
    document["format"] = 2
    (made.folder / SECOND).write_bytes(checked(document))
    with pytest.raises(VaultTooNew) as caught:
        key_file.candidates(made.folder)
    assert (caught.value.found, caught.value.supported) == ("key file 2", "key file 1")


def test_a_slot_of_a_later_kind_is_kept(made: Made) -> None:
    document = json.loads((made.folder / FIRST).read_bytes())
    later = {"id": "k1", "kind": "later", "kdf": {"name": "x", "list": [1, 2.5, None, True]}}
    document["slots"].append(later)
    parsed = key_file.parse(checked(document))
    assert isinstance(parsed.slots[-1], OtherSlot)
    assert json.loads(key_file.encode(parsed))["slots"][-1] == later
    assert key_file.parse(key_file.encode(parsed)) == parsed


def test_the_newest_intact_copy_comes_first(made: Made) -> None:
    older = key_file.candidates(made.folder)[0]
    newer = key_file.KeyFile(older.vault_id, older.practice, older.generation + 1, older.slots).signed(
        made.keys.master
    )
    (made.folder / SECOND).write_bytes(key_file.encode(newer))
    assert key_file.candidates(made.folder) == [newer, older]


@pytest.mark.parametrize("spoil", ["missing", "garbage", "folder"])
def test_either_copy_is_enough(made: Made, spoil: str) -> None:
    expected = key_file.candidates(made.folder)
    for name in key_file.NAMES:
        copy = made.folder.with_name(f"copy {name}")
        shutil.copytree(made.folder, copy)
        (copy / name).unlink()
        if spoil == "garbage":
            (copy / name).write_bytes(b"{")
        elif spoil == "folder":
            (copy / name).mkdir()
        assert key_file.candidates(copy) == expected


def test_no_copy_at_all_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        key_file.candidates(tmp_path)


@pytest.mark.parametrize(("spoil", "expected"), [("garbage", VaultDamaged), ("folder", FolderUnusable)])
def test_two_bad_copies_say_why(tmp_path: Path, spoil: str, expected: type[ExplainedError]) -> None:
    for name in key_file.NAMES:
        if spoil == "folder":
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(b"{")
    with pytest.raises(expected):
        key_file.candidates(tmp_path)


def test_a_document_that_would_not_read_back_is_not_written(made: Made) -> None:
    before = (made.folder / FIRST).read_bytes()
    document = key_file.candidates(made.folder)[0]
    crowded = key_file.KeyFile(
        document.vault_id,
        document.practice,
        document.generation,
        tuple(OtherSlot(str(index), "later", f'{{"id":"{index}","kind":"later"}}') for index in range(65)),
    )
    with pytest.raises(VaultDamaged):
        key_file.write(made.folder, crowded.signed(made.keys.master))
    assert (made.folder / FIRST).read_bytes() == before
