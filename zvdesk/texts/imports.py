"""Say in Dutch why an address book or an invitation is refused; ``{limit}`` is the limit that was passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.errors import AddressesRefused, InvitationRefused

REASONS: Mapping[str, str] = {
    "unreadable": "Het bestand is er niet, of is niet te lezen.",
    "other_kind": "Dit is niet het goede soort bestand. zvdesk leest hier: {limit}.",
    "too_large": "Het bestand is te groot: meer dan {limit} MB.",
    "too_many_lines": "Het bestand heeft te veel regels: meer dan {limit}.",
    "too_many_cards": "Er staan te veel adressen in: meer dan {limit}. Deel het bestand op.",
    "too_many_columns": "Er zijn te veel kolommen: meer dan {limit}.",
    "too_deep": "Het bestand is te diep genest: meer dan {limit} lagen.",
    "too_long": "Een tekst is te lang: meer dan {limit} tekens.",
    "not_text": "De tekens in het bestand zijn niet te lezen. Bewaar het als UTF-8 en probeer het opnieuw.",
    "not_vcard": "Dit is geen vCard, of het bestand is beschadigd of niet compleet.",
    "old_vcard": "Dit is een vCard van versie {limit}. Bewaar het adresboek als vCard 3.0 of 4.0.",
    "not_csv": "Dit is geen CSV-bestand, of het is beschadigd.",
    "no_name_column": "Er is geen kolom met de naam van de organisatie. Zet boven die kolom: naam.",
    "nothing_in_it": "Er staat geen organisatie in het bestand.",
    "not_ics": "Dit is geen uitnodiging in iCalendar (.ics), of het bestand is beschadigd of niet compleet.",
    "no_event": "Er staat geen afspraak in het bestand.",
    "many_events": "Er staan meer afspraken in het bestand. Bewaar de afspraak die u bedoelt apart.",
    "bad_time": "Het begin van de afspraak is geen bestaande dag en tijd.",
}


def addresses_refused(error: AddressesRefused) -> str:
    """Return why an address book is refused."""
    return f"{_reason(error)} Er is niets ingelezen. Uw organisaties zijn zoals ze waren."


def invitation_refused(error: InvitationRefused) -> str:
    """Return why an invitation is refused."""
    return f"{_reason(error)} Er is niets ingevuld. Vul de velden zelf in, of kies een ander bestand."


def _reason(error: AddressesRefused | InvitationRefused) -> str:
    sentence = REASONS[error.reason].format(limit=error.limit)
    return f"Regel {error.line}: {sentence[0].lower()}{sentence[1:]}" if error.line else sentence
