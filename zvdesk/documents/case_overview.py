"""Turn a case overview into a PDF: what one recipient may have of a case, and a word on what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.flow import Pairs, columns, heading, paragraph
from zvdesk.documents.layout import Run
from zvdesk.documents.look import Styles, on_colour
from zvdesk.documents.page_parts import SignedPanel
from zvdesk.documents.paper import GAP, Paper
from zvdesk.documents.withheld import left_out
from zvdesk.texts.labels import CATEGORIES, CONTRIBUTION_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.flow import Flow
    from zvdesk.domain.case_overviews import CaseOverview, OverviewAgreement

FACTS, OCCASION, VIEW, SEATS = "Over de casus", "Aanleiding", "Wat de betrokkene ervan vindt", "Wie doet mee"
CONTRIBUTIONS, DECISIONS, ACTIONS = "Wat is ingebracht", "Besluiten", "Wat nog openstaat"
SEAT_COLUMNS = ("Organisatie", "Waarom nodig")
CONTRIBUTION_COLUMNS = ("Wanneer", "Wat", "Soort", "Van wie")
DECISION_COLUMNS, ACTION_COLUMNS = ("Dag", "Besluit"), ("Wat", "Wie", "Uiterlijk")
NO_CONTRIBUTIONS, NO_DECISIONS = "Er staat hier geen inbreng.", "Er staan hier geen besluiten."
NO_ACTIONS = "Er staan hier geen acties open."
OWN_ACTIONS = "Hier staan alleen acties van uw eigen organisatie."
NOTES = "Aantekeningen en peilingen van het overleg zelf staan niet in dit overzicht."
SIGNATURE_FIELD = "Digitale ondertekening van dit casusoverzicht"
_LABEL = 120.0


def render(overview: CaseOverview) -> bytes:
    """Return the overview as a tagged PDF (PDF/UA-1, PDF/A-3a) with empty signature fields.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    title = f"Casusoverzicht {overview.case_number}"
    who = texts.audience(overview)
    facts = (
        f"{title} · versie {overview.version} · voor {who}",
        texts.log_mark(overview),
        texts.destroy(overview),
    )
    paper = Paper(overview, overview.confidentiality, (*facts, f"Document {overview.document_id}"))
    flow, content = paper.flow, overview.content
    paper.open(title)
    flow.add(paragraph(f"Voor {who}", Styles.strong, after=8))
    _facts(overview, flow)
    for name, text in ((OCCASION, content.occasion), (VIEW, content.resident_view)):
        if text.strip():
            _section(flow, name)
            flow.add(paragraph(text))
    if content.seats:
        _section(flow, SEATS)
        _table(flow, SEAT_COLUMNS, (200, 0), [(seat.organisation, seat.reason) for seat in content.seats])
    _contributions(overview, flow)
    _section(flow, DECISIONS)
    rows = [(texts.brief_day(d.on) if d.on else texts.NO_DAY, d.text) for d in content.decisions]
    _table(flow, DECISION_COLUMNS, (90, 0), rows, NO_DECISIONS)
    _section(flow, ACTIONS)
    if overview.recipient:
        flow.add(paragraph(OWN_ACTIONS, after=3))
    _table(flow, ACTION_COLUMNS, (0, 150, 90), [_action(a) for a in content.actions], NO_ACTIONS)
    last = tuple(left_out(content.withheld, NOTES, is_wgs=overview.is_wgs))
    paper.sign(SignedPanel(overview, SIGNATURE_FIELD), last)
    return paper.pdf(f"{title}, voor {who}, versie {overview.version}", overview.confidentiality, title)


def _facts(overview: CaseOverview, flow: Flow) -> None:
    content = overview.content
    level: tuple[Run, ...] = (Run(overview.level_code or texts.NO_LEVEL, Styles.body),)
    if overview.level_colour:
        tag = on_colour(Styles.strong, overview.level_colour)
        level = (Run(overview.level_code, tag), Run(f" ({overview.level_colour_name})", Styles.body))
    on = f" Uiterlijk {texts.plain_day(content.goal_on)}." if content.goal_on and content.goal.strip() else ""
    flow.add(heading(FACTS))
    rows = (
        ("Doel van de verwerking", (Run(overview.purpose, Styles.body),)),
        ("Grondslag", (Run(texts.sentence(overview.ground), Styles.body),)),
        ("Gezamenlijk doel", (Run(texts.sentence(content.goal) + on or texts.NO_GOAL, Styles.body),)),
        ("Niveau", level),
    )
    flow.add(Pairs(rows, _LABEL))


def _contributions(overview: CaseOverview, flow: Flow) -> None:
    _section(flow, CONTRIBUTIONS)
    rows = [
        (
            texts.brief_day(c.observed_on) if c.observed_on else texts.NO_DAY,
            c.text,
            f"{CONTRIBUTION_KINDS[c.kind]}, {CATEGORIES[c.category]}",
            c.organisation,
        )
        for c in overview.content.contributions
    ]
    _table(flow, CONTRIBUTION_COLUMNS, (70, 0, 120, 100), rows, NO_CONTRIBUTIONS)


def _action(action: OverviewAgreement) -> tuple[str, ...]:
    return action.text, action.who, texts.short_day(action.on) if action.on else texts.NO_DAY


def _section(flow: Flow, title: str) -> None:
    flow.space(GAP)
    flow.add(heading(title), keep_with=60)


def _table(
    flow: Flow,
    titles: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Sequence[tuple[str, ...]],
    nothing: str = "",
) -> None:
    if not rows:
        flow.add(paragraph(nothing))
        return
    cells = (tuple((Run(cell, Styles.body),) for cell in row) for row in rows)
    flow.table(columns(titles, widths), cells)
