"""Hold what a crisis card says: exactly what is printed, and make it from what a table adopted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.numbering import numbered_conditionals
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from zvdesk.domain.actions import ConditionalAgreement
    from zvdesk.domain.adoption import AdoptedContent, AdoptedList, Letterhead
    from zvdesk.domain.escalation import Level
    from zvdesk.domain.log_standing import LogHead
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.regimes import Regime

_NUMBER = re.compile(r"\+?\(?\d[\d \-()./]*\d")
_FEWEST = 3  # digits in a telephone number: 112


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """Hold whom to ring and the number; both are printed, the number large."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAgreement:
    """Hold one printed als-dan-afspraak with whom to ring, in order; its number is that of the list."""

    number: int
    trigger: str
    response: str
    who: str
    within_hours: int | None
    phones: tuple[PhoneLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHolder:
    """Hold one printed holder of a responsibility."""

    label: str
    person: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisCard:
    """Hold one crisis card for one recipient; it is always one page."""

    house: str
    is_practice: bool
    title: str  # of the meeting
    meeting_at: datetime  # local time
    case_number: str
    version: int
    replaces: int | None
    recipient: str  # "" for the card of the house itself
    level_code: str
    level_colour_name: str
    level_colour: str  # "#RRGGBB"; "" when unknown
    scheme_banner: str  # "" when the region adopted the scheme
    holders: tuple[CardHolder, ...]
    stuck: str  # whom to call when it stalls, of the level
    agreements: tuple[CardAgreement, ...]
    contact: str
    valid_from: date
    retest_on: date | None
    follow_up_on: date | None
    confidentiality: str
    destroy_before: date | None
    signer_name: str
    signer_role: str
    signed_at: datetime  # local time; also the document's date
    audit_mark: str
    document_id: str
    log_head: LogHead | None = None  # goes along inside the PDF
    key_issuer: str = ""  # who issued the signer's key, when that is not the house


def phone_line(text: str) -> PhoneLine:
    """Split ``Crisisdienst 088-0001234`` into whom and the number; without a number all of it is whom."""
    found = [m for m in _NUMBER.finditer(text) if sum(c.isdigit() for c in m.group()) >= _FEWEST]
    if not found:
        return PhoneLine(name=text.strip(), number="")
    last = found[-1]
    name = f"{text[: last.start()]} {text[last.end() :]}"
    return PhoneLine(name=" ".join(name.split()).strip(" ,:;-"), number=last.group().strip())


def card_agreements(
    content: AdoptedContent, organisation: Organisation | None, organisations: Mapping[str, Organisation]
) -> tuple[CardAgreement, ...]:
    """Return what stands on the card of an organisation, or on that of the house for None.

    Whoever takes part gets each agreement that it may get: who sees it happen is often not who acts. A derde
    gets only those in which it acts itself, or is named (Wgs 1.7(2): what its own task needs).
    """
    return tuple(
        _agreement(number, agreement, organisations)
        for number, agreement in numbered_conditionals(content)
        if may_get(agreement, organisation) and _concerns(agreement, organisation)
    )


def card_for(
    adopted: AdoptedList,
    organisation: Organisation | None,
    *,
    head: Letterhead,
    level: Level | None,
    regime: Regime,
    organisations: Mapping[str, Organisation],
) -> CrisisCard:
    """Return the crisis card of one organisation, or that of the house for None."""
    content = adopted.content
    return CrisisCard(
        house=head.house,
        is_practice=head.is_practice,
        title=head.title,
        meeting_at=head.meeting_at,
        case_number=head.case_number,
        version=adopted.version,
        replaces=adopted.replaces,
        recipient=organisation.name if organisation else "",
        level_code=content.level_code,
        level_colour_name=level.colour_name if level else "",
        level_colour=level.colour if level else "",
        scheme_banner=head.scheme_banner,
        holders=_holders(content, head, organisations),
        stuck=level.stuck if level else "",
        agreements=card_agreements(content, organisation, organisations),
        contact=head.contact,
        valid_from=head.meeting_at.date(),
        retest_on=content.retest_on,
        follow_up_on=content.follow_up_on,
        confidentiality=regime.confidentiality,
        destroy_before=head.destroy_before,
        signer_name=head.signer_name,
        signer_role=head.signer_role,
        signed_at=head.signed_at,
        audit_mark=head.audit_mark,
        log_head=head.log_head,
        document_id=head.document_id,
    )


def _concerns(agreement: ConditionalAgreement, organisation: Organisation | None) -> bool:
    if organisation is None or organisation.position is not WgsPosition.THIRD:
        return True
    return organisation.id in (agreement.organisation_id, *agreement.named_organisation_ids)


def _agreement(
    number: int, agreement: ConditionalAgreement, organisations: Mapping[str, Organisation]
) -> CardAgreement:
    acting = organisations.get(agreement.organisation_id)
    name = acting.name if acting else ""
    phones = tuple(phone_line(text) for text in agreement.phones if text.strip())
    if not phones and acting is not None and acting.phone.strip():
        phones = (PhoneLine(name=name, number=acting.phone.strip()),)
    return CardAgreement(
        number=number,
        trigger=agreement.trigger,
        response=agreement.response,
        who=", ".join(part for part in (agreement.person, name) if part),
        within_hours=agreement.within_hours,
        phones=phones,
    )


def _holders(
    content: AdoptedContent, head: Letterhead, organisations: Mapping[str, Organisation]
) -> tuple[CardHolder, ...]:
    found = []
    for responsibility in Responsibility:
        held = [h for h in content.holders if h.responsibility is responsibility and h.person.strip()]
        if not held:
            continue
        holder = max(held, key=lambda h: h.from_on)
        organisation = organisations.get(holder.organisation_id)
        name = organisation.name if organisation else ""
        found.append(
            CardHolder(
                label=head.labels[responsibility.value],
                person=", ".join(part for part in (holder.person, name) if part),
                phone=holder.phone.strip(),
            )
        )
    return tuple(found)
