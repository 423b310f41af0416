"""Say in Dutch why the card of a colleague or the list of a house is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.domain.colleagues import SigningHouse
    from zvdesk.errors import CardRefused

_NEW_CARD = "Vraag uw collega om een nieuwe kaart."
_NEW_LIST = "Vraag de functioneel beheerder om een nieuwe lijst."
#: By reason: what is wrong, and what to do. ``{name}`` is who it is about.
CARD_REASONS: Mapping[str, str] = {
    "unreadable": "Het bestand is er niet, of is niet te lezen. Kies een ander bestand.",
    "too_large": "Dit bestand is te groot voor een kaart of lijst. Kies een ander bestand.",
    "not_a_card": f"Dit bestand is geen kaart van een collega, of het is beschadigd. {_NEW_CARD}",
    "not_a_list": f"Dit bestand is geen lijst van een huis, of het is beschadigd. {_NEW_LIST}",
    "picture": "Deze afbeelding is niet te lezen. Gebruik een foto als PNG of JPG.",
    "picture_too_large": "Deze afbeelding is te groot. Maak de foto kleiner, of knip de QR-code eruit.",
    "no_code": "In deze afbeelding staat geen QR-code die zvdesk kan lezen. Maak een scherpe foto recht van voren.",
    "many_codes": "In deze afbeelding staat meer dan één kaart. Maak een foto van één kaart.",
    "not_vouched_for": (
        "De kaart is niet ondertekend door van wie zij zegt te zijn. Misschien is zij gewijzigd. Bel uw collega."
    ),
    "list_changed": "De handtekening onder de lijst klopt niet. Misschien is zij gewijzigd. Bel de functioneel beheerder.",
    "other_house": "Het certificaat is niet van het huis dat erbij staat. Bel uw collega, en gebruik de kaart niet.",
    "bad_name": "In de naam staan tekens die u niet ziet, of er is geen naam. Bel uw collega, en gebruik de kaart niet.",
    "bad_role": f"zvdesk kent de rol op de kaart niet. {_NEW_CARD}",
    "expired": "Het certificaat van {name} is verlopen. Vraag om een nieuwe kaart of lijst.",
    "not_yet": "Het certificaat van {name} geldt nog niet. Controleer of de klok van deze computer goed staat.",
    "practice": "Oefenen en echt gaan niet samen: de kaart of lijst hoort bij een ander soort kluis dan deze.",
    "own": "Dit is de kaart van iemand van deze kluis zelf. Die hoeft u niet te leren kennen.",
    "ended": (
        "{name} is gestopt als collega. Komt deze persoon terug? Vraag dan om een kaart met nieuwe sleutels; de "
        "functioneel beheerder daar kan de sleutels vernieuwen."
    ),
    "look_alike": (
        "De naam {name} lijkt te veel op die van een collega die u al kent, en de sleutel is een andere. Bel uw "
        "collega. Zijn de sleutels vernieuwd? Beëindig dan eerst de oude bij Collega's. Zijn het twee mensen? "
        "Laat één van beiden een kaart maken waarop de naam anders is."
    ),
    "other_fingerprint": (
        "De vingerafdruk is niet dezelfde als op de kaart van {name}. Laat die nog eens voorlezen. Klopt hij weer "
        "niet? Gebruik de kaart dan niet."
    ),
    "unknown_signer": (
        "U kent niet wie deze lijst ondertekende. Voeg eerst de kaart van de functioneel beheerder toe, met de "
        "vingerafdruk die u hoort."
    ),
    "not_an_admin": "{name} ondertekende deze lijst, maar is geen functioneel beheerder.",
    "house_of_another": (
        "Het huis op deze lijst is niet het huis van wie de lijst ondertekende, zoals u dat kent. Bel de functioneel "
        "beheerder, en vraag zo nodig om een nieuwe kaart."
    ),
    "other_person": (
        "Op deze lijst hoort de sleutel van {name} bij een andere naam, rol of organisatie. Bel de functioneel "
        "beheerder, en gebruik de lijst niet."
    ),
    "older_list": "Deze lijst is ouder dan de lijst die u al hebt. Vraag om de nieuwste lijst.",
    "from_the_future": "De lijst is gemaakt op een tijd die nog moet komen. Controleer de klok van deze computer.",
}  # fmt: skip


def signs_under(moved: SigningHouse, *, is_self: bool) -> str:
    """Say under which house somebody of this vault signs from now on."""
    who = "U ondertekent" if is_self else f"{moved.name} ondertekent"
    if moved.is_own:
        return f"{who} weer onder het eigen huis: {moved.house}."
    return (
        f"{who} nu onder het huis {moved.house}. Geef ontvangers het blad met het certificaat van dat huis."
    )


def card_refused(error: CardRefused) -> str:
    """Return why a card or a list of the house is refused, and that nothing was kept."""
    return f"{CARD_REASONS[error.reason].format(name=error.name)} Er is niets bewaard."
