"""Show on the first page what lies with colleagues, and what came in and waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.handovers import Reach
from zvdesk.services import handover_register, waiting_packages
from zvdesk.texts.whereabouts import lies_with, near_day
from zvdesk.ui.out_packages import packages
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from zvdesk.services.desk import Desk
    from zvdesk.services.handover_register import ArrivedRow, OutRow
    from zvdesk.services.waiting_packages import Waiting

_MOST = 4  # lines of what is out, and of what came in


@dataclass(frozen=True, slots=True)
class WithColleagues:
    """Hold what is out, what waits in the folder that is watched, and what came in."""

    out: tuple[OutRow, ...]
    waiting: tuple[Waiting, ...]
    arrived: tuple[ArrivedRow, ...] = ()


def load(desk: Desk) -> WithColleagues:
    """Read what is out and came in, and look in the folder; runs in the worker."""
    folder = waiting_packages.watched_folder()
    waiting = waiting_packages.waiting(desk, folder) if folder is not None else None
    return WithColleagues(handover_register.outside(desk), waiting or (), handover_register.arrived(desk))


class WithColleaguesCard(Card):
    """Show a line for what waits, for what came in, and for each package that is out, late ones first.

    Signal: ``opened(str, str)`` with what shows it, as the window's ``go`` takes it.
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Bij collega's"))
        self.said: list[str] = []
        self._lines = column(Space.HALF)
        self.add(self._lines)
        self.all_link = LinkButton(self.tr("Naar Overdragen"), "package-open")
        self.all_link.clicked.connect(lambda _checked=False: self.opened.emit("handovers", ""))
        self.add(self.all_link)
        self.hide()

    def show_found(self, found: WithColleagues, today: date, local: Callable[[datetime], datetime]) -> None:
        """Show what was found; without anything the card is not there."""
        clear(self._lines)
        self.said = []
        if found.waiting:
            count = len(found.waiting)
            words = (
                self.tr("1 pakket ligt klaar") if count == 1 else self.tr("{count} pakketten liggen klaar")
            )
            first = str(found.waiting[0].path)
            self._line(words.format(count=count), self.tr("nieuw"), Tone.ACCENT, "package", first)
        for row in found.arrived[:_MOST]:
            words = self.tr("Binnengekomen van {who}: {what}, {day}").format(
                who=row.sender, what=row.label, day=near_day(local(row.at).date(), today)
            )
            to_read = self.tr("om te lezen") if row.is_to_read else ""
            self._line(words, to_read, Tone.NEUTRAL, _kind(row.reach), row.subject_id)
        every = sorted(packages(found.out), key=lambda package: not package.is_late(today))
        for package in every[:_MOST]:
            words = f"{package.label}. {lies_with(package.first, today)}"
            late = self.tr("verlopen") if package.is_late(today) else ""
            self._line(words, late, Tone.WARN, _kind(package.first.reach), package.first.subject_id)
        if len(every) > _MOST:
            self._lines.addWidget(Text(self.tr("en nog {n}").format(n=len(every) - _MOST), Style.QUIET))
        show_when(self, bool(self.said))

    def _line(self, words: str, chip: str, tone: Tone, kind: str, key: str) -> None:
        if self.said:
            self._lines.addWidget(hairline())
        self.said.append(" ".join(part for part in (chip, words) if part))
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, Space.HALF, 0, Space.HALF)
        line.setSpacing(Space.ONE)
        if chip:
            line.addWidget(Chip(chip, tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(words), 1)
        link = LinkButton(self.tr("Bekijk"))
        link.setAccessibleName(self.tr("Bekijk: {what}").format(what=words))
        link.clicked.connect(lambda _checked=False: self.opened.emit(kind, key))
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(whole)


def _kind(reach: Reach) -> str:
    return "meeting" if reach is Reach.MEETING else "case"
