"""Number what a table agreed, so that no number tells its reader of what that reader may not know.

What stands on no paper has no number. What is for everyone is numbered first, then what is not for derden,
then what is for the named: what lacks on a list or card lacks at its end, where no gap shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.decisions import Decision

_ORDER = (SharingCondition.ALL, SharingCondition.NOT_TO_THIRD, SharingCondition.NAMED)


class _Adopted(Protocol):
    """Ask of what a table adopted just what has a number."""

    @property
    def decisions(self) -> tuple[Decision, ...]: ...
    @property
    def actions(self) -> tuple[ActionItem, ...]: ...
    @property
    def conditionals(self) -> tuple[ConditionalAgreement, ...]: ...


def numbered_actions(content: _Adopted) -> tuple[tuple[int, ActionItem], ...]:
    """Return the actions with their numbers, which are the same on every paper."""
    return tuple((number, one) for number, one in _numbered(content) if isinstance(one, ActionItem))


def numbered_conditionals(content: _Adopted) -> tuple[tuple[int, ConditionalAgreement], ...]:
    """Return the als-dan-afspraken with their numbers; no action has the same number."""
    return tuple((number, one) for number, one in _numbered(content) if isinstance(one, ConditionalAgreement))


def numbered_decisions(content: _Adopted) -> tuple[tuple[int, Decision], ...]:
    """Return the decisions with their numbers; only the house has them on a list, so that they keep order."""
    return tuple(enumerate((one for one in content.decisions if may_get(one, None)), 1))


def _numbered(content: _Adopted) -> Iterator[tuple[int, ActionItem | ConditionalAgreement]]:
    agreed: tuple[ActionItem | ConditionalAgreement, ...] = (*content.actions, *content.conditionals)
    on_paper = (one for one in agreed if may_get(one, None))
    yield from enumerate(sorted(on_paper, key=lambda one: _ORDER.index(one.sharing_condition)), 1)
