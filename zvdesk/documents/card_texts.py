"""Hold the Dutch words of the crisis card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts

if TYPE_CHECKING:
    from zvdesk.domain.crisis_cards import CardAgreement, CrisisCard

TITLE = "Crisiskaart"
DANGER = "Nu direct gevaar? Bel 112."
DANGER_FIRST = "Doe daarna wat hieronder staat."
IF, THEN = "Als", "Dan"
NOBODY = "nog niemand genoemd"
NO_PHONE = "Er is geen telefoonnummer afgesproken."
NO_LEVEL = "niveau nog niet vastgesteld"
NO_HOLDERS = "Er is nog niemand genoemd."
HOLDERS = "Wie heeft de regie"
STUCK = "Lukt het niet?"
SIGNATURE_FIELD = "Digitale ondertekening van deze crisiskaart"


def heading(card: CrisisCard) -> str:
    """Name the card."""
    return f"{TITLE} {card.recipient}" if card.recipient else TITLE


def subtitle(card: CrisisCard) -> str:
    """Say which case, how many agreements and which version."""
    number = texts.count(len(card.agreements), "als-dan-afspraak", "als-dan-afspraken")
    replaced = "" if card.replaces is None else f", vervangt versie {card.replaces}"
    return f"Casus {card.case_number} · {number} · versie {card.version}{replaced}"


def meeting_line(card: CrisisCard) -> str:
    """Say at which meeting this was agreed."""
    return f"{card.title} · {texts.long_day(card.meeting_at)}"


def validity(card: CrisisCard) -> str:
    """Say from when until when the card holds."""
    since = f"Geldig vanaf {texts.plain_day(card.valid_from)}"
    if card.retest_on is not None:
        return f"{since} tot de hertoets op {texts.plain_day(card.retest_on)}."
    if card.follow_up_on is not None:
        return f"{since} tot het volgende overleg op {texts.plain_day(card.follow_up_on)}."
    return f"{since}, totdat er een nieuwe kaart is."


def when(agreement: CardAgreement) -> str:
    """Return what happens, without an ``Als`` that someone typed as well."""
    return texts.without(agreement.trigger, "als ")


def then(agreement: CardAgreement) -> str:
    """Return what is done, without a ``dan`` that someone typed as well."""
    return texts.sentence(texts.without(agreement.response, "dan "))


def within(agreement: CardAgreement) -> str:
    """Say within how long, in one line."""
    if agreement.within_hours is None:
        return "geen termijn afgesproken"
    return f"binnen {texts.within(agreement.within_hours)}"


def level_note(card: CrisisCard) -> str:
    """Say the name of the colour of the level."""
    return f"({card.level_colour_name})" if card.level_colour_name else ""


def contact(card: CrisisCard) -> str:
    """Say whom to call when it does not work out."""
    parts = [f"Bel {texts.sentence(card.contact)}" if card.contact.strip() else texts.NO_CONTACT]
    if card.stuck.strip():
        parts.append(f"Stokt het? {texts.sentence(card.stuck[:1].upper() + card.stuck[1:])}")
    return " ".join(parts)


def facts(card: CrisisCard) -> tuple[str, ...]:
    """Return what stands at the foot: which card it is, how long it may be kept, the mark of the log."""
    return (
        f"Casus {card.case_number}, versie {card.version}",
        texts.destroy(card),
        texts.log_mark(card),
        f"Document {card.document_id}",
    )
