"""Read passphrases from a prompt or a file descriptor, never from arguments or the environment."""

from __future__ import annotations

import getpass
import os
import sys

_LONGEST = 8192


class NoPassphraseError(Exception):
    """Say that there is neither a terminal to ask at nor a descriptor to read from."""


class UnusableDescriptorError(Exception):
    """Say that a descriptor cannot be written to."""


def passphrase(descriptor: int | None, question: str, *, repeat: bool = False) -> str:
    """Return one line from a descriptor, or what is typed at the terminal; raise NoPassphraseError."""
    if descriptor is not None:
        return _line(descriptor)
    if not sys.stdin.isatty():
        raise NoPassphraseError
    while True:
        typed = getpass.getpass(f"{question}: ")
        if not repeat or getpass.getpass("Nog een keer: ") == typed:
            return typed
        print("De twee zijn niet gelijk. Probeer het opnieuw.", file=sys.stderr)


def words(descriptor: int | None, question: str) -> str:
    """Return one line that may be seen here, but not among the arguments; raise NoPassphraseError."""
    if descriptor is not None:
        return _line(descriptor)
    if not sys.stdin.isatty():
        raise NoPassphraseError
    return input(f"{question} ")


def write_line(descriptor: int, text: str) -> None:
    """Write one line to a descriptor; raise UnusableDescriptorError."""
    data = (text + "\n").encode()
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    except (OSError, OverflowError) as error:
        raise UnusableDescriptorError from error


def refuse_unwritable(descriptor: int | None) -> None:
    """Raise UnusableDescriptorError for a descriptor that is not open for writing."""
    if descriptor is None:
        return
    try:
        os.write(descriptor, b"")
    except (OSError, OverflowError) as error:
        raise UnusableDescriptorError from error


def _line(descriptor: int) -> str:
    """Read byte by byte, so that a next line of the same descriptor is left for the next question."""
    data = bytearray()
    try:
        while len(data) < _LONGEST:
            byte = os.read(descriptor, 1)
            if byte in (b"", b"\n"):
                break
            data += byte
        return data.decode("utf-8").rstrip("\r")
    except (OSError, OverflowError, UnicodeDecodeError) as error:
        raise NoPassphraseError from error
