"""Take a day as people type it, and show it as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.texts.days import day
from zvdesk.texts.typed_days import typed_day
from zvdesk.ui.widgets.autosave import AutosaveLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget


class DayInput(AutosaveLineEdit):
    """Take a day such as "vr", "27 nov" or "over 2 weken"; ``today`` says from when to count.

    Signals: as AutosaveLineEdit, and ``dayChosen(object)`` with a date or None; ``notADay(bool)`` when what
    was typed is, or is no longer, a text that means no day.
    """

    dayChosen = Signal(object)  # noqa: N815
    notADay = Signal(bool)  # noqa: N815

    def __init__(
        self, today: Callable[[], date], *, is_past: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder="", parent=parent)
        self.setPlaceholderText(
            self.tr("zoals 3-2-2026 of gisteren") if is_past else self.tr("zoals vr, 1-12 of over 2 weken")
        )
        self._today, self._is_past = today, is_past
        self._day: date | None = None
        self.edited.connect(self._read)
        self.editingFinished.connect(self._tidy)

    @property
    def value(self) -> date | None:
        """Return the day, or None."""
        return self._day

    def set_day(self, on: date | None) -> None:
        """Show the day that the vault holds, unless something is being typed."""
        self._day = on
        self.set_stored(day(on))

    def _read(self, text: str) -> None:
        found = typed_day(text, self._today(), is_past=self._is_past) if text.strip() else None
        self.notADay.emit(bool(text.strip()) and found is None)
        if text.strip() and found is None:
            return
        if found != self._day:
            self._day = found
            self.dayChosen.emit(found)

    def _tidy(self) -> None:
        if typed_day(self.text(), self._today(), is_past=self._is_past) is not None:
            self.set_stored(day(self._day))
