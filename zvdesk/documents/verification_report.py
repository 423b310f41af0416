"""Turn what a verification found into a paper to keep; it is not signed, and says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.documents.flow import Pairs, Paragraph, columns, heading, pairs, paragraph
from zvdesk.documents.fonts import fold, missing_glyphs
from zvdesk.documents.layout import Run
from zvdesk.documents.look import Styles
from zvdesk.documents.paper import GAP, Paper
from zvdesk.documents.structure import Tag
from zvdesk.texts.days import moment
from zvdesk.texts.labels import HEAD_ANSWERS, VERDICTS
from zvdesk.texts.verdicts import signer_name, verdict_sentence
from zvdesk.texts.verification_reports import (
    not_looked_at,
    own_time,
    proven_time,
    reason,
    registered,
    revocation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.documents.flow import Flow
    from zvdesk.domain.signatures import SignerFacts
    from zvdesk.domain.verification_reports import CheckedDocument, VerificationReport

TITLE = "Verslag van een controle"
PUBLIC = "In dit verslag staat niets uit een document of een casus; wel hoe de bestanden heten."
WHAT_IT_IS = (
    "Dit verslag helpt u onthouden wat zvdesk van deze bestanden vond. Het is zelf niet ondertekend en is "
    "geen bewijs: wie zeker wil zijn, controleert het bestand zelf. zvdesk vroeg bij deze controle niets op "
    "via een netwerk."
)
SUMMARY, OPEN = "De bestanden", "Waar niet naar is gekeken"
ORDER = ("Eerste handtekening", "Tweede handtekening (mede ondertekend)", "Nog een handtekening")
UNREADABLE_LETTER = "?"
_LABELS = 150.0  # points
_VERDICT = 190.0


def render(report: VerificationReport) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1, PDF/A-3a), unsigned; same report, same bytes.

    Letters that the fonts lack are drawn as a question mark: who named a file or a key is not ours to refuse.
    """
    report = replace(report, documents=tuple(_drawable(document) for document in report.documents))
    made = f"Controle van {moment(report.printed_at)}"
    paper = Paper(report, PUBLIC, (TITLE, made, f"zvdesk {report.version}"))
    flow = paper.flow
    paper.open(TITLE)
    flow.add(paragraph(WHAT_IT_IS))
    flow.space(GAP)
    facts = (
        ("Gecontroleerd op", moment(report.printed_at)),
        ("Met", f"zvdesk versie {report.version}"),
        ("Aantal bestanden", str(len(report.documents))),
    )
    flow.add(pairs(facts, _LABELS))
    flow.space(GAP)
    flow.add(heading(SUMMARY), keep_with=60)
    rows = ((document.name, VERDICTS[document.verdict.kind]) for document in report.documents)
    table = columns(("Bestand", "Oordeel"), (0, _VERDICT))
    flow.table(table, (tuple((Run(cell, Styles.body),) for cell in row) for row in rows))
    for document in report.documents:
        flow.space(GAP + 4)
        _document(document, flow)
    return paper.pdf(TITLE, PUBLIC, TITLE)


def grouped(digest: str) -> str:
    """Return a hash in groups of four, as everywhere in zvdesk, in two rows of the same length."""
    digits = digest.upper()
    groups = [digits[n : n + 4] for n in range(0, len(digits), 4)]
    return "\n".join(" ".join(groups[n : n + 8]) for n in range(0, len(groups), 8)) or "-"


def _document(document: CheckedDocument, flow: Flow) -> None:
    verdict = document.verdict
    flow.add(heading(document.name), keep_with=90)
    rows = [
        ("Oordeel", VERDICTS[verdict.kind]),
        ("Dat betekent", verdict_sentence(verdict)),
        ("Waarom", reason(verdict)),
        ("SHA-256 van het bestand", grouped(verdict.document_sha256)),
        ("In het register", registered(document.is_registered)),
    ]
    if document.head is not None:
        rows.append(("In het logboek", HEAD_ANSWERS[document.head]))
    rows.append(("Gecontroleerd op", moment(document.checked_at)))
    flow.add(_strong_first(pairs(rows, _LABELS)))
    for number, signer in enumerate(verdict.signers):
        flow.space(6)
        flow.add(_below(ORDER[min(number, len(ORDER) - 1)]), keep_with=60)
        flow.add(pairs(_signer(signer), _LABELS))
    flow.space(6)
    flow.add(_below(OPEN), keep_with=40)
    for line in not_looked_at(document):
        flow.add(paragraph(f"– {line}", after=1))


def _below(words: str) -> Paragraph:
    return Paragraph((Run(words, Styles.strong),), Tag.H3, after=2.5)


def _strong_first(block: Pairs) -> Pairs:
    (label, runs), *others = block.rows
    return replace(block, rows=((label, tuple(replace(run, style=Styles.strong) for run in runs)), *others))


def _signer(signer: SignerFacts) -> Iterator[tuple[str, str]]:
    yield "Ondertekenaar", signer_name(signer)
    yield "Rol", signer.role or "-"
    yield "Organisatie", signer.organisation or "-"
    yield "Sleutel uitgegeven door", signer.issuer or "-"
    yield "Vingerafdruk certificaat", grouped(signer.fingerprint)
    yield "Vingerafdruk uitgever", grouped(signer.issuer_fingerprint)
    yield "Tijd volgens de ondertekenaar", own_time(signer)
    yield "Tijd bevestigd", proven_time(signer)
    yield "Intrekking", revocation(signer)


def _drawable(document: CheckedDocument) -> CheckedDocument:
    signers = tuple(
        replace(
            signer,
            name=_shown(signer.name),
            role=_shown(signer.role),
            organisation=_shown(signer.organisation),
            issuer=_shown(signer.issuer),
            time_authority=_shown(signer.time_authority),
        )
        for signer in document.verdict.signers
    )
    name = _shown(" ".join(document.name.split())) or "-"
    return replace(document, name=name, verdict=replace(document.verdict, signers=signers))


def _shown(text: str) -> str:
    folded = fold(text)
    lost = missing_glyphs(folded)
    return "".join(UNREADABLE_LETTER if letter in lost else letter for letter in folded)
