"""Turn an extract of the log into a PDF: signed by who made it, same extract, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.finish import Parts, finish
from zvdesk.documents.flow import Column, Flow, Pairs, Paragraph, heading, paragraph
from zvdesk.documents.fonts import Weight, check_all, printable
from zvdesk.documents.layout import Run, Style, wrap
from zvdesk.documents.log_head import head_attachment
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, LEFT, Styles
from zvdesk.documents.page_parts import Footer, SignedPanel, practice_band
from zvdesk.documents.strings import strings
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Rule, Text, draw
from zvdesk.documents.xmp import Metadata

if TYPE_CHECKING:
    from zvdesk.documents.tagged import Sheet
    from zvdesk.domain.log_views import LogReport

CONFIDENTIAL = (
    "Vertrouwelijk. Hierin staat wie van het huis wat heeft gedaan. Bewaar het niet langer dan nodig is."
)
CHOSEN, LINES, STANDING, EXPLAINED = "Wat is gekozen", "Regels", "Stand van het logboek", "Toelichting"
NO_LINES = "Er zijn geen regels die hierbij passen."
SIGNATURE_FIELD = "Digitale ondertekening van dit overzicht"
_TOP = PAGE_HEIGHT - 60
_GAP = 13.0
_CELL = Style(8.8, 12.2, Weight.REGULAR)


def render(report: LogReport) -> bytes:
    """Return the extract as a tagged PDF (PDF/UA-1, PDF/A-3a) with an empty signature field.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    check_all(strings(report))
    footer = Footer(CONFIDENTIAL, (report.title, report.audit_mark, f"Document {report.document_id}"))
    flow = Flow(top=_TOP, bottom=footer.height + 16)
    _head(report, flow)
    _rows(report, flow)
    flow.space(_GAP)
    flow.add(heading(EXPLAINED), keep_with=44)
    flow.add(paragraph(report.explanation, Styles.quiet))
    who = f"Ondertekend door {report.signer_name}, {report.signer_role}, met een sleutel die {report.house} "
    panel = SignedPanel(f"{who}heeft uitgegeven.", _when(report))
    flow.space(_GAP)
    flow.ensure(panel.height)
    field = panel.put(flow.sheets[-1], flow.root, flow.page, flow.y, SIGNATURE_FIELD)
    for number, sheet in enumerate(flow.sheets, 1):
        if report.is_practice:
            practice_band(sheet, flow.root if number == 1 else None)
        if number > 1:
            _running_head(sheet, report)
        footer.put(sheet, number, len(flow.sheets))
    parts = Parts(
        metadata=_metadata(report),
        root=flow.root,
        bookmarks=flow.bookmarks,
        field=field,
        attachments=head_attachment(report.log_head, report.document_id),
    )
    return finish(draw(flow.sheets), parts)


def _head(report: LogReport, flow: Flow) -> None:
    flow.add(paragraph(report.house, Styles.house, after=4))
    flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, ACCENT, 1.4))
    flow.y -= 16
    flow.add(Paragraph((Run(report.title, Styles.title),), Tag.H1, after=8))
    flow.add(heading(CHOSEN))
    flow.add(Pairs(tuple((label, (Run(value, Styles.body),)) for label, value in report.chosen), 90))
    flow.space(_GAP)
    flow.add(heading(STANDING), keep_with=30)
    flow.add(paragraph(report.standing))
    flow.space(_GAP)


def _rows(report: LogReport, flow: Flow) -> None:
    flow.add(heading(LINES), keep_with=60)
    if not report.rows:
        flow.add(paragraph(NO_LINES))
        return
    left = CONTENT_WIDTH - sum(report.widths)
    columns = [Column(t, w or left) for t, w in zip(report.columns, report.widths, strict=True)]
    flow.table(columns, (tuple((Run(cell, _CELL),) for cell in row) for row in report.rows))


def _when(report: LogReport) -> str:
    at = report.signed_at
    return f"Op {texts.plain_day(at)} om {texts.time_of_day(at)}. {texts.CHECK}"


def _running_head(sheet: Sheet, report: LogReport) -> None:
    line = wrap((Run(f"{report.house} · {report.title}", Styles.footer),), CONTENT_WIDTH)[:1]
    sheet.items.insert(0, Text(LEFT, PAGE_HEIGHT - 34, line))


def _metadata(report: LogReport) -> Metadata:
    mark = f" ({texts.PRACTICE})" if report.is_practice else ""
    return Metadata(
        title=printable(report.title + mark),
        subject=printable(CONFIDENTIAL),
        author=printable(report.house + mark),
        creator=texts.CREATOR,
        producer=texts.CREATOR,
        created_at=report.signed_at,
        document_id=f"urn:zvdesk:{printable(report.document_id)}",
    )
