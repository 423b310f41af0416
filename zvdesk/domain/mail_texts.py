"""Hold the words of a mail that a house may change, with an allow-list of what is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the text of a mail may ask for. Nothing of a case or of a person concerned is among it.
PLACEHOLDERS = frozenset(
    {
        "organisatie",
        "dag_overleg",
        "bestand",
        "contact",
        "vernietigen_voor",
        "afzender",
        "functie",
        "huis",
        "versleuteld",
    }
)
#: What a mail that reminds may ask for: {acties} are numbers on a list that they have, and no words of it.
OF_REMINDER = frozenset({"organisatie", "acties", "contact", "afzender", "functie", "huis"})
REMINDER = "herinnering"
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTemplate:
    """Stand for one version of the words of a mail; the subject takes nothing in."""

    id: str
    version: int
    name: str
    subject: str
    body: str
    sealed_note: str  # what {versleuteld} becomes when the attachment has a passphrase


def strange_places(text: str, template_id: str = "") -> tuple[str, ...]:
    """Return what a text asks for that is not on the allow-list of its mail, a stray brace among it."""
    known = OF_REMINDER if template_id == REMINDER else PLACEHOLDERS
    left = _PLACE.sub(lambda place: "" if place[1] in known else place[0], text)
    return tuple(re.findall(r"\{[^{}]*\}|[{}]", left))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled in once; braces in a value stay what they are.

    Where nothing came in a place, no more than one empty line is left.
    """
    whole = _PLACE.sub(lambda place: values[place[1]].strip(), text)
    return re.sub(r"\n{3,}", "\n\n", whole).strip() + "\n"
