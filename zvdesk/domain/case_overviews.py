"""Hold what the case overview says: a case as one organisation, or the house itself, may have it on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.masking import mask
from zvdesk.domain.sharing import Withheld, may_get, was_there, withheld_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.contributions import ContributionKind, DataCategory
    from zvdesk.domain.log_standing import LogHead
    from zvdesk.domain.masking import MaskTerms
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewSeat:
    """Hold one organisation that takes part, and why it must."""

    organisation: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewContribution:
    """Hold one contribution that the recipient may have."""

    organisation: str
    kind: ContributionKind
    category: DataCategory
    observed_on: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewAgreement:
    """Hold one decision, action or als-dan-afspraak; ``who`` is empty for a decision."""

    text: str
    who: str
    on: date | None  # decided on, or due on


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewContent:
    """Hold what of a case is for one recipient, and on what grounds the rest is not."""

    occasion: str
    goal: str
    goal_on: date | None
    resident_view: str
    seats: tuple[OverviewSeat, ...]
    contributions: tuple[OverviewContribution, ...]
    decisions: tuple[OverviewAgreement, ...]
    actions: tuple[OverviewAgreement, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOverview:
    """Hold one case overview exactly as it is printed."""

    house: str
    is_practice: bool
    case_number: str
    recipient: str  # "" for the house's own file
    is_wgs: bool
    version: int
    purpose: str
    ground: str
    level_code: str
    level_colour_name: str
    level_colour: str
    content: OverviewContent
    confidentiality: str
    destroy_before: date | None
    signer_name: str
    signer_role: str
    signed_at: datetime  # local time
    audit_mark: str
    document_id: str
    log_head: LogHead | None = None
    key_issuer: str = ""  # who issued the signer's key, when that is not the house


def overview_recipients(file: CaseFile, items: Iterable[AgendaItem]) -> tuple[str, ...]:
    """Return for whom an overview can be made: organisations that take part, or sat at a table with it."""
    seen = (presence.organisation_id for item in items for presence in item.presences)
    return tuple(dict.fromkeys((*(part.organisation_id for part in file.participations), *seen)))


def overview_of(
    file: CaseFile,
    organisation: Organisation | None,
    items: Iterable[AgendaItem],
    organisations: Mapping[str, Organisation],
    terms: MaskTerms,
) -> OverviewContent:
    """Return what of a case one organisation may have on paper; None is the house itself.

    Contributions and decisions are left out by their conditions and by presence, and the content says on what
    grounds. Of the actions an organisation gets its own, like on its list, which tells of no other's. Free
    texts without a condition lose what was copied from a contribution that is left out: ``terms`` knows it.
    """
    items = tuple(items)
    judged = [(c, withheld_from(c, organisation, items)) for c in file.contributions]
    decided = [(d, withheld_from(d, organisation, items)) for d in file.decisions]
    withheld = {why for _, why in (*judged, *decided) if why is not None}
    open_actions = [action for action in file.actions if action.status not in SETTLED]
    standing: tuple[ActionItem | ConditionalAgreement, ...] = (*open_actions, *file.conditionals)
    if organisation is None and not all(may_get(record, None) for record in standing):
        withheld.add(Withheld.CONDITION)

    def is_for_it(record: ActionItem | ConditionalAgreement) -> bool:
        is_own = organisation is None or record.organisation_id == organisation.id
        return is_own and may_get(record, organisation)

    def free(text: str) -> str:
        cleaned = mask(text, terms)
        if cleaned != text:
            withheld.add(Withheld.CONDITION)
        return cleaned

    def name(organisation_id: str) -> str:
        found = organisations.get(organisation_id)
        return found.name if found else ""

    case = file.case
    heard_it = organisation is None or was_there(items, organisation.id)
    if not heard_it and (case.occasion or case.resident_view):
        withheld.add(Withheld.PRESENCE)
    contributions = tuple(
        OverviewContribution(
            organisation=name(c.organisation_id),
            kind=c.kind,
            category=c.category,
            observed_on=c.observed_on,
            text=c.text,
        )
        for c, why in judged
        if why is None
    )
    decisions = tuple(
        OverviewAgreement(text=free(d.text), who="", on=d.decided_on) for d, why in decided if why is None
    )
    actions = (
        *(
            OverviewAgreement(text=free(a.what), who=name(a.organisation_id), on=a.due_on)
            for a in open_actions
            if is_for_it(a)
        ),
        *(
            OverviewAgreement(text=free(f"{c.trigger}: {c.response}"), who=name(c.organisation_id), on=None)
            for c in file.conditionals
            if is_for_it(c)
        ),
    )
    texts = (case.occasion, case.resident_view) if heard_it else ("", "")
    occasion, view = (free(text) for text in texts)
    return OverviewContent(
        occasion=occasion,
        goal=free(case.shared_goal),
        goal_on=case.goal_on,
        resident_view=view,
        seats=tuple(
            OverviewSeat(organisation=name(part.organisation_id), reason=free(part.reason))
            for part in file.participations
        ),
        contributions=contributions,
        decisions=decisions,
        actions=actions,
        withheld=tuple(ground for ground in Withheld if ground in withheld),
    )
