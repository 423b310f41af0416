"""Draw a recorded line: its icon, its words over as many lines as they need, who, when and its chips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from zvdesk.domain.capture import CaptureKind
from zvdesk.ui.icons import paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import TONE_GROUNDS, TONE_TOKENS, Radius, Size, Space, Token, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from zvdesk.ui.meeting.recorded_lines import Recorded

ICONS = {
    CaptureKind.ACTION: "list-checks",
    CaptureKind.DECISION: "gavel",
    CaptureKind.INFORMATION: "info",
    CaptureKind.RESERVATION: "message-square-quote",
    CaptureKind.PARKED: "circle-parking",
    CaptureKind.CONDITIONAL: "git-branch",
}
_ICON, _WHO, _WHEN, _SAID = 18, 170, 104, 300  # in pixels at 100 %; the words need at least the last
_SHARE = 0.22  # of the width for who, where there is more room
_CHIP = 22  # the height of a chip, in pixels at 100 %
_SHEETS = 500  # laid out and kept, a few widths of a long list


@dataclass(frozen=True)
class Look:
    """Say how a line stands in the list; ``choices`` are the kinds it can become, while one is chosen."""

    is_current: bool = False
    has_focus: bool = False
    choices: tuple[tuple[str, bool], ...] = ()
    question: str = ""


@dataclass(frozen=True)
class _Chip:
    """Hold a chip as it is drawn; without a ground it is plain words."""

    words: str
    ground: Token | None
    ink: Token


@dataclass(frozen=True)
class _Block:
    """Hold a text that wraps, with its place."""

    layout: QTextLayout
    at: QPointF
    height: float
    token: Token


class _Sheet:
    """Place everything of one line at a width."""

    def __init__(self, row: Recorded, look: Look, width: float) -> None:
        theme = current_theme()
        self._row, self._look = row, look
        self.blocks: list[_Block] = []
        self.chips: list[tuple[QRectF, _Chip]] = []
        self._small = theme.font(Size.SMALL, QFont.Weight.DemiBold)
        self.left = Space.ONE + theme.scaled(_ICON) + Space.HALF_MORE
        right = width - Space.ONE
        who_width, when_width = max(theme.scaled(_WHO), round(width * _SHARE)), theme.scaled(_WHEN)
        beside = right - self.left - who_width - when_width - 2 * Space.TWO >= theme.scaled(_SAID)
        said = right - self.left - (who_width + when_width + 2 * Space.TWO if beside else 0)
        lowest = 0.0
        top = float(Space.ONE + 2)
        under = self._write(row.text, self.left, top, said, Token.INK)
        if row.detail:
            under = self._write(row.detail, self.left, under, said, Token.INK_2)
        if beside:
            who_left = self.left + said + Space.TWO
            ends = [self._write(row.who, who_left, top, who_width, Token.INK_2)]
            ends.append(self._write(row.when, who_left + who_width + Space.TWO, top, when_width, Token.INK))
            lowest = max(ends)
        else:
            both = " · ".join(part for part in (row.who, row.when) if part)
            under = self._write(both, self.left, under, said, Token.INK_2)
        if row.notes:
            ground = Token.SURFACE if look.is_current else TONE_GROUNDS[Tone.NEUTRAL]
            grounds = (ground if tone is Tone.NEUTRAL else TONE_GROUNDS[tone] for _words, tone in row.notes)
            chips = [_Chip(w, g, TONE_TOKENS[t]) for (w, t), g in zip(row.notes, grounds, strict=True)]
            under = self._place_chips(chips, under, self.left + said)
        if look.choices:
            chips = [_Chip(look.question, None, Token.INK_2)]
            for words, is_chosen in look.choices:
                ground = Token.ACCENT if is_chosen else Token.SURFACE
                chips.append(_Chip(words, ground, Token.ON_ACCENT if is_chosen else Token.ACCENT))
            under = self._place_chips(chips, max(under, lowest) + Space.HALF, right)
        self.height = max(under, lowest) + Space.ONE + 3
        self.line_height = QFontMetricsF(theme.font()).height()

    def is_of(self, row: Recorded, look: Look) -> bool:
        """Tell whether this row stands so; the focus moves nothing."""
        mine = self._look
        is_alike = (mine.is_current, mine.choices) == (look.is_current, look.choices)
        return is_alike and (self._row is row or self._row == row)

    def _write(self, text: str, left: float, top: float, width: float, token: Token) -> float:
        """Place a text that wraps and return where it ends."""
        if not text:
            return top
        layout = QTextLayout(text, current_theme().font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.15
        layout.endLayout()
        self.blocks.append(_Block(layout, QPointF(left, top), height, token))
        return top + height

    def _place_chips(self, chips: Sequence[_Chip], top: float, right: float) -> float:
        height = current_theme().scaled(_CHIP)
        x, y = float(self.left), top + Space.HALF
        for chip in chips:
            inset = 0 if chip.ground is None else 2 * Space.ONE
            width = QFontMetricsF(self._small).horizontalAdvance(chip.words) + inset + 1
            if x > self.left and x + width > right:
                x, y = float(self.left), y + height + Space.HALF
            self.chips.append((QRectF(x, y, min(width, right - x), height), chip))
            x += width + Space.ONE
        return y + height

    def draw(self, painter: QPainter, row: Recorded) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        side = theme.scaled(_ICON)
        top = Space.ONE + 2 + (self.line_height - side) / 2
        paint_icon(painter, QRectF(Space.ONE, top, side, side), ICONS[row.kind], Token.INK_2)
        for block in self.blocks:
            painter.setPen(theme.colour(block.token))
            block.layout.draw(painter, block.at)
        painter.setFont(self._small)
        for box, chip in self.chips:
            if chip.ground is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(chip.ground))
                painter.drawRoundedRect(box, Space.HALF, Space.HALF)
            painter.setPen(theme.colour(chip.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip.words)


class RecordedPainter(QStyledItemDelegate):
    """Draw the rows of a recorded list; ``look`` tells how a row stands, by its number."""

    def __init__(
        self, row: Callable[[int], Recorded], look: Callable[[int], Look], width: Callable[[], int]
    ) -> None:
        super().__init__()
        self._row, self._look, self._width = row, look, width
        self._sheets: dict[tuple[int, int], _Sheet] = {}
        self._theme = current_theme()

    def height_of(self, numbers: Iterable[int], width: int) -> int:
        """Return the height of some rows at a width."""
        return sum(round(self._sheet(n, width).height) for n in numbers)

    def _sheet(self, number: int, width: int) -> _Sheet:
        """Return a row as it is laid out; Qt asks for each of them many times, so each is laid out once."""
        theme = current_theme()
        if theme is not self._theme or len(self._sheets) > _SHEETS:
            self._sheets.clear()
            self._theme = theme
        row, look = self._row(number), self._look(number)
        sheet = self._sheets.get((number, width))
        if sheet is None or not sheet.is_of(row, look):
            sheet = self._sheets[(number, width)] = _Sheet(row, look, width)
        return sheet

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size it likes."""
        width, number = self._width(), index.row()
        return QSize(width, round(self._sheet(number, width).height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint it in the theme of the moment."""
        theme, look = current_theme(), self._look(index.row())
        row = self._row(index.row())
        box: QRectF = QRectF(getattr(option, "rect"))  # noqa: B009 - the stubs do not know it
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Token.LINE), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        if look.is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.ACCENT_SOFT if look.has_focus else Token.PAPER))
            painter.drawRoundedRect(box.adjusted(0, 2, 0, -3), Radius.CONTROL, Radius.CONTROL)
        painter.translate(box.topLeft())
        self._sheet(index.row(), round(box.width())).draw(painter, row)
        painter.restore()
