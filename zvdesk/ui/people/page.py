"""Be the room of the people of the house and the organisations around the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabBar

from zvdesk.ui.jobs import ReportsChanges
from zvdesk.ui.people.organisations_tab import OrganisationsTab
from zvdesk.ui.people.people_tab import PeopleTab
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.cards import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.context import RoomContext

_KINDS = frozenset({"people", "organisations"})


class PeoplePage(Page):
    """Show two lists under two tabs; the primary button adds to the one in sight."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        add = PrimaryButton("", "plus")
        super().__init__("", "", add, parent)
        self.add_button = add
        self.people = PeopleTab(context)
        self.organisations = OrganisationsTab(context)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Mensen of organisaties"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("Mensen"))
        self.tabs.addTab(self.tr("Organisaties"))
        for part in (self.tabs, self.people, self.organisations):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.tabs.currentChanged.connect(self._show_tab)
        self.add_button.clicked.connect(self.begin_new)
        context.jobs.changed.connect(self._changed)
        self._show_tab(0)

    def activated(self) -> None:
        """Read what is in sight."""
        self._current().reload()

    def begin_new(self) -> None:
        """Ask for a new person or organisation."""
        if self.add_button.isEnabled():
            self._current().add()

    def _current(self) -> PeopleTab | OrganisationsTab:
        return self.people if self.tabs.currentIndex() == 0 else self.organisations

    def _show_tab(self, number: int) -> None:
        self.people.setVisible(number == 0)
        self.organisations.setVisible(number == 1)
        if number == 0:
            self.header.set_title(
                self.tr("Mensen"), self.tr("Wie deze kluis met een eigen wachtzin opent, en in welke rol.")
            )
            self.add_button.set_label(self.tr("Iemand toevoegen"))
        else:
            self.header.set_title(
                self.tr("Organisaties"), self.tr("Wie u kunt uitnodigen, met de plaats die de wet hun geeft.")
            )
            self.add_button.set_label(self.tr("Organisatie toevoegen"))
        self.add_button.set_reason(self._current().reason_not_to_add())
        if self.isVisible():
            self.activated()

    def _changed(self, changes: object) -> None:
        if isinstance(changes, ReportsChanges) and changes.kinds & _KINDS and self.isVisible():
            self.activated()
