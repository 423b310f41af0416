"""Turn the chair's own script into a PDF: unsigned, marked as private, same script, same bytes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.documents import script_texts as words
from zvdesk.documents import texts
from zvdesk.documents.flow import Flow, Pairs, Paragraph, columns, heading, paragraph
from zvdesk.documents.fonts import Weight
from zvdesk.documents.layout import Run, Style, wrap
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, LEFT, LINE, WARN, WARN_SOFT, Styles, on_colour
from zvdesk.documents.paper import Paper
from zvdesk.documents.pictures import draw_path, draw_trend, path_height
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Box, Rule, Text
from zvdesk.texts.charts import domain_words, level_path_words

if TYPE_CHECKING:
    from datetime import datetime

    from zvdesk.documents.layout import Line
    from zvdesk.documents.tagged import Sheet
    from zvdesk.domain.chair_scripts import ChairScript, ScriptAction, ScriptCase, ScriptSeat, ScriptStep
    from zvdesk.texts.chart_views import DomainSeries, DomainTrendView

_TOP = PAGE_HEIGHT - 70
_GAP = 12.0
_LINES, _LINE = 4, 21.0  # to write on, per step
_TREND = (104.0, 32.0)  # width and height of the picture of one life domain
_CASE = Style(15, 20, Weight.BOLD)
_PRIVATE = Style(12, 17, Weight.BOLD, WARN)
_MARK = Style(8.8, 12.8, Weight.SEMIBOLD, WARN)
_NOTE = Style(9.5, 13.8, Weight.REGULAR, ACCENT)


def render(script: ChairScript) -> bytes:
    """Return the script as a tagged PDF (PDF/UA-1, PDF/A-3a) without a signature field.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    paper = Paper(
        script, f"{words.PRIVATE} {words.DESTROY}", (words.printed(script),), top=_TOP, above_foot=14
    )
    composer = _Composer(script, paper.flow)
    composer.opening()
    for number, case in enumerate(script.cases, 1):
        composer.case(number, case)
    for sheet in paper.flow.sheets:
        _running_head(sheet, script)
    return paper.pdf(f"{words.TITLE} {script.title}", words.PRIVATE)


def _running_head(sheet: Sheet, script: ChairScript) -> None:
    """Say on each page for whom it is; the first page says it aloud as well."""
    left = wrap((Run(words.meeting_line(script), Styles.footer),), CONTENT_WIDTH * 0.5)[:1]
    right = wrap((Run(words.PRIVATE, _MARK),), CONTENT_WIDTH * 0.5)[:1]
    y = PAGE_HEIGHT - 36
    sheet.items.insert(0, Text(LEFT, y, left))
    sheet.items.insert(0, Text(LEFT + CONTENT_WIDTH - right[0].width, y, right))


class _Composer:
    """Put the parts of one script on the sheets of a flow."""

    def __init__(self, script: ChairScript, flow: Flow) -> None:
        self._script = script
        self._flow = flow
        self._begins = script.starts_at

    def opening(self) -> None:
        """Put the title, for whom it is, and the agenda."""
        script, flow = self._script, self._flow
        flow.add(Paragraph((Run(words.TITLE, Styles.title),), Tag.H1))
        flow.add(paragraph(words.meeting_line(script), Styles.strong))
        flow.add(paragraph(words.subtitle(script), Styles.label))
        flow.space(_GAP)
        lines = wrap(
            (Run(f"{words.PRIVATE} ", _PRIVATE), Run(words.DESTROY, Styles.body)), CONTENT_WIDTH - 28
        )
        height = sum(line.height for line in lines) + 14
        flow.place(Box(LEFT, flow.y - height, CONTENT_WIDTH, height, fill=WARN_SOFT, radius=6))
        flow.place(Text(LEFT + 14, flow.y - 7, lines, flow.root.add(Tag.PARAGRAPH)))
        flow.y -= height
        flow.space(_GAP)
        flow.add(heading(words.AGENDA), keep_with=44)
        if not script.cases:
            flow.add(paragraph(words.NO_CASES))
            return
        begins, rows = script.starts_at, []
        for number, case in enumerate(script.cases, 1):
            cells = (str(number), words.case_name(case), _clock(begins), str(case.minutes))
            styles = (Styles.strong, Styles.body, Styles.body, Styles.body)
            rows.append(tuple((Run(text, style),) for text, style in zip(cells, styles, strict=True)))
            begins = begins + timedelta(minutes=case.minutes) if begins else None
        self._flow.table(columns(words.AGENDA_COLUMNS, (28, 0, 70, 60)), rows)

    def case(self, number: int, case: ScriptCase) -> None:
        """Put one case, from the top of a page."""
        flow = self._flow
        flow.new_page()
        self._case_head(number, case)
        rows = [
            (words.LEVEL, self._level(case)),
            (words.PURPOSE, (Run(case.purpose or words.NOT_FILLED, Styles.body),)),
            (words.GROUND, (Run(texts.sentence(case.ground), Styles.body),)),
            (words.GOAL, (Run(words.goal(case), Styles.body),)),
        ]
        flow.add(Pairs(tuple(rows), label_width=98))
        self._seats(case)
        self._last_time(case)
        if case.signs:
            self._section(words.SIGNS)
            for sign in case.signs:
                flow.add(paragraph(sign, Styles.warning, after=2))
        self._path(case)
        self._domains(case)
        for step in case.steps:
            self._step(step)

    def _case_head(self, number: int, case: ScriptCase) -> None:
        flow = self._flow
        flow.add(Paragraph((Run(f"{number}. Casus {words.case_name(case)}", _CASE),), Tag.H2))
        when = " · ".join(part for part in (_clock(self._begins), f"{case.minutes} minuten") if part)
        flow.add(paragraph(when, Styles.label, after=4))
        flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, ACCENT, 1.2))
        flow.space(8)
        if self._begins is not None:
            self._begins += timedelta(minutes=case.minutes)

    def _level(self, case: ScriptCase) -> tuple[Run, ...]:
        level = next((level for level in case.levels if level.code == case.level_code), None)
        if level is None:
            return (Run(case.level_code or texts.NO_LEVEL, Styles.body),)
        tag = on_colour(Styles.strong, level.colour)
        return Run(level.code, tag), Run(f" ({level.colour_name})", Styles.body)

    def _seats(self, case: ScriptCase) -> None:
        self._section(words.SEATS)
        if not case.seats:
            self._flow.add(paragraph(words.NO_SEATS))
            return
        self._flow.table(
            columns(words.SEAT_COLUMNS, (150, 120, 0)), [self._seat(seat) for seat in case.seats]
        )

    def _seat(self, seat: ScriptSeat) -> tuple[tuple[Run, ...], ...]:
        name = [Run(seat.organisation, Styles.strong)]
        if seat.lacks_declaration:
            name.append(Run(f"\n{words.UNDECLARED}", Styles.warning))
        who, why = seat.person or texts.NOT_NAMED, seat.reason
        return tuple(name), (Run(who, Styles.body),), (Run(why, Styles.body),)

    def _last_time(self, case: ScriptCase) -> None:
        self._section(words.LAST_TIME)
        if not case.actions:
            self._flow.add(paragraph(words.NO_LAST_TIME))
            return
        self._flow.table(
            columns(words.ACTION_COLUMNS, (0, 120, 78, 130)), [self._action(a) for a in case.actions]
        )

    def _action(self, action: ScriptAction) -> tuple[tuple[Run, ...], ...]:
        due = texts.NO_DAY if action.due_on is None else texts.short_day(action.due_on)
        state = Styles.urgent if action.is_late else Styles.body
        return (
            (Run(action.what, Styles.body),),
            (Run(action.who or texts.NOT_NAMED, Styles.body),),
            (Run(due, Styles.body),),
            (Run(words.state(action), state),),
        )

    def _path(self, case: ScriptCase) -> None:
        flow, view = self._flow, words.path_view(case, self._script)
        self._section(words.PATH)
        wide = CONTENT_WIDTH * 0.56
        told = wrap((Run(" ".join(level_path_words(view)), Styles.body),), CONTENT_WIDTH - wide - 16)
        tall = path_height(view) if view.points else 0.0
        height = max(sum(line.height for line in told), tall)
        flow.ensure(height)
        if view.points:
            draw_path(flow.sheets[-1], view, LEFT, flow.y, wide)
        left = LEFT + wide + 16 if view.points else LEFT
        flow.place(Text(left, flow.y, told, flow.root.add(Tag.PARAGRAPH)))
        flow.y -= height

    def _domains(self, case: ScriptCase) -> None:
        flow, view = self._flow, words.domain_view(case)
        self._section(words.DOMAINS, 90 if view.domains else 44)
        flow.add(paragraph(words.scale(case), Styles.quiet, after=4))
        half = CONTENT_WIDTH / 2
        for number in range(0, len(view.domains), 2):
            pair = view.domains[number : number + 2]
            told = [self._domain_lines(series, half) for series in pair]
            height = max(_TREND[1], *(sum(line.height for line in lines) for lines in told)) + 6
            flow.ensure(height)
            for column, (series, lines) in enumerate(zip(pair, told, strict=True)):
                x = LEFT + column * half
                self._trend(series, view, x)
                flow.place(Text(x + _TREND[0] + 10, flow.y, lines, flow.root.add(Tag.PARAGRAPH)))
            flow.y -= height

    def _domain_lines(self, series: DomainSeries, half: float) -> tuple[Line, ...]:
        return wrap((Run(domain_words(series), Styles.quiet),), half - _TREND[0] - 24)

    def _trend(self, series: DomainSeries, view: DomainTrendView, x: float) -> None:
        draw_trend(self._flow.sheets[-1], series, view, (x, self._flow.y), _TREND)

    def _step(self, step: ScriptStep) -> None:
        flow = self._flow
        flow.space(_GAP)
        kept = _LINES * _LINE + 16 * (len(step.questions) + bool(step.records) + step.note.count("\n") + 1)
        flow.add(heading(words.step_title(step.title, step.minutes), Tag.H3), keep_with=kept)
        for question in step.questions:
            flow.add(paragraph(f"• {question}", after=1))
        if step.records:
            runs = (Run(f"{words.RECORDS} ", Styles.label_strong), Run(", ".join(step.records), Styles.label))
            flow.add(Paragraph(runs, before=3))
        if step.note.strip():
            flow.add(
                Paragraph((Run(f"{words.NOTE} ", Styles.strong), Run(step.note.strip(), _NOTE)), before=4)
            )
        flow.ensure(_LINES * _LINE)
        for _ in range(_LINES):
            flow.y -= _LINE
            flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, LINE))

    def _section(self, title: str, keep: float = 44) -> None:
        self._flow.space(_GAP)
        self._flow.add(heading(title, Tag.H3), keep_with=keep)


def _clock(at: datetime | None) -> str:
    return "" if at is None else texts.time_of_day(at)
