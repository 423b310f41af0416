"""Take a day as people write it, or from a calendar."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import plain_tip
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*")


def plain_day(text: str) -> date | None:
    """Return the day of ``27-11-2026``, or None."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


class DateField(QWidget):
    """Take one day, or none when the line is empty.

    ``parse`` turns what was typed ("vr", "27 nov") into a day, or None when it is none; ``dd-mm-jjjj`` works
    without it. ``show`` writes a day back; without it ``dd-mm-jjjj``.

    Signals: ``dayChosen(object)`` with a date or None when the person gave another day; ``misread(str)`` with
    what could not be read.
    """

    dayChosen = Signal(object)  # noqa: N815
    misread = Signal(str)

    def __init__(
        self,
        day: date | None = None,
        *,
        parse: Callable[[str], date | None] | None = None,
        show: Callable[[date], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse, self._show, self._day = parse, show, day
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("bijvoorbeeld 27-11-2026"))
        self._line.editingFinished.connect(self._read)
        self._button = IconButton("calendar", self.tr("Kies een dag in de kalender"))
        self._button.clicked.connect(self._open)
        self._popup: QFrame | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.HALF)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._button)
        self.setFocusProxy(self._line)
        self._write()

    @property
    def day(self) -> date | None:
        """Return the day, or None."""
        return self._day

    @property
    def is_readable(self) -> bool:
        """Tell whether what stands there is a day, or nothing."""
        text = self._line.text().strip()
        return not text or self._understand(text) is not None

    def set_day(self, day: date | None) -> None:
        """Show another day."""
        self._day = day
        self._write()

    def flush(self) -> None:
        """Take what is being typed, if it is a day."""
        if self._line.isModified() and self.is_readable:
            self._read()

    def _understand(self, text: str) -> date | None:
        day = plain_day(text)
        if day is None and self._day is not None and text == self._words(self._day):
            day = self._day
        if day is None and self._parse is not None:
            day = self._parse(text)
        return day

    def _read(self) -> None:
        text = self._line.text().strip()
        day = self._understand(text) if text else None
        if text and day is None:
            restyle(self._line, wrong="true")
            self.misread.emit(text)
            return
        self._take(day)

    def _take(self, day: date | None) -> None:
        is_new, self._day = day != self._day, day
        self._write()
        if is_new:
            self.dayChosen.emit(day)

    def _words(self, day: date) -> str:
        return self._show(day) if self._show is not None else f"{day:%d-%m-%Y}"

    def _write(self) -> None:
        self._line.setText("" if self._day is None else self._words(self._day))
        self._line.setToolTip(plain_tip(f"{self._day:%d-%m-%Y}" if self._day is not None else ""))
        restyle(self._line, wrong="false")

    def _open(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("kind", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(self.tr("Kalender"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if self._day is not None:
            calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(self._pick)
        QVBoxLayout(popup).addWidget(calendar)
        self._popup = popup
        popup.destroyed.connect(self._forget)
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()

    def _forget(self) -> None:
        self._popup = None

    def _pick(self, chosen: QDate) -> None:
        popup = self._popup
        if popup is not None:
            self._popup = None
            QTimer.singleShot(0, popup, popup.close)
        self._take(date(chosen.year(), chosen.month(), chosen.day()))
        self._line.setFocus()

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the line inside."""
        super().setAccessibleDescription(description)
        self._line.setAccessibleDescription(description)
