"""Keep the full-text index (FTS5) over what people write, with diacritics folded.

This and ``engine`` are the only modules with SQL that SQLite alone understands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, text

from zvdesk.domain.actions import ActionItem, ActionUpdate, ConditionalAgreement
from zvdesk.domain.cases import (
    Case,
    Factor,
    IntakeCriterion,
    IntakeDecision,
    Participation,
    Question,
    Subject,
)
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.keeping import RetentionExtension
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import AgendaItem
from zvdesk.domain.overviews import SearchHit
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.domain.words import fold
from zvdesk.storage.tables import RECORDS, search_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection


_FIND = text(
    "SELECT e.item_id, e.case_id, e.kind, e.text, c.number, c.alias FROM search_text "
    "JOIN search_entries e ON e.id = search_text.rowid JOIN cases c ON c.id = e.case_id "
    "WHERE search_text MATCH :match AND e.kind NOT IN :without ORDER BY rank LIMIT :limit"
).bindparams(bindparam("without", expanding=True))

_ADD = insert(search_entries)
_ADD_WORDS = text("INSERT INTO search_text (rowid, folded) VALUES (:id, :folded)")
_ENTRY = select(search_entries.c.id).where(search_entries.c.item_id == bindparam("wanted"))
_DROP = delete(search_entries).where(search_entries.c.id == bindparam("wanted"))
_DROP_WORDS = text("DELETE FROM search_text WHERE rowid = :id")
_FORGET_DEAD = text("INSERT INTO search_text(search_text) VALUES ('optimize')")
_SNIPPET = 140


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


_TEXTS: dict[type, Callable[..., str]] = {
    Case: lambda c: _joined(
        *(c.number, c.alias, c.purpose, c.necessity, c.occasion, c.resident_view),
        *(c.shared_goal, c.goal_indicator, c.follow_up_note, c.follow_up_guard, c.closing_reason),
    ),
    Referral: lambda r: _joined(
        *(r.referrer_name, r.referrer_organisation, r.request, r.situation, r.incidents, r.other),
    ),
    Question: lambda q: _joined(q.question, q.answer),
    Subject: lambda s: _joined(s.full_name, s.also_known_as, s.relation, s.street, s.town),
    IntakeCriterion: lambda c: _joined(c.evidence),
    IntakeDecision: lambda d: _joined(d.reason),
    Participation: lambda p: _joined(p.person, p.reason),
    Contribution: lambda c: _joined(c.text, c.secrecy_motivation),
    DomainScore: lambda s: _joined(s.scorer, s.source),
    Factor: lambda f: _joined(f.text),
    Decision: lambda d: _joined(d.text),
    Reservation: lambda r: _joined(r.text),
    ActionItem: lambda a: _joined(a.what, a.person, a.condition, a.informing_note),
    ActionUpdate: lambda u: _joined(u.note),
    ConditionalAgreement: lambda c: _joined(c.trigger, c.response, c.person),
    LeadHolder: lambda h: _joined(h.person, h.mandate),
    LevelChange: lambda c: _joined(c.motivation, c.decided_by, c.told, c.returns_to),
    Information: lambda i: _joined(i.text, i.person),
    ParkedPoint: lambda p: _joined(p.text, p.carried_reason),
    Poll: lambda p: _joined(p.common, *(v.reason for v in p.votes)),
    RetentionExtension: lambda e: _joined(e.reason, e.decided_by, *(c.person for c in e.consents)),
    ThirdPartyGround: lambda g: _joined(g.ground, g.legal_test, g.supplier_consent),
    SubjectGround: lambda g: _joined(g.ground),
    AgendaItem: lambda i: _joined(*(part for r in i.steps for part in (r.note, r.skip_reason))),
}


def add(connection: Connection, record: object) -> None:
    """Put a new record's words in the index."""
    words_of = _TEXTS.get(type(record))
    if words_of is None:
        return
    item_id = getattr(record, "id", "")
    words = words_of(record)
    done = connection.execute(
        _ADD,
        {
            "item_id": item_id,
            "case_id": item_id if isinstance(record, Case) else getattr(record, "case_id", ""),
            "kind": RECORDS[type(record)].name,
            "text": words,
        },
    )
    connection.execute(_ADD_WORDS, {"id": (done.inserted_primary_key or (0,))[0], "folded": fold(words)})


def replace(connection: Connection, record: object) -> None:
    """Put a record's words in the index in place of the earlier ones."""
    if type(record) in _TEXTS:
        forget(connection, getattr(record, "id", ""))
        add(connection, record)


def forget(connection: Connection, item_id: str) -> None:
    """Take a record's words out of the index."""
    entry = connection.execute(_ENTRY, {"wanted": item_id}).scalar()
    if entry is not None:
        connection.execute(_DROP_WORDS, {"id": entry})
        connection.execute(_DROP, {"wanted": entry})


def drop_dead_words(connection: Connection) -> None:
    """Take the words of records that are gone out of the pages of the index, where no query finds them."""
    connection.execute(_FORGET_DEAD)


def find(
    connection: Connection, query: str, *, without: tuple[str, ...] = (), limit: int = 50
) -> tuple[SearchHit, ...]:
    """Return the best hits for a query: every word must occur, the last one may be a beginning.

    ``without`` names kinds (table names) that the person may not read.
    """
    words = [w for w in "".join(c if c.isalnum() else " " for c in fold(query)).split() if w]
    if not words:
        return ()
    match = " ".join(f'"{word}"' for word in words) + "*"
    rows = connection.execute(_FIND, {"match": match, "limit": limit, "without": without or ("",)})
    return tuple(
        SearchHit(
            item_id=row.item_id,
            case_id=row.case_id,
            case_number=row.number,
            alias=row.alias,
            kind=row.kind,
            snippet=_snippet(row.text, words),
        )
        for row in rows
    )


def _snippet(words_text: str, words: list[str]) -> str:
    """Return some words around the first hit, on one line."""
    line = " ".join(words_text.split())
    folded = fold(line)
    at = min((spot for spot in (folded.find(word) for word in words) if spot >= 0), default=0)
    start = max(0, at - _SNIPPET // 3)
    cut = line[start : start + _SNIPPET]
    return ("… " if start else "") + cut + (" …" if start + _SNIPPET < len(line) else "")
