"""Say which colleagues have a copy that should be gone, and give the words to ask for it; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column, row

if TYPE_CHECKING:
    from zvdesk.services.handover_register import CopyRequest


class RequestLine(QWidget):
    """Show who has which copy; the words to send open below it."""

    def __init__(self, request: CopyRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.request = request
        who, cases = request.recipient, ", ".join(request.case_numbers)
        words = column(2)
        words.addWidget(Heading(who, Style.STRONG))
        told = self.tr("Heeft nog een kopie van casus {cases}. Die moet nu weg.").format(cases=cases)
        words.addWidget(Text(told))
        self.ask = SecondaryButton(self.tr("Schrijf een verzoek"))
        self.ask.setAccessibleName(self.tr("Schrijf een verzoek aan {who}").format(who=who))
        self.ask.clicked.connect(self._open)
        top = QHBoxLayout()
        top.setSpacing(Space.TWO)
        top.addLayout(words, 1)
        top.addWidget(Chip(self.tr("te laat"), Tone.DANGER), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignTop)
        self.text = Text(f"{request.subject}\n\n{request.body}", selectable=True)
        self.copy = LinkButton(self.tr("Kopieer de tekst"), "copy")
        self.copy.clicked.connect(self._copy)
        self.copied = Text("", Style.SMALL, tone=Tone.OK)
        self.letter = QWidget()
        inner = column(Space.ONE)
        self.letter.setLayout(inner)
        inner.addWidget(self.text)
        inner.addLayout(row(self.copy, stretch=0))
        inner.addWidget(self.copied)
        outer = column(Space.ONE)
        self.setLayout(outer)
        outer.addLayout(top)
        outer.addWidget(self.letter)
        self.letter.hide()
        self.copied.hide()

    def _open(self) -> None:
        show_when(self.letter, True)
        self.ask.setEnabled(False)
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        said = self.tr("Gekopieerd. Plak het binnen een halve minuut in een mail; daarna is het weg.")
        self.copied.setText(said)
        show_when(self.copied, True)
        announce(self, said)


class RequestsCard(Card):
    """List the colleagues to ask; hidden without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Moet bij een ander weg"))
        self.lines: list[RequestLine] = []
        self.body.setSpacing(Space.TWO)
        self._lines = column(Space.HALF_MORE)
        self.add(self._lines)
        self.add(
            Text(
                self.tr(
                    "zvdesk verstuurt niets. Is een kopie weg? Dan legt uw functioneel beheerder dat vast "
                    "bij Bewaren, Documenten."
                ),
                Style.QUIET,
            )
        )
        self.hide()

    def show_requests(self, requests: tuple[CopyRequest, ...]) -> None:
        """Show these colleagues; words that are open stay open while nothing changed."""
        if tuple(line.request for line in self.lines) != requests:
            clear(self._lines)
            self.lines = [RequestLine(request) for request in requests]
            for number, line in enumerate(self.lines):
                if number:
                    self._lines.addWidget(hairline())
                self._lines.addWidget(line)
        show_when(self, bool(requests))
