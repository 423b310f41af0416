"""Declare the fields that most steps share: texts and days of the case, and the note of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.texts.days import day as day_words
from zvdesk.texts.labels import STEPS
from zvdesk.ui.meeting.field import Field, about
from zvdesk.ui.meeting.text_editors import DayEditor, TextEditor

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.agenda import Step
    from zvdesk.domain.blockers import BlockerCode
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


def case_text(
    table: Table, name: str, label: str, *codes: BlockerCode, lines: int = 2, help_text: str = ""
) -> Field:
    """Return the field of one text of the case, by the name it has in ``Case``."""

    def read(view: TableView) -> str:
        return str(getattr(view.file.case, name))

    def make() -> TextEditor:
        return TextEditor(
            table,
            label,
            history=lambda view: f"Case:{view.file.case.id}:{name}",
            read=read,
            keep=lambda text: table.revise_case(**{name: text}),
            lines=lines,
            help_text=help_text,
        )

    return Field(name, label, read, make, about(*codes))


def case_day(table: Table, name: str, label: str, *codes: BlockerCode) -> Field:
    """Return the field of one day of the case, by the name it has in ``Case``."""

    def read(view: TableView) -> date | None:
        day: date | None = getattr(view.file.case, name)
        return day

    return Field(
        name,
        label,
        lambda view: day_words(read(view)),
        lambda: DayEditor(table, label, read=read, keep=lambda day: table.revise_case(**{name: day})),
        about(*codes),
    )


def note_field(table: Table, step: Step) -> Field:
    """Return the note of a step."""
    label = QCoreApplication.translate("case_fields", "Notitie bij {step}").format(step=STEPS[step])

    def read(view: TableView) -> str:
        return view.item.record(step).note

    return Field(
        "note",
        label,
        read,
        lambda: TextEditor(
            table,
            label,
            history=lambda view: f"note:{view.item.id}:{step.value}",
            read=read,
            keep=lambda text: table.write_note(step, text),
            lines=3,
        ),
        is_shown=lambda view: not view.is_closed,
    )
