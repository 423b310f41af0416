"""Edit a field by choosing: one of a few, several of a few, or an organisation with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.field import FieldEditor
from zvdesk.ui.meeting.option_list import Option, OptionList
from zvdesk.ui.meeting.parts import narrow_choice, offer, offered_organisations, show_stored
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.history_edit import HistoryLineEdit
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class ChoiceEditor(FieldEditor):
    """Choose one of a few; ``options`` are (value, words)."""

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[object, str]],
        *,
        read: Callable[[TableView], object],
        keep: Callable[[object], object],
    ) -> None:
        super().__init__()
        self._offered, self._read = tuple(options), read
        self.options = OptionList(name)
        self.options.chosen.connect(keep)
        self.body.addWidget(self.options)

    def show_view(self, view: TableView) -> None:
        """Show what is chosen now."""
        value = self._read(view)
        self.options.show_options(tuple(Option(v, words, v == value) for v, words in self._offered))

    def take_focus(self) -> None:
        """Put the focus on the options."""
        self.options.setFocus()


class SeveralEditor(FieldEditor):
    """Tick several of a few; ``offered`` gives what can be ticked, value by value with its words."""

    def __init__(
        self,
        name: str,
        offered: Callable[[TableView], Mapping[object, str]],
        *,
        read: Callable[[TableView], tuple[object, ...]],
        keep: Callable[[tuple[object, ...]], object],
    ) -> None:
        super().__init__()
        self._offered, self._read, self._keep = offered, read, keep
        self._ticked: tuple[object, ...] = ()
        self.options = OptionList(name)
        self.options.chosen.connect(self._turn)
        self.body.addWidget(self.options)

    def show_view(self, view: TableView) -> None:
        """Show what is ticked now."""
        self._ticked = self._read(view)
        self.options.show_options(
            tuple(Option(v, words, v in self._ticked) for v, words in self._offered(view).items())
        )

    def take_focus(self) -> None:
        """Put the focus on the options."""
        self.options.setFocus()

    def _turn(self, value: object) -> None:
        ticked = self._ticked
        self._ticked = tuple(v for v in ticked if v != value) if value in ticked else (*ticked, value)
        self._keep(self._ticked)


class WhoEditor(FieldEditor):
    """Choose an organisation and name who of it; ``read`` gives both, ``keep`` takes both."""

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
        super().__init__()
        self._table, self._read, self._keep_both, self._history = table, read, keep, history
        self.who = narrow_choice(self.tr("kies"))
        self.who.setAccessibleName(self.tr("{name}: organisatie").format(name=name))
        self.who.chosen.connect(lambda _value: self._suggest())
        self.person = HistoryLineEdit()
        self.person.edited.connect(lambda _text: self._keep())
        self.person.historyChanged.connect(table.keep_history)
        self.person.returnPressed.connect(self.finished)
        inner = QWidget()
        beside = WrapLayout(inner, Space.HALF_MORE)
        wish(self.who, 220)
        wish(self.person, 240)
        beside.addWidget(self.who)
        if has_person:
            beside.addWidget(self.person)
        self.person.setPlaceholderText(self.tr("naam"))
        self.person.setAccessibleName(self.tr("{name}: naam").format(name=name))
        self.body.addWidget(inner)

    def show_view(self, view: TableView) -> None:
        """Show who it is now."""
        offer(self.who, offered_organisations(view))
        organisation_id, person = self._read(view)
        self.who.set_value(organisation_id or None)
        self.person.bind_history(self._table.history(self._history(view)))
        show_stored(self.person, person)

    def take_focus(self) -> None:
        """Put the focus on what is still open."""
        (self.person if self.who.value and self.person.parent() else self.who).setFocus()

    def _suggest(self) -> None:
        view = self._table.view
        part = view.file.participation(str(self.who.value or "")) if view is not None else None
        if part is not None and part.person and not self.person.text().strip():
            self.person.setText(part.person)
        self._keep()

    def _keep(self) -> None:
        self._keep_both(str(self.who.value or ""), self.person.text().strip())


class DoorEditor(FieldEditor):
    """Say in a sentence what is asked, with one button that leads to where it is done."""

    def __init__(
        self, says: Callable[[TableView], str], button: str, go: Callable[[], object], icon_name: str = ""
    ) -> None:
        super().__init__()
        self._says, self._go = says, go
        self._words = Text("", Style.QUIET)
        self.button = SecondaryButton(button, icon_name)
        self.button.clicked.connect(lambda: go())
        self.body.addWidget(self._words)
        self.body.addWidget(self.button)

    def show_view(self, view: TableView) -> None:
        """Show what is asked now."""
        self._words.setText(self._says(view))

    def take_focus(self) -> None:
        """Put the focus on the button."""
        self.button.setFocus()
