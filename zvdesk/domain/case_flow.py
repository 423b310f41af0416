"""Say which state of a case may follow which, and what each asks first (field.md 3.2, 4.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.cases import CRITERIA, CaseState, SubjectKind, Verdict
from zvdesk.domain.organisations import Organisation, WgsPosition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Case
    from zvdesk.domain.regimes import Regime

_S = CaseState
MOVES: dict[CaseState, tuple[CaseState, ...]] = {
    _S.REGISTERED: (_S.TRIAGE,),
    _S.TRIAGE: (_S.ACCEPTED, _S.REJECTED),
    _S.ACCEPTED: (_S.ENRICHMENT, _S.PLANNED),
    _S.ENRICHMENT: (_S.PLANNED,),
    _S.PLANNED: (_S.IN_MEETING, _S.ENRICHMENT),
    _S.IN_MEETING: (_S.ADOPTED, _S.PLANNED),
    _S.ADOPTED: (_S.IN_EXECUTION, _S.PLANNED, _S.AFTERCARE),
    _S.IN_EXECUTION: (_S.PLANNED, _S.AFTERCARE),
    _S.AFTERCARE: (_S.PLANNED, _S.CLOSED),
    _S.REJECTED: (),
    _S.CLOSED: (),
}
#: States that only a meeting sets; nobody picks them by hand.
SET_BY_MEETING = frozenset({_S.PLANNED, _S.IN_MEETING, _S.ADOPTED})


def missing_for(
    file: CaseFile, target: CaseState, regime: Regime, organisations: Mapping[str, Organisation]
) -> tuple[Blocker, ...]:
    """Return what a case still lacks for a state; empty when the way is open."""
    if target not in MOVES[file.case.state]:
        return (Blocker(BlockerCode.NO_SUCH_MOVE, (file.case.state.value, target.value)),)
    ask = _ASKS.get(target)
    return ask(file, regime, organisations) if ask else ()


def moved(case: Case, target: CaseState) -> Case:
    """Return the case in its new state; ask ``missing_for`` first."""
    return replace(case, state=target)


def _triage(file: CaseFile, _regime: Regime, _orgs: Mapping[str, Organisation]) -> tuple[Blocker, ...]:
    """BGS 1.6 asks the notifier's quality test; Wgs 2.25 the purpose beforehand."""
    found = []
    referral = file.referral
    if referral is None or not (referral.referrer_name or referral.referrer_organisation):
        found.append(Blocker(BlockerCode.NO_REFERRER))
    if referral is None or not referral.is_quality_checked or not referral.quality_checked_by:
        found.append(Blocker(BlockerCode.NO_QUALITY_CHECK))
    if file.main_subject is None:
        found.append(Blocker(BlockerCode.NO_MAIN_SUBJECT))
    if not file.case.purpose:
        found.append(Blocker(BlockerCode.NO_PURPOSE))
    unrelated = tuple(
        s.full_name for s in file.subjects if s.kind is SubjectKind.RELATED and not s.relation
    )  # BGS 2.19
    if unrelated:
        found.append(Blocker(BlockerCode.RELATION_MISSING, unrelated))
    return tuple(found)


def _accepted(file: CaseFile, regime: Regime, orgs: Mapping[str, Organisation]) -> tuple[Blocker, ...]:
    """BGS 2.20: four cumulative criteria; Wgs 2.31(2): public participants decide."""
    found = list(criteria_missing(file)) if regime.needs_criteria else []
    found += _decision_missing(file, regime, orgs)
    decision = file.intake_decision
    if decision is not None and not decision.is_accepted:
        found.append(Blocker(BlockerCode.INTAKE_SAYS_NO))
    return tuple(found)


def criteria_missing(file: CaseFile) -> tuple[Blocker, ...]:
    """Return which of the four criteria are open, not met or without evidence (BGS 2.20)."""
    verdicts = {criterion.code: criterion for criterion in file.criteria}
    found = []
    for code, wanted in (
        (BlockerCode.CRITERION_OPEN, Verdict.OPEN),
        (BlockerCode.CRITERION_NOT_MET, Verdict.NO),
    ):
        names = tuple(
            c for c in CRITERIA if (verdicts[c].verdict if c in verdicts else Verdict.OPEN) is wanted
        )
        if names:
            found.append(Blocker(code, names))
    bare = tuple(
        c
        for c in CRITERIA
        if c in verdicts and verdicts[c].verdict is Verdict.YES and not verdicts[c].evidence
    )
    if bare:
        found.append(Blocker(BlockerCode.EVIDENCE_MISSING, bare))
    return tuple(found)


def non_public_deciders(
    decider_ids: tuple[str, ...], regime: Regime, organisations: Mapping[str, Organisation]
) -> tuple[str, ...]:
    """Return the names of deciders that may not decide: only art. 2.27(1) Wgs parties do (Wgs 2.31(2))."""
    if not regime.only_public_decide:
        return ()
    known = (organisations[i] for i in decider_ids if i in organisations)
    return tuple(o.name for o in known if o.position is not WgsPosition.PUBLIC)


def _decision_missing(
    file: CaseFile, regime: Regime, orgs: Mapping[str, Organisation]
) -> tuple[Blocker, ...]:
    decision = file.intake_decision
    if decision is None or not decision.decider_ids:
        return (Blocker(BlockerCode.NO_INTAKE_DECISION),)
    names = non_public_deciders(decision.decider_ids, regime, orgs)
    return (Blocker(BlockerCode.DECIDER_NOT_PUBLIC, names),) if names else ()


def _rejected(file: CaseFile, regime: Regime, orgs: Mapping[str, Organisation]) -> tuple[Blocker, ...]:
    found = list(_decision_missing(file, regime, orgs))
    decision = file.intake_decision
    if decision is not None and decision.is_accepted:
        found.append(Blocker(BlockerCode.INTAKE_SAYS_YES))
    if decision is not None and not decision.reason:
        found.append(Blocker(BlockerCode.NO_REJECTION_REASON))
    return tuple(found)


def _planned(file: CaseFile, _regime: Regime, orgs: Mapping[str, Organisation]) -> tuple[Blocker, ...]:
    """Wgs 2.31(4): who takes part, and why they must."""
    if not file.participations:
        return (Blocker(BlockerCode.NO_PARTICIPANTS),)
    bare = tuple(
        orgs[p.organisation_id].name
        for p in file.participations
        if not p.reason and p.organisation_id in orgs
    )
    return (Blocker(BlockerCode.PARTICIPATION_REASON_MISSING, bare),) if bare else ()


def _closed(file: CaseFile, _regime: Regime, _orgs: Mapping[str, Organisation]) -> tuple[Blocker, ...]:
    found = []
    still_open = tuple(a.what for a in file.actions if a.status not in SETTLED)
    if still_open:
        found.append(Blocker(BlockerCode.OPEN_ACTIONS, still_open))
    if not file.case.closing_reason:
        found.append(Blocker(BlockerCode.NO_CLOSING_REASON))
    return tuple(found)


_ASKS: dict[CaseState, Callable[[CaseFile, Regime, Mapping[str, Organisation]], tuple[Blocker, ...]]] = {
    _S.TRIAGE: _triage,
    _S.ACCEPTED: _accepted,
    _S.REJECTED: _rejected,
    _S.PLANNED: _planned,
    _S.CLOSED: _closed,
}
