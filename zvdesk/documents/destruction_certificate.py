"""Turn the destruction of a case into a certificate: signed by who is at the desk, same facts, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.flow import columns, heading, pairs, paragraph
from zvdesk.documents.layout import Run
from zvdesk.documents.look import Styles
from zvdesk.documents.page_parts import SignedPanel
from zvdesk.documents.paper import GAP, Paper, explained

if TYPE_CHECKING:
    from zvdesk.documents.flow import Flow
    from zvdesk.domain.keeping import DestructionCertificate

KEEP = "Bewaar dit bewijs. Er staat niets in over de personen in de casus."
DESTROYED, OUT = "Wat is vernietigd", "Documenten die nog weg moeten"
COPY_COLUMNS = ("Document", "Versie", "Ontvanger", "Vernietigen vóór")
NOTHING_OUT = "Er zijn geen documenten meer bij ontvangers."
MUST_GO = "Deze ontvangers moeten hun exemplaar zelf vernietigen, vóór de dag die erachter staat."
OWN_HOUSE = "eigen huis, volledig"
EXPLANATION = (
    "De casus is gewist uit de kluis en uit de reservekopieën waar het programma bij kon. Een kopie die toen "
    "niet bereikbaar was, verliest de casus zodra zij terug is of wordt teruggezet. Het logboek houdt "
    "casusnummer, dag en handeling vast, niet de inhoud."
)
SIGNATURE_FIELD = "Digitale ondertekening van dit bewijs"
_WIDTHS = (120, 60, 0, 120)


def render(certificate: DestructionCertificate) -> bytes:
    """Return the certificate as a tagged PDF (PDF/UA-1, PDF/A-3a) with an empty signature field.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    title = f"Bewijs van vernietiging, casus {certificate.case_number}"
    facts = (title, texts.log_mark(certificate), f"Document {certificate.document_id}")
    paper = Paper(certificate, KEEP, facts)
    paper.open(title)
    _facts(certificate, paper.flow)
    _copies(certificate, paper.flow)
    paper.sign(SignedPanel(certificate, SIGNATURE_FIELD), explained(EXPLANATION))
    return paper.pdf(title, KEEP, title)


def _facts(certificate: DestructionCertificate, flow: Flow) -> None:
    at = certificate.destroyed_at
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
    flow.add(pairs(facts, 150))
    flow.space(GAP)


def _copies(certificate: DestructionCertificate, flow: Flow) -> None:
    flow.add(heading(OUT), keep_with=60)
    if not certificate.copies_out:
        flow.add(paragraph(NOTHING_OUT))
        return
    flow.add(paragraph(MUST_GO, after=8))
    rows = (
        (copy.kind, str(copy.version), copy.recipient or OWN_HOUSE, texts.plain_day(copy.destroy_before))
        for copy in certificate.copies_out
    )
    table = columns(COPY_COLUMNS, _WIDTHS)
    flow.table(table, (tuple((Run(cell, Styles.body),) for cell in row) for row in rows))
