"""Hold what comes from outside to limits before a parser sees it: a plain file, its size, depth and count."""

from __future__ import annotations

import errno
import json
import re
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEEPEST = 32
MOST_VALUES = 200_000
# A string, closed or not, or a bracket or comma. No part can backtrack.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)


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
    """Raise ValueError for JSON that is nested deeper or holds more values than any file of ours does."""
    depth = values = 0
    for match in _TOKEN.finditer(data):
        token = match[0]
        if token in b"[{":
            depth += 1
            values += 1
        elif token in b"]}":
            depth -= 1
        elif token == b",":
            values += 1
        if depth > DEEPEST or values > MOST_VALUES:
            raise ValueError("nested too deeply, or too many values")


def read_json(path: Path, most: int) -> object:
    """Return what a small JSON file of this program holds; raise OSError or ValueError, and nothing else."""
    data = read_plain_file(path, most)
    if len(data) > most:
        raise ValueError("too large")
    check_json_shape(data)
    found: object = json.loads(data.decode("utf-8"))
    return found
