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


CONTENT_REASONS: Mapping[str, str] = {
    "unreadable": "het is niet te lezen",
    "too_large": "het is te groot",
    "too_many_files": "er zijn te veel bestanden",
    "not_utf8": "de tekens zijn geen UTF-8",
    "not_toml": "het is geen goede TOML, of te diep genest",
    "no_such_folder": "de map is er niet",
    "outside_folder": "het verwijst naar een plek buiten de map",
    "missing": "dit ontbreekt",
    "unknown_key": "dit kent zvdesk niet",
    "wrong_type": "dit is niet de goede soort waarde",
    "empty": "dit is leeg",
    "too_long": "dit is te lang",
    "out_of_range": "dit getal is te klein of te groot",
    "bad_code": "hier mogen alleen letters, cijfers en streepjes staan",
    "not_in_list": "deze waarde mag hier niet",
    "duplicate": "dit staat er twee keer",
    "wrong_order": "de volgorde klopt niet",
    "bad_colour": "dit is geen kleur",
    "bad_bsn": "dit is geen burgerservicenummer",
    "bad_postcode": "dit is geen postcode",
}
