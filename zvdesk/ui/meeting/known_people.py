"""Complete the names of people who are known at this table, in a field that takes a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from zvdesk.domain.capture_completion import Completion
from zvdesk.domain.words import fold
from zvdesk.services.capture import capture_table
from zvdesk.ui.meeting.capture_completer import CompletionList

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit

    from zvdesk.ui.meeting.views import TableView

_WALK = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LONGEST = 40  # characters of the words of an agreement in the name of a field


class KnownPeople(QObject):
    """Offer beside a line the names that what was typed can become; ``taken`` is called after one is chosen.

    Nothing is filled in by itself: what was typed stays until a name is chosen.
    """

    def __init__(self, line: QLineEdit, taken: Callable[[], object]) -> None:
        super().__init__(line)
        self._line, self._taken = line, taken
        self._names: tuple[str, ...] = ()
        self.offers = CompletionList(line)
        self.offers.rows.setAccessibleName(QCoreApplication.translate("known_people", "Bekende namen"))
        self.offers.taken.connect(self._take)
        line.textEdited.connect(self._offer)
        line.installEventFilter(self)

    def show_view(self, view: TableView, organisation_id: str = "") -> None:
        """Offer the people of an organisation, or of all at this table when none is chosen."""
        seats = capture_table(view.file, view.item, view.context.organisations, view.today).seats
        mine = [s for s in seats if not organisation_id or s.organisation_id == organisation_id]
        self._names = tuple(dict.fromkeys(person for seat in mine for person in seat.persons))

    def _offer(self, typed: str) -> None:
        words = fold(typed.strip())
        fitting = [name for name in self._names if words and words in fold(name) and words != fold(name)]
        self.offers.offer(
            [Completion(text=name, insert=name, start=0, person=name) for name in fitting],
            self._line,
            0,
            is_sure=True,
        )

    def _take(self, offer: Completion) -> None:
        self._line.setText(offer.text)
        self._taken()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk through the names, Enter take one, and Escape close the list."""
        if event.type() is QEvent.Type.FocusOut:
            self.offers.close_list()
        if (
            not isinstance(event, QKeyEvent)
            or event.type() is not QEvent.Type.KeyPress
            or not self.offers.is_open
        ):
            return False
        key = Qt.Key(event.key())
        if key in _WALK:
            self.offers.walk(_WALK[key])
        elif key == Qt.Key.Key_Escape:
            self.offers.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.offers.current is not None:
            self.offers.take()
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.offers.close_list()
            return False
        return True


def question_about(question: str, title: str) -> str:
    """Return a question that says which agreement it asks about, such as "Wie doet het? Bellen"."""
    words = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return f"{question} {words}".rstrip()
