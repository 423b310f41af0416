"""Say who may get what was brought in or agreed: the supplier's condition holds on paper (Wgs 2.29(3))."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.presence import heard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.contributions import Contribution
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.organisations import Organisation


class Withheld(Enum):
    """Say on what ground a document that normally holds contributions leaves something out."""

    CONDITION = "voorwaarde"  # of who supplied it (Wgs 2.29(3)); not which, and not whose
    PRESENCE = "niet_aan_tafel"  # the recipient did not hear the case (Wgs 2.31(4))
    NOT_TOLD = "nog_niet_verteld"  # the person concerned may not know of it yet (AVG 14(5), UAVG 41)
    OTHERS = "gegevens_van_anderen"  # AVG 15(4)


def may_get(
    agreed: Decision | ActionItem | ConditionalAgreement | Contribution, organisation: Organisation | None
) -> bool:
    """Tell whether an organisation may have this on paper; None is the full list of the house itself.

    What is not for the report stands on no paper at all. Who has to act, or brought it in, is always one of
    the named: nobody can do what they may not know. A derde gets nothing that is not for derden, also when it
    would act.
    """
    condition = agreed.sharing_condition
    if condition is SharingCondition.NOT_IN_REPORT:
        return False
    if organisation is None or condition is SharingCondition.ALL:
        return True
    if condition is SharingCondition.NOT_TO_THIRD:
        return organisation.position is not WgsPosition.THIRD
    acting = "" if isinstance(agreed, Decision) else agreed.organisation_id
    return organisation.id in (*agreed.named_organisation_ids, acting)


def may_know(agreed: Decision | ActionItem | ConditionalAgreement | Contribution) -> bool:
    """Tell whether the person concerned may have this on paper (AVG 15).

    Who it is about is no derde (AVG 4(10)), and none of the named organisations: what was meant for some of
    them waits until who supplied it was asked (BGS 1.2).
    """
    return agreed.sharing_condition in (SharingCondition.ALL, SharingCondition.NOT_TO_THIRD)


def was_there(items: Iterable[AgendaItem], organisation_id: str, meeting_id: str = "") -> bool:
    """Tell whether an organisation heard a case, at one meeting or at any.

    Before the case came to any table, who is invited or takes part prepares it: then nobody missed it.
    """
    begun = [item for item in items if item.began_at and meeting_id in ("", item.meeting_id)]
    return not begun or any(
        hearing.organisation_id == organisation_id for item in begun for hearing in heard(item)
    )


def withheld_from(
    record: Contribution | Decision, organisation: Organisation | None, items: Iterable[AgendaItem]
) -> Withheld | None:
    """Return the ground on which a recipient does not get this, or None; a condition goes before presence."""
    if not may_get(record, organisation):
        return Withheld.CONDITION
    if organisation is None:
        return None
    if isinstance(record, Decision):
        heard_it = was_there(items, organisation.id, record.meeting_id)
    else:
        heard_it = record.organisation_id == organisation.id or was_there(items, organisation.id)
    return None if heard_it else Withheld.PRESENCE


def held_back(
    file: CaseFile, organisation: Organisation | None, items: Iterable[AgendaItem]
) -> tuple[str, ...]:
    """Return the contributions that a recipient may not have, as texts: no copy of them may stand either."""
    items = tuple(items)
    return tuple(c.text for c in file.contributions if withheld_from(c, organisation, items) is not None)
