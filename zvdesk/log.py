"""Tell the makers where something went wrong, by an allow-list: never what somebody typed or chose.

There is no log file. A line goes to standard error, which a desktop may keep in its journal. It holds the
name of a class or of a library, and the file and line of the program; the text of an error or of a message
never, because it can hold a name, a query or a path.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_OWN = "zvdesk"


class _Line(logging.Formatter):
    """Write from a record only what the program itself put in its code."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the level, the library and the place; of an error also its class."""
        library = record.name.partition(".")[0]
        known = library if library in sys.modules else "?"
        line = f"{known}: {logging.getLevelName(record.levelno).lower()}, {record.module}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}, {named(error)}" if error is not None else line


def install() -> None:
    """Let every line that Python or a library writes about this process pass the allow-list."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Line())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    logging.lastResort = handler
    logging.raiseExceptions = False  # logging would print the arguments of a line that it cannot write
    warnings.showwarning = _warned
    sys.excepthook = caught
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_failed


def named(error: BaseException) -> str:
    """Return the class of an error and where it was raised: "ValueError, capture.py:112"."""
    frames = traceback.extract_tb(error.__traceback__)
    name = type(error).__name__
    if not frames:
        return name
    return f"{name}, {_short(frames[-1].filename)}:{frames[-1].lineno}"


def failed(error: BaseException) -> None:
    """Write the line of an error that nobody foresaw."""
    say(f"{_OWN}: fout, {named(error)}")


def say(line: str) -> None:
    """Write a line to standard error, where there is one: a program without a console on Windows has none."""
    if sys.stderr is not None:
        print(line, file=sys.stderr)


def caught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Take the place of ``sys.excepthook``, which prints the text of an error."""
    failed(error)


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    if unraisable.exc_value is not None:
        failed(unraisable.exc_value)


def _thread_failed(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        failed(arguments.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    del message, file, line
    say(f"{_OWN}: waarschuwing, {category.__name__}, {_short(filename)}:{lineno}")


def _short(filename: str) -> str:
    return filename.replace("\\", "/").rpartition("/")[2]
