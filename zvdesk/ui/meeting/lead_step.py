"""Declare what the step Regie records: the level, why, and who has which regie by name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocker
from zvdesk.domain.blockers import BlockerCode as C
from zvdesk.domain.escalation import Responsibility, Trigger
from zvdesk.texts.days import day as day_words
from zvdesk.texts.labels import RESPONSIBILITIES, TRIGGERS
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.case_fields import note_field
from zvdesk.ui.meeting.choice_editors import SeveralEditor
from zvdesk.ui.meeting.field import Field, about
from zvdesk.ui.meeting.holder_editor import HolderEditor
from zvdesk.ui.meeting.level_editor import LevelEditor
from zvdesk.ui.meeting.text_editors import DayEditor, TextEditor

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


def lead_fields(table: Table) -> tuple[Field, ...]:
    """Return the fields of the step; what only a moved level asks is shown when it moved."""
    return (
        Field("level", _tr("AVE-niveau"), _level, lambda: LevelEditor(table), about(C.NO_LEVEL)),
        Field(
            "escalation",
            _tr("Bespreek opschalen"),
            lambda view: view.item.escalation_discussed or _tr("wat is besproken?"),
            lambda: TextEditor(
                table,
                _tr("Wat is besproken over opschalen?"),
                history=lambda view: f"escalation:{view.item.id}",
                read=lambda view: view.item.escalation_discussed,
                keep=table.note_discussed,
                help_text=_tr("In een zin: wat is besproken, en wat is de uitkomst?"),
            ),
            is_shown=lambda view: bool(view.findings) or bool(view.item.escalation_discussed),
            asks=lambda view: bool(view.findings) and not view.item.escalation_discussed,
        ),
        Field(
            "triggers",
            _tr("Aanleiding"),
            lambda view: ", ".join(TRIGGERS[t] for t in _triggers(view)),
            lambda: SeveralEditor(
                _tr("Aanleiding om op of af te schalen"),
                lambda _view: dict(TRIGGERS.items()),
                read=_triggers,
                keep=lambda ticked: _keep(table, triggers=tuple(t for t in ticked if isinstance(t, Trigger))),
            ),
            about(C.LEVEL_CHANGE_WITHOUT_TRIGGER),
            is_shown=_is_moved,
        ),
        _text(
            table,
            "motivation",
            _tr("Motivering"),
            C.NO_LEVEL_CHANGE,
            C.LEVEL_CHANGE_WITHOUT_MOTIVATION,
            lines=2,
        ),
        Field(
            "retest_on",
            _tr("Hertoetsdatum"),
            lambda view: day_words(_retest(view)),
            lambda: DayEditor(
                table,
                _tr("Hertoetsdatum"),
                read=_retest,
                keep=lambda day: _keep(table, retest_on=day),
                help_of=_latest_retest,
            ),
            about(C.LEVEL_CHANGE_WITHOUT_RETEST),
            is_shown=lambda view: view.context.level is not None,
        ),
        _text(
            table,
            "decided_by",
            _tr("Wie heeft besloten?"),
            C.LEVEL_CHANGE_WITHOUT_DECIDER,
            is_shown=_is_moved,
        ),
        _text(
            table, "told", _tr("Wie krijgt dit te horen?"), C.LEVEL_CHANGE_WITHOUT_TOLD, is_shown=_is_moved
        ),
        _text(
            table,
            "returns_to",
            _tr("Waar gaat de casus heen?"),
            C.LEVEL_CHANGE_WITHOUT_RETURN,
            is_shown=_is_moved,
        ),
        *(_holder(table, responsibility) for responsibility in Responsibility),
        note_field(table, Step.LEAD),
    )


def _text(
    table: Table,
    name: str,
    label: str,
    *codes: C,
    lines: int = 1,
    is_shown: Callable[[TableView], bool] | None = None,
) -> Field:
    def read(view: TableView) -> str:
        change = view.context.level_change
        return str(getattr(change, name)) if change is not None else ""

    return Field(
        name,
        label,
        read,
        lambda: TextEditor(
            table,
            label,
            history=lambda view: f"LevelChange:{view.item.id}:{name}",
            read=read,
            keep=lambda text: _keep(table, **{name: text}),
            lines=lines,
        ),
        about(*codes),
        is_shown=is_shown or (lambda view: view.context.level is not None),
    )


def _holder(table: Table, responsibility: Responsibility) -> Field:
    def lacks(blocker: Blocker) -> bool:
        return blocker.code is C.HOLDER_MISSING and responsibility.value in blocker.names

    return Field(
        responsibility.value,
        RESPONSIBILITIES[responsibility],
        lambda view: _holder_words(view, responsibility),
        lambda: HolderEditor(table, responsibility),
        lacks,
        is_shown=lambda view: view.context.level is not None,
    )


def _holder_words(view: TableView, responsibility: Responsibility) -> str:
    holder = view.file.holder(responsibility, view.today)
    if holder is not None:
        mandate = _tr("mandaat: {what}").format(what=holder.mandate) if holder.mandate else ""
        parts = (holder.person, view.organisation(holder.organisation_id), holder.phone)
        known = ", ".join(part for part in parts if part)
        return "; ".join(part for part in (known, mandate) if part)
    action = acts.being_named(view, responsibility)
    if action is not None:
        who = action.person or view.organisation(action.organisation_id)
        when = day_words(action.due_on) or _tr("een dag die nog ontbreekt")
        return _tr("{who} wijst uiterlijk {when} iemand aan").format(who=who or _tr("nog niemand"), when=when)
    return ""


def _level(view: TableView) -> str:
    level, before = view.context.level, view.item.level_before
    if level is None:
        return ""
    words = f"{level.code} · {level.colour_name}"
    if not before or before == level.code:
        return words
    old = view.context.scheme.level(before)
    is_up = old is not None and old.order < level.order
    pattern = _tr("{level}, was {before}: opschalen") if is_up else _tr("{level}, was {before}: afschalen")
    return pattern.format(level=words, before=before)


def _is_moved(view: TableView) -> bool:
    change = view.context.level_change
    level = view.file.case.level_code
    return change is not None and {change.from_code, view.item.level_before} != {level}


def _triggers(view: TableView) -> tuple[Trigger, ...]:
    change = view.context.level_change
    return change.triggers if change is not None else ()


def _retest(view: TableView) -> date | None:
    change = view.context.level_change
    return change.retest_on if change is not None else None


def _latest_retest(view: TableView) -> str:
    weeks = view.context.level.retest_weeks if view.context.level is not None else 0
    if not weeks:
        return _tr("Mag leeg blijven op dit niveau.")
    return _tr("Uiterlijk {day}.").format(day=day_words(view.today + timedelta(weeks=weeks)))


def _keep(table: Table, **values: object) -> None:
    table.do(lambda desk, view: acts.revise_level(desk, view, **values))


def _tr(text: str) -> str:
    return QCoreApplication.translate("lead_step", text)
