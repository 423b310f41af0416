"""Say before a text is adopted on whose list it will be masked: it repeats what somebody brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.masking import mask, terms_of_copies
from zvdesk.domain.read_back import Outline
from zvdesk.domain.sharing import held_back, may_get

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.masking import MaskTerms, MaskWords
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.read_back import Agreement

HOUSE = ""  # stands for the house: what its own list may not say is on no paper at all


def masked_for(
    record: Agreement,
    file: CaseFile,
    organisations: Mapping[str, Organisation],
    words: MaskWords,
    known: dict[tuple[str, ...], MaskTerms] | None = None,
) -> tuple[str, ...]:
    """Return the ids of those on whose list or card a text of this agreement is masked, ``HOUSE`` first.

    Only conditions count: who was not at the table is not known before the end. ``known`` keeps what was made
    of the contributions of a case, for the next agreement: that takes longer than looking.
    """
    texts = "\n".join(_texts(record))
    known = {} if known is None else known  # most recipients may not have the same
    found = []
    for recipient_id in (HOUSE, *_recipients(record, file, organisations)):
        secret = held_back(file, organisations.get(recipient_id), ())
        if secret not in known:
            known[secret] = terms_of_copies(secret, organisations.values(), words=words)
        if secret and mask(texts, known[secret]) != texts:
            found.append(recipient_id)
    return tuple(found)


def _texts(record: Agreement) -> tuple[str, ...]:
    """Return the free texts of an agreement, as far as they go on paper."""
    if isinstance(record, Outline):
        return (record.goal, record.goal_indicator, record.follow_up_note)
    if isinstance(record, ActionItem):
        return (record.what, record.condition, record.informing_note)
    if isinstance(record, ConditionalAgreement):
        return (record.trigger, record.response)
    return (record.text,) if isinstance(record, Decision | Reservation) else ()


def _recipients(
    record: Agreement, file: CaseFile, organisations: Mapping[str, Organisation]
) -> Iterable[str]:
    """Return the organisations that get it on a list, or on a crisis card."""
    take_part = [part.organisation_id for part in file.participations]
    found: list[str] = []
    if isinstance(record, Outline):
        acting: tuple[ActionItem | ConditionalAgreement, ...] = (*file.actions, *file.conditionals)
        found = [*take_part, *(each.organisation_id for each in acting)]
    elif isinstance(record, ConditionalAgreement):
        found = [record.organisation_id, *take_part]
    elif isinstance(record, ActionItem | Reservation):
        found = [record.organisation_id]
    for organisation_id in dict.fromkeys(found):
        organisation = organisations.get(organisation_id)
        if organisation is None:
            continue
        if not isinstance(record, ActionItem | ConditionalAgreement) or may_get(record, organisation):
            yield organisation_id
