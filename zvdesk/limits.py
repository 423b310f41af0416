"""Hold what comes from outside to limits before a parser sees it: a plain file, its size, depth and count."""

from __future__ import annotations

import errno
import json
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEEPEST = 32
MOST_VALUES = 200_000
_MOST_QUOTES = 2 * 2 * MOST_VALUES + 2  # of every value and its name
_AT_ONCE = 1 << 16  # bytes that are looked at before it is refused
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_NO_SIGN = bytes(set(range(256)) - set(b'[]{},:"'))


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


def check_json_shape(data: bytes) -> int:
    """Return how many names the objects in JSON give, so that a reader can tell whether one came twice.

    Raises ValueError for what is nested deeper or holds more values than any file of ours does.

    What stands in texts does not count; it is found without looking at each sign, for there may be 32 MB.
    """
    if b"\\" in data:  # first what is escaped: then every quote that is left begins or ends a text
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    is_text, quotes, values, closed, names, brackets = False, 0, 0, 0, 0, []
    for start in range(0, len(data), _AT_ONCE):
        signs = data[start : start + _AT_ONCE].translate(_ONE_KIND, _NO_SIGN)
        quotes += signs.count(b'"')
        parts = signs.replace(b'""', b"").split(b'"')  # two quotes with nothing between them change nothing
        shape = b"".join(parts[is_text::2])
        is_text ^= len(parts) % 2 == 0
        closed += shape.count(b"]")
        names += shape.count(b":")
        values += shape.count(b"[") + shape.count(b",")
        brackets.append(shape.translate(None, b",:"))
        if quotes > _MOST_QUOTES or not closed <= values <= MOST_VALUES:
            raise ValueError("nested too deeply, or too many values")
    left = b"".join(brackets)
    for _ in range(DEEPEST):  # each round takes the innermost away
        left = left.replace(b"[]", b"")
    if left:
        raise ValueError("nested too deeply, or too many values")
    return names


def read_json(path: Path, most: int) -> object:
    """Return what a small JSON file of this program holds; raise OSError or ValueError, and nothing else."""
    data = read_plain_file(path, most)
    if len(data) > most:
        raise ValueError("too large")
    check_json_shape(data)
    found: object = json.loads(data.decode("utf-8"))
    return found
