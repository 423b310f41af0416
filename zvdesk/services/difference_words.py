"""Say a row of a case or meeting in words, as it is read; for who compares what came back late."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.storage.cases import PARTS
from zvdesk.storage.package_content import belongs_to
from zvdesk.texts.case_reading import passages
from zvdesk.texts.days import day
from zvdesk.texts.meeting_reading import (
    disclosure_lines,
    evaluation_lines,
    item_lines,
    list_lines,
    meeting_lines,
)
from zvdesk.texts.messages import field_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.storage.package_envelopes import Incoming
    from zvdesk.texts.case_reading import Line
    from zvdesk.texts.meeting_reading import Known

_PLACES = {cls: name for name, cls in PARTS.items()}
_ID = re.compile(r"[0-9a-f-]{32,}")
_OURS, _THEIRS = "zoals hier", "anders dan hier"  # of a value that no words fit


@dataclass(frozen=True, slots=True)
class Words:
    """Know what ids and codes stand for, of what comes along too, and put rows into words."""

    incoming: Incoming
    known: Known
    labels: Mapping[str, str]  # of the content: life domains, schemes, by code

    def both(self, ours: object | None, theirs: object | None) -> tuple[str, str]:
        """Return what two versions of one row say where they differ; an empty text where there is none."""
        before, after = self._lines(ours), self._lines(theirs)
        if ours is None or theirs is None:
            return "\n".join(before), "\n".join(after)
        if before == after:  # it differs in what nobody reads in a case
            before, after = self._unread(ours, theirs)
        return (
            "\n".join(line for line in before if line not in after),
            "\n".join(line for line in after if line not in before),
        )

    def _lines(self, record: object | None) -> tuple[str, ...]:
        """Return the lines with which only this row would be read."""
        if record is None:
            return ()
        if isinstance(record, Case):
            return self._read(CaseFile(case=record))
        cases = {one.id: one for one in self.incoming.content.records if isinstance(one, Case)}
        place, case = _PLACES.get(type(record)), cases.get(belongs_to(record))
        if isinstance(record, DomainScore) or place is None or case is None:
            return tuple(f"{caption}: {said}" for caption, said in self._apart(record))
        held: dict[str, Any] = {place: (record,)}
        without = self._read(CaseFile(case=case))
        found = tuple(line for line in self._read(CaseFile(case=case, **held)) if line not in without)
        return found or ("Zonder tekst",)

    def _read(self, file: CaseFile) -> tuple[str, ...]:
        found = passages(file, self.known.organisations)
        return tuple(f"{caption}: {said}" for passage in found for caption, said in passage.lines)

    def _apart(self, record: object) -> tuple[Line, ...]:
        """Return the lines of what a case that is read does not show, or shows by its code."""
        match record:
            case Meeting():
                return meeting_lines(record, self.known)
            case Evaluation():
                return evaluation_lines(record, self.known)
            case AgendaItem():
                return item_lines(record, self.known)
            case AdoptedList():
                return list_lines(record, self.known)
            case Disclosure():
                return disclosure_lines(record, self.known)
            case DomainScore():
                told = (str(record.score), day(record.scored_on), record.scorer, record.source)
                label = self.labels.get(record.domain, record.domain)
                return ((label, ", ".join(part for part in told if part)),)
        return ()

    def _unread(self, ours: object, theirs: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what differs by the names of fields; ids say nothing to people."""
        before, after = [], []
        for name in (part.name for part in fields(cast("Case", ours))):
            old, new = getattr(ours, name), getattr(theirs, name)
            if old != new:
                caption = field_name(name).capitalize() or "Overig"
                said, coming = self._value(old), self._value(new)
                is_clear = said and coming and said != coming
                before.append(f"{caption}: {said if is_clear else _OURS}")
                after.append(f"{caption}: {coming if is_clear else _THEIRS}")
        return tuple(before), tuple(after)

    def _value(self, value: object) -> str:
        """Return a value as people say it, or an empty text when they never would."""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, datetime):
            return self.known.at(value)
        if isinstance(value, date):
            return day(value)
        if isinstance(value, int):
            return str(value)
        if isinstance(value, str):
            found = self.labels.get(value) or self.known.organisations.get(value) or value
            return "" if _ID.fullmatch(found) else found or "leeg"
        return "leeg" if value is None else ""
