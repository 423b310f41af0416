"""Say in Dutch what still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.blockers import Blocker
from zvdesk.domain.blockers import BlockerCode as C
from zvdesk.domain.cases import CaseState
from zvdesk.domain.escalation import Responsibility
from zvdesk.texts.labels import CASE_STATES, RESPONSIBILITIES, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES: Mapping[C, str] = {
    C.NO_REFERRER: "Er staat nog niet bij wie de casus aanmeldt.",
    C.NO_QUALITY_CHECK: "De aanmelder heeft de gegevens nog niet nagekeken (vink en naam).",
    C.NO_MAIN_SUBJECT: "Er is nog geen hoofdbetrokkene.",
    C.NO_PURPOSE: "Het doel van het overleg is nog niet ingevuld.",
    C.RELATION_MISSING: "De relatie met de hoofdbetrokkene ontbreekt bij: {names}.",
    C.CRITERION_OPEN: "Nog niet beoordeeld: criterium {names}.",
    C.CRITERION_NOT_MET: "Niet aan voldaan: criterium {names}.",
    C.EVIDENCE_MISSING: "Waaruit blijkt het? Vul dat nog in bij criterium {names}.",
    C.NO_INTAKE_DECISION: "Er is nog geen besluit over de opname, met de partijen die besluiten.",
    C.DECIDER_NOT_PUBLIC: "Alleen publieke deelnemers besluiten hierover. Dat is niet: {names}.",
    C.INTAKE_SAYS_NO: "Het besluit is om de casus niet op te nemen.",
    C.INTAKE_SAYS_YES: "Het besluit is om de casus wel op te nemen.",
    C.NO_REJECTION_REASON: "Er staat nog niet waarom de casus niet wordt opgenomen.",
    C.NO_PARTICIPANTS: "Er doet nog geen organisatie mee.",
    C.PARTICIPATION_REASON_MISSING: "Waarom is deelname nodig? Vul dat nog in bij: {names}.",
    C.NO_CLOSING_REASON: "Er staat nog niet waarom de casus wordt afgesloten.",
    C.OPEN_ACTIONS: "Deze acties staan nog open: {names}.",
    C.NO_SUCH_MOVE: "Een casus kan niet van '{first}' naar '{second}'.",
    C.SECRECY_GROUND_MISSING: "De grond om het beroepsgeheim te doorbreken ontbreekt bij: {names}.",
    C.NO_CASES: "Er staat nog geen casus op de agenda.",
    C.CASE_NOT_ACCEPTED: "Casus {names} is nog niet opgenomen, of is al afgesloten.",
    C.NO_CHAIR: "Er is nog geen voorzitter.",
    C.NO_DATE: "De datum en tijd ontbreken nog.",
    C.NOBODY_INVITED: "Bij een casus is nog niemand uitgenodigd.",
    C.ITEM_NOT_FINISHED: "Nog niet klaar: agendapunt {names}.",
    C.NO_REASON: "Vul de reden in.",
    C.STEP_OPEN: "Nog niet gedaan: {names}.",
    C.NOBODY_PRESENT: "Geef aan wie er aan tafel zit.",
    C.SECRECY_DECLARATION_MISSING: (
        "Eerst een getekende geheimhoudingsverklaring van {names}. Daarna kan deze derde aan tafel."
    ),
    C.NO_OCCASION: "De aanleiding ontbreekt: twee zinnen feiten.",
    C.DANGER_NOT_ASKED: "Is er nu direct gevaar? Geef antwoord.",
    C.DANGER_WITHOUT_AGREEMENT: (
        "Er is direct gevaar. Maak eerst een veiligheidsafspraak: een actie met spoed (!) of een "
        "als-dan-afspraak."
    ),
    C.NO_SCORES: "Geen enkel leefgebied heeft een score.",
    C.NO_RESIDENT_VIEW: "Wat de betrokkene zelf zegt, ontbreekt nog. Weet u het niet? Schrijf dan waarom niet.",
    C.NO_SHARED_GOAL: "Het gezamenlijke doel ontbreekt.",
    C.NO_ACTIONS: "Er is nog geen actie.",
    C.ACTION_WITHOUT_OWNER: "Nog geen organisatie en naam bij: {names}.",
    C.ACTION_WITHOUT_DATE: "Nog geen datum bij: {names}.",
    C.CONDITIONAL_WITHOUT_OWNER: "Wie handelt als dit gebeurt? {names}.",
    C.HELD_BACK_FROM_ACTOR: (
        "Een derde moet dit doen, maar mag het niet lezen: {names}. Kies wie het doet, of met wie het gedeeld "
        "mag worden."
    ),
    C.NO_LEVEL: "Kies het AVE-niveau.",
    C.NO_LEVEL_CHANGE: "Leg het besluit over {names} vast, met de reden.",
    C.LEVEL_CHANGE_WITHOUT_TRIGGER: "De aanleiding om op of af te schalen ontbreekt.",
    C.LEVEL_CHANGE_WITHOUT_MOTIVATION: "De motivering van het niveau ontbreekt.",
    C.LEVEL_CHANGE_WITHOUT_DECIDER: "Wie heeft dit besloten? Vul dat in.",
    C.LEVEL_CHANGE_WITHOUT_TOLD: "Wie krijgt dit te horen? Vul dat in.",
    C.LEVEL_CHANGE_WITHOUT_RETEST: "De hertoetsdatum ontbreekt.",
    C.LEVEL_CHANGE_WITHOUT_RETURN: "Waar gaat de casus naartoe, of naar terug? Vul dat in.",
    C.HOLDER_MISSING: "Nog niemand met naam, en ook geen actie om iemand aan te wijzen: {names}.",
    C.NO_FOLLOW_UP: "De datum van het vervolg ontbreekt. Komt er geen? Schrijf dan waarom.",
    C.NO_FOLLOW_UP_GUARD: "Wie bewaakt de acties tot dan? Vul dat in.",
    C.EARLIER_ACTIONS_OPEN: (
        "Van eerder staat nog open: {names}. Rond af, kies een nieuwe dag, of neem mee met een reden."
    ),
    C.NOT_READ_BACK: "Nog niet voorgelezen zoals het er nu staat: {names}.",
    C.PARKING_NOT_EMPTY: "De parkeerplaats is niet leeg: {names}. Behandel dit, of neem het mee met een reden.",
    C.NOT_ON_PAPER: (
        "Dit kan zvdesk niet op papier zetten: {first}. Het staat in: {second}. Schrijf het met gewone letters."
    ),
    C.PARTNER_MISSING: "Dit niveau vraagt ook aan tafel: {names}.",
    C.SAME_LEAD: "{names} heeft nu casusregie én procesregie. Liever twee mensen.",
    C.RETEST_TOO_LATE: "Dit niveau vraagt een hertoets binnen {names}.",
    C.NOT_ADOPTED: "De lijst is nog niet vastgesteld: sluit eerst het overleg.",
    C.THIRD_GROUND_MISSING: "{names} is een derde. De grondslag om dit document te geven ontbreekt.",
    C.THIRD_TEST_MISSING: "{names} is een derde. De juridische toets ontbreekt.",
    C.SUPPLIER_CONSENT_MISSING: (
        "{names} is een derde. De toestemming van wie de gegevens leverde, ontbreekt."
    ),
    C.NO_RETENTION_TERM: "De bewaartermijn voor dit soort casus is nog niet ingesteld.",
    C.CONTRIBUTIONS_SHUT: (
        "De inbreng van deze casus is hier niet te lezen: zij reist mee in een dichte envelop. Daardoor is niet "
        "na te gaan wat op papier mag. Laat dit maken door wie de inbreng mag lezen."
    ),
    C.SUBJECT_NOT_FOR_THIRD: "{names} is een derde. Een derde krijgt nooit het BSN en het adres.",
    C.SUBJECT_GROUND_GONE: (
        "In het document voor {names} staan gegevens van de betrokkene, en daar is geen grondslag (meer) voor. "
        "Maak een nieuw document, en gooi dit weg."
    ),
    C.LIST_REPLACED: (
        "Van het document voor {names} is er een nieuwere versie vastgesteld. Maak die, en verstrek die."
    ),
    C.NOT_CHECKED: "Het document voor {names} is nog niet nagelezen.",
    C.NOT_HANDED_OVER: "Het document voor {names} is nog niet verstrekt.",
    C.OTHER_STAGE: (
        "Het document voor {names} is intussen een stap verder of terug. Kijk opnieuw op het verstrekkingenbord."
    ),
}

#: What a step list says in two or three words: "nog 2: procesregisseur, hertoetsdatum".
SHORT: Mapping[C, str] = {
    C.NOBODY_PRESENT: "aanwezigen",
    C.SECRECY_DECLARATION_MISSING: "geheimhouding",
    C.NO_PURPOSE: "doel",
    C.NO_OCCASION: "aanleiding",
    C.DANGER_NOT_ASKED: "direct gevaar?",
    C.DANGER_WITHOUT_AGREEMENT: "veiligheidsafspraak",
    C.NO_SCORES: "scores",
    C.NO_RESIDENT_VIEW: "stem van betrokkene",
    C.NO_SHARED_GOAL: "gezamenlijk doel",
    C.NO_ACTIONS: "acties",
    C.ACTION_WITHOUT_OWNER: "eigenaar",
    C.ACTION_WITHOUT_DATE: "datum",
    C.CONDITIONAL_WITHOUT_OWNER: "wie handelt",
    C.HELD_BACK_FROM_ACTOR: "delen met derde",
    C.NO_LEVEL: "AVE-niveau",
    C.NO_LEVEL_CHANGE: "besluit niveau",
    C.LEVEL_CHANGE_WITHOUT_TRIGGER: "aanleiding",
    C.LEVEL_CHANGE_WITHOUT_MOTIVATION: "motivering",
    C.LEVEL_CHANGE_WITHOUT_DECIDER: "wie besloot",
    C.LEVEL_CHANGE_WITHOUT_TOLD: "wie hoort dit",
    C.LEVEL_CHANGE_WITHOUT_RETEST: "hertoetsdatum",
    C.LEVEL_CHANGE_WITHOUT_RETURN: "waarheen",
    C.NO_FOLLOW_UP: "vervolgdatum",
    C.NO_FOLLOW_UP_GUARD: "bewaker",
    C.EARLIER_ACTIONS_OPEN: "acties van eerder",
    C.NOT_READ_BACK: "voorlezen",
    C.PARKING_NOT_EMPTY: "parkeerplaats",
}

_NAMED_VALUES: Mapping[str, str] = {
    **{step.value: label for step, label in STEPS.items()},
    **{responsibility.value: label.lower() for responsibility, label in RESPONSIBILITIES.items()},
}


def sentence(blocker: Blocker) -> str:
    """Return what lacks as one Dutch sentence."""
    names = [_named(blocker.code, name) for name in blocker.names]
    return SENTENCES[blocker.code].format(
        names=", ".join(names),
        first=names[0] if names else "",
        second=names[1] if len(names) > 1 else "",
    )


def sentences(blockers: Iterable[Blocker]) -> str:
    """Return what lacks as Dutch sentences, one per line."""
    return "\n".join(sentence(blocker) for blocker in blockers)


def short(blockers: Iterable[Blocker]) -> tuple[str, ...]:
    """Return what lacks in a few words each, for the list of steps."""
    words: list[str] = []
    for blocker in blockers:
        if blocker.code is C.HOLDER_MISSING:
            words += [RESPONSIBILITIES[Responsibility(name)].lower() for name in blocker.names]
        else:
            words.append(SHORT.get(blocker.code, sentence(blocker)))
    return tuple(dict.fromkeys(words))


def _named(code: C, name: str) -> str:
    if code is C.RETEST_TOO_LATE:
        return "1 week" if name == "1" else f"{name} weken"
    if code is C.NO_SUCH_MOVE:
        return CASE_STATES[CaseState(name)]
    return _NAMED_VALUES.get(name, name) if code in (C.STEP_OPEN, C.HOLDER_MISSING) else name
