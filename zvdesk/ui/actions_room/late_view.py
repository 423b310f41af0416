"""Show per organisation what is late: whom to call, what came back, and what no mail may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.roles import Act, may
from zvdesk.texts.blockers import sentences
from zvdesk.texts.days import day, days_late
from zvdesk.texts.labels import ACTION_ANSWERS
from zvdesk.ui.models.rows import Align, Cell, Column
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from zvdesk.domain.follow_up import LateAction, OrganisationLate
    from zvdesk.ui.context import RoomContext


class LateTable(RowsTable["OrganisationLate"]):
    """List the organisations that are late, those with most first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[OrganisationLate], ...] = (
            Column(_tr("Organisatie"), self._name, cell=Cell.STRONG, stretches=True),
            Column(_tr("Te laat"), lambda r: str(len(r.actions)), align=Align.RIGHT, width=90),
            Column(_tr("Langst"), self._longest, cell=Cell.CHIP, tone=lambda _row: Tone.DANGER, width=120),
            Column(_tr("Wie belt u"), self._contact, width=220),
            Column(_tr("Telefoon"), self._phone, width=150),
        )
        super().__init__(
            _tr("Organisaties die te laat zijn"),
            columns,
            key=lambda row: row.organisation.id if row.organisation else "",
            parent=parent,
        )

    def _name(self, row: OrganisationLate) -> str:
        return row.organisation.name if row.organisation else _tr("nog niemand")

    def _longest(self, row: OrganisationLate) -> str:
        days = max((late.days_late for late in row.actions), default=0)
        return _tr("1 dag") if days == 1 else _tr("{days} dagen").format(days=days)

    def _contact(self, row: OrganisationLate) -> str:
        return row.organisation.contact_person if row.organisation else ""

    def _phone(self, row: OrganisationLate) -> str:
        return row.organisation.phone if row.organisation else ""


class LateCard(Card):
    """Show what the chosen organisation is late with. Signal: ``remindAsked()`` for its reminder."""

    remindAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._lines = column(Space.ONE)
        self._reach = Text("", Style.QUIET, selectable=True)
        self.remind = SecondaryButton(self.tr("Maak een herinnering"), "mail")
        self.remind.clicked.connect(self.remindAsked)
        self._may = may(context.desk.actor.role, Act.HAND_OUT)
        self.buttons.addWidget(self.remind)
        self.add(self._reach)
        self.add(self._lines)
        self.hide()

    def show_late(self, row: OrganisationLate | None) -> None:
        """Show an organisation, or nothing."""
        show_when(self, row is not None)
        if row is None:
            return
        found = row.organisation
        self.set_title(found.name if found else self.tr("Nog van niemand"))
        reach = (found.contact_person, found.phone, found.email) if found else ()
        self._reach.setText(" · ".join(part for part in reach if part))
        show_when(self._reach, bool(self._reach.text()))
        reason = "" if row.to_remind else self.tr("Hierover kan geen mail. Bel daarover.")
        self.remind.set_reason(reason if self._may else self.tr("Uw rol maakt geen herinneringen."))
        clear(self._lines)
        for number, late in enumerate(row.actions):
            if number:
                self._lines.addWidget(hairline())
            self._lines.addLayout(self._line(late))

    def _line(self, late: LateAction) -> QHBoxLayout:
        words = column(2)
        words.addWidget(Text(late.action.what, Style.STRONG))
        words.addWidget(Text(self._facts(late), Style.SMALL))
        if late.answer is not None and late.answer.answer is not None:
            told = (ACTION_ANSWERS[late.answer.answer], late.answer.note)
            words.addWidget(
                Text(
                    self.tr("Antwoord op {day}: {words}").format(
                        day=day(late.answer.updated_at.date()), words=": ".join(part for part in told if part)
                    )
                )
            )
        if not late.can_be_reminded:
            words.addWidget(Text(self._why_not(late), tone=Tone.WARN))
        line = QHBoxLayout()
        line.setSpacing(Space.HALF_MORE)
        line.addWidget(IconLabel("mail" if late.can_be_reminded else "phone", Token.INK_2, 18))
        line.addLayout(words, 1)
        return line

    def _facts(self, late: LateAction) -> str:
        number = self.tr("actie {number}").format(number=late.on_list.number) if late.on_list else ""
        moved = self.tr("{count} keer verschoven").format(count=late.times_moved) if late.times_moved else ""
        parts = (late.case_number, late.alias, number, late.action.person, days_late(late.days_late), moved)
        return " · ".join(part for part in parts if part)

    def _why_not(self, late: LateAction) -> str:
        if late.blockers:
            return sentences(late.blockers)
        if late.is_kept_back:
            return self.tr("Dit staat op geen lijst van deze organisatie. Bel daarover.")
        return self.tr("Dit staat nog op geen lijst. Bel daarover.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LateTable", text)
