"""Take the pen over from a colleague whose laptop is lost, and sort out what still comes back after that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionUpdate
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handovers import Handover, taken_over
from zvdesk.domain.keeping import RetentionExtension
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, NotFound, NotGivenHere
from zvdesk.services import anchors, house
from zvdesk.services.changes import Changes
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.difference_words import Words
from zvdesk.services.handover_register import given_from_here
from zvdesk.services.package_judging import judge, refusals_explained, restored_from
from zvdesk.services.receiving import KINDS, register_entry
from zvdesk.services.records import label_of
from zvdesk.storage import package_adopting, pens
from zvdesk.storage.package_content import id_of
from zvdesk.storage.records import find_records, get_record, save_record
from zvdesk.texts.meeting_reading import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from zvdesk.services.receiving import Preview
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.package_changes import RowChange

_OTHER_KINDS: Mapping[type, str] = {  # that nobody types
    ActionUpdate: "antwoord op een actie",
    AdoptedList: "vastgestelde lijst",
    AgendaItem: "agendapunt",
    Disclosure: "verstrekking",
    Evaluation: "eindevaluatie",
    Meeting: "overleg",
    RetentionExtension: "verlenging",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold one row that a late package has otherwise; an empty text where there is none."""

    case_id: str  # "" for what is of the meeting
    kind: str  # of the record, in Dutch
    record_id: str
    ours: str
    theirs: str


def take_over(desk: Desk, subject_id: str, reason: str) -> Changes:
    """Take the pen of what was given away back, with all that went along in the same package.

    The package is void from now on: what is built on it comes too late. Raises InvalidField without a reason,
    NotGivenHere when nobody has it or it was never given from here, NotAllowed.
    """
    trail = Trail("overnemen", "pakket", purpose=tidy(reason))
    desk.require(Act.TAKE_OVER, trail)
    if not tidy(reason):
        raise InvalidField("reason", "empty")
    with desk.change(Act.TAKE_OVER, trail) as connection:
        pen = pens.pen_of(connection, subject_id)
        sent = given_from_here(connection, pen) if pen is not None else None
        if sent is None:
            raise NotGivenHere(pen.holder if pen is not None else "")
        now = desk.clock.now()
        taken = [one for one in pens.outside(connection) if given_from_here(connection, one) == sent]
        for one in taken:
            save_record(connection, taken_over(one, sent.id, now))
        cases = [one.id for one in taken if get_record(connection, Case, one.id) is not None]
        trail.object_id, trail.case_id = sent.id, cases[0] if cases else ""
        for case_id in cases[1:]:
            desk.also(connection, Trail("overnemen", "pakket", sent.id, case_id, trail.purpose))
    anchors.keep_up(desk.vault, desk.opening)
    return Changes(KINDS, frozenset(cases))


def differences(desk: Desk, shown: Preview) -> tuple[Difference, ...]:
    """Return what a package that came back too late has otherwise than this vault; reading it is logged.

    What was made here since is no difference: they could not know of it. Raises PackageRefused, NotAllowed.
    """
    trail = Trail("verschillen bekijken", "pakket", shown.manifest.package_id)
    desk.require(Act.EDIT_CASE, trail)
    with refusals_explained(desk, trail), desk.reading(Act.EDIT_CASE, trail) as connection:
        return tuple(_differences(desk, connection, shown))


def adopt_difference(desk: Desk, shown: Preview, chosen: Sequence[Difference]) -> Changes:
    """Take chosen differences over, each with its own line in the log.

    Raises NotFound for one that is no longer so, InvalidField for one that says what another row here says
    already and for a meeting that would close while a case is not ready, PackageRefused, NotAllowed; then
    nothing changed.
    """
    package_id = shown.manifest.package_id
    lines = [Trail("verschil overnemen", one.kind, one.record_id, one.case_id, package_id) for one in chosen]
    trail = lines[0] if lines else Trail("verschil overnemen", "pakket", package_id)
    desk.require(Act.EDIT_CASE, trail)
    with refusals_explained(desk, trail), desk.change(Act.EDIT_CASE, trail) as connection:
        found = _differences(desk, connection, shown)
        for one in chosen:
            if one not in found:
                raise NotFound("difference", one.record_id)
        rows = [found[one] for one in chosen]
        package_adopting.adopt(connection, shown.incoming, rows, desk.clock.now())
        save_record(connection, register_entry(desk, shown))
        for line in lines[1:]:
            desk.also(connection, line)
    anchors.keep_up(desk.vault, desk.opening)
    return Changes(KINDS, frozenset(one.case_id for one in chosen if one.case_id))


def _differences(desk: Desk, connection: Connection, shown: Preview) -> dict[Difference, RowChange]:
    judged = judge(desk, connection, shown.manifest, shown.sender.id)
    given_at = {case_id: _given_at(connection, shown, case_id) for case_id in judged.late}
    words = Words(shown.incoming, _known(desk, connection, shown), _labels(desk))
    found = {}
    for change in package_adopting.late_changes(connection, shown.incoming, given_at):
        record = change.theirs if change.theirs is not None else change.ours
        ours, theirs = words.both(change.ours, change.theirs)
        cls = type(record)
        kind = _OTHER_KINDS.get(cls) or label_of(cls)
        found[Difference(change.case_id, kind, id_of(record), ours, theirs)] = change
    return found


def _known(desk: Desk, connection: Connection, shown: Preview) -> Known:
    """Return whom ids stand for: who is known here, and organisations that come along."""
    coming = {o.id: o.name for o in shown.incoming.content.records if isinstance(o, Organisation)}
    ours = {o.id: o.name for o in house.known(connection).values()}
    colleagues = {one.id: one.name for one in find_records(connection, Colleague)}
    people = {one.id: one.name for one in find_records(connection, Person)}
    return Known({**coming, **ours}, {**colleagues, **people}, desk.clock.local)


def _labels(desk: Desk) -> dict[str, str]:
    """Return what codes of the content stand for."""
    library = desk.library
    domains = {one.code: one.label for found in library.life_domain_sets for one in found.domains}
    sets = {one.id: one.name for one in library.life_domain_sets}
    schemes = {one.id: one.name for one in library.schemes}
    return {**sets, **schemes, **domains, **{one.id: one.name for one in library.regimes}}


def _given_at(connection: Connection, shown: Preview, subject_id: str) -> datetime:
    """Return when what is late was given away from here."""
    pen = pens.pen_of(connection, subject_id)
    void = pen.void if pen is not None else ()
    for package_id in shown.manifest.chain_of(subject_id).chain:
        sent = get_record(connection, Handover, package_id)
        if package_id in void and sent is not None:
            return sent.at
    return restored_from(connection) or shown.manifest.made_at
