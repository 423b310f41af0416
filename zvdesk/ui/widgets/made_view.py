"""Say what was made and where it is, what a person still has to do, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import ElidedLabel, Heading, IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold in words what came of making files; ``spoken`` are passphrases that show once, by recipient."""

    words: str
    folder: Path | None = None
    notes: tuple[str, ...] = ()  # what a person still has to do
    refused: tuple[str, ...] = ()  # what was not made, and why
    lines: tuple[str, ...] = ()  # one per file, where the file itself matters
    files: tuple[Path, ...] = ()  # that are there now
    spoken: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def is_good(self) -> bool:
        """Tell whether anything was made."""
        return self.folder is not None


class MadeView(QWidget):
    """Show an outcome, with a button that opens the folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "flow")
        self.title = Heading("", Style.LEAD)
        self.place = ElidedLabel("", Style.QUIET)
        self.open = SecondaryButton(self.tr("Open de map"), "folder-open")
        self.open.setAutoDefault(False)
        self.open.clicked.connect(self._open)
        self.phone = Callout("", Tone.WARN)
        self._folder: Path | None = None
        self._head = QHBoxLayout()
        self._head.setSpacing(Space.HALF_MORE)
        self._column = column(Space.ONE)
        outer = column(Space.TWO)
        self.setLayout(outer)
        outer.addLayout(self._head)
        outer.addWidget(self.place)
        outer.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addLayout(self._column)
        outer.addStretch(1)
        self.lines: list[str] = []

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what came of it."""
        clear(self._column)
        while self._head.takeAt(0) is not None:
            pass
        name, token = ("circle-check", Token.OK) if outcome.is_good else ("circle-alert", Token.DANGER)
        self._head.addWidget(IconLabel(name, token, 24), 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self.title, 1)
        self.title.setText(outcome.words)
        self._folder = outcome.folder
        self.place.set_full_text(str(outcome.folder or ""))
        show_when(self.place, outcome.is_good)
        show_when(self.open, outcome.is_good)
        self.lines = [*outcome.notes, *outcome.lines, *outcome.refused]
        if outcome.spoken:
            self._show_spoken(outcome.spoken)
        for note in outcome.notes:
            self._column.addWidget(Callout(note, Tone.WARN))
        for line in outcome.lines:
            self._column.addWidget(Text(line))
        if outcome.refused:
            self._column.addWidget(hairline())
            self._column.addWidget(Text(self.tr("Niet gemaakt"), Style.CAPTION))
        for line in outcome.refused:
            self._column.addWidget(Text(line, tone=Tone.DANGER))

    def _show_spoken(self, spoken: tuple[tuple[str, str], ...]) -> None:
        words = self.tr(
            "Geef deze wachtzinnen door per telefoon, nooit per mail. U ziet ze alleen nu. "
            "zvdesk bewaart ze niet."
        )
        self._column.addWidget(Callout(words, Tone.WARN))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, Space.HALF, 0, Space.HALF)
        grid.setHorizontalSpacing(Space.THREE)
        grid.setVerticalSpacing(Space.ONE)
        grid.setColumnStretch(1, 1)
        for number, (who, passphrase) in enumerate(spoken):
            grid.addWidget(Text(who, Style.QUIET), number, 0, Qt.AlignmentFlag.AlignTop)
            shown = Text(passphrase, Style.STRONG)
            shown.setAccessibleName(self.tr("Wachtzin voor {who}: {words}").format(who=who, words=passphrase))
            grid.addWidget(shown, number, 1)
        self._column.addWidget(inner)

    def _open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
