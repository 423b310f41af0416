"""Turn a case on the table into what the regiekaart shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.escalation import Responsibility
from zvdesk.texts.days import day
from zvdesk.texts.labels import RESPONSIBILITIES
from zvdesk.ui.meeting import acts
from zvdesk.ui.widgets.regie_card import HolderView, RegieView

if TYPE_CHECKING:
    from zvdesk.ui.meeting.views import TableView


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegieView", text)


def regie_view(view: TableView) -> RegieView:
    """Return level, holders by name, what moves the level and whom to call."""
    code, scheme = view.file.case.level_code, view.context.scheme
    level = scheme.level(code)
    above, below = scheme.neighbour(code, 1), scheme.neighbour(code, -1)
    return RegieView(
        level_code=code,
        level_colour=level.colour if level else "",
        level_name=level.colour_name if level else "",
        holders=tuple(_holder(view, responsibility) for responsibility in Responsibility),
        up=_move(
            _tr("Naar {code} als").format(code=above.code) if above else _tr("Verder opschalen als"),
            level.scale_up if level else (),
        ),
        down=_move(
            _tr("Terug naar {code} als").format(code=below.code) if below else _tr("Afschalen als"),
            level.scale_down if level else (),
        ),
        stuck=level.stuck if level else "",
    )


def _move(heading: str, sentences: tuple[str, ...]) -> tuple[str, str]:
    return (heading, "\n".join(sentences)) if sentences else ("", "")


def _holder(view: TableView, responsibility: Responsibility) -> HolderView:
    label = RESPONSIBILITIES[responsibility]
    level = view.context.level
    rule = level.holder(responsibility) if level else None
    holder = view.file.holder(responsibility, view.today)
    if holder is not None:
        mandate = _tr("Mandaat: {what}").format(what=holder.mandate) if holder.mandate else ""
        return HolderView(
            label,
            holder.person,
            view.organisation(holder.organisation_id),
            phone=holder.phone,
            mandate=mandate,
        )
    action = acts.being_named(view, responsibility)
    if action is not None:
        words = _tr("wijst uiterlijk {day} iemand aan").format(
            day=day(action.due_on) or _tr("een dag die nog ontbreekt")
        )
        return HolderView(label, action.person or view.organisation(action.organisation_id), words)
    if rule is not None and not rule.is_required:
        return HolderView(label, rule.label)
    return HolderView(label, "", missing=_tr("nog niemand"))
