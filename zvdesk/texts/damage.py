"""Say in Dutch what of a vault is damaged, from the words that a check gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TABLES: Mapping[str, str] = {
    "house": "de gegevens van het huis",
    "people": "de mensen van het huis",
    "organisations": "de organisaties",
    "cases": "de casussen zelf",
    "referrals": "de aanmeldingen",
    "referral_questions": "de vragen bij de aanmelding",
    "subjects": "de betrokkenen",
    "intake_criteria": "de criteria van de intake",
    "intake_decisions": "de besluiten van de intake",
    "participations": "de deelnemers",
    "contributions": "de inbreng",
    "domain_scores": "de scores op leefgebieden",
    "factors": "de risico's en krachten",
    "decisions": "de besluiten",
    "reservations": "de voorbehouden",
    "action_items": "de acties",
    "action_updates": "de voortgang van acties",
    "conditional_agreements": "de als-dan-afspraken",
    "lead_holders": "de regie",
    "level_changes": "de niveaus",
    "third_party_grounds": "de gronden om te delen",
    "subject_grounds": "de gronden om BSN en adres te geven",
    "information": "de kennisgevingen",
    "parked_points": "de geparkeerde punten",
    "polls": "de peilingen",
    "edit_histories": "wat ongedaan gemaakt kan worden",
    "disclosures": "de verstrekkingen",
    "meetings": "de overleggen",
    "agenda_items": "de agenda's",
    "evaluations": "de evaluaties",
    "adopted_lists": "de vastgestelde lijsten",
    "retention_extensions": "de verlengde bewaartermijnen",
    "shielded_cases": "de afgeschermde casussen",
    "destructions": "de vernietigingen",
    "kept_copies": "de documenten die nog ergens liggen",
    "audit": "het logboek",
    "search_entries": "het zoeken",
}
_OTHERS: Mapping[str, str] = {
    "unreadable": "het begin van de database",
    "key file": "het sleutelbestand",
    "index": "een register binnen de database",
    "audit": "de keten van het logboek",
}


def damaged_parts(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the parts that are damaged, each in a few words, without cases and pages; each part once."""
    found: dict[str, None] = {}
    for code in codes:
        kind, _, name = code.partition(" ")
        if kind == "table":
            found[_TABLES.get(name, "een ander deel")] = None
        elif code in _OTHERS:
            found[_OTHERS[code]] = None
    return tuple(found)


def damage_sentence(codes: Iterable[str]) -> str:
    """Return what is damaged in one or two sentences; "" when nothing is known of it."""
    codes = tuple(codes)
    parts, cases = damaged_parts(codes), [code[5:] for code in codes if code.startswith("case ")]
    pages = sum(code.startswith("page ") for code in codes)
    sentences = []
    if parts:
        sentences.append(f"Niet heel: {_listed(parts)}.")
    elif pages:
        word = "bladzijde" if pages == 1 else "bladzijden"
        sentences.append(f"Niet heel: {pages} {word} van de database.")
    if cases:
        word = "Casus" if len(cases) == 1 else "Casussen"
        shown = _listed(cases[:12]) + (f" en nog {len(cases) - 12}" if len(cases) > 12 else "")
        sentences.append(f"{word} waar iets van mist: {shown}.")
    return " ".join(sentences)


def _listed(parts: Iterable[str]) -> str:
    parts = list(parts)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"
