"""Declare what the step Analyse records: where it goes wrong, where it goes well, and what everyone wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import BlockerCode as C
from zvdesk.domain.cases import FactorKind
from zvdesk.ui.meeting.analysis_editors import FactorEditor, ScoreEditor, latest_scores
from zvdesk.ui.meeting.case_fields import case_day, case_text, note_field
from zvdesk.ui.meeting.field import Field, about

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


def analysis_fields(table: Table) -> tuple[Field, ...]:
    """Return the fields of the step."""
    return (
        Field("scores", _tr("Leefgebieden"), _scores, lambda: ScoreEditor(table), about(C.NO_SCORES)),
        _factors(table, FactorKind.RISK, _tr("Wat is een risico?")),
        _factors(table, FactorKind.PROTECTIVE, _tr("Wat beschermt?")),
        case_text(
            table,
            "resident_view",
            _tr("Wat zegt de betrokkene?"),
            C.NO_RESIDENT_VIEW,
            help_text=_tr("Niet bekend? Schrijf dan waarom niet."),
        ),
        *goal_fields(table),
        note_field(table, Step.ANALYSIS),
    )


def goal_fields(table: Table) -> tuple[Field, ...]:
    """Return the shared goal, with the day and the sign by which the table will know."""
    return (
        case_text(table, "shared_goal", _tr("Gezamenlijk doel"), C.NO_SHARED_GOAL),
        case_day(table, "goal_on", _tr("Doel bereikt op")),
        case_text(table, "goal_indicator", _tr("Waaraan merken we het?"), lines=1),
    )


def _factors(table: Table, kind: FactorKind, label: str) -> Field:
    return Field(
        kind.value,
        label,
        lambda view: "; ".join(f.text for f in view.file.factors if f.kind is kind),
        lambda: FactorEditor(table, kind, label),
    )


def _scores(view: TableView) -> str:
    latest = latest_scores(view)
    if not latest:
        return ""
    labels = {domain.code: domain.label for domain in view.domains.domains}
    ordered = sorted(latest.values(), key=lambda s: s.score)
    shown = ", ".join(f"{labels.get(s.domain, s.domain)} {s.score}" for s in ordered[:3])
    return _tr("{count} van {all}; laagst: {lowest}").format(
        count=len(latest), all=len(view.domains.domains), lowest=shown
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("analysis_step", text)
