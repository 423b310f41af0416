"""Turn the steps of a meeting into a form to fill in by pen, for when the computer fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.flow import columns, heading, paragraph
from zvdesk.documents.layout import Run, Style, wrap
from zvdesk.documents.look import CONTENT_WIDTH, CONTROL, INK, LEFT, Styles
from zvdesk.documents.paper import GAP, Paper
from zvdesk.documents.script_texts import step_title
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Box, Rule, Text
from zvdesk.domain.agenda import Step
from zvdesk.domain.escalation import Responsibility
from zvdesk.texts.labels import RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zvdesk.documents.flow import Flow
    from zvdesk.domain.blank_forms import BlankForm, BlankStep

TITLE = "Formulier voor een overleg zonder computer"
PRIVATE = "Vertrouwelijk zodra u er iets op schrijft."
DESTROY = "Neem alles over in zvdesk. Vernietig daarna dit papier."
HOW = (
    "Gebruik dit formulier als de computer het niet doet: één formulier per casus. Schrijf geen namen voluit."
)
CASE, DAY, TIMES, CHAIR = "Casusnummer", "Datum", "Begin en einde", "Voorzitter"
SEATS, SEAT_COLUMNS = "Wie is er", ("Organisatie", "Wie", "Komt om", "Gaat om")
ACTIONS, CONDITIONALS, DECISIONS = "Acties", "Als, dan", "Besluiten"
ACTION_COLUMNS = ("Nr", "Wat", "Organisatie en wie", "Uiterlijk", "Weet de betrokkene dit?")
CONDITIONAL_COLUMNS = ("Als", "Dan", "Wie", "Binnen")
DECISION_COLUMNS = ("Nr", "Besluit", "Voor wie niet bestemd")
LEVEL, HOLDERS, NOTES = "AVE-niveau (kruis aan)", "Wie heeft de regie, met naam", "Verder"
AGREED, AGREED_COLUMNS = "Voorgelezen: wie gaat akkoord", ("Organisatie", "Akkoord", "Voorbehoud")
RECORDS = "Leg vast:"

_WRITE = Style(9.5, 15.0)  # room for handwriting
_LINE = 23.0  # between two lines to write on
_LABELLED = 2  # lines per thing to write down
_TICK = 11.0
_SEATS, _ACTIONS, _CONDITIONALS, _DECISIONS, _AGREED = 16, 8, 3, 3, 8


def render(form: BlankForm) -> bytes:
    """Return the form as a tagged PDF (PDF/UA-1, PDF/A-3a), unsigned, with nothing of any case on it.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    paper = Paper(form, f"{PRIVATE} {DESTROY}", (f"{TITLE} · {form.name}", _made(form)))
    composer = _Composer(form, paper.flow)
    paper.open(TITLE)
    composer.opening()
    for number, step in enumerate(form.steps, 1):
        composer.step(number, step)
    for sheet in paper.flow.sheets[1:]:  # loose sheets find each other by it
        where = wrap((Run(f"{CASE}:", Styles.footer),), 80)
        left = LEFT + CONTENT_WIDTH - 200
        sheet.items.insert(0, Text(left, PAGE_HEIGHT - 34, where))
        sheet.items.insert(0, Rule(left + 56, PAGE_HEIGHT - 45, 144, CONTROL))
    return paper.pdf(TITLE, PRIVATE, TITLE)


def _made(form: BlankForm) -> str:
    return f"Gemaakt op {texts.plain_day(form.printed_at)}"


class _Composer:
    """Put the parts of the form on the sheets of a flow."""

    def __init__(self, form: BlankForm, flow: Flow) -> None:
        self._form = form
        self._flow = flow

    def opening(self) -> None:
        """Put how to use it, which case it is, and who is there."""
        flow = self._flow
        flow.add(paragraph(self._form.name, Styles.strong, after=4))
        flow.add(paragraph(f"{HOW} {DESTROY}", after=8))
        half = CONTENT_WIDTH / 2
        for pair in ((CASE, DAY), (TIMES, CHAIR)):
            flow.y -= 10
            for column, label in enumerate(pair):
                x = LEFT + column * half
                lines = wrap((Run(label, Styles.label),), 90)
                flow.place(Text(x, flow.y, lines, flow.root.add(Tag.PARAGRAPH)))
                flow.place(Rule(x + 84, flow.y - 13, half - 100, CONTROL))
            flow.y -= 16
        self._table(SEATS, SEAT_COLUMNS, (190, 0, 70, 70), _SEATS, tag=Tag.H2)

    def step(self, number: int, step: BlankStep) -> None:
        """Put one step from the top of a page: what to ask, and room for what was said."""
        flow = self._flow
        flow.new_page()
        flow.add(heading(f"{number}  {step_title(step.title, step.minutes)}"))
        for question in step.questions:
            flow.add(paragraph(f"• {question}", after=1))
        if step.step is Step.PLAN:
            self._recorded(step.records)
            self._table(ACTIONS, ACTION_COLUMNS, (24, 0, 130, 62, 84), _ACTIONS, numbered=True)
            self._table(CONDITIONALS, CONDITIONAL_COLUMNS, (150, 0, 120, 60), _CONDITIONALS)
            self._table(DECISIONS, DECISION_COLUMNS, (24, 0, 130), _DECISIONS, numbered=True)
        elif step.step is Step.LEAD:
            self._recorded(step.records)
            self._levels()
            self._labelled(HOLDERS, (RESPONSIBILITIES[one] for one in Responsibility), 1)
        else:
            self._labelled("", step.records, _LABELLED)
        if step.step is Step.FOLLOW_UP:
            self._table(AGREED, AGREED_COLUMNS, (190, 60, 0), _AGREED)
        self._notes()

    def _recorded(self, records: Sequence[str]) -> None:
        if records:
            self._flow.add(paragraph(f"{RECORDS} {', '.join(records)}", Styles.label, after=2))

    def _levels(self) -> None:
        flow = self._flow
        flow.space(GAP)
        flow.add(heading(LEVEL, Tag.H3), keep_with=40)
        for code, colour in self._form.levels:
            lines = wrap((Run(f"{code} ({colour})", _WRITE),), CONTENT_WIDTH - 30)
            flow.ensure(sum(line.height for line in lines))
            flow.place(Box(LEFT + 1, flow.y - 12.5, _TICK, _TICK, border=INK))
            flow.place(Text(LEFT + 22, flow.y, lines, flow.root.add(Tag.PARAGRAPH)))
            flow.y -= sum(line.height for line in lines)

    def _labelled(self, title: str, labels: Iterable[str], number: int) -> None:
        flow = self._flow
        if title:
            flow.space(GAP)
            flow.add(heading(title, Tag.H3), keep_with=60)
        for label in labels:
            flow.ensure(20 + number * _LINE)
            flow.space(6)
            flow.add(paragraph(f"{label[:1].upper()}{label[1:]}", Styles.strong))
            self._lines(number)

    def _lines(self, number: int) -> None:
        for _ in range(number):
            self._flow.y -= _LINE
            self._flow.place(Rule(LEFT, self._flow.y, CONTENT_WIDTH, CONTROL))

    def _notes(self) -> None:
        """Fill what is left of the page with lines, when there is room for some."""
        flow = self._flow
        flow.space(GAP)
        number = int((flow.y - flow.bottom - 20) / _LINE)
        if number > 1:
            flow.add(heading(NOTES, Tag.H3))
            self._lines(number)

    def _table(
        self,
        title: str,
        titles: Sequence[str],
        widths: Sequence[float],
        rows: int,
        *,
        numbered: bool = False,
        tag: Tag = Tag.H3,
    ) -> None:
        flow = self._flow
        flow.space(GAP)
        flow.add(heading(title, tag), keep_with=100)
        blank = [""] * (len(titles) - 1)
        cells = ([str(n) if numbered else "", *blank] for n in range(1, rows + 1))
        flow.table(columns(titles, widths), (tuple((Run(cell, _WRITE),) for cell in row) for row in cells))
