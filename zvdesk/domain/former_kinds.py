"""Follow what a line at the table was before it became another kind, so that going back loses nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from zvdesk.domain.actions import ActionItem, ConditionalAgreement

if TYPE_CHECKING:
    from zvdesk.domain.case_files import TableRecord

_WORDS = ("what", "text", "trigger", "response")


def followed(former: TableRecord, made: TableRecord, now: TableRecord) -> TableRecord | None:
    """Return a former record with what was mended since in the one that was made of it.

    ``made`` is that one as it was made, ``now`` as it is. The words that stood for facts are left out again.
    None says that the words were mended in a way that the former kind cannot follow.
    """
    known = {field.name for field in fields(former)} - {"id", *_WORDS}
    values: dict[str, Any] = {
        field.name: getattr(now, field.name)
        for field in fields(now)
        if field.name in known and getattr(now, field.name) != getattr(made, field.name)
    }
    if all(getattr(now, name, "") == getattr(made, name, "") for name in _WORDS):
        return replace(former, **values)
    if isinstance(former, ConditionalAgreement) or isinstance(now, ConditionalAgreement):
        return None
    name = "what" if isinstance(former, ActionItem) else "text"
    facts = _words(made).removeprefix(_words(former))
    values[name] = _words(now).removesuffix(facts).strip() or _words(now)
    return replace(former, **values)


def _words(record: TableRecord) -> str:
    return str(getattr(record, "what", "") or getattr(record, "text", ""))
