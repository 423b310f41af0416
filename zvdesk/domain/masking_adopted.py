"""Take out of what a table adopted whatever was copied from contributions that its reader may not have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.masking import mask

if TYPE_CHECKING:
    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.masking import MaskTerms


def without_copies(adopted: AdoptedList, terms: MaskTerms) -> AdoptedList:
    """Return the same with every free text masked; numbers, days, ids and who does it stay as they are.

    Names and telephone numbers of who acts are no free text: without them nobody can do anything.
    """
    if not terms.copies.runs:
        return adopted
    content = adopted.content
    return replace(
        adopted,
        reason=mask(adopted.reason, terms),
        content=replace(
            content,
            goal=mask(content.goal, terms),
            goal_indicator=mask(content.goal_indicator, terms),
            follow_up_note=mask(content.follow_up_note, terms),
            decisions=tuple(replace(one, text=mask(one.text, terms)) for one in content.decisions),
            actions=tuple(_action(one, terms) for one in content.actions),
            conditionals=tuple(_conditional(one, terms) for one in content.conditionals),
            reservations=tuple(replace(one, text=mask(one.text, terms)) for one in content.reservations),
        ),
    )


def _action(action: ActionItem, terms: MaskTerms) -> ActionItem:
    return replace(
        action,
        what=mask(action.what, terms),
        condition=mask(action.condition, terms),
        informing_note=mask(action.informing_note, terms),
    )


def _conditional(agreement: ConditionalAgreement, terms: MaskTerms) -> ConditionalAgreement:
    trigger, response = mask(agreement.trigger, terms), mask(agreement.response, terms)
    whole = mask(f"{agreement.trigger}: {agreement.response}", terms)
    if whole != f"{trigger}: {response}":  # a copy runs from the one into the other
        trigger, response = whole, terms.words.contribution
    return replace(agreement, trigger=trigger, response=response)
