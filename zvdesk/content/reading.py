"""Read TOML with a cursor that knows where it is, so that a fault is named by file and dotted key.

The reasons of ContentInvalid, all of them:

unreadable, too_large, too_many_files, not_utf8, not_toml, no_such_folder    the file or folder as a whole
outside_folder                                                               a link out of the folder
missing, unknown_key, wrong_type, empty, too_long, out_of_range, bad_code    one key
not_in_list, duplicate, wrong_order, bad_colour, bad_bsn, bad_postcode       one value
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from zvdesk.content.toml_shape import check_toml_shape
from zvdesk.domain.words import tidy
from zvdesk.errors import ContentInvalid
from zvdesk.limits import read_plain_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

MAXIMUM_BYTES = 1_000_000
MAXIMUM_TEXT = 4_000
_FAR = 20_000  # days: a relative date stays within a lifetime
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")

Choice = TypeVar("Choice", bound=Enum)


def read_toml(path: Path) -> Cursor:
    """Return a cursor at the top of a TOML file; the size is checked before anything is parsed.

    Raises ContentInvalid: unreadable, too_large, not_utf8 (a byte order mark is fine) or not_toml.
    """
    try:
        data = read_plain_file(path, MAXIMUM_BYTES)
    except OSError as error:
        raise ContentInvalid(path.name, "", "unreadable") from error
    if len(data) > MAXIMUM_BYTES:
        raise ContentInvalid(path.name, "", "too_large")
    try:
        words = data.decode("utf-8-sig")
        check_toml_shape(words)
        return Cursor(path.name, "", tomllib.loads(words))
    except UnicodeDecodeError as error:
        raise ContentInvalid(path.name, "", "not_utf8") from error
    except (RecursionError, ValueError) as error:
        raise ContentInvalid(path.name, "", "not_toml") from error


class Cursor:
    """Stand at one table of a file, hand out its values checked, and remember which keys were asked for.

    Every method raises ContentInvalid with the dotted key. A value with a default may be left out; without
    one it is ``missing``. Text is tidied; it may be empty only when its default is empty.
    """

    def __init__(self, file: str, key: str, table: dict[str, object]) -> None:
        self.file = file
        self.key = key
        self._table = table
        self._asked: set[str] = set()
        self._below: list[Cursor] = []

    def invalid(self, name: str, reason: str) -> ContentInvalid:
        """Return the error for a key of this table (an empty name means the table itself), to be raised."""
        return ContentInvalid(self.file, ".".join(part for part in (self.key, name) if part), reason)

    def has(self, name: str) -> bool:
        """Tell whether the key is there."""
        return name in self._table

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text."""
        value = self._value(name, default)
        if not isinstance(value, str):
            raise self.invalid(name, "wrong_type")
        return self._checked(name, value, may_be_empty=default == "")

    def texts(self, name: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """Return a list of texts; when it may be empty it may also be left out."""
        value = self._value(name, [] if may_be_empty else None)
        if not isinstance(value, list):
            raise self.invalid(name, "wrong_type")
        if not value and not may_be_empty:
            raise self.invalid(name, "empty")
        found = []
        for number, item in enumerate(value, 1):
            if not isinstance(item, str):
                raise self.invalid(f"{name}[{number}]", "wrong_type")
            found.append(self._checked(f"{name}[{number}]", item, may_be_empty=False))
        return tuple(found)

    def code(self, name: str, default: str | None = None) -> str:
        """Return a code: letters, digits, dash and underscore."""
        value = self.text(name, default)
        if value != default and not _CODE.fullmatch(value):
            raise self.invalid(name, "bad_code")
        return value

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number from ``least`` up to and including ``most``."""
        value = self._value(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.invalid(name, "wrong_type")
        if not least <= value <= most:
            raise self.invalid(name, "out_of_range")
        return value

    def optional_number(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number, or None when the key is absent."""
        return self.number(name, least, most) if self.has(name) else None

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self._value(name, default)
        if not isinstance(value, bool):
            raise self.invalid(name, "wrong_type")
        return value

    def day(self, name: str, today: date) -> date:
        """Return the date that lies a number of days from today; -14 is two weeks ago."""
        return today + timedelta(days=self.number(name, -_FAR, _FAR))

    def optional_day(self, name: str, today: date) -> date | None:
        """Return the relative date, or None when the key is absent."""
        return self.day(name, today) if self.has(name) else None

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Return a member of an enum by its value."""
        if default is not None and not self.has(name):
            return default
        return self._member(name, self.text(name), kind)

    def choices(self, name: str, kind: type[Choice], *, may_be_empty: bool = False) -> tuple[Choice, ...]:
        """Return different members of an enum by their values, in the order of the file."""
        words = self.texts(name, may_be_empty=may_be_empty)
        self.distinct(name, words)
        return tuple(self._member(f"{name}[{i}]", word, kind) for i, word in enumerate(words, 1))

    def listed(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Return a text that stands in a list of allowed ones."""
        value = self.text(name, default)
        if value != default and value not in allowed:
            raise self.invalid(name, "not_in_list")
        return value

    def all_listed(
        self, name: str, allowed: Collection[str], *, may_be_empty: bool = False
    ) -> tuple[str, ...]:
        """Return different texts that all stand in a list of allowed ones."""
        values = self.texts(name, may_be_empty=may_be_empty)
        self.distinct(name, values)
        for number, value in enumerate(values, 1):
            if value not in allowed:
                raise self.invalid(f"{name}[{number}]", "not_in_list")
        return values

    def child(self, name: str) -> Cursor:
        """Return a cursor at a table below."""
        return self._step_down(name, self._value(name, None))

    def children(self, name: str, *, may_be_empty: bool = False) -> tuple[Cursor, ...]:
        """Return a cursor at each table of a list; when it may be empty it may also be left out."""
        value = self._value(name, [] if may_be_empty else None)
        if not isinstance(value, list):
            raise self.invalid(name, "wrong_type")
        if not value and not may_be_empty:
            raise self.invalid(name, "empty")
        return tuple(self._step_down(f"{name}[{number}]", item) for number, item in enumerate(value, 1))

    def distinct(self, name: str, values: Iterable[object], field: str = "") -> None:
        """Refuse a list in which a value stands twice; ``field`` is the key inside each item, if any."""
        seen = set()
        for number, value in enumerate(values, 1):
            if value in seen:
                raise self.invalid(f"{name}[{number}]" + (f".{field}" if field else ""), "duplicate")
            seen.add(value)

    def finish(self) -> None:
        """Refuse a key that nobody asked for, here or further down: it is most often a typing error."""
        for name in self._table:
            if name not in self._asked:
                raise self.invalid(name, "unknown_key")
        for cursor in self._below:
            cursor.finish()

    def _value(self, name: str, default: object) -> object:
        self._asked.add(name)
        value = self._table.get(name, default)
        if value is None:
            raise self.invalid(name, "missing")
        return value

    def _checked(self, name: str, value: str, *, may_be_empty: bool) -> str:
        if len(value) > MAXIMUM_TEXT:
            raise self.invalid(name, "too_long")
        text = tidy(value)
        if not text and not may_be_empty:
            raise self.invalid(name, "empty")
        return text

    def _member(self, name: str, word: str, kind: type[Choice]) -> Choice:
        for member in kind:
            if member.value == word:
                return member
        raise self.invalid(name, "not_in_list")

    def _step_down(self, name: str, value: object) -> Cursor:
        if not isinstance(value, dict):
            raise self.invalid(name, "wrong_type")
        below = Cursor(self.file, self.invalid(name, "").key, value)
        self._below.append(below)
        return below
