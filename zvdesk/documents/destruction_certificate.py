"""Turn the destruction of a case into a certificate: signed by who is at the desk, same facts, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.finish import Parts, finish
from zvdesk.documents.flow import Column, Flow, Pairs, Paragraph, heading, paragraph
from zvdesk.documents.fonts import check_all, printable
from zvdesk.documents.layout import Run
from zvdesk.documents.log_head import head_attachment
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, LEFT, Styles
from zvdesk.documents.page_parts import Footer, SignedPanel, practice_band
from zvdesk.documents.strings import strings
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Rule, draw
from zvdesk.documents.xmp import Metadata

if TYPE_CHECKING:
    from zvdesk.domain.keeping import DestructionCertificate

KEEP = "Bewaar dit bewijs. Er staat niets in over de personen in de casus."
DESTROYED, OUT, EXPLAINED = "Wat is vernietigd", "Documenten die nog weg moeten", "Toelichting"
NOTHING_OUT = "Er zijn geen documenten meer bij ontvangers."
MUST_GO = "Deze ontvangers moeten hun exemplaar zelf vernietigen, vóór de dag die erachter staat."
OWN_HOUSE = "eigen huis, volledig"
EXPLANATION = (
    "De casus is gewist uit de kluis en uit de reservekopieën waar het programma bij kon. Een kopie die toen "
    "niet bereikbaar was, verliest de casus zodra zij terug is of wordt teruggezet. Het logboek houdt "
    "casusnummer, dag en handeling vast, niet de inhoud."
)
SIGNATURE_FIELD = "Digitale ondertekening van dit bewijs"
_TOP = PAGE_HEIGHT - 60
_GAP = 13.0
_LABEL = 150
_WIDTHS = (120, 60, 120)  # kind, version and day; the recipient takes the rest


def render(certificate: DestructionCertificate) -> bytes:
    """Return the certificate as a tagged PDF (PDF/UA-1, PDF/A-3a) with an empty signature field.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    check_all(strings(certificate))
    footer = Footer(
        KEEP,
        (_title(certificate), f"Logboek {certificate.audit_mark}", f"Document {certificate.document_id}"),
    )
    flow = Flow(top=_TOP, bottom=footer.height + 16)
    _facts(certificate, flow)
    _copies(certificate, flow)
    flow.space(_GAP)
    flow.add(heading(EXPLAINED), keep_with=44)
    flow.add(paragraph(EXPLANATION, Styles.quiet))
    who = f"Ondertekend door {certificate.signer_name}, {certificate.signer_role}, met een sleutel die "
    panel = SignedPanel(f"{who}{certificate.house} heeft uitgegeven.", _when(certificate))
    flow.space(_GAP)
    flow.ensure(panel.height)
    field = panel.put(flow.sheets[-1], flow.root, flow.page, flow.y, SIGNATURE_FIELD)
    for number, sheet in enumerate(flow.sheets, 1):
        if certificate.is_practice:
            practice_band(sheet, flow.root if number == 1 else None)
        footer.put(sheet, number, len(flow.sheets))
    parts = Parts(
        metadata=_metadata(certificate),
        root=flow.root,
        bookmarks=flow.bookmarks,
        field=field,
        attachments=head_attachment(certificate.log_head, certificate.document_id),
    )
    return finish(draw(flow.sheets), parts)


def _facts(certificate: DestructionCertificate, flow: Flow) -> None:
    at = certificate.destroyed_at
    flow.add(paragraph(certificate.house, Styles.house, after=4))
    flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, ACCENT, 1.4))
    flow.y -= 16
    flow.add(Paragraph((Run(_title(certificate), Styles.title),), Tag.H1, after=8))
    flow.add(heading(DESTROYED))
    facts = (
        ("Casus", certificate.case_number),
        ("Soort casus", certificate.regime),
        ("Eerste verwerking", texts.plain_day(certificate.first_processed_on)),
        ("Vernietigd", f"{texts.plain_day(at)} om {texts.time_of_day(at)}"),
        ("Reden", certificate.ground),
        ("Grondslag", certificate.article),
        ("Door", f"{certificate.destroyed_by}, {certificate.function}"),
        ("Gewiste gegevens", f"{certificate.records}"),
    )
    flow.add(Pairs(tuple((label, (Run(value, Styles.body),)) for label, value in facts), _LABEL))
    flow.space(_GAP)


def _copies(certificate: DestructionCertificate, flow: Flow) -> None:
    flow.add(heading(OUT), keep_with=60)
    if not certificate.copies_out:
        flow.add(paragraph(NOTHING_OUT))
        return
    flow.add(paragraph(MUST_GO, after=8))
    kind, version, day = _WIDTHS
    columns = [
        Column("Document", kind),
        Column("Versie", version),
        Column("Ontvanger", CONTENT_WIDTH - sum(_WIDTHS)),
        Column("Vernietigen vóór", day),
    ]
    rows = (
        (copy.kind, str(copy.version), copy.recipient or OWN_HOUSE, texts.plain_day(copy.destroy_before))
        for copy in certificate.copies_out
    )
    flow.table(columns, (tuple((Run(cell, Styles.body),) for cell in row) for row in rows))


def _title(certificate: DestructionCertificate) -> str:
    return f"Bewijs van vernietiging, casus {certificate.case_number}"


def _when(certificate: DestructionCertificate) -> str:
    at = certificate.signed_at
    return f"Op {texts.plain_day(at)} om {texts.time_of_day(at)}. {texts.CHECK}"


def _metadata(certificate: DestructionCertificate) -> Metadata:
    mark = f" ({texts.PRACTICE})" if certificate.is_practice else ""
    return Metadata(
        title=printable(_title(certificate) + mark),
        subject=printable(KEEP),
        author=printable(certificate.house + mark),
        creator=texts.CREATOR,
        producer=texts.CREATOR,
        created_at=certificate.signed_at,
        document_id=f"urn:zvdesk:{printable(certificate.document_id)}",
    )
