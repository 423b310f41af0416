"""Turn the certificate of a house into one page: what to compare, what to do, and the certificate in it.

It is not signed: a signature that only this page itself vouches for proves nothing, and would look as if it
did. The QR code holds the fingerprint and not the certificate: that is already in the file, would need a code
too dense for a bad printer, and could be trusted from a screen without anybody having compared anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.certificate_file import NAME, certificate_attachment
from zvdesk.documents.flow import heading, pairs, paragraph
from zvdesk.documents.fonts import Weight
from zvdesk.documents.layout import Run, Style, wrap
from zvdesk.documents.look import CONTENT_WIDTH, INK, LEFT, LINE, Styles
from zvdesk.documents.paper import GAP, Paper
from zvdesk.documents.qr_code import QUIET, squares
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import Box, Squares, Text

if TYPE_CHECKING:
    from zvdesk.documents.flow import Flow
    from zvdesk.domain.certificate_sheets import CertificateSheet

PUBLIC = "Dit blad is openbaar. Er staat niets geheims in."
WHY = (
    "U krijgt van ons lijsten met een digitale handtekening. Met dit certificaat controleert u of een lijst "
    "echt van ons komt."
)
WHAT_TO_DO, FINGERPRINT, FACTS = "Wat u doet", "Vingerafdruk", "Over dit certificaat"
OTHERS = "Hebt u geen zvdesk?"
STEPS = (
    "Bel ons op een nummer dat u al kent, en lees samen de vingerafdruk hardop.",
    "Klopt elk teken? Kies dan in zvdesk bij Controleren: Voeg een certificaat toe. Kies deze pdf.",
    "Klopt er iets niet? Gebruik dit blad dan niet, en zeg het ons.",
)
OTHER_READER = (
    "Ook Adobe Acrobat Reader kan onze lijsten controleren. Doe eerst stap 1. Open daarna een lijst van ons. "
    "Laat bij de handtekening het certificaat zien, en kies links de naam van ons huis. Staat bij Details "
    "dezelfde vingerafdruk (SHA-256) als hier? Kies dan bij Vertrouwen: Toevoegen aan vertrouwde "
    "certificaten. Ziet u geen SHA-256? Vraag dan uw beheerder om hulp, en vertrouw het certificaat nog niet."
)
QR = "De QR-code bevat dezelfde vingerafdruk, als gewone tekst. De code alleen bewijst niets: bel altijd."
INSIDE = f"Het certificaat zit als bestand in deze pdf: {NAME}."

_LEAD = Style(11, 16.5)
_DIGITS = Style(20, 34, Weight.SEMIBOLD)
_SIDE = 158.0  # of the QR code with its white edge
_INSET = 18.0


def render(sheet: CertificateSheet) -> bytes:
    """Return the sheet as a tagged PDF (PDF/UA-1, PDF/A-3a): one page, unsigned, the certificate in it.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    at = sheet.printed_at
    title = f"Certificaat van {sheet.house}"
    made = f"Gemaakt op {texts.plain_day(at)} om {texts.time_of_day(at)}"
    paper = Paper(sheet, PUBLIC, (title, made))
    flow = paper.flow
    paper.open("Zo weet u dat een lijst van ons komt")
    flow.add(paragraph(WHY, _LEAD))
    flow.space(GAP + 6)
    flow.add(heading(WHAT_TO_DO))
    for number, step in enumerate(STEPS, 1):
        flow.add(paragraph(f"{number}. {step}", _LEAD, after=3))
    flow.space(GAP + 6)
    flow.add(heading(FINGERPRINT))
    _fingerprint(sheet, flow)
    flow.space(GAP + 6)
    flow.add(heading(OTHERS))
    flow.add(paragraph(OTHER_READER))
    flow.space(GAP + 6)
    flow.add(heading(FACTS))
    facts = (
        ("Huis", sheet.subject),
        ("Geldig vanaf", texts.plain_day(sheet.valid_from)),
        ("Geldig tot", texts.plain_day(sheet.valid_until)),
        ("Soort vingerafdruk", "SHA-256 van het certificaat"),
        ("Bestand", INSIDE),
    )
    flow.add(pairs(facts, 120))
    return paper.pdf(title, PUBLIC, attachments=(certificate_attachment(sheet.pem),))


def _fingerprint(sheet: CertificateSheet, flow: Flow) -> None:
    height = _SIDE + 2 * _INSET
    flow.space(4)
    top, right = flow.y, LEFT + CONTENT_WIDTH - _INSET
    flow.place(Box(LEFT, top - height, CONTENT_WIDTH, height, border=LINE, radius=6))
    wide, y = CONTENT_WIDTH - _SIDE - 3 * _INSET, top - _INSET + 4
    for row in sheet.rows:  # each a paragraph of its own, so that a reader pauses after it
        flow.place(Text(LEFT + _INSET, y, wrap((Run(row, _DIGITS),), wide), flow.root.add(Tag.PARAGRAPH)))
        y -= _DIGITS.leading
    note = wrap((Run(QR, Styles.quiet),), wide - 20)
    flow.place(Text(LEFT + _INSET, y - 2, note, flow.root.add(Tag.PARAGRAPH)))
    rows = squares(sheet.groups)
    side = _SIDE / (len(rows) + 2 * QUIET)
    figure = flow.root.add(Tag.FIGURE)
    figure.alt = f"QR-code met de vingerafdruk: {sheet.groups}"
    left, high = right - _SIDE + QUIET * side, top - _INSET - QUIET * side
    figure.box = (left, high - len(rows) * side, left + len(rows) * side, high)
    flow.place(Squares(left, high, side, rows, INK, figure))
    flow.y = top - height
