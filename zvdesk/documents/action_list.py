"""Turn an action list into a PDF: same list, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import subject_block, texts
from zvdesk.documents.flow import Flow, Pairs, Paragraph, columns, heading, paragraph
from zvdesk.documents.fonts import width
from zvdesk.documents.layout import Run, wrap
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, LEFT, Styles, on_colour
from zvdesk.documents.outcome import outcome_attachment
from zvdesk.documents.page_parts import SignedPanel
from zvdesk.documents.paper import Paper
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import Rule, Text
from zvdesk.domain.actions import ActionStatus
from zvdesk.texts.labels import ACTION_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.domain.action_lists import ActionList, ListAction, ListConditional, ListDecision

_GAP = 11.0  # between sections
_CELL = 12.0  # white that a cell keeps beside its words


def render(content: ActionList) -> bytes:
    """Return the list as a tagged PDF (PDF/UA-1, PDF/A-3a) with an empty signature field.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    facts = (f"Casus {content.case_number}, versie {content.version}", texts.destroy(content))
    at_foot = (*facts, texts.log_mark(content))
    paper = Paper(content, content.confidentiality, at_foot, above_foot=12.0)
    _Composer(content, paper.flow).compose()
    panel = SignedPanel(content, texts.SIGNATURE_FIELD, texts.consent(content))
    last = [heading(texts.ABOUT), paragraph(" ".join(texts.about(content)), Styles.quiet)]
    if marks := texts.marks(content):
        last.append(paragraph("\n".join(marks), Styles.footer))
    paper.sign(panel, last)
    about = f"{texts.heading(content)}, casus {content.case_number}, {texts.version(content)}"
    head = f"{texts.heading(content)} · casus {content.case_number}"
    return paper.pdf(about, texts.meeting_line(content), head, (outcome_attachment(content),))


class _Composer:
    """Put the parts of one list on the sheets of a flow."""

    def __init__(self, content: ActionList, flow: Flow) -> None:
        self._list = content
        self._flow = flow

    def compose(self) -> None:
        """Put all parts in reading order."""
        self._letterhead()
        self._title()
        self._flow.side_by_side(
            [heading(texts.GOAL), paragraph(texts.goal(self._list))], self._regie(), CONTENT_WIDTH * 0.56
        )
        self._about_whom()
        self._decisions()
        self._actions()
        self._conditionals()
        self._reservations()
        self._flow.space(_GAP)
        self._flow.side_by_side(
            [heading(texts.FOLLOW_UP), paragraph(texts.follow_up(self._list))],
            [heading(texts.CONTACT), paragraph(texts.contact(self._list))],
            CONTENT_WIDTH * 0.56,
        )

    def _section(self, title: str) -> None:
        self._flow.space(_GAP)
        self._flow.add(heading(title), keep_with=44)

    def _letterhead(self) -> None:
        content, flow = self._list, self._flow
        half = CONTENT_WIDTH * 0.66
        house = wrap((Run(content.house, Styles.house),), half)
        meeting = wrap((Run(texts.meeting_line(content), Styles.quiet),), half)
        reader = (Run("Voor\n", Styles.quiet), Run(texts.audience(content), Styles.strong))
        top = flow.y
        height = sum(line.height for line in house)
        flow.place(Text(LEFT, top, house, flow.root.add(Tag.PARAGRAPH)))
        flow.place(Text(LEFT, top - height, meeting, flow.root.add(Tag.PARAGRAPH)))
        left = top - height - sum(line.height for line in meeting)
        edge = LEFT + CONTENT_WIDTH
        addressee = flow.root.add(Tag.PARAGRAPH)
        right = top
        for line in wrap(reader, CONTENT_WIDTH - half - 12):
            flow.place(Text(edge - line.width, right, (line,), addressee))
            right -= line.height
        flow.y = min(left, right) - 9
        flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, ACCENT, 1.4))
        flow.y -= 20

    def _title(self) -> None:
        content, flow = self._list, self._flow
        flow.add(Paragraph((Run(texts.heading(content), Styles.title),), Tag.H1))
        flow.add(paragraph(texts.subtitle(content), Styles.label))
        if notice := texts.correction(content):
            flow.add(paragraph(notice, Styles.warning))
        flow.space(_GAP)

    def _regie(self) -> list[Paragraph | Pairs]:
        content = self._list
        rows = [(texts.LEVEL, self._level())]
        rows += [(line.label, (Run(line.value, Styles.body),)) for line in content.regie]
        blocks: list[Paragraph | Pairs] = [heading(texts.REGIE), Pairs(tuple(rows))]
        if content.scheme_banner.strip():
            blocks.append(paragraph(content.scheme_banner, Styles.warning))
        return blocks

    def _level(self) -> tuple[Run, ...]:
        content = self._list
        if not content.level_code:
            return (Run(texts.NO_LEVEL, Styles.body),)
        tag = on_colour(Styles.strong, content.level_colour)
        return (Run(content.level_code, tag), Run(f" {texts.level_note(content)}", Styles.body))

    def _about_whom(self) -> None:
        content = self._list
        if content.recipient and content.subject and not content.subject.is_empty:
            self._section(subject_block.TITLE)
            for block in subject_block.blocks(content.subject):
                self._flow.add(block)

    def _decisions(self) -> None:
        content = self._list
        if content.recipient:
            return
        self._section(texts.DECISIONS)
        if not content.decisions:
            self._flow.add(paragraph(texts.NO_DECISIONS))
            return
        rows = (
            ((Run(str(item.number), Styles.strong),), (Run(item.text, Styles.body),))
            for item in content.decisions
        )
        self._flow.table(columns(texts.DECISION_COLUMNS, (24, 0)), rows, _continued(content.decisions))

    def _actions(self) -> None:
        content = self._list
        self._section(texts.actions_heading(content))
        if not content.actions:
            self._flow.add(paragraph(texts.no_actions(content)))
            return
        who = _room((a.person for a in content.actions), 70, 105)
        if content.recipient:
            table = columns(texts.ACTION_COLUMNS, (24, 0, who, 82, 112))
        else:
            titles = (*texts.ACTION_COLUMNS[:2], texts.ORGANISATION_COLUMN, *texts.ACTION_COLUMNS[2:])
            organisation = _room((a.organisation for a in content.actions), 75, 110)
            table = columns(titles, (24, 0, organisation, who, 80, 92))
        rows = (self._action(action) for action in content.actions)
        self._flow.table(table, rows, _continued(content.actions))

    def _action(self, action: ListAction) -> tuple[tuple[Run, ...], ...]:
        what = [Run(action.what, Styles.body)]
        if action.is_urgent:
            what.insert(0, Run(f"{texts.URGENT} ", Styles.urgent))
        if action.condition.strip():
            what += [
                Run(f"\n{texts.CONDITION} ", Styles.strong),
                Run(action.condition, Styles.body),
            ]
        if action.status is not ActionStatus.OPEN:
            what += [
                Run(f"\n{texts.STATUS} ", Styles.strong),
                Run(ACTION_STATUSES[action.status], Styles.body),
            ]
        due = texts.NO_DAY if action.due_on is None else texts.short_day(action.due_on)
        cells = [
            (Run(str(action.number), Styles.strong),),
            tuple(what),
            (Run(action.person.strip() or texts.NOT_NAMED, Styles.body),),
            (Run(due, Styles.body),),
            (Run(texts.informing(action), Styles.body),),
        ]
        if not self._list.recipient:
            cells.insert(2, (Run(action.organisation, Styles.body),))
        return tuple(cells)

    def _conditionals(self) -> None:
        content = self._list
        if not content.conditionals:
            return
        self._section(texts.CONDITIONALS)
        rows = (
            (
                (Run(str(item.number), Styles.strong),),
                *((Run(text, Styles.body),) for text in (item.trigger, item.response, item.who)),
                (Run(texts.within(item.within_hours), Styles.body),),
            )
            for item in content.conditionals
        )
        who = _room((c.who for c in content.conditionals), 95, 120)
        table = columns(texts.CONDITIONAL_COLUMNS, (24, 160, 0, who, 62))
        self._flow.table(table, rows, _continued(content.conditionals))

    def _reservations(self) -> None:
        content = self._list
        if not content.reservations:
            return
        self._section(texts.RESERVATIONS)
        for item in content.reservations:
            runs = [Run(f"{item.organisation}: ", Styles.strong), Run(texts.sentence(item.text), Styles.body)]
            if item.about:
                runs.append(Run(f" {texts.about_what(item.about)}", Styles.body))
            self._flow.add(Paragraph(tuple(runs), after=3))


def _continued(rows: Iterable[ListAction | ListConditional | ListDecision]) -> list[str]:
    return [texts.continued(row.number) for row in rows]


def _room(texts_in_column: Iterable[str], least: float, most: float) -> float:
    """Return the width that keeps the longest word of a column whole, within bounds."""
    words = (word for text in texts_in_column for word in text.replace("-", "- ").split())
    style = Styles.body
    widest = max((width(word, style.weight, style.size) for word in words), default=0.0)
    return min(max(widest + _CELL, least), most)
