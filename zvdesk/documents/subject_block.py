"""Print who a list is about, for a recipient whose ground to know that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.flow import Paragraph, pairs
from zvdesk.documents.layout import Run
from zvdesk.documents.look import Styles

if TYPE_CHECKING:
    from zvdesk.documents.flow import Pairs
    from zvdesk.domain.action_lists import ListSubject

TITLE = "Over wie gaat het"
_LABELS = ("Naam", "Geboren op", "BSN", "Adres")


def blocks(subject: ListSubject) -> tuple[Pairs | Paragraph, ...]:
    """Return what is known of the person, and why this recipient may have it."""
    born = "" if subject.born_on is None else texts.plain_day(subject.born_on)
    facts = (subject.name, born, subject.bsn.strip(), subject.address)
    known = pairs((label, fact) for label, fact in zip(_LABELS, facts, strict=True) if fact)
    if not subject.ground.strip():
        return (known,)
    why = f"U krijgt deze gegevens op grond van: {texts.sentence(subject.ground)}"
    return (known, Paragraph((Run(why, Styles.quiet),), before=3))
