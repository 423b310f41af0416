"""Keep who is at the table for a case: arrivals, departures, and who must go and come between two cases.

While a case is on the table ``AgendaItem.present_ids`` names the organisations with someone there. When it
ends everyone's presence ends; ``present_ids`` then says who was there at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.meetings import AgendaItem, Phase, Presence
from zvdesk.domain.rounds import seated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Changeover:
    """Say between two cases which organisations must leave, which stay and which come in."""

    leave: tuple[str, ...]
    stay: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Say who heard what was said of a case, and since when."""

    organisation_id: str
    person: str
    since: datetime


def is_open(item: AgendaItem) -> bool:
    """Tell whether people can come and go: the case is not over."""
    return item.phase not in (Phase.FINISHED, Phase.POSTPONED)


def is_here(item: AgendaItem, organisation_id: str, person: str | None = None) -> bool:
    """Tell whether an organisation, or one person of it, is at the table now."""
    return any(
        p.organisation_id == organisation_id and person in (None, p.person)
        for p in item.presences
        if p.left_at is None
    )


def arrived(item: AgendaItem, organisation_id: str, person: str, at: datetime) -> AgendaItem:
    """Return the item with a person at the table; who is there already stays."""
    if is_here(item, organisation_id, person):
        return item
    come = Presence(organisation_id=organisation_id, person=person, arrived_at=at)
    return _with(item, (*_complete(item, at), come), at)


def departed(item: AgendaItem, organisation_id: str, person: str | None, at: datetime) -> AgendaItem:
    """Return the item after a person left; None means everyone of the organisation."""
    return _with(
        item,
        tuple(
            replace(p, left_at=max(at, p.arrived_at))
            if p.left_at is None and p.organisation_id == organisation_id and person in (None, p.person)
            else p
            for p in _complete(item, at)
        ),
        at,
    )


def returned(item: AgendaItem, organisation_id: str, person: str | None, at: datetime) -> AgendaItem:
    """Return the item as it was before the latest departure of a person: it was a slip, nobody left.

    None means everyone of the organisation who left at that moment.
    """
    mine = [p for p in item.presences if p.organisation_id == organisation_id and person in (None, p.person)]
    last = max((p.left_at for p in mine if p.left_at is not None), default=None)
    if last is None or is_here(item, organisation_id, person):
        return item
    back = (replace(p, left_at=None) if p in mine and p.left_at == last else p for p in item.presences)
    return _with(item, tuple(back), at)


def taken_back(item: AgendaItem, organisation_id: str, person: str, at: datetime) -> AgendaItem:
    """Return the item without the latest presence of a person: it was a slip, the person was not there."""
    presences, mine = _complete(item, at), (organisation_id, person)
    found = [n for n, p in enumerate(presences) if (p.organisation_id, p.person) == mine]
    return _with(item, tuple(p for n, p in enumerate(presences) if n not in found[-1:]), at)


def ended(item: AgendaItem, at: datetime) -> AgendaItem:
    """Return the item after the case: every presence ends, and the round of the table too."""
    presences = _complete(item, at)
    at = max((at, *(p.arrived_at for p in presences)))  # a clock may have been set back
    return replace(
        item,
        presences=tuple(replace(p, left_at=at) if p.left_at is None else p for p in presences),
        ended_at=at,
        speaking_round=None,
    )


def resumed(item: AgendaItem, at: datetime) -> AgendaItem:
    """Return the item that came back on the table.

    After the last step those who were there when it ended are there again: it is mended. A case that was
    postponed begins anew, with nobody at the table yet.
    """
    fresh = replace(item, ended_at=None)
    if item.phase is not Phase.FOLLOW_UP:
        return _with(fresh, item.presences, at)
    last = {
        (p.organisation_id, p.person): replace(p, arrived_at=at, left_at=None)
        for p in item.presences
        if p.left_at == item.ended_at and p.organisation_id in item.present_ids
    }
    return _with(fresh, (*_complete(item, at), *last.values()), at)


def heard(item: AgendaItem) -> tuple[Hearing, ...]:
    """Return who was there while the case was discussed, each once, with when they began to hear of it."""
    found: dict[tuple[str, str], datetime] = {}
    began = item.began_at
    for p in item.presences:
        if began is not None and (p.left_at is None or p.left_at > began or p.arrived_at >= began):
            found.setdefault((p.organisation_id, p.person), max(p.arrived_at, began))
    return tuple(Hearing(organisation_id=o, person=p, since=since) for (o, p), since in found.items())


def changeover(
    meeting: Meeting,
    from_item: AgendaItem | None,
    to_item: AgendaItem,
    organisations: Mapping[str, Organisation],
    *,
    barred_ids: Collection[str] = (),
) -> Changeover:
    """Return who leaves, stays and comes between two cases, by name; ``from_item`` None before the first.

    ``barred_ids`` may not be at the next case: a derde without a signed declaration (BGS 2.21). Who is not
    invited leaves (Wgs 2.31(4)).
    """
    here = meeting.item(from_item.id).present_ids if from_item else ()
    wanted = [i for i in meeting.item(to_item.id).invited_ids if i not in barred_ids]

    def by_name(ids: list[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda i: organisations[i].name.casefold() if i in organisations else i))

    return Changeover(
        leave=by_name([i for i in here if i not in wanted]),
        stay=by_name([i for i in here if i in wanted]),
        come=by_name([i for i in wanted if i not in here]),
    )


def _complete(item: AgendaItem, at: datetime) -> tuple[Presence, ...]:
    """Return the presences, with who was set present before zvdesk kept arrivals: since the beginning."""
    known = {p.organisation_id for p in item.presences}
    since = min(item.began_at or at, at)
    older = (Presence(organisation_id=i, arrived_at=since) for i in item.present_ids if i not in known)
    return (*item.presences, *older)


def _with(item: AgendaItem, presences: tuple[Presence, ...], at: datetime) -> AgendaItem:
    """Return the item with other presences, and all that follows from who is at the table."""
    ids = tuple(dict.fromkeys(p.organisation_id for p in presences if p.left_at is None))
    return replace(
        item,
        presences=presences,
        present_ids=ids,
        agreed_ids=tuple(i for i in item.agreed_ids if i in ids),
        speaking_round=seated(item.speaking_round, ids, at) if item.speaking_round else None,
    )
