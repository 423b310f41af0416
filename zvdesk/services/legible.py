"""Refuse what no paper can show while it can still be mended: what is adopted is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.read_back import Outline, facts_of, title_of
from zvdesk.texts.read_back import kind_of
from zvdesk.texts.signs import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.domain.read_back import Agreement

_LONGEST = 60  # letters of an agreement that name it


def refuse_illegible(texts: Iterable[tuple[str, str]]) -> None:
    """Raise Blocked for each text with a letter that no paper shows; with each text goes where it stands."""
    unsure = [(place, text) for place, text in texts if not text.isascii()]
    if not unsure:
        return
    from zvdesk.documents.fonts import missing_glyphs  # late: most tables are led before any PDF is made

    found = ((place, missing_glyphs(text)) for place, text in unsure)
    blockers = tuple(
        Blocker(BlockerCode.NOT_ON_PAPER, (in_words(letters), place)) for place, letters in found if letters
    )
    if blockers:
        raise Blocked(blockers)


def printed(records: Iterable[Agreement]) -> list[tuple[str, str]]:
    """Return what the lists print of each agreement, with the words by which the table knows it."""
    return [(_place(record), "\n".join(facts_of(record))) for record in records]


def _place(record: Agreement) -> str:
    title, kind = title_of(record), kind_of(record).lower()
    if isinstance(record, Outline):
        return kind
    return f"{kind} '{title if len(title) <= _LONGEST else title[:_LONGEST].rstrip() + '…'}'"
