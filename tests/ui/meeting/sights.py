"""Ask what of a widget is in sight, as someone at the table sees it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget

from tests.accessibility.walker import lay_out
from zvdesk.domain.decisions import Decision
from zvdesk.domain.escalation import Responsibility
from zvdesk.services import cases
from zvdesk.ui.meeting import acts

if TYPE_CHECKING:
    from tests.ui.meeting.room import Room
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.views import TableView

LONG = (
    "We maken één gezinsplan in plaats van drie, het wijkteam houdt het bij en stuurt iedere vrijdag een "
    "bericht aan alle organisaties die aan tafel zitten, ook als er niets veranderd is"
)
MANDATE = "mag prioriteiten wijzigen en een professional wisselen"


def in_sight(part: QWidget, page: QWidget) -> bool:
    """Tell whether all of a part is painted: nothing above it in the tree cuts it off."""
    if not part.isVisibleTo(page):
        return False
    above = part.parentWidget()
    while above is not None:
        if not above.rect().contains(QRect(part.mapTo(above, QPoint()), part.size())):
            return False
        above = above.parentWidget() if above is not page else None
    return True


def out_of_sight(parent: QWidget, page: QWidget) -> list[str]:
    """Return the words in a parent that are not whole in sight, or have less room than they need."""
    lay_out()
    return [
        label.text()
        for label in parent.findChildren(QLabel)
        if label.text()
        and label.isVisibleTo(page)
        and not (in_sight(label, page) and label.height() + 1 >= _needs(label))
    ]


def _needs(label: QLabel) -> int:
    return label.heightForWidth(label.width()) if label.wordWrap() else label.minimumSizeHint().height()


def hold_everything(room: Room) -> None:
    """Give every responsibility a holder with an organisation, a telephone and a mandate."""
    names = ("R. Voorbeeld", "N. Procesregisseur", "W. Managerstra", "Wethouder Q. Fictivé")
    for responsibility, name, place in zip(Responsibility, names, room.view.item.invited_ids, strict=False):
        values = {"person": name, "organisation_id": place, "phone": "06-12345625", "mandate": MANDATE}
        room.page.lead.table.act(partial(_hold, responsibility, values))
    room.settle()


def _hold(responsibility: Responsibility, values: dict[str, str], desk: Desk, view: TableView) -> None:
    acts.set_holder(desk, view, responsibility, values)


def to_level(room: Room, code: str) -> None:
    """Decide on a level, and wait until the regiekaart shows it."""

    def choose(desk: Desk, view: TableView) -> None:
        acts.choose_level(desk, view, code)

    room.page.lead.table.act(choose)
    room.settle()
    assert room.view.file.case.level_code == code


def decide(room: Room, words: str) -> None:
    """Record a decision of this meeting, and wait until it is on the table."""

    def save(desk: Desk, view: TableView) -> None:
        day, case_id, meeting_id = view.today, view.file.case.id, view.meeting.id
        cases.save(desk, Decision(case_id=case_id, meeting_id=meeting_id, text=words, decided_on=day))

    room.page.lead.table.act(save)
    room.settle()
