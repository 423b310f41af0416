"""Watch over the terms of all cases: what must go, what may stay longer, and which copies are still out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case, CaseState, IntakeDecision
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.keeping import KeptCopy, RetentionExtension, ShieldedCase
from zvdesk.domain.retention import (
    LOG_EXTRACT_MONTHS,
    LONGEST_EXTENSION,
    RetentionTerm,
    TermState,
    add_months,
    clock,
    limit,
    may_extend,
    term_of,
)
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import ExtensionRefused, InvalidField, NotFound
from zvdesk.services import house
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.records import find_records, get_record, insert_record, replace_record
from zvdesk.storage.shielding import listed

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.storage.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRow:
    """Hold one line of the list of terms; no names of people."""

    case_id: str
    number: str
    regime_id: str
    state: CaseState
    term: RetentionTerm
    first_processed_on: date
    is_shielded: bool
    extensions: int
    copies_out: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold what the terms of all cases are told from."""

    cases: tuple[Case, ...]
    shielded: tuple[ShieldedCase, ...]
    decisions: tuple[IntakeDecision, ...]
    extensions: tuple[RetentionExtension, ...]
    out: Counter[str]  # documents that are still out, by number of the case


def overview(desk: Desk) -> tuple[KeepRow, ...]:
    """Return the term of every case, the most urgent first; reading it is logged. Raises NotAllowed."""
    with desk.reading(Act.KEEP_CLOCK, Trail("lezen", "bewaartermijnen")) as connection:
        kept = gather(connection)
    return rows_of(desk, kept)


def gather(connection: Connection) -> Kept:
    """Return all that the terms are told from; who calls this logs it."""
    return Kept(
        cases=find_records(connection, Case),
        shielded=listed(connection),
        decisions=find_records(connection, IntakeDecision),
        extensions=find_records(connection, RetentionExtension),
        out=Counter(copy.case_number for copy in _every_copy(connection) if copy.gone_on is None),
    )


def rows_of(desk: Desk, kept: Kept) -> tuple[KeepRow, ...]:
    """Return the term of every case, the most urgent first."""
    today = desk.clock.today()
    months = {regime_id: months_of(desk, regime_id) for regime_id in {c.regime_id for c in kept.cases}}
    extensions: dict[str, list[RetentionExtension]] = defaultdict(list)
    for extension in kept.extensions:
        extensions[extension.case_id].append(extension)
    rejected_on = {d.case_id: d.decided_on for d in kept.decisions if not d.is_accepted}  # the latest
    rows = []
    for case in kept.cases:
        of_case = extensions[case.id]
        rows.append(
            KeepRow(
                case_id=case.id,
                number=case.number,
                regime_id=case.regime_id,
                state=case.state,
                term=term_of(case, months[case.regime_id], of_case, rejected_on.get(case.id), today),
                first_processed_on=case.first_processed_on,
                is_shielded=False,
                extensions=len(of_case),
                copies_out=kept.out[case.number],
            )
        )
    rows += [
        KeepRow(
            case_id=case.id,
            number=case.number,
            regime_id=case.regime_id,
            state=CaseState.CLOSED,
            term=clock(case.destroy_before, today),
            first_processed_on=case.first_processed_on,
            is_shielded=True,
            extensions=0,
            copies_out=kept.out[case.number],
        )
        for case in kept.shielded
    ]
    order = [TermState.DUE, TermState.URGENT, TermState.WARNED, TermState.UNSET, TermState.RUNNING]
    return tuple(sorted(rows, key=lambda row: (order.index(row.term.state), row.number)))


def months_of(desk: Desk, regime_id: str) -> int | None:
    """Return the term of a regime in months, or None when the house must still set it."""
    return house.retention_months(desk, desk.library.regime(regime_id))


def extend(desk: Desk, extension: RetentionExtension) -> RetentionExtension:
    """Keep a case longer, by at most two years at a time (BGS 1.16(2)-(3)).

    Raises ExtensionRefused with why it may not: the case is closed too long, the term is unset or too long,
    or someone who supplied data did not agree; InvalidField without a reason or who decided; NotFound.
    """
    trail = Trail("bewaartermijn verlengen", "casus", extension.case_id, extension.case_id)
    extension = replace(
        extension,
        id=desk.clock.new_id(),
        reason=tidy(extension.reason),
        decided_by=tidy(extension.decided_by),
    )
    for name in ("reason", "decided_by"):
        if not getattr(extension, name):
            raise InvalidField(name, "empty")
    desk.require(Act.KEEP_CLOCK, trail)
    with desk.vault.read() as connection:
        case = get_record(connection, Case, extension.case_id)
    if case is None:
        raise NotFound("case", extension.case_id)
    months = months_of(desk, case.regime_id)
    with desk.change(Act.KEEP_CLOCK, trail) as connection:
        before = find_records(connection, RetentionExtension, case_id=case.id)
        last = limit(case, months, before)
        if last is None:
            raise ExtensionRefused("unset")
        if not may_extend(case, last, extension.basis):
            raise ExtensionRefused(extension.basis.value)
        if not last < extension.until_on <= add_months(last, LONGEST_EXTENSION):
            raise ExtensionRefused("too_long")
        suppliers = {c.organisation_id for c in find_records(connection, Contribution, case_id=case.id)}
        if suppliers - {consent.organisation_id for consent in extension.consents}:
            raise ExtensionRefused("consent")
        insert_record(connection, extension)
    return extension


def suppliers(desk: Desk, case_id: str) -> tuple[str, ...]:
    """Return the organisations that supplied data to a case: each must agree to a longer term."""
    with desk.reading(Act.KEEP_CLOCK, Trail("lezen", "verstrekkers", case_id, case_id)) as connection:
        found = find_records(connection, Contribution, case_id=case_id)
    return tuple(dict.fromkeys(c.organisation_id for c in found))


# --- copies that went out --------------------------------------------------------------------------------


def copies(desk: Desk) -> tuple[KeptCopy, ...]:
    """Return every document that went out, the one that must be destroyed first at the head.

    These are the lists and crisis cards, the extracts of the log and the regieboeken. Not among them are:
    the certificate of a destruction, which is the proof that the house keeps and says nothing of the people
    in the case; a rescue of a damaged vault, which cannot be written to: ``rescues.jsonl`` beside it tells of
    that; backups, which have their own list and term; the certificate of the house, which is public.
    """
    with desk.reading(Act.KEEP_CLOCK, Trail("lezen", "verstrekte documenten")) as connection:
        found = _every_copy(connection)
    return tuple(sorted(found, key=lambda copy: (copy.destroy_before, copy.id)))


def mark_gone(desk: Desk, copy_id: str, gone_on: date | None) -> Changes:
    """Record that a recipient destroyed a copy, or take that back with None; raise NotFound."""
    with desk.change(Act.KEEP_CLOCK, Trail("vernietigd melden", "document", copy_id)) as connection:
        live = get_record(connection, Disclosure, copy_id)
        kept = get_record(connection, KeptCopy, copy_id)
        if live is not None:
            replace_record(connection, replace(live, gone_on=gone_on))
        elif kept is not None:
            replace_record(connection, replace(kept, gone_on=gone_on))
        else:
            raise NotFound("document", copy_id)
    return changed("disclosures")


def copy_of(disclosure: Disclosure, case_number: str) -> KeptCopy:
    """Return what stays known of a document when its case is shielded or destroyed."""
    return KeptCopy(
        id=disclosure.id,
        document_id=disclosure.document_id,
        case_number=case_number,
        kind=disclosure.kind,
        recipient=disclosure.recipient,
        version=disclosure.version,
        sha256=disclosure.sha256,
        made_at=disclosure.made_at,
        destroy_before=disclosure.destroy_before,
        gone_on=disclosure.gone_on,
    )


def extract_goes_before(desk: Desk, connection: Connection, case_number: str) -> date:
    """Return the day before which an extract of the log must go: that of its case, else in a year.

    A case that is destroyed, and one without a term, has no such day; neither has the whole log.
    """
    today = desk.clock.today()
    last = None
    for case in find_records(connection, Case, number=case_number):
        months = house.months_in(connection, desk.library.regime(case.regime_id))
        extensions = find_records(connection, RetentionExtension, case_id=case.id)
        decisions = find_records(connection, IntakeDecision, case_id=case.id)
        rejected_on = max((d.decided_on for d in decisions if not d.is_accepted), default=None)
        last = term_of(case, months, extensions, rejected_on, today).destroy_before
    for shielded in find_records(connection, ShieldedCase, number=case_number):
        last = shielded.destroy_before
    return last or add_months(today, LOG_EXTRACT_MONTHS)


def _every_copy(connection: Connection) -> tuple[KeptCopy, ...]:
    numbers = {case.id: case.number for case in find_records(connection, Case)}
    live = (
        copy_of(d, numbers[d.case_id]) for d in find_records(connection, Disclosure) if d.kind != PRESENCE
    )
    return (*live, *find_records(connection, KeptCopy))
