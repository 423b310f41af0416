"""Read the fields of a JSON object one by one, gathering every problem instead of stopping at the first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from stdnum.nl import bsn as bsn_rules

from zvdesk.errors import FieldProblem
from zvdesk.exchange.careful_json import JsonObject, join

if TYPE_CHECKING:
    from collections.abc import Collection

_BSN = re.compile(r"[1-9][0-9]{8}")
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s([A-Z]{2})")
_EMAIL = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\".]+(?:\.[^@\s<>,;\".]+)+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAXIMUM_INT32 = 2**31 - 1


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Say what happened at one place that did not stop the import."""

    path: str
    kind: str  # "unknown_field" (left out) | "text_changed" (cleaned) | "period_reversed" (kept as it was)


@dataclass(slots=True)
class Findings:
    """Gather the problems and notes of one file."""

    problems: list[FieldProblem] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)


class Fields:
    """Stand at one object of the file; a value that is missing or wrong is noted, and a stand-in returned."""

    def __init__(self, value: JsonObject, path: str, findings: Findings) -> None:
        self._value = value
        self._path = path
        self._findings = findings
        self._asked: set[str] = set()

    def text(self, name: str, *, may_be_blank: bool = True, most: int | None = None) -> str:
        """Return a text in NFC without control characters, at most so many characters long."""
        value = self._get(name)
        if not isinstance(value, str):
            return self._wrong(name, value, "text")
        cleaned = clean(value)
        if cleaned != value:
            self.note(name, "text_changed")
        if not may_be_blank and not cleaned.strip():
            self.refuse(name, "empty")
        elif most is not None and len(cleaned) > most:
            self.refuse(name, "too_long", str(most))
        return cleaned

    def optional_text(self, name: str, most: int) -> str:
        """Return a text that may be absent, null or empty."""
        if self._value.get(name) is None:
            self._asked.add(name)
            return ""
        return self.text(name, most=most)

    def holds(self, name: str) -> bool:
        """Tell whether the object has a field."""
        return name in self._value

    def chosen(self, name: str, allowed: Collection[str]) -> str:
        """Return one of the allowed texts."""
        value = self._exact(name)
        if value is not None and value not in allowed:
            self.refuse(name, "not_in_list", ", ".join(allowed))
        return value or ""

    def flag(self, name: str) -> bool:
        """Return true or false; a 0 or a word is neither."""
        value = self._get(name)
        if not isinstance(value, bool):
            self._wrong(name, value, "boolean")
        return value is True

    def number(self, name: str) -> int:
        """Return a whole number of 32 bits, not below zero."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(name, value, "integer")
            return 0
        if not 0 <= value <= _MAXIMUM_INT32:
            self.refuse(name, "out_of_range", f"0-{_MAXIMUM_INT32}")
        return value

    def house_number(self, name: str) -> str:
        """Return a whole number of 32 bits, as text."""
        return str(self.number(name))

    def bsn(self, name: str) -> str:
        """Return a burgerservicenummer that passes the elfproef."""
        value = self._exact(name)
        if value is not None and not _BSN.fullmatch(value):
            self.refuse(name, "bad_bsn_shape")
        elif value is not None and not bsn_rules.is_valid(value):
            self.refuse(name, "bad_bsn_check")
        return value or ""

    def postcode(self, name: str) -> str:
        """Return a postcode with a plain space."""
        value = self._exact(name)
        match = _POSTCODE.fullmatch(value) if value is not None else None
        if value is not None and match is None:
            self.refuse(name, "bad_postcode")
        if match is None:
            return ""
        plain = f"{match[1]} {match[2]}"
        if plain != value:
            self.note(name, "text_changed")
        return plain

    def email(self, name: str) -> str:
        """Return an e-mail address."""
        return self._patterned(name, _EMAIL, "bad_email", 254)

    def uri(self, name: str) -> str:
        """Return an absolute URI (RFC 3986)."""
        return self._patterned(name, _URI, "bad_uri", 2_000)

    def moment(self, name: str) -> datetime | None:
        """Return a date-time (RFC 3339) in the zone it came in; None when it is wrong."""
        value = self._exact(name)
        if value is None:
            return None
        match = _DATE_TIME.fullmatch(value)
        if match is None:
            self.refuse(name, "bad_date_time")
        elif match[1] is None:
            self.refuse(name, "no_time_zone")
        else:
            try:
                found = datetime.fromisoformat(value.upper())
                found.astimezone(UTC)
            except (ValueError, OverflowError):
                self.refuse(name, "no_such_date")
            else:
                return found
        return None

    def day(self, name: str) -> date | None:
        """Return a day (RFC 3339, full-date); None when it is wrong."""
        value = self._exact(name)
        if value is None:
            return None
        if not _DATE.fullmatch(value):
            self.refuse(name, "bad_date")
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "no_such_date")
            return None

    def child(self, name: str) -> Fields | None:
        """Return the object below; None when it is wrong."""
        value = self._get(name)
        if not isinstance(value, JsonObject):
            self._wrong(name, value, "object")
            return None
        return Fields(value, join(self._path, name), self._findings)

    def children(self, name: str) -> tuple[Fields, ...]:
        """Return the objects of a list that may be absent or empty."""
        if name not in self._value:
            return ()
        value = self._get(name)
        if not isinstance(value, list):
            self._wrong(name, value, "list")
            return ()
        found = []
        for number, item in enumerate(value):
            if isinstance(item, JsonObject):
                found.append(Fields(item, f"{join(self._path, name)}[{number}]", self._findings))
            else:
                self.refuse(f"{name}[{number}]", "wrong_type", "object")
        return tuple(found)

    def finish(self) -> None:
        """Note every field that nobody asked for."""
        for name in self._value:
            if name not in self._asked:
                self._findings.notes.append(ImportNote(join(self._path, name), "unknown_field"))

    def note(self, name: str, kind: str) -> None:
        """Note something about a field that does not stop the import."""
        self._findings.notes.append(ImportNote(f"{self._path}.{name}", kind))

    def refuse(self, name: str, reason: str, limit: str = "") -> None:
        """Add a problem with a field of the model."""
        self._findings.problems.append(FieldProblem(f"{self._path}.{name}", reason, limit))

    def _get(self, name: str) -> object:
        self._asked.add(name)
        return self._value.get(name)

    def _wrong(self, name: str, value: object, wanted: str) -> str:
        if name not in self._value:
            self.refuse(name, "missing")
        else:
            self.refuse(name, "null" if value is None else "wrong_type", wanted)
        return ""

    def _exact(self, name: str) -> str | None:
        value = self._get(name)
        if isinstance(value, str):
            return value
        self._wrong(name, value, "text")
        return None

    def _patterned(self, name: str, pattern: re.Pattern[str], reason: str, most: int) -> str:
        value = self._exact(name)
        if value is None:
            return ""
        if not value:
            self.refuse(name, "empty")
        elif len(value) > most:
            self.refuse(name, "too_long", str(most))
        elif not pattern.fullmatch(value) or clean(value) != value:
            self.refuse(name, reason)
        return value


def clean(text: str) -> str:
    """Return the text in NFC, line ends as a newline, a tab as a space, and no other control character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        c for c in unicodedata.normalize("NFC", text) if c == "\n" or unicodedata.category(c)[0] != "C"
    )
