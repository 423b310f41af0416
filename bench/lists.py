"""Make seeded fictional lists, without a vault."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.documents.lists import action, full_list

if TYPE_CHECKING:
    from zvdesk.domain.action_lists import ActionList

WORDS = [
    *["huis", "buurt", "gesprek", "afspraak", "school", "werk", "schuld", "huur", "wijk", "moeder", "vader"],
    *["kind", "zorg", "plan", "melding", "rust", "veilig", "overlast", "bezoek", "telefoon", "brief"],
    *["contact", "hulp", "begeleiding", "inkomen", "dagbesteding", "netwerk", "vriend", "collega", "avond"],
    *["ochtend", "week", "maand", "oefening", "voorbeeld", "woning", "sleutel", "trap", "galerij", "tuin"],
]


def sentence(source: random.Random, length: int = 14) -> str:
    """Return a sentence of everyday words with a few rare ones."""
    words = [source.choice(WORDS) for _ in range(length)]
    if source.random() < 0.02:
        words[0] = f"zeldzaam{source.randrange(50)}"
    return " ".join(words)


def action_list(count: int) -> ActionList:
    """Return the full list of a case with a number of actions, none with the words of another."""
    source = random.Random(count)  # noqa: S311 - the same data every time
    actions = (replace(action(number), what=sentence(source, 10)) for number in range(1, count + 1))
    return replace(full_list(0), actions=tuple(actions))
