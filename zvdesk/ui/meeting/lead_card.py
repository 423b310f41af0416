"""Show the regiekaart of the cockpit whole: as large as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Token, Tone
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import LevelTag
from zvdesk.ui.widgets.labels import Heading, IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from zvdesk.ui.widgets.regie_card import HolderView, RegieView

_AROUND = (
    2 * Space.HALF_MORE + Space.ONE + 2
)  # in pixels: margins and border of the card, and below the level
_FIRM, _BOLD = QFont.Weight.DemiBold, QFont.Weight.Bold


@dataclass(frozen=True, slots=True)
class _Look:
    """Hold the sizes of one look of the card; names never get smaller than reads at a metre."""

    name: Size
    call: Size
    words: Size
    small: Size
    gap: int
    is_dense: bool = False  # what is held stands behind the name, all else runs on in one text below


_LOOKS = (
    _Look(Size.TITLE, Size.HEADING, Size.LEAD, Size.LEAD, Space.TWO),
    _Look(Size.HEADING, Size.LEAD, Size.LEAD, Size.BODY, Space.HALF_MORE),
    _Look(Size.HEADING, Size.BODY, Size.BODY, Size.SMALL, Space.ONE),
    _Look(Size.HEADING, Size.BODY, Size.SMALL, Size.SMALL, Space.HALF, is_dense=True),
)


class LeadCard(Card):
    """Show the level, who holds what by name and mandate, what moves the level and whom to phone.

    The largest look that fits the room it was given is taken; in the smallest one it is all there as well.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: RegieView | None = None
        self._room = QSize()
        self._content: QWidget | None = None
        self._place = 0  # of the look that was taken last
        self.setAccessibleName(self.tr("Regiekaart"))
        self.set_tight()
        self._level = LevelTag(size=Size.HEADING, with_name=True)
        head = QHBoxLayout()
        self._title = Heading(self.tr("Regiekaart"), Style.SECTION)
        head.addWidget(self._title, 1)
        head.addWidget(self._level, 0, Qt.AlignmentFlag.AlignRight)
        self.add(head)

    def show_view(self, view: RegieView) -> None:
        """Show how the regie is now; the same again changes nothing."""
        if view != self._shown:
            self._shown = view
            self._level.set_level(view.level_code, view.level_colour, view.level_name)
            self._draw()

    def fit(self, room: QSize) -> None:
        """Take the look for another room, in pixels."""
        if room != self._room:
            self._room = room
            self._draw()

    def _draw(self) -> None:
        view = self._shown
        if view is None:
            return
        before, width = self._content, self._room.width() - 2 * Space.TWO
        title = self._title.minimumSizeHint().width() + Space.ONE
        show_when(self._title, title + self._level.sizeHint().width() <= width)  # the level goes first
        most = self._room.height() - self._level.sizeHint().height() - _AROUND
        tried: dict[int, _Content] = {}

        def fits(place: int) -> bool:
            tried[place] = _Content(view, _LOOKS[place], width)
            return tried[place].heightForWidth(width) <= most

        place = self._place  # what it was is mostly what it will be, and a look takes its time to build
        while not fits(place) and place + 1 < len(_LOOKS):
            place += 1
        if place == self._place:
            while place > 0 and fits(place - 1):
                place -= 1
        self._place, content = place, tried[place]
        if before is not None:
            self.body.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._content = content
        self.add(content)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_content"):
            self._draw()


class _Content(QWidget):
    """Hold what is below the level, in one look and for one width in pixels."""

    def __init__(self, view: RegieView, look: _Look, width: int) -> None:
        super().__init__()
        self._look, self._width = look, width
        whole = column(look.gap)
        self.setLayout(whole)
        whole.addLayout(self._holders(view.holders))
        moves = [move for move in (view.up, view.down) if move[1]]
        if moves:
            beside = QHBoxLayout()
            beside.setSpacing(Space.TWO)
            for heading, sentences in moves:
                beside.addLayout(self._move(heading, sentences.splitlines()), 1)
            whole.addWidget(hairline())
            whole.addLayout(beside)
        if view.stuck:
            whole.addWidget(hairline())
            whole.addLayout(self._call(view))

    def _holders(self, holders: Sequence[HolderView]) -> QLayout:
        look = self._look
        if look.is_dense:
            rows = column(look.gap)
            for holder in holders:
                rows.addLayout(self._dense(holder))
            return rows
        metrics = QFontMetrics(current_theme().font(look.small))
        words = [word for holder in holders for word in holder.label.split()]
        across = max((metrics.horizontalAdvance(word) for word in words), default=0) + Space.HALF
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.HALF_MORE)
        grid.setVerticalSpacing(look.gap)
        grid.setColumnStretch(1, 1)
        drop = (QFontMetrics(current_theme().font(look.name, _BOLD)).ascent() - metrics.ascent()) // 2
        for place, holder in enumerate(holders):
            label = _text(holder.label, look.small, Style.QUIET)
            label.setFixedWidth(across)
            label.setContentsMargins(0, drop, 0, 0)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._holder(holder, self._width - across - Space.HALF_MORE), place, 1)
        return grid

    def _holder(self, holder: HolderView, width: int) -> QLayout:
        name, where = self._name(holder), _text(_where(holder), self._look.small, Style.QUIET)
        whole = column(0)
        if where.text():
            self._beside(whole, name, where, width, is_apart=False)
        else:
            whole.addWidget(name)
        if holder.mandate:
            whole.addWidget(_text(holder.mandate, self._look.small))
        return whole

    def _dense(self, holder: HolderView) -> QLayout:
        whole = column(0)
        label = _text(holder.label, self._look.small, Style.QUIET)
        self._beside(whole, self._name(holder), label, self._width, is_apart=True)
        rest = ". ".join(part for part in (_where(holder), holder.mandate) if part)
        if rest:
            whole.addWidget(_text(rest, self._look.small))
        return whole

    def _name(self, holder: HolderView) -> Text:
        name = _text(holder.name or holder.missing, self._look.name, weight=_BOLD)
        name.set_tone(Tone.NEUTRAL if holder.name else Tone.DANGER)
        said = ", ".join(part for part in (name.text(), _where(holder), holder.mandate) if part)
        name.setAccessibleName(f"{holder.label}: {said}")
        return name

    def _beside(self, whole: QVBoxLayout, name: Text, other: Text, width: int, *, is_apart: bool) -> None:
        """Set a text beside a name where that fits the width in pixels, and below it where not."""
        if _wide(name) + Space.ONE + _wide(other) > width:
            whole.addWidget(name)
            whole.addWidget(other)
            return
        line = QHBoxLayout()
        line.setSpacing(Space.ONE)
        for label in (name, other):
            label.setWordWrap(False)
            line.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
        line.insertStretch(1 if is_apart else 2, 1)
        whole.addLayout(line)

    def _move(self, heading: str, sentences: Sequence[str]) -> QLayout:
        whole = column(0)
        whole.addWidget(_text(heading, self._look.small, Style.QUIET, _FIRM))
        for sentence in sentences:
            whole.addWidget(_text(sentence, self._look.words))
        whole.addStretch(1)
        return whole

    def _call(self, view: RegieView) -> QLayout:
        words = column(0)
        words.addWidget(_text(self.tr("Als het stokt"), self._look.small, Style.QUIET, _FIRM))
        words.addWidget(_text(view.stuck, self._look.call, weight=_FIRM))
        whole = QHBoxLayout()
        whole.setSpacing(Space.HALF_MORE)
        whole.addWidget(IconLabel("phone", Token.ACCENT, 20), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        return whole

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read; Qt asks more for words that wrap."""
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(self._width))


def _where(holder: HolderView) -> str:
    return ", ".join(part for part in (holder.organisation, holder.phone) if part)


def _text(
    words: str, size: Size, style: Style = Style.BODY, weight: QFont.Weight = QFont.Weight.Normal
) -> Text:
    label = Text(words, style)
    label.setFont(current_theme().font(size, weight))
    return label


def _wide(label: Text) -> int:
    return QFontMetrics(label.font()).horizontalAdvance(label.text())
