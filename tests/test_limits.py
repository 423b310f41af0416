from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from zvdesk import limits


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero"), tmp_path / "no\x00name"):
        with pytest.raises(OSError, match=r"not a plain file|no such name"):
            limits.read_plain_file(path, 10)


def test_one_byte_more_than_allowed_shows_that_there_is_too_much(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    assert len(limits.read_plain_file(path, 10)) == 11
    with pytest.raises(ValueError, match="too large"):
        limits.read_json(path, 10)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 33 + b"]" * 33,
        b'{"a":' * 40,
        b"[" + b"1," * 300_000 + b"1]",
        b"[" * 1_000_000,
        b"]" * 1_000_000,
        b'"" ' * 1_000_000,
    ],
)
def test_json_of_an_unlikely_shape_is_never_parsed(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="nested"):
        limits.read_json(path, 5_000_000)


def test_brackets_in_a_text_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for text in ("[{," * 100 + '"', "\\", '\\\\"[[[', "\\" * 7 + "]" * 40, '"' * 99):
        path.write_text(json.dumps({"a": text, "b": [text]}))
        assert limits.read_json(path, 1000) == {"a": text, "b": [text]}


def test_megabytes_of_nothing_are_judged_at_once() -> None:
    begun = time.process_time()
    for data in (b'"" ' * 5_000_000, b"[" * 20_000_000, b'"' + b'\\"' * 8_000_000):
        with suppress(ValueError):
            limits.check_json_shape(data)
    assert time.process_time() - begun < 2


def test_a_link_that_leads_out_of_a_folder_is_seen(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "plain").write_text("")
    (inside / "out").symlink_to("/etc/hostname")
    (inside / "circle").symlink_to(inside / "circle")
    assert limits.lies_within(inside / "plain", inside)
    assert not limits.lies_within(inside / "out", inside)
    assert not limits.lies_within(inside / ".." / "x", inside)
    assert not limits.lies_within(inside / "no\x00name", inside)
