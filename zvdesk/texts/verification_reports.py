"""Say in Dutch why a verification came to its verdict, and what it did not look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.signatures import VerdictKind
from zvdesk.texts.days import moment
from zvdesk.texts.seals import REVOCATION_SOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.domain.signatures import SignerFacts, Verdict
    from zvdesk.domain.verification_reports import CheckedDocument

#: Why, by the cause that the verdict carries.
REASONS: Mapping[str, str] = {
    "": (
        "Het bestand is nog precies zoals het was na de laatste handtekening. De handtekening past bij het "
        "certificaat, en het huis of de ondertekenaar is hier bekend."
    ),
    "bytes_after_signature": "Achter de handtekening is iets toegevoegd dat niemand heeft ondertekend.",
    "bytes_changed": "Het bestand is niet meer hetzelfde als toen het werd ondertekend.",
    "certificate_expired": "Het certificaat, of dat van de uitgever, was niet meer geldig.",
    "certificate_not_yet_valid": "Het certificaat was nog niet geldig.",
    "certificate_revoked": "De uitgever heeft het certificaat ingetrokken.",
    "change_not_permitted": "Na een handtekening is iets gewijzigd dat niet mag.",
    "encrypted": "Het bestand is versleuteld. Sla het eerst zonder wachtwoord op, of haal de bijlage eruit.",
    "issuer_is_no_authority": "Het certificaat is uitgegeven door iemand die dat niet mag.",
    "key_usage": "Dit certificaat is niet bedoeld om documenten of tijdstempels mee te ondertekenen.",
    "malformed_certificate": "Het certificaat is niet goed gemaakt.",
    "malformed_signature": "De handtekening is niet goed gemaakt.",
    "no_file": "Het bestand is er niet, of is niet te lezen.",
    "no_signature": "In het bestand staat geen handtekening.",
    "not_a_pdf": "Het bestand is geen pdf, of niet heel.",
    "path_too_long": "Er zitten te veel uitgevers tussen dit certificaat en een bekend huis.",
    "revocation_unknown": (
        "Of het certificaat is ingetrokken, is hier niet na te gaan. De lijst of het antwoord daarover is er niet, is "
        "te oud, gaat over iets anders, of is hier niet te controleren."
    ),
    "signature_container": "Op de plaats van de handtekening staat nog iets anders.",
    "signature_removed": "In het bestand staat nog een stuk van een handtekening, maar die hoort nergens bij.",
    "signature_value": "De handtekening past niet bij het certificaat dat erbij zit.",
    "signer_is_authority": "Met deze sleutel worden alleen certificaten uitgegeven, geen documenten ondertekend.",
    "stray_certificate": "Er zit een certificaat bij dat niets met de ondertekenaar te maken heeft.",
    "third_signature": "Er staan meer dan twee handtekeningen in. Na de tweede is een document dicht.",
    "timestamp_broken": "Een tijdstempel klopt niet.",
    "timestamp_unknown": "De dienst van een tijdstempel is hier niet bekend, of staat er niet meer voor in.",
    "too_large": "Het bestand is te groot.",
    "unknown_constraint": "Het certificaat stelt een voorwaarde die zvdesk niet kent.",
    "unknown_signer": "Het huis en de ondertekenaar zijn hier niet bekend.",
    "unusual_container": "De handtekening is anders opgeschreven dan zvdesk kent.",
    "weak_algorithm": "De handtekening is gemaakt met een methode die niet meer veilig is.",
}

_ALWAYS_OPEN = (
    "Of de inhoud klopt, en of iemand hierover mag beslissen.",
    "Of er een nieuwere versie van dit document is.",
)


def reason(verdict: Verdict) -> str:
    """Return why the verdict is what it is."""
    return REASONS[verdict.detail]


def own_time(signer: SignerFacts) -> str:
    """Return what the signer's own clock said."""
    return moment(signer.signed_at.astimezone()) if signer.signed_at else "niet vermeld"


def proven_time(signer: SignerFacts) -> str:
    """Return which authority says since when the signature was there, or that none does."""
    if signer.proven_at is None:
        return "door niemand: alleen de eigen klok van de ondertekenaar"
    return f"door {signer.time_authority}, op {moment(signer.proven_at.astimezone())}"


def revocation(signer: SignerFacts) -> str:
    """Return what was looked at for a withdrawal, and from when that is."""
    looked = signer.revocation
    if looked is None:
        return "niet nagegaan"
    said = REVOCATION_SOURCES[looked.source]
    return f"{said} van {moment(looked.at.astimezone())}" if looked.at else said


def registered(is_registered: bool | None) -> str:
    """Return whether the register of the open vault knows a document."""
    if is_registered is None:
        return "niet nagegaan: er was geen kluis open"
    return "ja, deze kluis heeft dit document gemaakt" if is_registered else "nee, deze kluis kent het niet"


def not_looked_at(document: CheckedDocument) -> tuple[str, ...]:
    """Return what the verdict on a document says nothing about."""
    verdict = document.verdict
    if verdict.kind in (VerdictKind.UNREADABLE, VerdictKind.UNSIGNED):
        return _ALWAYS_OPEN
    found = list(_ALWAYS_OPEN)
    if any(signer.proven_at is None for signer in verdict.signers):
        found.append("Wanneer er is ondertekend: dat zegt alleen de klok van de ondertekenaar.")
    looked = [signer.revocation for signer in verdict.signers]
    if any(one is None or one.at is None for one in looked):
        found.append("Of een certificaat is ingetrokken: daarover was hier niets te lezen.")
    if document.is_registered is None:
        found.append("Of het document in een register staat: er was geen kluis open.")
    return tuple(found)
