"""Write out a whole case to read, part by part: for a case that is shielded and has no page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.texts.criteria import CRITERIA
from zvdesk.texts.days import day
from zvdesk.texts.labels import (
    ACTION_ANSWERS,
    ACTION_STATUSES,
    CASE_STATES,
    CATEGORIES,
    CONTRIBUTION_KINDS,
    EXTENSION_BASES,
    FACTOR_KINDS,
    POLLS,
    RESPONSIBILITIES,
    SHARING,
    SUBJECT_KINDS,
    TRIGGERS,
    VERDICTS_ON_CRITERIA,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Subject

Line = tuple[str, str]  # a caption, and what it is


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold one part of a case in words; an empty part is left out."""

    title: str
    lines: tuple[Line, ...]


def passages(file: CaseFile, organisations: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return everything in a case, in the order in which a meeting goes through it.

    ``organisations`` gives names by id.
    """
    parts = (
        ("Casus", _case(file)),
        ("Aanmelding", _referrals(file)),
        ("Betrokkenen", tuple((SUBJECT_KINDS[s.kind], _subject(s)) for s in file.subjects)),
        ("Intake", _intake(file, organisations)),
        ("Aan tafel", _table(file, organisations)),
        ("Vragen", tuple((q.question, q.answer) for q in file.questions)),
        ("Inbreng", _contributions(file, organisations)),
        ("Leefgebieden en factoren", _scores(file)),
        ("Besluiten en voorbehouden", _decisions(file, organisations)),
        ("Acties", _actions(file, organisations)),
        ("Als-dan-afspraken", _conditionals(file, organisations)),
        ("Regie en niveau", _regie(file, organisations)),
        ("Verder", _rest(file, organisations)),
    )
    found = ((title, tuple(line for line in lines if line[1])) for title, lines in parts)
    return tuple(Passage(title, lines) for title, lines in found if lines)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _sentences(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _names(ids: Iterable[str], known: Mapping[str, str]) -> str:
    return _joined(*(known.get(key, key) for key in ids))


def _case(file: CaseFile) -> tuple[Line, ...]:
    case = file.case
    return (
        ("Nummer", case.number),
        ("Schuilnaam", case.alias),
        ("Stand", CASE_STATES[case.state]),
        ("Doel van de bespreking", case.purpose),
        ("Noodzaak", case.necessity),
        ("Aanleiding", case.occasion),
        ("Wat de inwoner zelf wil", case.resident_view),
        ("Gezamenlijk doel", _sentences(case.shared_goal, case.goal_indicator)),
        ("Doel gehaald uiterlijk", day(case.goal_on)),
        ("Doel gehaald op", day(case.goal_met_on)),
        ("Niveau", case.level_code),
        ("Vervolg", _sentences(day(case.follow_up_on), case.follow_up_note)),
        ("Wie de acties bewaakt", case.follow_up_guard),
        ("Eerste verwerking", day(case.first_processed_on)),
        ("Gesloten", _sentences(day(case.closed_on), case.closing_reason)),
    )


def _referrals(file: CaseFile) -> tuple[Line, ...]:
    return tuple(
        line
        for r in file.referrals
        for line in (
            ("Melder", _joined(r.referrer_name, r.referrer_organisation, r.referrer_email, r.referrer_phone)),
            ("Ontvangen", day(r.received_at.date())),
            ("Vraag", r.request),
            ("Situatie", r.situation),
            ("Incidenten", r.incidents),
            ("Overig", r.other),
            ("Gecontroleerd", _joined(r.quality_checked_by, day(r.quality_checked_on))),
        )
    )


def _subject(subject: Subject) -> str:
    street = f"{subject.street} {subject.house_number}".strip()
    return _sentences(
        _joined(subject.full_name, subject.also_known_as, subject.relation),
        _joined(day(subject.born_on), f"BSN {subject.bsn}" if subject.bsn else ""),
        _joined(street, f"{subject.postcode} {subject.town}".strip(), subject.phone),
    )


def _intake(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    criteria = tuple(
        (CRITERIA.get(c.code, c.code), _sentences(VERDICTS_ON_CRITERIA[c.verdict], c.evidence))
        for c in file.criteria
    )
    decided = tuple(
        (
            "Aangenomen" if d.is_accepted else "Afgewezen",
            _sentences(_joined(day(d.decided_on), _names(d.decider_ids, known)), d.reason),
        )
        for d in file.intake_decisions
    )
    return (*criteria, *decided)


def _table(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    there = tuple(
        (_names([p.organisation_id], known), _joined(p.person, p.reason) or "aan tafel")
        for p in file.participations
    )
    grounds = tuple(
        (
            "Grond voor " + _names([g.organisation_id], known),
            _sentences(g.ground, g.legal_test, g.supplier_consent),
        )
        for g in file.grounds
    )
    subject_grounds = tuple(
        (
            "BSN en adres voor " + _names([g.organisation_id], known),
            _sentences(g.ground, _joined(g.recorded_by, day(g.recorded_on))),
        )
        for g in file.subject_grounds
    )
    return (*there, *grounds, *subject_grounds)


def _contributions(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(
        (
            _joined(_names([c.organisation_id], known), CONTRIBUTION_KINDS[c.kind], CATEGORIES[c.category]),
            _sentences(
                c.text,
                _joined(day(c.observed_on), SHARING[c.sharing_condition], c.secrecy_motivation),
            ),
        )
        for c in file.contributions
    )


def _scores(file: CaseFile) -> tuple[Line, ...]:
    scores = tuple(
        (s.domain, _joined(str(s.score), day(s.scored_on), s.scorer, s.source)) for s in file.scores
    )
    return (*scores, *((FACTOR_KINDS[f.kind], f.text) for f in file.factors))


def _decisions(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    decided = tuple((f"Besluit, {day(d.decided_on)}", d.text) for d in file.decisions)
    return (
        *decided,
        *((f"Voorbehoud, {_names([r.organisation_id], known)}", r.text) for r in file.reservations),
    )


def _actions(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    told = {
        a.id: tuple(
            _joined(
                day(u.updated_at.date()),
                ACTION_ANSWERS[u.answer] if u.answer else ACTION_STATUSES[u.status],
                u.note,
                u.updated_by,
            )
            for u in file.updates
            if u.action_id == a.id
        )
        for a in file.actions
    }
    return tuple(
        (
            _joined(_names([a.organisation_id], known) if a.organisation_id else "", a.person, day(a.due_on))
            or "Actie",
            _sentences(a.what, a.condition, ACTION_STATUSES[a.status], a.informing_note, *told[a.id]),
        )
        for a in file.actions
    )


def _conditionals(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(
        (
            c.trigger,
            _sentences(
                c.response,
                _joined(_names([c.organisation_id], known) if c.organisation_id else "", c.person),
                _joined(f"binnen {c.within_hours} uur" if c.within_hours is not None else "", *c.phones),
            ),
        )
        for c in file.conditionals
    )


def _regie(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    holders = tuple(
        (
            RESPONSIBILITIES[h.responsibility],
            _joined(
                h.person,
                _names([h.organisation_id], known) if h.organisation_id else "",
                h.phone,
                h.mandate,
                day(h.from_on),
                day(h.until_on),
            ),
        )
        for h in file.holders
    )
    changes = tuple(
        (
            f"{c.from_code or 'begin'} naar {c.to_code}",
            _sentences(
                _joined(day(c.changed_on), c.decided_by, *(TRIGGERS[t] for t in c.triggers)),
                c.motivation,
                f"wie dit hoort: {c.told}" if c.told else "",
                f"gaat naar: {c.returns_to}" if c.returns_to else "",
                f"hertoets op {day(c.retest_on)}" if c.retest_on else "",
            ),
        )
        for c in file.level_changes
    )
    return (*holders, *changes)


def _rest(file: CaseFile, known: Mapping[str, str]) -> tuple[Line, ...]:
    heard = tuple(
        (
            f"Informatie, {_joined(_names([i.organisation_id], known) if i.organisation_id else '', i.person)}",
            i.text,
        )
        for i in file.information
    )
    parked = tuple(("Geparkeerd", _sentences(p.text, p.carried_reason)) for p in file.parked)
    polls = tuple(
        (
            POLLS[p.kind],
            _sentences(
                _joined(day(p.taken_at.date()) if p.taken_at else "", p.common) or "gehouden",
                *(
                    _joined(_names([v.organisation_id], known), v.person, str(v.value), v.reason)
                    for v in p.votes
                ),
            ),
        )
        for p in file.polls
    )
    longer = tuple(
        ("Langer bewaard", _sentences(f"tot {day(e.until_on)}", EXTENSION_BASES[e.basis], e.reason))
        for e in file.extensions
    )
    return (*heard, *parked, *polls, *longer)
