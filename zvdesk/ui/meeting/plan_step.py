"""Declare what the step Plan records: actions and agreements come from the line below, fields mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.actions import SETTLED, ActionItem, ConditionalAgreement
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import BlockerCode as C
from zvdesk.domain.carry_over import still_to_deal_with
from zvdesk.ui.meeting.case_fields import note_field
from zvdesk.ui.meeting.choice_editors import DoorEditor
from zvdesk.ui.meeting.earlier_editors import EarlierEditor
from zvdesk.ui.meeting.field import Field, about
from zvdesk.ui.meeting.mend_editors import MendDayEditor, MendWhoEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


def plan_fields(table: Table) -> tuple[Field, ...]:
    """Return the fields of the step; what still lacks of an action stands as a line of its own."""
    return (
        earlier_field(table, is_shown=lambda view: any(a.status not in SETTLED for a in view.last_actions)),
        Field(
            "agreements",
            _tr("Acties en afspraken"),
            _agreements,
            lambda: DoorEditor(
                lambda view: (
                    _tr(
                        "Wat een derde doet, mag die derde nu niet lezen. Kies de regel onderaan, druk op "
                        "Enter en wijzig wie het doet of met wie het gedeeld wordt."
                    )
                    if any(b.code is C.HELD_BACK_FROM_ACTOR for b in view.lacks[Step.PLAN])
                    else _tr(
                        "Typ in de vastlegregel wie wat doet: Bakker belt de huisarts @GGZ vr. "
                        "Een besluit begint met /b, een als-dan-afspraak met /als."
                    )
                ),
                _tr("Naar de vastlegregel (F2)"),
                table.captureAsked.emit,
                "list-checks",
            ),
            about(C.NO_ACTIONS, C.HELD_BACK_FROM_ACTOR),
        ),
        _mend(
            "owner",
            _tr("Wie doet het?"),
            ownerless,
            C.ACTION_WITHOUT_OWNER,
            lambda: MendWhoEditor(table, ownerless),
        ),
        _mend(
            "due",
            _tr("Wanneer klaar?"),
            dateless,
            C.ACTION_WITHOUT_DATE,
            lambda: MendDayEditor(table, dateless),
        ),
        _mend(
            "responder",
            _tr("Wie handelt dan?"),
            loose,
            C.CONDITIONAL_WITHOUT_OWNER,
            lambda: MendWhoEditor(table, loose),
        ),
        note_field(table, Step.PLAN),
    )


def earlier_field(table: Table, is_shown: Callable[[TableView], bool]) -> Field:
    """Return the field of the actions of earlier meetings."""
    return Field(
        "earlier",
        _tr("Afgesproken de vorige keer"),
        _earlier,
        lambda: EarlierEditor(table),
        about(C.EARLIER_ACTIONS_OPEN),
        is_shown=is_shown,
    )


def ownerless(view: TableView) -> ActionItem | None:
    """Return the first open action without an organisation or a name."""
    current = (a for a in view.file.actions if a.status not in SETTLED)
    return next((a for a in current if not a.organisation_id or not a.person), None)


def dateless(view: TableView) -> ActionItem | None:
    """Return the first open action without a day or a condition."""
    current = (a for a in view.file.actions if a.status not in SETTLED)
    return next((a for a in current if a.due_on is None and not a.condition), None)


def loose(view: TableView) -> ConditionalAgreement | None:
    """Return the first als-dan-afspraak without an organisation that acts."""
    return next((c for c in view.file.conditionals if not c.organisation_id), None)


def _mend(
    key: str,
    label: str,
    first: Callable[[TableView], ActionItem | ConditionalAgreement | None],
    code: C,
    make: Callable[[], MendWhoEditor | MendDayEditor],
) -> Field:
    def says(view: TableView) -> str:
        record = first(view)
        if record is None:
            return ""
        return record.what if isinstance(record, ActionItem) else record.trigger

    return Field(
        key,
        label,
        says,
        make,
        about(code),
        is_shown=lambda view: any(b.code is code for b in view.lacks[Step.PLAN]),
    )


def _agreements(view: TableView) -> str:
    open_actions = sum(a.status not in SETTLED for a in view.file.actions)
    parts = []
    if open_actions:
        words = _tr("1 actie") if open_actions == 1 else _tr("{count} acties")
        parts.append(words.format(count=open_actions))
    if view.file.conditionals:
        parts.append(_tr("{count} als-dan").format(count=len(view.file.conditionals)))
    decided = sum(d.meeting_id == view.meeting.id for d in view.file.decisions)
    if decided:
        words = _tr("1 besluit") if decided == 1 else _tr("{count} besluiten")
        parts.append(words.format(count=decided))
    return ", ".join(parts)


def _earlier(view: TableView) -> str:
    still = [a for a in view.last_actions if a.status not in SETTLED]
    late = sum(a.is_late(view.today) for a in still)
    asked = len(still_to_deal_with(view.file, view.meeting)) if view.opens_with_last_actions else 0
    parts = [_tr("{count} open").format(count=len(still))] if still else [_tr("alles afgerond")]
    if late:
        parts.append(_tr("{count} te laat").format(count=late))
    if asked:
        parts.append(_tr("{count} nog te bespreken").format(count=asked))
    return ", ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("plan_step", text)
