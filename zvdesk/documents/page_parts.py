"""Put on a page what every paper of zvdesk has: practice band, running head, foot, panel of who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.finish import FIELD_NAME, SECOND_FIELD_NAME
from zvdesk.documents.fonts import width
from zvdesk.documents.layout import Run, wrap
from zvdesk.documents.look import CONTENT_WIDTH, DANGER_SOFT, LEFT, LINE, Styles
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, PAGE_WIDTH, Box, Rule, SignatureField, Stroke, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zvdesk.documents.flow import Flow
    from zvdesk.documents.layout import Line
    from zvdesk.documents.structure import Element
    from zvdesk.documents.tagged import Sheet
    from zvdesk.documents.texts import Signed

_BAND = 24.0  # the practice band along the top edge
_FOOT = 26.0  # from the paper's edge to the last line of the foot
_INSET = 14.0  # of the words in the panel of who signs
_PADDING = 7.0  # above and below them
_SECOND = 166.0  # width of the place for a second signature
_HOUSE = 90.0  # least room for the name of the house in a running head


def practice_band(sheet: Sheet, root: Element | None) -> None:
    """Say OEFENING on a band along the top; read aloud once, on the page for which the root is given."""
    runs = (Run(texts.PRACTICE, Styles.practice), Run(f" · {texts.PRACTICE_SENTENCE}", Styles.practice_note))
    lines = wrap(runs, CONTENT_WIDTH)
    element = None
    if root is not None:
        element = root.add(Tag.PARAGRAPH)
        root.kids.insert(0, root.kids.pop())
    band = Box(0, PAGE_HEIGHT - _BAND, PAGE_WIDTH, _BAND, fill=DANGER_SOFT)
    sheet.items[:0] = [band, Text(LEFT, PAGE_HEIGHT - 5, lines, element)]


def running_head(sheet: Sheet, house: str, about: str) -> None:
    """Say at the top of a later page which paper it belongs to, in one line; a long house is shortened."""
    style, tail = Styles.footer, f" · {about}"
    room = CONTENT_WIDTH - width(tail, style.weight, style.size)
    words = _shortened(about, CONTENT_WIDTH) if room < _HOUSE else _shortened(house, room) + tail
    sheet.items.insert(0, Text(LEFT, PAGE_HEIGHT - 34, wrap((Run(words, style),), CONTENT_WIDTH)))


def _shortened(words: str, room: float) -> str:
    """Return as many words as fit on one line, with an ellipsis when there were more."""
    if len(wrap((Run(words, Styles.footer),), room)) == 1:
        return words
    first = wrap((Run(words, Styles.footer),), room - 8)[0]
    return "".join(piece.text for piece in first.pieces).rstrip() + "…"


class Footer:
    """Hold what stands at the foot of each page; as many lines as the words need, never a squeezed column."""

    def __init__(self, confidentiality: str, facts: Iterable[str]) -> None:
        secrecy = wrap((Run(confidentiality, Styles.footer),), CONTENT_WIDTH - 80)
        self._lines = (*secrecy, *_whole(fact.strip() for fact in facts if fact.strip()))
        self.height = _FOOT + sum(line.height for line in self._lines) + 6

    def put(self, sheet: Sheet, number: int, total: int) -> None:
        """Put the foot on one page."""
        page = wrap((Run(texts.page_number(number, total), Styles.footer),), 80)
        top = self.height - 6
        sheet.items.append(Rule(LEFT, top + 5, CONTENT_WIDTH, LINE))
        sheet.items.append(Text(LEFT, top, self._lines))
        sheet.items.append(Text(LEFT + CONTENT_WIDTH - page[0].width, top, page))


class SignedPanel:
    """Hold who signed and when, and beside it where a second person may sign; a signature fills each."""

    def __init__(self, content: Signed, label: str, told: Iterable[str] = ()) -> None:
        inner = CONTENT_WIDTH - 2 * _INSET
        self._label = label
        self._who = wrap((Run(texts.signed_by(content), Styles.strong),), inner)
        self._when = wrap((Run(texts.signed_when(content, told), Styles.quiet),), inner - _SECOND - 8)
        self._second = wrap((Run(texts.SECOND, Styles.quiet),), _SECOND - _INSET)
        self._lower = max(_tall(self._when), _tall(self._second))
        self.height = _tall(self._who) + self._lower + 2 * _PADDING

    def put(self, flow: Flow) -> tuple[SignatureField, ...]:
        """Put the panel where the flow is, and return the places of the signatures."""
        top, bottom, root = flow.y, flow.y - self.height, flow.root
        left, right = LEFT, LEFT + CONTENT_WIDTH
        middle, below = right - _INSET - _SECOND, top - _PADDING - _tall(self._who)
        flow.place(Box(left, bottom, CONTENT_WIDTH, self.height, border=LINE, radius=6))
        flow.place(Text(left + _INSET, top - _PADDING, self._who, root.add(Tag.PARAGRAPH)))
        flow.place(Text(left + _INSET, below, self._when, root.add(Tag.PARAGRAPH)))
        first = root.add(Tag.FORM)
        flow.place(Stroke(((middle, below - 2), (middle, bottom + _PADDING)), LINE, 0.6))
        flow.place(Text(middle + _INSET, below, self._second, root.add(Tag.PARAGRAPH)))
        second = root.add(Tag.FORM)
        return (
            SignatureField(FIELD_NAME, flow.page, left, bottom, middle, top, self._label, first),
            SignatureField(
                SECOND_FIELD_NAME, flow.page, middle, bottom, right, below, texts.SECOND_FIELD, second
            ),
        )


def _whole(facts: Iterable[str]) -> Iterator[Line]:
    """Fill lines with facts, and break between two of them rather than inside one."""
    joined: list[str] = []
    for fact in facts:
        longer = f"{joined[-1]} · {fact}" if joined else ""
        if longer and len(wrap((Run(longer, Styles.footer),), CONTENT_WIDTH)) == 1:
            joined[-1] = longer
        else:
            joined.append(fact)
    for words in joined:
        yield from wrap((Run(words, Styles.footer),), CONTENT_WIDTH)


def _tall(lines: Iterable[Line]) -> float:
    return sum(line.height for line in lines)
