"""Take one value of a record: every kind of field behind one small face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from zvdesk.domain.typed_days import typed_day
from zvdesk.texts.days import day
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit
from zvdesk.ui.widgets.choices import CheckBox, Checklist, ChoiceField, ChoiceRow
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.cases.model import CaseModel


class Input(QObject):
    """Stand for the widget of one field.

    Signals: ``taken(object)`` with a value to keep; ``troubled(str)`` with what is wrong before it can be
    kept, or an empty text when nothing is.
    """

    taken = Signal(object)
    troubled = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def put(self, value: Any) -> None:  # noqa: ANN401 - each kind of field has its own type
        """Show what the vault holds."""
        raise NotImplementedError

    def lock(self, is_locked: bool) -> None:
        """Let the field be read only."""
        self.widget.setEnabled(not is_locked)

    def mark_saved(self) -> None:
        """Show that the vault has it."""

    def words(self, value: Any) -> str:  # noqa: ANN401
        """Return the value in words, for where it can only be read."""
        return "" if value is None else str(value)


class TextInput(Input):
    """Take one line, or more."""

    def __init__(self, widget: AutosaveLineEdit | AutosaveTextEdit) -> None:
        super().__init__(widget)
        self._text = widget
        widget.edited.connect(self.taken.emit)

    def put(self, value: Any) -> None:  # noqa: ANN401
        """Show what the vault holds."""
        self._text.set_stored(str(value or ""))
        if isinstance(self._text, AutosaveLineEdit) and not self._text.hasFocus():
            self._text.setCursorPosition(0)  # a long text shows its beginning

    def lock(self, is_locked: bool) -> None:
        """Let the text be read and copied only."""
        if self._text.isReadOnly() != is_locked:
            self._text.setReadOnly(is_locked)
            restyle(self._text)  # a field of several lines does not look different by itself

    def mark_saved(self) -> None:
        """Show that the vault has it."""
        self._text.mark_saved()


class DateInput(Input):
    """Take a day as people type it: "vr", "27 nov", "over 2 weken"."""

    def __init__(self, model: CaseModel, *, is_past: bool) -> None:
        self._day = DateField(parse=lambda text: typed_day(text, model.today, is_past=is_past), show=day)
        super().__init__(self._day)
        self._day.dayChosen.connect(self._take)
        self._day.misread.connect(self._judge)

    def put(self, value: date | None) -> None:
        """Show what the vault holds."""
        self._day.set_day(value)

    def words(self, value: date | None) -> str:
        """Return the day as people say it."""
        return day(value)

    def _take(self, value: object) -> None:
        self.troubled.emit("")
        self.taken.emit(value)

    def _judge(self, _text: str) -> None:
        self.troubled.emit(
            self.tr("Deze dag begrijpt zvdesk niet. Schrijf bijvoorbeeld 3 feb 2026 of 3-2-2026.")
        )


class NumberInput(Input):
    """Take a whole number, or nothing."""

    def __init__(self) -> None:
        self._line = AutosaveLineEdit()
        super().__init__(self._line)
        self._line.edited.connect(self._read)

    def put(self, value: int | None) -> None:
        """Show what the vault holds."""
        self._line.set_stored("" if value is None else str(value))

    def lock(self, is_locked: bool) -> None:
        """Let the number be read only."""
        self._line.setReadOnly(is_locked)

    def mark_saved(self) -> None:
        """Show that the vault has it."""
        self._line.mark_saved()

    def _read(self, text: str) -> None:
        digits = text.strip()
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= 4
        self.troubled.emit(
            "" if is_number or not digits else self.tr("Vul hier een getal in, zonder letters.")
        )
        if is_number or not digits:
            self.taken.emit(int(digits) if digits else None)


class ChoiceInput(Input):
    """Take one of a list; the list is made anew for each record, so that its own choice is always in it."""

    def __init__(
        self, options: Callable[[object], Sequence[tuple[object, str]]], empty: str | None, no_value: object
    ) -> None:
        self._field = ChoiceField((), empty=empty)
        self._field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(self._field)
        self._options, self._no_value = options, no_value
        self._field.chosen.connect(lambda value: self.taken.emit(no_value if value is None else value))

    def put(self, value: Any) -> None:  # noqa: ANN401
        """Show what the vault holds."""
        offered = tuple(self._options(value))
        if tuple(self._field.itemText(n) for n in range(self._field.count()))[-len(offered) :] != tuple(
            words for _value, words in offered
        ):
            self._field.set_options(offered)
        self._field.set_value(None if value == self._no_value else value)

    def words(self, value: Any) -> str:  # noqa: ANN401
        """Return the words of a choice."""
        return next((words for offered, words in self._options(value) if offered == value), "")


class FewInput(Input):
    """Take one of a few that stand side by side."""

    def __init__(self, name: str, options: Sequence[tuple[object, str]]) -> None:
        self._row, self._options = ChoiceRow(name, options), tuple(options)
        super().__init__(self._row)
        self._row.chosen.connect(self.taken.emit)

    def put(self, value: Any) -> None:  # noqa: ANN401
        """Show what the vault holds."""
        self._row.set_value(value)

    def words(self, value: Any) -> str:  # noqa: ANN401
        """Return the words of a choice."""
        return next((words for offered, words in self._options if offered == value), "")


class TickInput(Input):
    """Take yes or no."""

    def __init__(self, words: str) -> None:
        self._box = CheckBox(words)
        super().__init__(self._box)
        self._box.clicked.connect(lambda: self.taken.emit(self._box.isChecked()))

    def put(self, value: Any) -> None:  # noqa: ANN401
        """Show what the vault holds."""
        self._box.setChecked(bool(value))

    def words(self, value: Any) -> str:  # noqa: ANN401
        """Return yes or no."""
        return self.tr("ja") if value else self.tr("nee")


@dataclass(frozen=True)
class Offer:
    """Hold one thing that can be ticked; with ``off`` it is seen but cannot, and that is why."""

    key: Hashable
    words: str
    off: str = ""


class SeveralInput(Input):
    """Take several of a list; the list is made anew for each record."""

    def __init__(self, name: str, offers: Callable[[], Sequence[Offer]]) -> None:
        self._list = Checklist(name)
        super().__init__(self._list)
        self._make, self._offers = offers, tuple(offers())
        self._offer()
        self._list.changed.connect(self._take)

    def put(self, value: Any) -> None:  # noqa: ANN401
        """Show what the vault holds."""
        offers = tuple(self._make())
        if offers != self._offers:
            self._offers = offers
            self._offer()
        self._list.set_chosen(value or ())

    def words(self, value: Any) -> str:  # noqa: ANN401
        """Return the names of what was ticked."""
        return ", ".join(offer.words for offer in self._offers if offer.key in (value or ()))

    def _offer(self) -> None:
        before = set(self._list.findChildren(CheckBox))
        self._list.set_options([(offer.key, offer.words) for offer in self._offers])
        made = [box for box in self._list.findChildren(CheckBox) if box not in before]
        for offer, box in zip(self._offers, made, strict=True):
            box.setEnabled(not offer.off)
            box.setToolTip(offer.off)
            box.setAccessibleDescription(offer.off)

    def _take(self, chosen: object) -> None:
        if isinstance(chosen, frozenset):
            self.taken.emit(tuple(offer.key for offer in self._offers if offer.key in chosen))
