"""Hold what comes from outside to limits before a parser sees it: a plain file, its size, depth and count."""

from __future__ import annotations

import errno
import json
import stat
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEEPEST = 32
MOST_VALUES = 200_000
_MOST_QUOTES = 2 * 2 * MOST_VALUES + 2  # of every value and its name
_AT_ONCE = 1 << 13  # bytes that are looked at before it is refused
_SHAPE = b"[]{},"
_NOT_SHAPE = bytes(set(range(256)) - set(_SHAPE))
_STEPS = {sign: (sign in b"[{") - (sign in b"]}") for sign in _SHAPE}


def read_plain_file(path: Path, most: int) -> bytes:
    """Return the first ``most`` + 1 bytes of a file, so that the caller sees that there is too much.

    A pipe, a device or a folder is refused at once instead of waited for. Raises OSError.
    """
    try:
        mode = path.stat().st_mode
    except ValueError as error:  # a zero byte in the name
        raise OSError(errno.EINVAL, "no such name") from error
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a plain file")
    with path.open("rb") as file:
        return file.read(most + 1)


def lies_within(path: Path, folder: Path) -> bool:
    """Tell whether a path, with every link in it followed, stays inside a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle, a zero byte
        return False


def check_json_shape(data: bytes) -> None:
    """Raise ValueError for JSON that is nested deeper or holds more values than any file of ours does.

    What stands in texts does not count; it is found without looking at each sign, for there may be 64 MB.
    """
    if b"\\" in data:  # first what is escaped: then every quote that is left begins or ends a text
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    is_text, depth, values = False, 0, _MOST_QUOTES if data.count(b'"') > _MOST_QUOTES else 0
    for start in range(0, len(data), _AT_ONCE):
        parts = data[start : start + _AT_ONCE].split(b'"')
        shape = b"".join(parts[is_text::2]).translate(None, _NOT_SHAPE)
        is_text ^= len(parts) % 2 == 0
        values += len(shape) - shape.count(b"]") - shape.count(b"}")
        depths = list(accumulate(map(_STEPS.__getitem__, shape), initial=depth))
        depth = depths[-1]
        if values > MOST_VALUES or min(depths) < 0 or max(depths) > DEEPEST:
            raise ValueError("nested too deeply, or too many values")


def read_json(path: Path, most: int) -> object:
    """Return what a small JSON file of this program holds; raise OSError or ValueError, and nothing else."""
    data = read_plain_file(path, most)
    if len(data) > most:
        raise ValueError("too large")
    check_json_shape(data)
    found: object = json.loads(data.decode("utf-8"))
    return found
