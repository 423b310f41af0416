"""Say in Dutch what was read from a signed list, why its data are refused, and where its file is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionStatus
from zvdesk.texts.days import day
from zvdesk.texts.labels import ACTION_STATUSES, INFORMING
from zvdesk.texts.referrals import refusal_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.action_lists import ActionList, ListAction, ListSubject
    from zvdesk.errors import DocumentNotThere, FieldProblem, OutcomeRefused

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


def document_not_there(_error: DocumentNotThere) -> str:
    """Say that a document is not where documents were made, and what to do."""
    return (
        "Dit document staat niet waar zvdesk het heeft gemaakt. Het is verplaatst, veranderd of gewist, de "
        "stick zit er niet in, of het is op een andere computer gemaakt. Wat in de kluis staat, is veilig. "
        "Kies de map waarin het bestand nu staat, of laat het opnieuw maken."
    )


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


def list_lines(content: ActionList) -> Iterator[str]:
    """Yield the agreements of a list, a line each, under a heading per kind."""
    replaced = "" if content.replaces is None else f", vervangt versie {content.replaces}"
    whose = f"Actielijst {content.recipient}" if content.recipient else "Volledige actielijst"
    yield f"{whose}, casus {content.case_number}, versie {content.version}{replaced}"
    if content.is_practice:
        yield "OEFENING: alle mensen en organisaties zijn verzonnen."
    if content.subject:
        yield f"Over: {', '.join(_whom(content.subject))}"
        if content.subject.ground:
            yield f"     op grond van: {content.subject.ground}"
    if content.goal:
        yield f"Doel: {content.goal}"
    if content.decisions:
        yield "Besluiten:"
        yield from (f"  {decision.number}. {decision.text}" for decision in content.decisions)
    yield "Acties:" if content.actions else "Er zijn geen acties."
    for action in content.actions:
        yield f"  {action.number}. {action.what}"
        yield f"     {'; '.join(_details(action))}"
    if content.conditionals:
        yield "Als, dan:"
        for agreement in content.conditionals:
            yield f"  {agreement.number}. Als: {agreement.trigger}"
            hours = "" if agreement.within_hours is None else f"; binnen {agreement.within_hours} uur"
            yield f"     Dan: {agreement.response} ({agreement.who or 'nog niemand'}{hours})"
    if content.follow_up_on or content.follow_up_note:
        found = (day(content.follow_up_on), content.follow_up_note)
        yield f"Vervolg: {', '.join(part for part in found if part)}"
    if content.reservations:
        yield "Voorbehoud:"
        yield from (f"  {found.organisation}: {found.text}" for found in content.reservations)


def _whom(subject: ListSubject) -> Iterator[str]:
    born = f"geboren op {day(subject.born_on)}" if subject.born_on else ""
    bsn = f"BSN {subject.bsn}" if subject.bsn else ""
    yield from (part for part in (subject.name, born, bsn, subject.address) if part)


def _details(action: ListAction) -> Iterator[str]:
    yield ", ".join(part for part in (action.person, action.organisation) if part) or "nog niemand"
    yield f"uiterlijk {day(action.due_on)}" if action.due_on else "geen datum"
    if action.is_urgent:
        yield "urgent"
    if action.condition:
        yield f"als: {action.condition}"
    if action.status is not ActionStatus.OPEN:
        yield ACTION_STATUSES[action.status]
    yield f"betrokkene: {INFORMING[action.informing]}"


def _sentence(problem: FieldProblem) -> str:
    if problem.reason in _SENTENCES:
        return _SENTENCES[problem.reason].format(path=problem.path, limit=problem.limit)
    return refusal_sentence(problem)
