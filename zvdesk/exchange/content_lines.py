"""Read the lines that vCard and iCalendar share (RFC 6350, 3.2; RFC 5545, 3.1), within limits.

Size, lines, their length and the depth of components are counted before icalendar reads a line, and it sees
only the lines that somebody asked for: a photo of a megabyte is passed by, and rules of time zones, which can
be made endless, are never worked out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.exchange.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

MAXIMUM_BYTES = 5_000_000
MAXIMUM_LINES = 100_000
MAXIMUM_LENGTH = 4_000  # characters of one line that is read
MAXIMUM_DEPTH = 4
_BREAK = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"(?:[A-Za-z0-9-]{1,64}\.)?([A-Za-z0-9-]{1,64})[ \t]*(?=[;:])")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a component, and the component's place: ``("VCALENDAR", "VEVENT")``."""

    number: int  # in the file, from 1
    within: tuple[str, ...]
    name: str  # upper case, without its group
    parameters: Mapping[str, object]  # upper case
    value: str  # as it stands: escapes are not resolved


def decoded(data: bytes) -> str:
    """Return the text of a file. Raises Refused: too_large, not_text."""
    if len(data) > MAXIMUM_BYTES:
        raise Refused("too_large", limit=str(MAXIMUM_BYTES // 1_000_000))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # it holds the file: it is not chained
        raise Refused("not_text") from None
    if "\x00" in text:
        raise Refused("not_text")
    return text


def content_lines(text: str, wanted: Collection[str], broken: str) -> Iterator[Line]:
    """Give the lines with a wanted name, and BEGIN and END of every component.

    Raises Refused: ``broken`` for what is no such file, too_many_lines, too_long, too_deep.
    """
    within: tuple[str, ...] = ()
    for number, line in _unfolded(text, broken):
        found = _NAME.match(line)
        if found is None:
            raise Refused(broken, number)
        name = found[1].upper()
        if name in ("BEGIN", "END"):
            component = line[found.end() + 1 :].strip().upper()
            if name == "BEGIN":
                within = (*within, component)
                if len(within) > MAXIMUM_DEPTH:
                    raise Refused("too_deep", number, str(MAXIMUM_DEPTH))
            elif not within or within[-1] != component:
                raise Refused(broken, number)
            yield Line(number, within, name, {}, component)
            if name == "END":
                within = within[:-1]
        elif not within:
            raise Refused(broken, number)
        elif name in wanted:
            yield _parsed(number, within, name, line, broken)
    if within:
        raise Refused(broken)


def plain(value: str) -> str:
    """Return a value of the kind TEXT with its escapes resolved, on one line."""
    return re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], value)


def _unfolded(text: str, broken: str) -> Iterator[tuple[int, str]]:
    """Join folded lines; no more of a line is kept than may be read, and one character to see that."""
    parts: list[str] = []
    begun = length = 0
    for number, raw in enumerate(_BREAK.split(text), 1):
        if number > MAXIMUM_LINES:
            raise Refused("too_many_lines", limit=str(MAXIMUM_LINES))
        if raw[:1] in (" ", "\t"):
            if not parts:
                raise Refused(broken, number)
            if length <= MAXIMUM_LENGTH:
                parts.append(raw[1 : MAXIMUM_LENGTH + 2])
                length += len(parts[-1])
            continue
        if parts:
            yield begun, "".join(parts)
            parts = []
        if raw.strip():
            parts, begun = [raw[: MAXIMUM_LENGTH + 1]], number
            length = len(parts[0])
    if parts:
        yield begun, "".join(parts)


def _parsed(number: int, within: tuple[str, ...], name: str, line: str, broken: str) -> Line:
    if len(line) > MAXIMUM_LENGTH:
        raise Refused("too_long", number, str(MAXIMUM_LENGTH))
    group, dot, rest = line.partition(".")
    if dot and ";" not in group and ":" not in group:
        line = rest
    from icalendar.parser import Contentline  # it takes a while, and few people read a file

    make: Callable[[str], Contentline] = Contentline
    try:
        _name, parameters, value = make(line).raw_parts()
    except Exception:  # whatever the library makes of a hostile line; its words hold the line
        raise Refused(broken, number) from None
    return Line(number, within, name, {str(key).upper(): item for key, item in parameters.items()}, value)
