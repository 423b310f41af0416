"""Say in Dutch why the data inside a signed list are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.texts.referrals import refusal_sentence

if TYPE_CHECKING:
    from zvdesk.errors import FieldProblem, OutcomeRefused

_SHOWN = 10  # problems; with more, something else is wrong than a few fields
_SENTENCES = {  # what is said otherwise of a referral
    "too_large": "Ze zijn te groot: meer dan {limit} MB.",
    "too_deep": "Ze zijn te diep genest: meer dan {limit} lagen.",
    "too_many_values": "Het zijn er te veel: meer dan {limit} waarden.",
    "not_utf8": "De tekens zijn niet te lezen.",
    "not_json": "Het is geen JSON, of het is niet compleet.",
    "trailing_data": "Na het einde staat nog iets.",
    "not_an_object": "Het is geen uitkomst van een overleg.",
    "other_ids": "{path}: dit hoort niet bij wat er in {limit} staat.",
    "bad_hash": "{path}: dit is geen SHA-256.",
}


def outcome_refused(error: OutcomeRefused) -> str:
    """Return what is wrong with the data, a line per problem."""
    lines = [_sentence(problem) for problem in error.problems[:_SHOWN]]
    left = len(error.problems) - _SHOWN
    if left > 0:
        lines.append(f"En nog {left} andere.")
    opening = (
        "De gegevens in dit document zijn niet zoals zvdesk ze schrijft. Er is niets van overgenomen. "
        "Neem de acties van het papier over, en vraag het huis om een nieuwe lijst."
    )
    return "\n".join((opening, *lines))


def _sentence(problem: FieldProblem) -> str:
    if problem.reason in _SENTENCES:
        return _SENTENCES[problem.reason].format(path=problem.path, limit=problem.limit)
    return refusal_sentence(problem)
