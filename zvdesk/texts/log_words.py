"""Say the lines of the log, and how it stands, in Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.log_standing import Standing, StandingKind
from zvdesk.domain.people import Role
from zvdesk.texts.charts import listed
from zvdesk.texts.days import moment
from zvdesk.texts.labels import ROLES, WITNESSES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_DONE: Mapping[str, str] = {
    "aanmaken": "aangemaakt",
    "afdrukken": "afgedrukt",
    "afschermen": "afgeschermd",
    "agenderen": "op de agenda gezet",
    "antwoord vastleggen": "van een antwoord voorzien",
    "beëindigen": "beëindigd",
    "bekijken": "bekeken",
    "bewaren": "bewaard",
    "bijwerken": "bijgewerkt",
    "controleren": "gecontroleerd",
    "exporteren": "geëxporteerd",
    "inlezen": "ingelezen",
    "laden": "geladen",
    "lezen": "gelezen",
    "mede ondertekenen": "gezet",
    "meenemen": "meegenomen",
    "nalezen": "nagelezen",
    "nalezen terugnemen": "toch niet nagelezen",
    "ondertekenen": "ondertekend",
    "ontgrendelen": "ontgrendeld",
    "ontvangst terugnemen": "toch niet ontvangen",
    "ontvangst vastleggen": "ontvangen",
    "openen": "geopend",
    "terugnemen": "teruggenomen",
    "toevoegen": "toegevoegd",
    "vastleggen": "vastgelegd",
    "vergrendelen": "vergrendeld",
    "verifiëren": "gecontroleerd",
    "verlengen": "verlengd",
    "vernietigen": "vernietigd",
    "verstrekken": "verstrekt",
    "verstrekken terugnemen": "toch niet verstrekt",
    "verzegelen": "verzegeld",
    "wijzigen": "gewijzigd",
    "wissen": "gewist",
    "zoeken": "gezocht",
}

NOBODY = "onbekend"


def what(action: str, thing: str) -> str:
    """Say what was done to what: ``casus gelezen``."""
    if action == "ontgrendelen" and thing != "kluis":
        return f"kluis ontgrendelen met {thing}"
    if action.startswith("status: "):
        return f"{thing} op {action.removeprefix('status: ').replace('_', ' ')} gezet"
    return f"{thing} {_DONE.get(action, action)}".replace("_", " ")


def action_word(action: str) -> str:
    """Say an action by itself."""
    return action.replace("_", " ")


def who(name: str, role: str) -> str:
    """Say who, with the role; nobody is known of a try that failed."""
    roles = {known.value: words for known, words in ROLES.items()}
    known = roles.get(role, role)
    return f"{name}, {known}" if name and known and role != Role.EMERGENCY.value else name or NOBODY


def standing_sentence(found: Standing, local: Callable[[datetime], datetime]) -> str:
    """Say how the log stands, since when, and by which witnesses; never more than they know."""
    by = listed([WITNESSES[witness] for witness in found.by]) if found.by else ""
    if found.kind is StandingKind.IN_ORDER:
        return (
            f"Alle {found.lines} regels sluiten op elkaar aan, en de kluis is die welke {by} het laatst zag."
        )
    if found.kind is StandingKind.UNKNOWN:
        seen = f" Volgens {by} is er niets gewijzigd, maar dat is geen bewijs." if found.by else ""
        return (
            f"Alle {found.lines} regels sluiten op elkaar aan. Of de kluis is teruggezet, is niet vast te "
            f"stellen.{seen} Controleer een ondertekende lijst die iemand anders bewaart."
        )
    since = (
        f"na {moment(local(found.since))} (regel {found.after_line})" if found.since else "vanaf het begin"
    )
    noticed = f" Dat blijkt uit {by}." if by else ""
    if found.kind is StandingKind.ROLLED_BACK:
        return f"Er is een oudere kluis teruggezet: wat {since} is vastgelegd, kan ontbreken.{noticed}"
    return (
        f"De kluis of het logboek is buiten zvdesk om gewijzigd: {since} is niets zeker.{noticed} "
        "Het kan ook een oudere kluis zijn die is teruggezet en daarna gebruikt."
    )
