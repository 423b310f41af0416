"""Read back what was agreed: the whole screen, one agreement at a time; what is signed is what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zvdesk.domain.agenda import Step
from zvdesk.domain.read_back import Outline
from zvdesk.domain.regie import LevelChange
from zvdesk.domain.repeated import masked_for
from zvdesk.domain.table_notes import ParkedPoint
from zvdesk.services import read_back
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.read_back import details, kind_of, repeated, sentence
from zvdesk.ui.meeting.mend_box import MendBox
from zvdesk.ui.meeting.parked_box import ParkedBox
from zvdesk.ui.meeting.parts import paper_white
from zvdesk.ui.meeting.read_pages import is_of_today, is_open, next_open, pages_of
from zvdesk.ui.meeting.read_progress import ReadAloud, ReadProgress, Stage
from zvdesk.ui.meeting.reserve_box import ReserveBox
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, Scrolling, clear, column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from zvdesk.domain.masking import MaskTerms
    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.read_back import Agreement
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_LEAST = 100  # in pixels, of the words: they scroll, the answers stay
_MOST_LARGE = 3  # lines below the sentence; more of them are smaller, so that all are in sight


class ReadBackPage(QWidget):
    """Show one agreement per page; Enter is akkoord. A change after reading asks for reading it again.

    Signals: ``done()`` when the chair leaves, with everything read or not; ``stepAsked(Step)`` for what is
    mended in a step of its own: the goal, the regie, the level.
    """

    done = Signal()
    stepAsked = Signal(object)  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paper_white(self)
        self._table = table
        self._view: TableView | None = None
        self._at, self._goes_on = "", False
        self._known: dict[tuple[str, ...], MaskTerms] = {}
        self._place = Text("", Style.LEAD, wraps=False)
        self._progress = ReadProgress()
        self._kind = Text("", Style.LEAD, tone=Tone.ACCENT)
        self.changed = Chip(self.tr("gewijzigd na het voorlezen"), Tone.WARN, "pencil")
        self.words = ReadAloud()
        self._details = column(Space.HALF)
        self.repeated = Callout("", Tone.WARN)
        self._seats = QWidget()
        self._chips = FlowLayout(self._seats, Space.ONE)
        self.reserve = ReserveBox(table)
        self.reserve.done.connect(self._close_boxes)
        self.mend = MendBox(table)
        self.mend.done.connect(self._close_boxes)
        self.parked = ParkedBox(table)
        self.parked.done.connect(self._go_on)
        self.agree = PrimaryButton(self.tr("Akkoord"), "check")
        self.agree.clicked.connect(self._agree)
        self.finish = PrimaryButton(self.tr("Klaar met voorlezen"), "check")
        self.finish.clicked.connect(self._finish)
        self.object = SecondaryButton(self.tr("Voorbehoud"), "message-square-quote")
        self.object.clicked.connect(self._reserve)
        self.change = SecondaryButton(self.tr("Wijzig"), "pencil")
        self.change.clicked.connect(self._mend)
        self.back = SecondaryButton(self.tr("Vorige"), "arrow-left")
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on = SecondaryButton(self.tr("Volgende"), "arrow-right")
        self.on.clicked.connect(lambda: self._turn(1))
        self.leave = SecondaryButton(self.tr("Terug naar de casus"), "x")
        self.leave.clicked.connect(self.done)
        self._hide_boxes()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.TWO)
        head.addWidget(self._progress, 1)
        head.addWidget(self._place)
        kind = QWidget()
        over = FlowLayout(kind, Space.TWO)
        over.addWidget(self._kind)
        over.addWidget(self.changed)
        inner = QWidget()
        words = column(Space.TWO)
        words.setContentsMargins(Space.FOUR, Space.TWO, Space.FOUR, Space.TWO)
        inner.setLayout(words)
        words.addLayout(head)
        words.addStretch(1)
        words.addWidget(kind)
        words.addWidget(self.words)
        words.addLayout(self._details)
        words.addWidget(self.repeated)
        words.addWidget(self._seats)
        for box in (self.reserve, self.mend, self.parked):
            words.addWidget(box)
        words.addStretch(3)
        below = QWidget()
        flow = FlowLayout(below, Space.HALF_MORE)
        flow.setContentsMargins(Space.FOUR, Space.HALF_MORE, Space.FOUR, Space.TWO)
        for button in (self.agree, self.finish, self.object, self.change, self.back, self.on, self.leave):
            flow.addWidget(button)
        self._hint = Text(
            self.tr("Enter is akkoord, Page Down en Page Up bladeren"), Style.QUIET, wraps=False
        )
        flow.addWidget(self._hint)
        outer = column(0)
        self.setLayout(outer)
        self.scrolling = Scrolling(inner)
        self.scrolling.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.scrolling.setMinimumHeight(_LEAST)
        outer.addWidget(self.scrolling, 1)
        outer.addWidget(hairline())
        outer.addWidget(below)

    @property
    def current_id(self) -> str:
        """Return the id of what is in sight, or an empty text when all of it was read."""
        return self._at

    # --- what the cockpit calls --------------------------------------------------------------------------

    def show_view(self, view: TableView) -> None:
        """Show the case; the page in sight stays, unless it was just agreed to."""
        if self._view is None or self._view.item.id != view.item.id:
            self._at, self._goes_on = "", False
            self._known.clear()
        self._view = view
        if not self._at:
            self._at = next_open(view, after="")
        elif self._goes_on:
            self._at = next_open(view, after=self._at)
        self._goes_on = False
        self._draw(view)

    def take_focus(self) -> None:
        """Put the focus on what Enter does."""
        for part in (self.agree, self.finish):
            if part.isVisibleTo(self):
                part.setFocus()
        if self.parked.isVisibleTo(self):
            self.parked.take_focus()

    # --- pages -------------------------------------------------------------------------------------------

    def _current(self, view: TableView) -> Agreement | ParkedPoint | None:
        return next((page for page in pages_of(view) if page.id == self._at), None)

    def _turn(self, offset: int) -> None:
        if self._view is None:
            return
        ids = [page.id for page in pages_of(self._view)]
        place = ids.index(self._at) if self._at in ids else len(ids)
        place = max(0, place + offset)
        self._at = ids[place] if place < len(ids) else ""
        self._close_boxes()

    # --- drawing -----------------------------------------------------------------------------------------

    def _draw(self, view: TableView) -> None:
        pages, page = pages_of(view), self._current(view)
        stages = [Stage.OPEN if is_open(view, p) else Stage.DONE for p in pages]
        count = self.tr("{done} van {all} gedaan").format(done=stages.count(Stage.DONE), all=len(pages))
        self._place.setText(count)
        self._progress.show_stages(
            stages, next((n for n, p in enumerate(pages) if p.id == self._at), -1), count
        )
        names = {i: view.organisation(i) for i in view.context.organisations}
        lines: tuple[str, ...] = ()
        if page is None:
            self._kind.setText(self.tr("Alles is voorgelezen"))
            self.words.say(self.tr("Wie aan tafel zit, gaat akkoord. Klopt dat?"))
        elif isinstance(page, ParkedPoint):
            self._kind.setText(self.tr("Geparkeerd"))
            self.words.say(page.text)
            self.parked.show_point(page, view)
        else:
            earlier = self.tr("{kind}, afgesproken op een eerder overleg")
            kind = kind_of(page)
            self._kind.setText(kind if is_of_today(page, view) else earlier.format(kind=kind))
            self.words.say(sentence(page, names))
            lines = details(page, names)
        clear(self._details)
        for line in lines:
            self._details.addWidget(Text(line, Style.HEADING if len(lines) <= _MOST_LARGE else Style.LEAD))
        self.repeated.set_text(self._repeated(page, view, names))
        self._say_seats(view, page)
        agreement = page if not isinstance(page, ParkedPoint) else None
        is_agreement = agreement is not None
        was_read = any(mark.record_id == self._at for mark in view.item.read_marks)
        show_when(self.changed, agreement is not None and was_read and is_open(view, agreement))
        is_boxed = self.reserve.isVisibleTo(self) or self.mend.isVisibleTo(self)
        if self.mend.isVisibleTo(self):
            self.mend.show_view(view)
        for part, is_shown in (
            (self.agree, is_agreement),
            (self.finish, page is None),
            (self.object, is_agreement and not is_boxed),
            (self.change, agreement is not None and is_of_today(agreement, view) and not is_boxed),
            (self.parked, isinstance(page, ParkedPoint)),
            (self.back, not is_boxed),
            (self.on, page is not None and not is_boxed),
            (self._hint, is_agreement and not is_boxed),
        ):
            show_when(part, is_shown)

    def _say_seats(self, view: TableView, page: Agreement | ParkedPoint | None) -> None:
        about = [r for r in view.file.reservations if r.meeting_id == view.meeting.id]
        if page is not None:
            about = [r for r in about if page.id in (r.about_id, r.id)]
        reserved = {r.organisation_id for r in about}
        chips = [
            Chip(self.tr("{name}: voorbehoud").format(name=view.organisation(i)), Tone.WARN)
            if i in reserved
            else Chip(view.organisation(i), Tone.OK if page is None else Tone.NEUTRAL)
            for i in dict.fromkeys((*view.item.present_ids, *reserved))
        ]
        self._chips.fill(chips)
        is_asked = isinstance(page, ParkedPoint) or self.reserve.isVisibleTo(self)
        show_when(self._seats, bool(chips) and not is_asked)

    def _repeated(
        self, page: Agreement | ParkedPoint | None, view: TableView, names: Mapping[str, str]
    ) -> str:
        """Return what to mind of words that some list may not repeat; it holds up nothing."""
        if page is None or isinstance(page, ParkedPoint):
            return ""
        found = masked_for(page, view.file, view.context.organisations, MASK_WORDS, self._known)
        return repeated(found, names)

    # --- acts --------------------------------------------------------------------------------------------

    def _agree(self) -> None:
        record_id = self._at

        def read(desk: Desk, view: TableView) -> Meeting:
            return read_back.mark_read(desk, view.meeting.id, view.item.id, record_id)

        self._hide_boxes()
        self._goes_on = True
        self._table.act(read, self._speak)

    def _finish(self) -> None:
        def finish(desk: Desk, view: TableView) -> Meeting:
            return read_back.finish_read_back(desk, view.meeting.id, view.item.id)

        self._table.act(finish, self.done.emit)

    def _go_on(self) -> None:
        self._goes_on = True

    def _speak(self) -> None:
        """Let the next page be heard, and Enter be akkoord again."""
        self.take_focus()
        minded = self.repeated.text.text()
        announce(
            self, " ".join(part for part in (f"{self._kind.text()}.", self.words.text(), minded) if part)
        )

    def _reserve(self) -> None:
        if self._view is not None:
            show_when(self.reserve, True)
            self.reserve.open_for(self._at, self._view)
            self._draw(self._view)

    def _mend(self) -> None:
        view = self._view
        page = self._current(view) if view is not None else None
        if view is None or page is None or isinstance(page, ParkedPoint):
            return
        if isinstance(page, Outline | LevelChange):
            self.stepAsked.emit(Step.LEAD if isinstance(page, LevelChange) else Step.ANALYSIS)
            return
        show_when(self.mend, True)
        self.mend.open_for(page, view)
        self._draw(view)

    def _hide_boxes(self) -> None:
        for box in (self.reserve, self.mend):
            show_when(box, False)

    def _close_boxes(self) -> None:
        self._hide_boxes()
        if self._view is not None:
            self._draw(self._view)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page, and close a box with Escape before the page itself."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.reserve.isVisibleTo(self) or self.mend.isVisibleTo(self):
            self._close_boxes()
        else:
            self.done.emit()
