"""Turn a crisis card into a PDF of one page: same card, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import card_texts as words
from zvdesk.documents import texts
from zvdesk.documents.card_tiles import Tiles, fit
from zvdesk.documents.fonts import Weight
from zvdesk.documents.layout import Run, Style, wrap
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, DANGER, DANGER_SOFT, LEFT, LINE, Styles, on_colour
from zvdesk.documents.page_parts import SignedPanel
from zvdesk.documents.paper import Paper
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Bookmark, Box, Rule, Text
from zvdesk.errors import CardTooFull

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.flow import Flow
    from zvdesk.documents.layout import Line
    from zvdesk.domain.crisis_cards import CrisisCard

_TOP = PAGE_HEIGHT - 42
_GAP = 10.0
_SIDE = 110.0  # width of the level, right of the title
_PHONE = 150.0  # width of the phones of the holders
_LABEL = 92.0

_title = Style(26, 31, Weight.BOLD)
_level = Style(17, 25, Weight.BOLD)
_valid = Style(11, 15, Weight.SEMIBOLD)
_danger = Style(15, 20, Weight.BOLD, DANGER)
_danger_next = Style(11, 20, Weight.REGULAR, DANGER)
_phone = Style(14, 18, Weight.BOLD)


def render(card: CrisisCard) -> bytes:
    """Return the card as a tagged PDF (PDF/UA-1, PDF/A-3a) of one page with an empty signature field.

    Raises MissingGlyphs when the fonts lack a letter, and CardTooFull with how many agreements do fit when
    they do not all fit on the page at 9 points.
    """
    paper = Paper(card, card.confidentiality, words.facts(card), top=_TOP, above_foot=0)
    page = _Page(card, paper.flow)
    page.head()
    panel = SignedPanel(card, words.SIGNATURE_FIELD)
    edge = paper.flow.bottom + 7 + panel.height  # of the panel, at its top
    foot = edge + _GAP
    tiles, fitting = fit(card.agreements, page.y - foot - page.lower_height())
    if tiles is None:
        page.is_tight = True
        tiles, fitting = fit(card.agreements, page.y - foot - page.lower_height())
    if tiles is None:
        raise CardTooFull(fitting, len(card.agreements))
    page.agreements(tiles)
    page.y = foot + page.lower_height() - _GAP
    page.lower()
    paper.flow.y = edge
    paper.sign(panel)
    about = f"{words.heading(card)}, casus {card.case_number}, versie {card.version}"
    return paper.pdf(about, words.meeting_line(card))


class _Page:
    """Put the parts of one card on its page, from top to bottom; ``y`` is how far it came."""

    def __init__(self, card: CrisisCard, flow: Flow) -> None:
        self._card = card
        self._flow = flow
        self.is_tight = False  # the lower part gives room to the agreements
        self.y = _TOP

    def head(self) -> None:
        """Put who made it and for whom, the title, how long it holds, and what comes before all else."""
        card = self._card
        self._beside(
            ((Run(card.house, Styles.house),), (Run(words.meeting_line(card), Styles.quiet),)),
            (Run("Voor ", Styles.quiet), Run(texts.audience(card), Styles.strong)),
            CONTENT_WIDTH * 0.4,
        )
        self._flow.place(Rule(LEFT, self.y - 5, CONTENT_WIDTH, ACCENT, 1.4))
        self.y -= 15
        self._title()
        if card.scheme_banner.strip():
            self._text((Run(card.scheme_banner, Styles.warning),))
        self.y -= 7
        self._danger()
        self.y -= _GAP

    def agreements(self, tiles: Tiles) -> None:
        """Put what was agreed for when it happens."""
        self._flow.bookmarks += tiles.put(self._flow, self.y)

    def lower_height(self) -> float:
        """Return the height of what stands below the agreements."""
        return (
            sum(height for height, _ in self._holder_rows())
            + self._contact_height()
            + 2 * 18
            + (2 if self.is_tight else 3) * _GAP
        )

    def lower(self) -> None:
        """Put who has the regie, and whom to call when it does not work out."""
        self._heading(words.HOLDERS)
        rows = self._holder_rows()
        if self._card.holders:
            table = self._flow.root.add(Tag.TABLE)
        for height, cells in rows:
            if not self._card.holders:
                self._flow.place(Text(LEFT, self.y, cells[0], self._flow.root.add(Tag.PARAGRAPH)))
                self.y -= height
                continue
            row = table.add(Tag.ROW)
            tags = (row.add(Tag.HEADER_CELL, "Row"), row.add(Tag.CELL), row.add(Tag.CELL))
            for x, lines, element in zip((0.0, _LABEL, CONTENT_WIDTH - _PHONE), cells, tags, strict=True):
                drop = height - sum(line.height for line in lines)
                self._flow.place(Text(LEFT + x, self.y - drop / 2, lines, element))
            self.y -= height
            self._flow.place(Rule(LEFT, self.y + 1, CONTENT_WIDTH, LINE))
        self.y -= _GAP
        self._heading(words.STUCK)
        self._text((Run(words.contact(self._card), Styles.body),))

    def _holder_rows(self) -> list[tuple[float, tuple[tuple[Line, ...], ...]]]:
        if not self._card.holders:
            lines = wrap((Run(words.NO_HOLDERS, Styles.body),), CONTENT_WIDTH)
            return [(_tall(lines), (lines,))]
        phone, white = (Styles.strong, 1) if self.is_tight else (_phone, 4)
        rows: list[tuple[float, tuple[tuple[Line, ...], ...]]] = []
        for holder in self._card.holders:
            cells = (
                wrap((Run(holder.label, Styles.label),), _LABEL - 6),
                wrap((Run(holder.person, Styles.strong),), CONTENT_WIDTH - _LABEL - _PHONE - 10),
                wrap((Run(holder.phone, phone),), _PHONE),
            )
            rows.append((max(_tall(lines) for lines in cells) + white, cells))
        return rows

    def _contact_height(self) -> float:
        return _tall(wrap((Run(words.contact(self._card), Styles.body),), CONTENT_WIDTH))

    def _title(self) -> None:
        card, top = self._card, self.y
        wide = CONTENT_WIDTH - _SIDE - 12
        title = wrap((Run(words.heading(card), _title),), wide)
        self._flow.bookmarks.append(Bookmark(words.heading(card), 0, 0, top))
        self._flow.place(Text(LEFT, top, title, self._flow.root.add(Tag.H1)))
        self.y -= _tall(title)
        self._text((Run(words.subtitle(card), Styles.label),), wide)
        self._text((Run(words.validity(card), _valid),), wide)
        level = [wrap((run,), _SIDE) for run in self._level()]
        left = LEFT + CONTENT_WIDTH - max(line.width for lines in level for line in lines) - 5
        down = top - 4
        for lines in level:  # each its own paragraph: a reader would join them to one word
            self._flow.place(Text(left, down, lines, self._flow.root.add(Tag.PARAGRAPH)))
            down -= _tall(lines)
        self.y = min(self.y, down)

    def _level(self) -> tuple[Run, ...]:
        card = self._card
        if not card.level_code:
            return (Run(words.NO_LEVEL, Styles.label),)
        code = Run(card.level_code, on_colour(_level, card.level_colour))
        note = words.level_note(card)
        return (code, Run(note, Styles.label)) if note else (code,)

    def _danger(self) -> None:
        runs = (Run(words.DANGER, _danger), Run(f" {words.DANGER_FIRST}", _danger_next))
        lines = wrap(runs, CONTENT_WIDTH - 28)
        height = _tall(lines) + 12
        self._flow.place(Box(LEFT, self.y - height, CONTENT_WIDTH, height, fill=DANGER_SOFT, radius=6))
        self._flow.place(Text(LEFT + 14, self.y - 6, lines, self._flow.root.add(Tag.PARAGRAPH)))
        self.y -= height

    def _heading(self, title: str) -> None:
        self._flow.bookmarks.append(Bookmark(title, 1, 0, self.y))
        lines = wrap((Run(title, Styles.heading),), CONTENT_WIDTH)
        self._flow.place(Text(LEFT, self.y, lines, self._flow.root.add(Tag.H2)))
        self.y -= 18

    def _text(self, runs: tuple[Run, ...], wide: float = CONTENT_WIDTH) -> None:
        lines = wrap(runs, wide)
        self._flow.place(Text(LEFT, self.y, lines, self._flow.root.add(Tag.PARAGRAPH)))
        self.y -= _tall(lines)

    def _beside(self, left: Sequence[tuple[Run, ...]], right: tuple[Run, ...], right_width: float) -> None:
        top = self.y
        for runs in left:
            self._text(runs, CONTENT_WIDTH - right_width - 12)
        element = self._flow.root.add(Tag.PARAGRAPH)
        down = top
        for line in wrap(right, right_width):
            edge = LEFT + CONTENT_WIDTH - line.width
            self._flow.place(Text(edge, down, (line,), element))
            down -= line.height
        self.y = min(self.y, down)


def _tall(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)
