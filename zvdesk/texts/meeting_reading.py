"""Write out what a meeting keeps of itself and of a case on its table, for who compares two versions of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import PRESENCE
from zvdesk.domain.meetings import Phase, StepStatus
from zvdesk.texts.days import day, moment
from zvdesk.texts.labels import HAND_OVER_WAYS, MEETING_STATES, PHASES, STEP_STATUSES, STEPS, TAPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.disclosure import Disclosure
    from zvdesk.domain.evaluations import Evaluation
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.texts.case_reading import Line

_SAID_OF: Mapping[Phase, str] = {
    Phase.WAITING: "De casus is nog niet besproken.",
    Phase.FINISHED: "De casus is besproken en afgerond.",
    Phase.POSTPONED: "De casus is doorgeschoven.",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Know whom ids stand for, and what time it is here."""

    organisations: Mapping[str, str]  # names by id
    people: Mapping[str, str]
    local: Callable[[datetime], datetime]

    def names(self, ids: Iterable[str]) -> str:
        """Return the names of organisations."""
        return _and([self.organisations.get(one, "een andere organisatie") for one in ids])

    def person(self, person_id: str) -> str:
        """Return the name of somebody, or an empty text for nobody."""
        return self.people.get(person_id, "iemand die u hier niet kent") if person_id else ""

    def at(self, found: datetime | None) -> str:
        """Return a moment as a clock here shows it."""
        return moment(self.local(found)) if found else ""


def meeting_lines(meeting: Meeting, known: Known) -> tuple[Line, ...]:
    """Return what is fixed of a meeting itself."""
    return _filled(
        ("Stand", MEETING_STATES[meeting.state]),
        ("Titel", meeting.title),
        ("Plaats", meeting.place),
        ("Wanneer", known.at(meeting.starts_at)),
        ("Voorzitter", known.person(meeting.chair_id)),
        ("Secretaris", known.person(meeting.secretary_id)),
        ("Begonnen", known.at(meeting.began_at)),
        ("Gesloten", known.at(meeting.closed_at)),
    )


def evaluation_lines(evaluation: Evaluation, known: Known) -> tuple[Line, ...]:
    """Return what an organisation said of a meeting."""
    asked = (
        ("doel duidelijk", evaluation.goal_clear),
        ("rollen duidelijk", evaluation.roles_clear),
        ("samenwerking", evaluation.cooperation),
    )
    said = ", ".join(f"{about}: {TAPS[tap]}" for about, tap in asked if tap is not None)
    return ((known.names([evaluation.organisation_id]), said or "niets ingevuld"),)


def item_lines(item: AgendaItem, known: Known) -> tuple[Line, ...]:
    """Return how far a case came at the table, and who was there."""
    here = {one.organisation_id: one.person for one in item.presences}
    there = dict.fromkeys((*item.present_ids, *here))
    step = item.phase.step
    said = _SAID_OF[item.phase] if step is None else f"De casus is bij de stap {PHASES[item.phase]}."
    people = (_person(known.names([one]), here.get(one, "")) for one in there)
    turns = item.speaking_round
    return _filled(
        ("Stand", " ".join(part for part in (said, item.postponed_reason) if part)),
        ("Plaats op de agenda", str(item.position)),
        ("Uitgenodigd", known.names(item.invited_ids)),
        ("Aan tafel", _and(list(people))),
        (
            "Spreekronde",
            f"{len(turns.spoken_ids)} van de {len(turns.order)} kwamen aan het woord" if turns else "",
        ),
        ("Direct gevaar", {True: "ja", False: "nee", None: ""}[item.is_in_danger]),
        *(
            (f"Stap {STEPS[one.step]}", _sentences(STEP_STATUSES[one.status], one.skip_reason, one.note))
            for one in item.steps
            if one.status is not StepStatus.TODO or one.note
        ),
        ("Vastgelopen?", item.escalation_discussed),
        ("Voorgelezen", _count(len(item.read_marks), "afspraak", "afspraken")),
        ("Akkoord", known.names(item.agreed_ids)),
        ("Niveau bij het begin", item.level_before),
        ("Reden van de correctie", item.correction_reason),
        ("Op de beamer", _count(len(item.audience_ids), "gegeven vrijgegeven", "gegevens vrijgegeven")),
        ("Begonnen", known.at(item.began_at)),
        ("Klaar", known.at(item.ended_at)),
    )


def list_lines(adopted: AdoptedList, known: Known) -> tuple[Line, ...]:
    """Return what a list says that a table adopted, its counts first."""
    content = adopted.content
    counts = (
        _count(len(content.decisions), "besluit", "besluiten"),
        _count(len(content.actions), "actie", "acties"),
        _count(len(content.conditionals), "als-dan-afspraak", "als-dan-afspraken"),
        _count(len(content.reservations), "voorbehoud", "voorbehouden"),
    )
    with_what = _and([count for count in counts if count])
    who = f"{known.at(adopted.adopted_at)}, door {adopted.adopted_by}"
    replaced = f"versie {adopted.replaces}" if adopted.replaces else ""
    return _filled(
        (
            "Versie",
            f"{adopted.version}, met {with_what}" if with_what else f"{adopted.version}, zonder afspraken",
        ),
        ("Vastgesteld", who),
        ("Vervangt", _sentences(replaced, adopted.reason)),
        ("Doel", content.goal),
        ("Waaraan we het merken", content.goal_indicator),
        ("Doel gehaald uiterlijk", day(content.goal_on)),
        ("Niveau", content.level_code),
        *(("Besluit", one.text or _HIDDEN) for one in content.decisions),
        *(
            (
                "Actie",
                _sentences(
                    one.what or _HIDDEN,
                    _joined(known.names([one.organisation_id]), one.person, day(one.due_on)),
                ),
            )
            for one in content.actions
        ),
        *(
            ("Als-dan-afspraak", f"{one.trigger}: {one.response}" if one.trigger else _HIDDEN)
            for one in content.conditionals
        ),
        *(
            ("Voorbehoud", f"{known.names([one.organisation_id])}: {one.text}")
            for one in content.reservations
        ),
        ("Vervolg", _sentences(day(content.follow_up_on), content.follow_up_note)),
        ("Hertoets", day(content.retest_on)),
        ("Akkoord", _count(content.agreed, "organisatie", "organisaties")),
    )


_HIDDEN = "niet voor u te lezen"


def disclosure_lines(disclosure: Disclosure, known: Known) -> tuple[Line, ...]:
    """Return to whom something went or who heard it, on what ground, and until when it is kept."""
    is_heard = disclosure.kind == PRESENCE
    what = "aan tafel gehoord" if is_heard else f"{disclosure.kind}, versie {disclosure.version}"
    way = disclosure.handed_over_how
    return _filled(
        ("Wat", what),
        ("Aan", disclosure.recipient or "het eigen huis"),
        ("Doel", disclosure.purpose),
        ("Grond", disclosure.ground),
        ("Wanneer" if is_heard else "Gemaakt", known.at(disclosure.made_at)),
        ("Vernietigen vóór", day(disclosure.destroy_before)),
        ("Vernietigd", day(disclosure.gone_on)),
        ("Nagelezen", _joined(disclosure.checked_by, day(disclosure.checked_on))),
        (
            "Verstrekt",
            _joined(
                disclosure.handed_over_by,
                day(disclosure.handed_over_on),
                HAND_OVER_WAYS[way] if way is not None else "",
            ),
        ),
        ("Ontvangen", day(disclosure.received_on)),
    )


def _filled(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line[1])


def _person(organisation: str, person: str) -> str:
    return f"{organisation} ({person})" if person else organisation


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _sentences(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _count(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}" if count else ""


def _and(parts: Sequence[str]) -> str:
    """Return words as people sum them up: a, b en c."""
    *before, last = parts or [""]
    return f"{', '.join(before)} en {last}" if before else last
