"""Say per organisation and person how they stand at the table: here, away, not yet, or not allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.organisations import WgsPosition
from zvdesk.ui.meeting.big_rows import BigMark, BigRow
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from zvdesk.domain.meetings import Presence
    from zvdesk.ui.meeting.views import TableView

_NEAR = timedelta(minutes=1)  # who comes back this soon was not away


@dataclass(frozen=True)
class AtTable:
    """Hold one organisation or person of it, with the stretches in which they were here."""

    organisation_id: str
    person: str
    is_barred: bool  # a derde without a signed declaration (BGS 2.21)
    stretches: tuple[tuple[datetime, datetime | None], ...]

    @property
    def key(self) -> str:
        """Return what the row is known by."""
        return f"{self.organisation_id}|{self.person}"

    @property
    def is_here(self) -> bool:
        """Tell whether they are at the table now."""
        return any(left is None for _arrived, left in self.stretches)


def is_barred(view: TableView, organisation_id: str) -> bool:
    """Tell whether an organisation may not sit at this table yet: a derde that did not sign."""
    organisation = view.context.organisations.get(organisation_id)
    if organisation is None or organisation.position is not WgsPosition.THIRD:
        return False
    part = view.file.participation(organisation_id)
    return part is None or part.secrecy_declared_on is None


def at_table(view: TableView) -> tuple[AtTable, ...]:
    """Return everyone who is invited or was here, in the order of the invitation."""
    item, found = view.item, []
    known = view.context.organisations
    came = (p.organisation_id for p in item.presences)
    for organisation_id in dict.fromkeys((*item.invited_ids, *item.present_ids, *came)):
        if organisation_id not in known:
            continue
        mine = [p for p in item.presences if p.organisation_id == organisation_id]
        part = view.file.participation(organisation_id)
        speaker = part.person if part else ""
        is_unnamed = organisation_id in item.present_ids and not mine
        people = dict.fromkeys((*((speaker,) if speaker else ()), *(p.person for p in mine)))
        for person in people or ("",):
            stretches = _stretches([p for p in mine if p.person == person])
            if is_unnamed and item.began_at is not None:
                stretches = ((item.began_at, None),)  # set before arrivals were kept
            found.append(AtTable(organisation_id, person, is_barred(view, organisation_id), stretches))
    return tuple(found)


def row_of(view: TableView, one: AtTable) -> BigRow:
    """Return the row of someone, with the sentence that a screen reader says."""
    name = view.organisation(one.organisation_id)
    who = ", ".join(part for part in (name, one.person) if part)
    if one.is_here:
        state, mark, tone = _since(one), BigMark.DONE, Tone.OK
    elif one.is_barred:
        state, mark, tone = _tr("mag nog niet: verklaring mist"), BigMark.BARRED, Tone.DANGER
    elif one.stretches and one.stretches[-1][1] is not None:
        state = _tr("weg om {time}").format(time=clock(one.stretches[-1][1]))
        mark, tone = BigMark.GONE, Tone.NEUTRAL
    else:
        state, mark, tone = _tr("nog niet hier"), BigMark.OPEN, Tone.NEUTRAL
    spoken = _tr("{who}: {state}.").format(who=who, state=state)
    return BigRow(one.key, name, one.person, state, mark, tone, spoken)


def clock(at: datetime) -> str:
    """Return the local time of day."""
    return f"{at.astimezone():%H:%M}"


def _since(one: AtTable) -> str:
    now = clock(one.stretches[-1][0])
    if len(one.stretches) == 1:
        return _tr("hier sinds {time}").format(time=now)
    arrived, left = one.stretches[-2]
    return _tr("hier sinds {time}, eerder {from_} tot {until}").format(
        time=now, from_=clock(arrived), until=clock(left) if left is not None else ""
    )


def _stretches(presences: list[Presence]) -> tuple[tuple[datetime, datetime | None], ...]:
    """Return the stretches of one person; two that are less than a minute apart are one."""
    found: list[tuple[datetime, datetime | None]] = []
    for p in sorted(presences, key=lambda p: p.arrived_at):
        last = found[-1][1] if found else None
        if last is not None and p.arrived_at - last < _NEAR:
            found[-1] = (found[-1][0], p.left_at)
        else:
            found.append((p.arrived_at, p.left_at))
    return tuple(found)


def _tr(text: str) -> str:
    return QCoreApplication.translate("attendance_rows", text)
