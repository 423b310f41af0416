"""Say in one clear Dutch sentence what a verification found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.signatures import SignerFacts, Verdict, VerdictKind

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


def verdict_sentence(verdict: Verdict) -> str:
    """Return the verdict as one sentence."""
    if verdict.detail == "no_file":
        return "Dit bestand is er niet, of is niet te lezen."
    text = _SENTENCES[verdict.kind].format(signer=_signers(verdict.signers))
    if any(signer.is_practice for signer in verdict.signers):
        text += " OEFENING: dit is een oefendocument."
    return text


def signer_line(signer: SignerFacts) -> str:
    """Return who signed, in which role, with whose key."""
    who = ", ".join(part for part in (signer.name, signer.role) if part)
    return f"{who}, met een sleutel die {signer.issuer} heeft uitgegeven" if signer.issuer else who


def _signers(signers: tuple[SignerFacts, ...]) -> str:
    return " en ".join(signer_line(signer) for signer in signers) or "een onbekende ondertekenaar"
