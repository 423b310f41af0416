"""Say in Dutch what the capture line understood, what it did not, and what to type instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.capture import CaptureKind, ChipKind, MarkReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.domain.capture import Capture, Mark

CAPTURE_KINDS: Mapping[CaptureKind, str] = {
    CaptureKind.ACTION: "actie",
    CaptureKind.DECISION: "besluit",
    CaptureKind.INFORMATION: "informatie",
    CaptureKind.RESERVATION: "voorbehoud",
    CaptureKind.PARKED: "parkeren",
    CaptureKind.CONDITIONAL: "als-dan-afspraak",
}

CHIP_KINDS: Mapping[ChipKind, str] = {
    ChipKind.KIND: "soort",
    ChipKind.ORGANISATION: "organisatie",
    ChipKind.PERSON: "persoon",
    ChipKind.DAY: "datum",
    ChipKind.URGENT: "dringend",
    ChipKind.WITHIN: "binnen hoeveel uur",
    ChipKind.RESPONSE: "wat er dan gebeurt",
    ChipKind.MENTION: "genoemd in de tekst",
}

#: ``{words}`` are the words of the line that the hint is about.
HINTS: Mapping[MarkReason, str] = {
    MarkReason.UNKNOWN_COMMAND: "'{words}' is geen opdracht. Typ /a, /b, /i, /v, /p of /als.",
    MarkReason.UNKNOWN_ORGANISATION: "'{words}' is niet bekend. Typ @ en kies een naam uit de lijst.",
    MarkReason.AMBIGUOUS_ORGANISATION: "'{words}' past op meer dan één naam. Typ meer letters, of kies uit de lijst.",
    MarkReason.NOT_PRESENT: "Deze organisatie zit nu niet aan tafel. Controleer of zij dit weet.",
    MarkReason.NO_ORGANISATION: "Van wie is dit voorbehoud? Typ @ en de organisatie.",
    MarkReason.UNKNOWN_PERSON: "'{words}' is niet bekend bij deze organisatie. Kies een naam uit de lijst.",
    MarkReason.VAGUE_DAY: "'{words}' is geen dag. Typ een datum, bijvoorbeeld 24-12.",
    MarkReason.UNSURE_DAY: "'{words}' kan meer betekenen. Bedoelt u een dag? Typ dan bijvoorbeeld 24 december.",
    MarkReason.PAST_DAY: "'{words}' is al voorbij. Typ een latere dag. Bedoelt u volgend jaar? Typ dan het jaar erbij.",
    MarkReason.IMPOSSIBLE_DAY: "'{words}' bestaat niet. Kijk de datum na, en typ bijvoorbeeld 24-12.",
    MarkReason.WRONG_WEEKDAY: "'{words}': die datum valt op een andere dag. Typ alleen de datum, of alleen de dag.",
    MarkReason.REPEATED: "'{words}' blijft tekst. Alleen wat het laatst staat, telt.",
    MarkReason.UNSURE_URGENT: "Is dit dringend? Zet dan een spatie voor het uitroepteken.",
    MarkReason.NO_URGENT: "Alleen een actie kan dringend zijn. Het uitroepteken blijft tekst.",
    MarkReason.NO_TRIGGER: "Wanneer geldt dit? Typ na 'als' wat er moet gebeuren.",
    MarkReason.NO_RESPONSE: "Wat gebeurt er dan? Typ 'dan' en wie wat doet.",
}

#: The same reasons in a few words, for a list or a narrow place.
MARK_REASONS: Mapping[MarkReason, str] = {
    MarkReason.UNKNOWN_COMMAND: "onbekende opdracht",
    MarkReason.UNKNOWN_ORGANISATION: "onbekende naam",
    MarkReason.AMBIGUOUS_ORGANISATION: "past op meer namen",
    MarkReason.NOT_PRESENT: "niet aan tafel",
    MarkReason.NO_ORGANISATION: "nog van niemand",
    MarkReason.UNKNOWN_PERSON: "onbekende persoon",
    MarkReason.VAGUE_DAY: "geen dag",
    MarkReason.UNSURE_DAY: "misschien een dag",
    MarkReason.PAST_DAY: "al voorbij",
    MarkReason.IMPOSSIBLE_DAY: "dag bestaat niet",
    MarkReason.WRONG_WEEKDAY: "andere dag van de week",
    MarkReason.REPEATED: "telt niet mee",
    MarkReason.UNSURE_URGENT: "dringend?",
    MarkReason.NO_URGENT: "kan niet dringend zijn",
    MarkReason.NO_TRIGGER: "nog geen 'als'",
    MarkReason.NO_RESPONSE: "nog geen 'dan'",
}

#: What a chip says while nothing was typed for it.
NO_ONE = "nog niemand"
NO_DAY = "geen datum"
NO_TERM = "geen termijn"


def hint(mark: Mark, capture: Capture) -> str:
    """Return the sentence that says what to type instead."""
    words = " ".join(capture.line[mark.start : mark.end].split())
    return HINTS[mark.reason].format(words=words)
