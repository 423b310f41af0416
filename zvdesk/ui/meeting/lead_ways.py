"""Lead through the meeting: from step to step, from case to case, into a pane and back to the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent, Phase
from zvdesk.errors import ExplainedError
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.autosave import flush_all

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.lead_parts import LeadParts
    from zvdesk.ui.meeting.views import TableView

_LAID_OUT = 250  # milliseconds in which a new editor gets its place


class LeadWays(QObject):
    """Do what the chair asks, by key or by mouse; the focus goes back to the capture line after each."""

    def __init__(self, context: RoomContext, page: QWidget, parts: LeadParts) -> None:
        super().__init__(page)
        self._context, self._page, self._parts = context, page, parts
        self._table, self._panes, self._bar = parts.table, parts.panes, parts.bar
        self._then_next = False
        self._revealed: QWidget | None = None
        self._settle = QTimer(self, singleShot=True, interval=_LAID_OUT)
        self._settle.timeout.connect(self._end_reveal)
        self._connect()

    def _connect(self) -> None:
        parts = self._parts
        bar = parts.columns.middle.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, _high: self._show_revealed())
        for asked in (parts.table.captureAsked, parts.recording.left, parts.bar.cancelled):
            asked.connect(self.to_capture)
        parts.table.refused.connect(self.refuse)
        parts.table.paneAsked.connect(self.open_pane)
        for chosen in (parts.panel.stepChosen, parts.panes.stepAsked):
            chosen.connect(self.jump)
        for case in (parts.panel.caseChosen, parts.pane.nextAsked):
            case.connect(self.show_case)
        parts.recording.fieldShown.connect(self._reveal)
        parts.recording.recorded.eraseAsked.connect(parts.capture.erase)
        parts.recording.recorded.convertAsked.connect(parts.capture.convert)
        parts.recording.recorded.backAsked.connect(parts.capture.take_back)
        parts.pane.wanted.connect(self._begin)
        parts.pane.closeAsked.connect(self._close)
        parts.bar.wanted.connect(self.go)
        parts.bar.blocked.connect(parts.recording.say_what_lacks)
        parts.feed.told.connect(parts.top.show_audience)
        parts.clock.ticked.connect(parts.feed.show_clock)
        parts.panes.ended.connect(lambda _name: self.to_capture())

    # --- the focus ---------------------------------------------------------------------------------------

    def to_capture(self) -> None:
        """Put the focus in the capture line, or on what begins or ends a case."""
        view, parts = self._table.view, self._parts
        if view is None or not self._page.isVisible():
            return
        if self._panes.current:
            self._panes.take_focus()
        elif self._bar.is_asking:
            self._bar.reason.setFocus()
        elif view.step is not None:
            parts.capture.take_focus()
        else:
            ways = [b for b in (parts.pane.start, parts.pane.next) if b.isVisibleTo(self._page)]
            if ways:
                ways[0].setFocus()
            else:  # what adopts the lists is never one Enter away
                self.to_steps()

    def type(self, text: str) -> None:
        """Put in the capture line what was typed while the focus stood on something that takes no text."""
        view = self._table.view
        if view is not None and view.step is not None and not self._panes.current:
            self._parts.capture.take_focus()
            self._parts.capture.line.field.insertPlainText(text)

    def to_fields(self) -> None:
        """Put the focus on the fields of the step."""
        self._panes.close()
        self._parts.recording.fields.setFocus()

    def to_steps(self) -> None:
        """Put the focus on the list of steps."""
        self._parts.panel.take_focus()

    def arrive(self) -> None:
        """Begin at the top of another step or case; what went wrong before is no longer told."""
        self._parts.trouble.set_text("")
        self._parts.show_top()
        QTimer.singleShot(0, self, self.to_capture)

    def escape(self) -> None:
        """Go one level back: from a reason, a pane or an agreement to the step."""
        if self._bar.is_asking:
            self._bar.cancel()
        elif self._panes.current:
            self._panes.close()
        elif self._parts.recording.is_mending:
            self._parts.recording.end_mending()
        self.to_capture()

    def flush(self) -> None:
        """Hand over what is being typed or scored."""
        flush_all(self._page)

    # --- from step to step -------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Go to the next step, or say what lacks; a case that has not begun begins, a done one goes on."""
        self.flush()
        view, pane = self._table.view, self._parts.pane
        if view is not None and view.step is None:
            button = next((b for b in (pane.start, pane.next) if b.isVisibleTo(self._page)), None)
            if button is not None:
                button.click()
        elif self._table.is_busy:  # the last words are on their way to the vault
            self._then_next = True
        else:
            self._bar.go_on()

    def go_on_when_kept(self) -> None:
        """Go on now, when that was asked while the last words were on their way."""
        if self._then_next:
            self._then_next = False
            self._bar.go_on()

    def go_back(self) -> None:
        """Go to the step before this one."""
        if self._bar.back.isEnabled() and self._bar.isVisible():
            self.go(ItemEvent.BACK, "")

    def go(self, event: ItemEvent, reason: str) -> None:
        """Do what is possible with a case on the table."""
        self.flush()
        self._panes.close()
        self._table.go(event, reason)

    def ask(self, event: ItemEvent) -> None:
        """Ask why a step is skipped, or a case postponed."""
        view = self._table.view
        if view is not None and view.step is not None:
            self._bar.ask(event)
        elif event is ItemEvent.POSTPONE and self._parts.pane.later.isVisibleTo(self._page):
            self._parts.pane.later.click()

    def jump(self, step: Step) -> None:
        """Go to a step of the case; nothing counts as done by it."""
        view = self._table.view
        self._panes.close()
        if view is not None and view.step is not None and view.step is not step:
            self.flush()
            self._table.jump(step)
        else:
            self.to_capture()

    # --- from case to case -------------------------------------------------------------------------------

    def show_case(self, item_id: str) -> None:
        """Bring another case in sight; the screen for the table turns neutral first."""
        self._parts.feed.leave()
        self.flush()
        self._panes.close()
        self._table.show_case(item_id)

    def case_beside(self, offset: int) -> None:
        """Bring the case in sight that stands so many places on."""
        view = self._table.view
        if view is not None:
            ids = [case.item_id for case in view.cases]
            place = ids.index(view.item.id) + offset
            if 0 <= place < len(ids):
                self.show_case(ids[place])

    def _begin(self, event: ItemEvent, reason: str) -> None:
        """Begin a case, after the page that says who leaves and who comes in."""
        if event is ItemEvent.START and self._panes.has("changeover"):
            self.open_pane("changeover")
        else:
            self.go(event, reason)

    def _close(self) -> None:
        self.flush()
        self._table.close()

    # --- panes and lines ---------------------------------------------------------------------------------

    def open_pane(self, name: str) -> None:
        """Show a pane in the place of the step; the same one again closes it."""
        view = self._table.view
        if view is None or not self._panes.has(name):
            return
        self.flush()
        if name == "read_back" and self._panes.current != name and view.step is not Step.FOLLOW_UP:
            self._say(self._not_yet_read(view))
            return
        if self._panes.current == name:
            self._panes.close()
        else:
            self._panes.open(name, view)
            self._parts.show_top()
        self.to_capture()

    def _not_yet_read(self, view: TableView) -> str:
        if view.step is not None:
            return self.tr(
                "Voorlezen doet u bij de stap Vervolg, als alles is afgesproken. Ga verder met F7, of kies "
                "Vervolg in de lijst van stappen."
            )
        if view.item.phase is Phase.FINISHED:
            return self.tr("Deze casus is al voorgelezen. Open hem opnieuw als er iets moet veranderen.")
        return self.tr("Begin eerst de casus. Voorlezen doet u bij de laatste stap, Vervolg.")

    def convert_line(self) -> None:
        """Offer to make something else of the chosen recorded line; without a choice of the last one."""
        recorded = self._parts.recording.recorded
        if recorded.rows.chosen is None:
            recorded.walk(-1)
        recorded.convert_chosen()

    def change_line(self) -> None:
        """Put the chosen recorded line in the capture line again, to mend it there."""
        chosen = self._parts.recording.recorded.rows.chosen
        if chosen is not None:
            self._parts.capture.mend(chosen.record)

    def _reveal(self, part: QWidget) -> None:
        self._revealed = part
        self._settle.start()
        QTimer.singleShot(0, self, self._show_revealed)

    def _show_revealed(self) -> None:
        """Scroll to the editor that was opened, again and again until the page has taken its new height."""
        is_used = self._parts.recording.is_used()
        if is_used and self._revealed is not None and self._revealed.isVisible():
            self._parts.columns.middle.ensureWidgetVisible(self._revealed, 0, Space.TWO)

    def _end_reveal(self) -> None:
        self._show_revealed()
        self._revealed = None

    def refuse(self, error: Exception) -> None:
        """Say above the step what was not possible; it goes when the step changes."""
        self._then_next = False
        if isinstance(error, ExplainedError) and self._table.view is not None:
            self._say(said(error))
        else:
            self._context.failed(error)

    def _say(self, words: str) -> None:
        self._parts.trouble.set_text(words)
        announce(self._parts.trouble, words, urgent=True)
        self._parts.show_top()
