"""Turn somebody's own card into one page: the fingerprint to read aloud, the QR code, and the card in it.

It is not signed: the card in it is, by its owner's key, and what that proves is only as good as the
fingerprint that somebody heard. The QR code holds the whole card, for where no file can go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.attachments import Attachment, attached
from zvdesk.documents.flow import heading, pairs, paragraph
from zvdesk.documents.fonts import Weight
from zvdesk.documents.layout import Run, Style, wrap
from zvdesk.documents.look import CONTENT_WIDTH, INK, LEFT, LINE, Styles
from zvdesk.documents.paper import GAP, Paper
from zvdesk.documents.qr_code import QUIET, squares
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import Box, Squares, Text
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from zvdesk.documents.flow import Flow
    from zvdesk.domain.colleagues import CardSheet

NAME = "kaart.zvkaart"
PUBLIC = "Dit blad is openbaar. Er staat niets geheims in."
WHY = (
    "Met deze kaart leert een collega u kennen die met zvdesk op een eigen laptop werkt. Daarna kunt u "
    "elkaar een overleg of een casus geven."
)
WHAT_TO_DO, FINGERPRINT, FACTS = "Wat u doet", "Vingerafdruk, om voor te lezen", "Over deze kaart"
STEPS = (
    "Geef dit blad, het bestand of een foto van de QR-code aan uw collega. Gewone mail mag.",
    "Uw collega kiest in zvdesk bij Overdragen, Collega's: Voeg een collega toe.",
    "Lees de vingerafdruk zelf voor: aan tafel, of aan de telefoon op een nummer dat u al kende. Uw collega "
    "typt wat hij of zij hoort.",
)
QR = (
    "In de QR-code zit de hele kaart. Maak een scherpe foto, recht van voren. De code alleen bewijst niets: "
    "lees altijd de vingerafdruk voor."
)
INSIDE = f"De kaart zit ook als bestand in deze pdf: {NAME}."

_LEAD = Style(11, 16.5)
_DIGITS = Style(22, 34, Weight.SEMIBOLD)
_SIDE = 268.0  # of the QR code with its white edge: the densest has squares of 0.7 mm then
_INSET, _EDGE = 18.0, 6.0


def render(sheet: CardSheet) -> bytes:
    """Return the sheet as a tagged PDF (PDF/UA-1, PDF/A-3a): one page, unsigned, the card in it.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    at, card = sheet.printed_at, sheet.card
    title = f"Kaart van {card.name}"
    made = f"Gemaakt op {texts.plain_day(at)} om {texts.time_of_day(at)}"
    paper = Paper(sheet, PUBLIC, (title, made))
    flow = paper.flow
    paper.open(title)
    flow.add(paragraph(WHY, _LEAD))
    flow.space(GAP)
    flow.add(heading(WHAT_TO_DO))
    for number, step in enumerate(STEPS, 1):
        flow.add(paragraph(f"{number}. {step}", _LEAD, after=3))
    flow.space(GAP)
    flow.add(heading(FINGERPRINT))
    _fingerprint(sheet, flow)
    flow.space(GAP)
    flow.add(heading(FACTS))
    facts = (
        ("Naam", card.name),
        ("Rol", ROLES[card.role]),
        ("Organisatie", card.organisation),
        ("Huis", card.house),
        ("Geldig tot", texts.plain_day(card.valid_until.astimezone(at.tzinfo))),
    )
    flow.add(pairs([fact for fact in facts if fact[1]], 120))
    file = Attachment(
        name=NAME,
        description="Kaart van een collega, om in zvdesk toe te voegen",
        mime_type="application/json",
        data=sheet.file,
    )
    return paper.pdf(title, PUBLIC, attachments=(file,))


def card_in(pdf: bytes) -> bytes | None:
    """Return the card that a PDF carries, or None; nothing in the PDF makes this raise."""
    return attached(pdf, NAME)


def _fingerprint(sheet: CardSheet, flow: Flow) -> None:
    height = _SIDE + 2 * _EDGE
    flow.space(4)
    flow.ensure(height)
    top, right = flow.y, LEFT + CONTENT_WIDTH - _EDGE
    flow.place(Box(LEFT, top - height, CONTENT_WIDTH, height, border=LINE, radius=6))
    wide, y = CONTENT_WIDTH - _SIDE - _EDGE - 2 * _INSET, top - _INSET
    for row in sheet.rows:  # each a paragraph of its own, so that a reader pauses after it
        flow.place(Text(LEFT + _INSET, y, wrap((Run(row, _DIGITS),), wide), flow.root.add(Tag.PARAGRAPH)))
        y -= _DIGITS.leading
    for words in (QR, INSIDE):
        note = wrap((Run(words, Styles.quiet),), wide)
        flow.place(Text(LEFT + _INSET, y - 8, note, flow.root.add(Tag.PARAGRAPH)))
        y -= len(note) * Styles.quiet.leading + 6
    rows = squares(sheet.code)
    side = _SIDE / (len(rows) + 2 * QUIET)
    figure = flow.root.add(Tag.FIGURE)
    figure.alt = f"QR-code met de kaart van {sheet.card.name}, dezelfde als in het bestand {NAME}"
    left, high = right - _SIDE + QUIET * side, top - _EDGE - QUIET * side
    figure.box = (left, high - len(rows) * side, left + len(rows) * side, high)
    flow.place(Squares(left, high, side, rows, INK, figure))
    flow.y = top - height
