"""Mend the one thing that an agreement still lacks: who does it, or when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.read_back import title_of
from zvdesk.ui.meeting.choice_editors import WhoEditor
from zvdesk.ui.meeting.known_people import KnownPeople, question_about
from zvdesk.ui.meeting.text_editors import DayEditor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

Mended = ActionItem | ConditionalAgreement


class KnownWhoEditor(WhoEditor):
    """Choose an organisation and name who of it; names that are known at this table are completed."""

    def __init__(
        self,
        table: Table,
        name: str,
        *,
        read: Callable[[TableView], tuple[str, str]],
        keep: Callable[[str, str], object],
        history: Callable[[TableView], str],
        has_person: bool = True,
    ) -> None:
        super().__init__(table, name, read=read, keep=keep, history=history, has_person=has_person)
        self.people = KnownPeople(self.person, self._keep)

    def show_view(self, view: TableView) -> None:
        """Show who it is now."""
        super().show_view(view)
        self.people.show_view(view, str(self.who.value or ""))

    def ask(self, name: str) -> None:
        """Say otherwise what is asked."""
        self.who.setAccessibleName(_tr("{name}: organisatie").format(name=name))
        self.person.setAccessibleName(_tr("{name}: naam").format(name=name))


class MendWhoEditor(KnownWhoEditor):
    """Say who does the first agreement that lacks it; it stays the same one while one types."""

    def __init__(self, table: Table, first: Callable[[TableView], Mended | None]) -> None:
        self._first = first
        self._target: Mended | None = None
        super().__init__(
            table,
            _tr("Wie doet het?"),
            read=lambda _view: (
                (self._target.organisation_id, self._target.person) if self._target else ("", "")
            ),
            keep=self._mend,
            history=lambda _view: f"owner:{self._target.id if self._target else ''}",
        )

    def show_view(self, view: TableView) -> None:
        """Show the agreement that lacks someone."""
        if not self.is_used() or self._target is None:
            self._target = self._first(view)
        else:
            self._target = _now(view, self._target)
        super().show_view(view)
        self.ask(question_about(_tr("Wie doet het?"), title_of(self._target) if self._target else ""))

    def _mend(self, organisation_id: str, person: str) -> None:
        if self._target is not None:
            self._table.revise(self._target, organisation_id=organisation_id, person=person)


class MendDayEditor(DayEditor):
    """Say when the first action that lacks a day is done."""

    def __init__(self, table: Table, first: Callable[[TableView], ActionItem | None]) -> None:
        self._first, self._table = first, table
        self._target: ActionItem | None = None
        super().__init__(
            table,
            _tr("Klaar op"),
            read=lambda _view: self._target.due_on if self._target else None,
            keep=self._mend,
        )

    def show_view(self, view: TableView) -> None:
        """Show the action that lacks a day."""
        self._target = self._first(view)
        super().show_view(view)
        title = self._target.what if self._target else ""
        self.day.setAccessibleName(question_about(_tr("Wanneer klaar?"), title))

    def _mend(self, day: date | None) -> None:
        if self._target is not None:
            self._table.revise(self._target, due_on=day)


def _now(view: TableView, target: Mended) -> Mended:
    records: tuple[Mended, ...] = (*view.file.actions, *view.file.conditionals)
    return next((r for r in records if r.id == target.id), target)


def _tr(text: str) -> str:
    return QCoreApplication.translate("mend_editors", text)
