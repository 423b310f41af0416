"""Say what stands on the beamer: the words for what was taken out, and for each kind of line."""

from __future__ import annotations

from zvdesk.domain.masking import MaskWords

MASK_WORDS = MaskWords(
    name="[naam]",
    case="[casus]",
    address="[adres]",
    bsn="[bsn]",
    phone="[telefoon]",
    birth_date="[geboortedatum]",
    contribution="[inbreng]",
)
