"""Say who may get what was agreed: the supplier's condition holds on paper as well (Wgs 2.29(3))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision
from zvdesk.domain.organisations import WgsPosition

if TYPE_CHECKING:
    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.organisations import Organisation


def may_get(agreed: Decision | ActionItem | ConditionalAgreement, organisation: Organisation | None) -> bool:
    """Tell whether an organisation may have this on paper; None is the full list of the house itself.

    What is not for the report stands on no paper at all. Who has to act is always one of the named: nobody
    can do what they may not know. A derde gets nothing that is not for derden, also when it would act.
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
