"""Say a row of a case in words, as the case itself is read; for who compares what came back too late."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Case
from zvdesk.domain.organisations import Organisation
from zvdesk.storage.cases import PARTS
from zvdesk.storage.codec import to_plain
from zvdesk.storage.package_content import belongs_to
from zvdesk.texts.case_reading import passages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.storage.package_envelopes import Incoming

_PLACES = {cls: name for name, cls in PARTS.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """Know the names of organisations, those that come along too, and put rows into words."""

    incoming: Incoming
    organisations: Mapping[str, str]  # by id

    def both(self, ours: object | None, theirs: object | None) -> tuple[str, str]:
        """Return what two versions of one row say where they differ; an empty text where there is none."""
        before, after = self._lines(ours), self._lines(theirs)
        if before == after:  # it differs in what a case that is read does not show
            before, after = _fields(ours), _fields(theirs)
        if ours is None or theirs is None:
            return "\n".join(before), "\n".join(after)
        return (
            "\n".join(line for line in before if line not in after),
            "\n".join(line for line in after if line not in before),
        )

    def _lines(self, record: object | None) -> tuple[str, ...]:
        """Return the lines with which a case of only this row would be read."""
        cases = {one.id: one for one in self.incoming.content.records if isinstance(one, Case)}
        if isinstance(record, Case):
            return self._read(CaseFile(case=record))
        place = _PLACES.get(type(record))
        case = cases.get(belongs_to(record))
        if place is None or case is None:
            return ()
        held: dict[str, Any] = {place: (record,)}
        without = self._read(CaseFile(case=case))
        return tuple(line for line in self._read(CaseFile(case=case, **held)) if line not in without)

    def _read(self, file: CaseFile) -> tuple[str, ...]:
        known = {o.id: o.name for o in self.incoming.content.records if isinstance(o, Organisation)}
        found = passages(file, {**known, **self.organisations})
        return tuple(f"{caption}: {said}" for passage in found for caption, said in passage.lines)


def _fields(record: object | None) -> tuple[str, ...]:
    if not is_dataclass(record) or isinstance(record, type):
        return ()
    plain = to_plain(record)
    return tuple(f"{field.name}: {plain[field.name]}" for field in fields(record))
