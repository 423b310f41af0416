"""Say in Dutch why a package is refused, and who has the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.handovers import PackageFault
from zvdesk.domain.people import Role
from zvdesk.texts.days import day
from zvdesk.texts.labels import PACKAGE_FAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.errors import NotGivenHere, PackageRefused, PenElsewhere

_ASK_AGAIN = "Vraag de afzender om een nieuw pakket."
_F = PackageFault
_WHAT_TO_DO: Mapping[PackageFault, str] = {
    _F.NOT_A_PACKAGE: "Kies een bestand dat eindigt op .zvpakket.",
    _F.DAMAGED: _ASK_AGAIN,
    _F.TOO_LARGE: "Vraag de afzender om de casussen een voor een te geven.",
    _F.TOO_NEW: "Werk zvdesk bij op deze computer.",
    _F.NOT_FOR_YOU: "Vraag de afzender om een pakket op uw naam. Zijn uw sleutels vernieuwd? Geef dan eerst uw nieuwe kaart.",
    _F.UNKNOWN_SENDER: "Leer elkaar eerst kennen bij Overdragen, Collega's.",
    _F.ENDED_SENDER: "Vraag uw functioneel beheerder wie het nu doet.",
    _F.OUTDATED_SENDER: "Vraag de afzender om een nieuwe kaart, en daarna om een nieuw pakket.",
    _F.BAD_SIGNATURE: "Bel de afzender: misschien deed iemand zich als die persoon voor.",
    _F.EXPIRED: _ASK_AGAIN,
    _F.FROM_THE_FUTURE: "Controleer de klok van deze computer, en vraag de afzender hetzelfde te doen.",
    _F.ALREADY_ENTERED: "U hoeft niets te doen.",
    _F.OLDER: "U hoeft niets te doen. Twijfelt u, bel dan de afzender.",
    _F.LATE: "Bekijk de verschillen, en neem over wat u nodig hebt.",
    _F.PEN_NOT_OUT: "Geef eerst uw eigen versie aan de afzender, of spreek af wie verder gaat.",
    _F.UNPROVEN: (
        "Vraag wie de pen heeft om het zelf te geven. Kan die collega dat niet meer, en gaf u het zelf? Kies dan "
        "'Neem over' bij Overdragen, en open dit pakket opnieuw. Zegt zvdesk dan dat de pen hier is? Geef het één "
        "keer aan de afzender: daarna kunt u dit pakket openen."
    ),
    _F.DESTROYED: "Vraag de afzender om de casus ook te vernietigen.",
    _F.SHIELDED: "Vraag uw functioneel beheerder of de afscherming moet worden opgeheven.",
    _F.OTHER_CASE: "Bel de afzender, en vraag uw functioneel beheerder om mee te kijken.",
    _F.PRACTICE: "Open het pakket in de juiste kluis.",
    _F.HOSTILE: "Bel de afzender, en vraag uw functioneel beheerder om mee te kijken.",
}

#: What a colleague does next with what is handed over, when the giver says nothing else.
NEXT_STEPS: Mapping[Role, str] = {
    Role.COORDINATOR: "de casus voorbereiden en volgen",
    Role.CHAIR: "het overleg leiden",
    Role.SECRETARY: "lijsten verspreiden en antwoorden bijhouden",
}


def package_refused(error: PackageRefused) -> str:
    """Return why a package is refused, that nothing changed, and what to do."""
    fault = PackageFault(error.fault)
    facts = (
        f"Het gaat om casus {error.case_number}." if error.case_number else "",
        f"De afzender is {error.who}." if error.who else "",
    )
    said = (PACKAGE_FAULTS[fault], *facts, "Er is niets gewijzigd.", _WHAT_TO_DO[fault])
    return " ".join(sentence for sentence in said if sentence)


def pen_elsewhere(error: PenElsewhere) -> str:
    """Return who may write now, since when, and how to get the pen back."""
    since = f" sinds {day(error.since.astimezone().date())}" if error.since else ""
    return (
        f"Dit ligt bij {error.holder}{since}. U kunt het hier lezen, maar niet wijzigen. Er is niets gewijzigd. "
        "Wacht tot het terugkomt. Is de laptop van uw collega kwijt? Wie het gaf, kan het overnemen: 'Neem over' "
        "bij Overdragen, of de opdracht package take-over."
    )


def not_given_here(error: NotGivenHere) -> str:
    """Return why a pen cannot be taken over here."""
    if not error.holder:
        return "Dit ligt niet bij een collega: u kunt er hier zelf in werken. Er is niets gewijzigd."
    return (
        f"U gaf dit niet zelf aan {error.holder}, dus u kunt het niet overnemen. Er is niets gewijzigd. "
        "Vraag wie het gaf om het over te nemen."
    )
