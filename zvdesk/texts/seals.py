"""Say in Dutch how far a document is sealed, and where was looked for a withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.signatures import RevocationSource, Seal

if TYPE_CHECKING:
    from collections.abc import Mapping

SEALS: Mapping[Seal, str] = {
    Seal.T: "tijdstempel",
    Seal.LT: "tijdstempel en intrekkingsgegevens",
    Seal.LTA: "tijdstempel over de intrekkingsgegevens",
}

REVOCATION_SOURCES: Mapping[RevocationSource, str] = {
    RevocationSource.LIST: "intrekkingslijst",
    RevocationSource.RESPONDER: "antwoord van de uitgever (OCSP)",
    RevocationSource.NOT_NAMED: "niet nagegaan: het certificaat noemt geen intrekkingslijst",
    RevocationSource.MISSING: "niet na te gaan: de intrekkingslijst of het antwoord van de uitgever ontbreekt",
}
