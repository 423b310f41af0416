"""Say in one clear Dutch sentence what a verification found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.signatures import SignerFacts, Verdict, VerdictKind
from zvdesk.texts.days import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

_SENTENCES: Mapping[VerdictKind, str] = {
    VerdictKind.VALID: "Geldig: dit document is ondertekend door {signer}, en is daarna niet gewijzigd.",
    VerdictKind.UNKNOWN_SIGNER: (
        "Niet gewijzigd sinds de ondertekening, maar de ondertekenaar is hier niet bekend: {signer}. "
        "Vraag het huis om zijn certificaat."
    ),
    VerdictKind.CHANGED: "Gewijzigd na ondertekening: vertrouw dit document niet.",
    VerdictKind.INVALID: "Ongeldig: de handtekening klopt niet. Vertrouw dit document niet.",
    VerdictKind.EXPIRED: "Verlopen: het certificaat van {signer} is niet meer geldig.",
    VerdictKind.REVOKED: "Ingetrokken: het certificaat van {signer} is ingetrokken. Vertrouw dit document niet.",
    VerdictKind.UNSIGNED: "Niet ondertekend: dit document heeft geen handtekening.",
    VerdictKind.UNREADABLE: "Dit bestand is geen leesbare pdf.",
}

_DETAILS: Mapping[str, str] = {
    "timestamp_unknown": (
        "Niet gewijzigd sinds de ondertekening door {signer}, maar er staat een tijdstempel in van een dienst die "
        "hier niet bekend is, of die niet meer voor dat tijdstip instaat."
    ),
    "revocation_unknown": (
        "Niet gewijzigd sinds de ondertekening door {signer}, maar of een certificaat is ingetrokken, is hier niet "
        "na te gaan: de intrekkingslijst of het antwoord van de uitgever ontbreekt, of is te oud."
    ),
}


def verdict_sentence(verdict: Verdict) -> str:
    """Return the verdict as one sentence."""
    if verdict.detail == "no_file":
        return "Dit bestand is er niet, of is niet te lezen."
    sentence = _DETAILS.get(verdict.detail, _SENTENCES[verdict.kind])
    text = sentence.format(signer=_signers(verdict.signers))
    if any(signer.is_practice for signer in verdict.signers):
        text += " OEFENING: dit is een oefendocument."
    return text


def signer_name(signer: SignerFacts) -> str:
    """Return whose the key is as its certificate says, or that it names nobody."""
    return signer.name or signer.organisation or "iemand zonder naam in het certificaat"


def signer_line(signer: SignerFacts) -> str:
    """Return who signed, in which role, with whose key."""
    who = ", ".join(part for part in (signer_name(signer), signer.role) if part)
    return f"{who}, met een sleutel die {signer.issuer} heeft uitgegeven" if signer.issuer else who


def proof_line(signer: SignerFacts) -> str:
    """Return which authority says since when the signature was there, or nothing."""
    if signer.proven_at is None:
        return ""
    return f"tijdstip bevestigd door {signer.time_authority}: {moment(signer.proven_at.astimezone())}"


def _signers(signers: tuple[SignerFacts, ...]) -> str:
    return " en ".join(signer_line(signer) for signer in signers) or "een onbekende ondertekenaar"
