"""A fact changes the words on paper when, and only when, it changes the data inside."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest

from tests.documents.lists import full_list, local_regime, one_organisation, subject, with_subject
from zvdesk.documents.action_list import render
from zvdesk.documents.outcome import outcome_data
from zvdesk.documents.tagged import Text
from zvdesk.domain.action_lists import ListSubject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zvdesk.documents.tagged import Sheet
    from zvdesk.domain.action_lists import ActionList

#: What stands in the data to tell one thing from another, and on no page.
HANDLES = {"id", "case_id", "meeting_id", "document_id"}
BASES = {
    "one": one_organisation(),
    "full": full_list(3),
    "bare": local_regime(),
    "with subject": with_subject(),
}


def other(value: object, name: str) -> Iterator[Any]:
    """Yield values that a field could have instead."""
    if isinstance(value, ListSubject):
        yield None
        yield from changes(value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, Enum):
        yield from (member for member in type(value) if member is not value)
    elif isinstance(value, datetime):
        yield value + timedelta(minutes=1)
        yield value + timedelta(seconds=1)
    elif isinstance(value, date):
        yield value + timedelta(days=1)
        yield None
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield "5" * 64 if name == "text_sha256" else f"{value} anders".strip()
        yield ""
    elif isinstance(value, tuple) and value:
        yield value[1:]
        yield from ((changed, *value[1:]) for changed in changes(value[0]))
    elif value is None:
        yield {"replaces": 1, "within_hours": 5, "log_head": None, "subject": subject()}.get(
            name, _SOMEWHEN.get(name, date(2027, 2, 3))
        )


_SOMEWHEN = {"ended_at": datetime.fromisoformat("2026-11-24T11:30:00+01:00")}


def changes(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield a value with each of its facts changed, one at a time."""
    assert is_dataclass(value)
    assert not isinstance(value, type)
    for field in fields(value):
        if field.name in HANDLES:
            continue
        for changed in other(getattr(value, field.name), field.name):
            whole: dict[str, Any] = {field.name: changed}
            yield replace(value, **whole)


def facts(content: ActionList) -> str:
    """Return the data without what only tells one thing from another."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {
                name: bare(item)
                for name, item in value.items()
                if name not in ("id", "url", "idCasusoverleg", "notulen", "tekstSha256", "ontbreekt")
            }
        return [bare(item) for item in value] if isinstance(value, list) else value

    record = json.loads(outcome_data(content))
    digest = record["zvdesk"]["document"].get("tekstSha256", "")
    return json.dumps([bare(record), digest])


def laid_out(sheets: Sequence[Sheet]) -> bytes:
    """Return all words on the sheets, instead of drawing them: other tests prove that they are drawn."""
    texts = (item for sheet in sheets for item in sheet.items if isinstance(item, Text))
    lines = ("".join(piece.text for piece in line.pieces) for text in texts for line in text.lines)
    return "\n".join(lines).encode()


@pytest.mark.parametrize("name", list(BASES))
def test_the_words_and_the_data_change_together(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvdesk.documents.paper.draw", laid_out)
    monkeypatch.setattr("zvdesk.documents.paper.finish", lambda drawn, _: drawn)
    base = BASES[name]
    said, told = render(base), facts(base)
    seen = 0
    for changed in changes(base):
        assert (render(changed) != said) == (facts(changed) != told), [
            (field.name, getattr(changed, field.name))
            for field in fields(base)
            if getattr(changed, field.name) != getattr(base, field.name)
        ]
        seen += 1
    assert seen > 50
