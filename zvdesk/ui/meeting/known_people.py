"""Complete the names of people who are known at this table, in a field that takes a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QListView

from zvdesk.services.capture import capture_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit

    from zvdesk.ui.meeting.views import TableView

_LONGEST = 40  # characters of the words of an agreement in the name of a field


class KnownPeople(QObject):
    """Offer below a line the names that what was typed can become; ``taken`` is called after one is chosen.

    Nothing is filled in by itself: what was typed stays until a name is chosen.
    """

    def __init__(self, line: QLineEdit, taken: Callable[[], object]) -> None:
        super().__init__(line)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._rows = QListView()
        self._rows.setAccessibleName(QCoreApplication.translate("known_people", "Bekende namen"))
        completer.setPopup(self._rows)
        completer.activated.connect(lambda _name: taken())
        line.setCompleter(completer)

    def show_view(self, view: TableView, organisation_id: str = "") -> None:
        """Offer the people of an organisation, or of all at this table when none is chosen."""
        seats = capture_table(view.file, view.item, view.context.organisations, view.today).seats
        mine = [s for s in seats if not organisation_id or s.organisation_id == organisation_id]
        names = list(dict.fromkeys(person for seat in mine for person in seat.persons))
        if names != self._names.stringList():
            self._names.setStringList(names)


def question_about(question: str, title: str) -> str:
    """Return a question that says which agreement it asks about, such as "Wie doet het? Bellen"."""
    words = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return f"{question} {words}".rstrip()
