"""Put an action list in a table that a spreadsheet opens and in which nothing is calculated or followed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from zvdesk.texts.labels import ACTION_STATUSES, INFORMING

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.action_lists import ActionList, ListAction, ListConditional

Cell: TypeAlias = "str | int | date | None"


class TableForm(Enum):
    """Name the forms of a table, each by its suffix."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Column:
    """Hold the title of a column and how wide it is, in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Hold one table; each row has a cell per column, and a text is never more than a text."""

    name: str  # of the sheet: letters and spaces
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    made_at: datetime  # local time


_COLUMNS = (
    Column("Casus", 10),
    Column("Overleg", 11),
    Column("Versie", 7),
    Column("Nr", 5),
    Column("Soort", 16),
    Column("Wat", 46),
    Column("Organisatie", 24),
    Column("Wie", 20),
    Column("Uiterlijk", 11),
    Column("Binnen (uur)", 8),
    Column("Urgent", 8),
    Column("Status", 12),
    Column("Als", 30),
    Column("Betrokkene weet dit", 16),
    Column("Toelichting", 26),
    Column("Opnieuw bekijken", 11),
)
_ACTION, _CONDITIONAL = "actie", "als-dan-afspraak"


def action_table(content: ActionList) -> Table:
    """Return the actions and als-dan agreements of one list, those that are printed and no others."""
    rows = [
        *(_action(content, action) for action in content.actions),
        *(_conditional(content, agreement) for agreement in content.conditionals),
    ]
    return Table(
        name="Oefening Acties" if content.is_practice else "Acties",
        columns=_COLUMNS,
        rows=tuple((content.case_number, content.meeting_at.date(), content.version, *row) for row in rows),
        made_at=content.signed_at,
    )


def _action(content: ActionList, action: ListAction) -> tuple[Cell, ...]:
    return (
        action.number,
        _ACTION,
        action.what,
        action.organisation or content.recipient,
        action.person,
        action.due_on,
        None,
        "ja" if action.is_urgent else "nee",
        ACTION_STATUSES[action.status],
        action.condition,
        INFORMING[action.informing],
        action.informing_note,
        action.informing_recheck_on,
    )


def _conditional(content: ActionList, agreement: ListConditional) -> tuple[Cell, ...]:
    return (
        agreement.number,
        _CONDITIONAL,
        agreement.response,
        content.recipient,
        agreement.who,
        None,
        agreement.within_hours,
        None,
        None,
        agreement.trigger,
        None,
        None,
        None,
    )
