"""Turn an extract of the log into a PDF: signed by who made it, same extract, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.flow import columns, heading, pairs, paragraph
from zvdesk.documents.fonts import Weight
from zvdesk.documents.layout import Run, Style
from zvdesk.documents.page_parts import SignedPanel
from zvdesk.documents.paper import GAP, Paper, explained

if TYPE_CHECKING:
    from zvdesk.documents.flow import Flow
    from zvdesk.domain.log_views import LogReport

CONFIDENTIAL = (
    "Vertrouwelijk. Hierin staat wie van het huis wat heeft gedaan. Bewaar het niet langer dan nodig is."
)
CHOSEN, LINES, STANDING = "Wat is gekozen", "Regels", "Stand van het logboek"
NO_LINES = "Er zijn geen regels die hierbij passen."
SIGNATURE_FIELD = "Digitale ondertekening van dit overzicht"
_CELL = Style(8.8, 12.2, Weight.REGULAR)


def render(report: LogReport) -> bytes:
    """Return the extract as a tagged PDF (PDF/UA-1, PDF/A-3a) with an empty signature field.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    facts = (report.title, texts.log_mark(report), f"Document {report.document_id}")
    paper = Paper(report, CONFIDENTIAL, facts)
    flow = paper.flow
    paper.open(report.title)
    flow.add(heading(CHOSEN))
    flow.add(pairs(report.chosen, 90))
    flow.space(GAP)
    flow.add(heading(STANDING), keep_with=30)
    flow.add(paragraph(report.standing))
    flow.space(GAP)
    _rows(report, flow)
    paper.sign(SignedPanel(report, SIGNATURE_FIELD), explained(report.explanation))
    return paper.pdf(report.title, CONFIDENTIAL, report.title)


def _rows(report: LogReport, flow: Flow) -> None:
    flow.add(heading(LINES), keep_with=60)
    if not report.rows:
        flow.add(paragraph(NO_LINES))
        return
    table = columns(report.columns, report.widths)
    flow.table(table, (tuple((Run(cell, _CELL),) for cell in row) for row in report.rows))
