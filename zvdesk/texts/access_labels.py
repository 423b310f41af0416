"""Hold the Dutch words of the inzage-pakket: what each thing in it is, and how an organisation came to have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.access_packages import AccessNote

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCESS_NOTES: Mapping[AccessNote, str] = {
    AccessNote.REQUEST: "Vraag",
    AccessNote.SITUATION: "Situatie",
    AccessNote.INCIDENTS: "Wat er gebeurde",
    AccessNote.OTHER: "Verder",
    AccessNote.ANSWER: "Op het formulier",
    AccessNote.CRITERION: "Wat vooraf is nagegaan",
    AccessNote.INTAKE: "Besluit over de aanmelding",
    AccessNote.FACT: "Feit",
    AccessNote.OBSERVATION: "Waarneming",
    AccessNote.ESTIMATE: "Inschatting",
    AccessNote.OCCASION: "Aanleiding",
    AccessNote.VIEW: "Wat de betrokkene ervan vindt",
    AccessNote.NECESSITY: "Waarom dit overleg nodig is",
    AccessNote.SCORE: "Cijfer",
    AccessNote.RISK: "Zorg",
    AccessNote.PROTECTIVE: "Wat goed gaat",
    AccessNote.LEVEL: "Niveau van de aanpak",
    AccessNote.GOAL: "Doel",
    AccessNote.DECISION: "Besluit",
    AccessNote.ACTION: "Actie",
    AccessNote.CONDITIONAL: "Als",
}

#: By the kind in the register: how an organisation came to have data of a case.
RECEIVED: Mapping[str, str] = {
    "aanwezigheid": "was bij het overleg",
    "actielijst": "kreeg een actielijst",
    "actietabel": "kreeg acties in een tabel",
    "agenda": "kreeg dagen voor de agenda",
    "casusoverzicht": "kreeg een casusoverzicht",
    "crisiskaart": "kreeg een crisiskaart",
    "uitkomst": "kreeg de uitkomst als gegevens",
}
