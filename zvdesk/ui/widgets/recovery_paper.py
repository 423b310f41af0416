"""Show the recovery key once, in big groups, and ask two of them back from the paper."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent

_ASKED = 2
_ACROSS = 5


class _Groups(QWidget):
    """Draw the groups of the key with their numbers; nothing can be selected or copied."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Text] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.THREE)
        grid.setVerticalSpacing(Space.HALF)
        for number, group in enumerate(key.split("-")):
            line, place = divmod(number, _ACROSS)
            grid.addWidget(Text(str(number + 1), Style.SMALL, wraps=False), 2 * line, place)
            shown = Text(group, wraps=False)
            shown.setAccessibleName(" ".join(group))
            self._shown.append(shown)
            grid.addWidget(shown, 2 * line + 1, place)
            grid.setRowMinimumHeight(2 * line + 1, 0)
        grid.setColumnStretch(_ACROSS, 1)
        self._measure()

    def _measure(self) -> None:
        font = current_theme().font(Size.HEADING, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
        for shown in self._shown:
            shown.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is event.Type.FontChange:
            self._measure()


class RecoveryPaper(QWidget):
    """Show the key; the next page hides it and asks two groups back.

    Signals: ``askedBack()`` when the key was hidden; ``shownAgain()``; ``confirmed()`` when both groups were
    right.
    """

    askedBack = Signal()  # noqa: N815
    shownAgain = Signal()  # noqa: N815
    confirmed = Signal()

    def __init__(
        self, key: str, group_matches: Callable[[str, int, str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._matches = key, group_matches
        chosen = sorted(secrets.SystemRandom().sample(range(1, len(key.split("-")) + 1), _ASKED))
        self._show_part = self._make_show()
        self.lines = {number: QLineEdit() for number in chosen}
        self._rows = {
            number: FieldRow(self.tr("Groep {number} van uw papier").format(number=number), line)
            for number, line in self.lines.items()
        }
        self._ask_part = self._make_ask()
        layout = column(0)
        self.setLayout(layout)
        layout.addWidget(self._show_part)
        layout.addWidget(self._ask_part)
        self._ask_part.hide()

    def _make_show(self) -> QWidget:
        part = QWidget()
        layout = column(Space.TWO)
        part.setLayout(layout)
        card = Card(self.tr("Herstelsleutel"))
        card.body.addSpacing(Space.ONE)
        card.add(_Groups(self._key))
        card.body.addSpacing(Space.ONE)
        layout.addWidget(
            Callout(
                self.tr(
                    "Schrijf alle tien groepen over op papier en bewaar dat in een gesloten kast, niet bij "
                    "deze computer. zvdesk laat deze sleutel maar een keer zien."
                ),
                Tone.WARN,
            )
        )
        layout.addWidget(card)
        layout.addWidget(
            Text(
                self.tr(
                    "Wie zijn wachtzin kwijt is, komt hiermee nog in de kluis. Ondertekenen kan er niet mee."
                ),
                Style.QUIET,
            )
        )
        self.written = PrimaryButton(self.tr("Ik heb alles opgeschreven"), "arrow-right")
        self.written.clicked.connect(self.ask_back)
        layout.addWidget(self.written)
        return part

    def _make_ask(self) -> QWidget:
        part = QWidget()
        layout = column(Space.TWO)
        part.setLayout(layout)
        card = Card()
        card.body.setSpacing(Space.TWO)
        for number, row in self._rows.items():
            card.add(row)
            self.lines[number].textChanged.connect(lambda _text, shown=row: shown.set_error(""))
            self.lines[number].returnPressed.connect(self.check)
        layout.addWidget(card)
        self.check_button = PrimaryButton(self.tr("Controleer en begin"), "check")
        self.check_button.clicked.connect(self.check)
        again = LinkButton(self.tr("Laat de sleutel nog een keer zien"), "arrow-left")
        again.clicked.connect(self.show_again)
        layout.addWidget(self.check_button)
        layout.addWidget(again)
        return part

    def activated(self) -> None:
        """Put the focus on what comes next."""
        if self._ask_part.isHidden():
            self.written.setFocus()
        else:
            next(iter(self.lines.values())).setFocus()

    def ask_back(self) -> None:
        """Hide the key and ask two groups."""
        self._show_part.hide()
        self._ask_part.show()
        self.askedBack.emit()
        self.activated()

    def show_again(self) -> None:
        """Show the key once more, for who is still writing."""
        self._ask_part.hide()
        self._show_part.show()
        self.shownAgain.emit()
        self.activated()

    def check(self) -> None:
        """Compare what was typed; a wrong group says so."""
        wrong = [number for number, line in self.lines.items() if not self._is_right(number, line.text())]
        for number, row in self._rows.items():
            row.set_error(
                self.tr("Groep {number} is anders dan op het scherm stond. Kijk uw papier na.").format(
                    number=number
                )
                if number in wrong
                else ""
            )
        if wrong:
            self.lines[wrong[0]].setFocus()
            self.lines[wrong[0]].selectAll()
        else:
            self.confirmed.emit()

    def _is_right(self, number: int, typed: str) -> bool:
        return bool(typed.strip()) and self._matches(self._key, number, typed)
