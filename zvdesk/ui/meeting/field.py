"""Say what a field of a step is: its label, what stands in it, what the step lacks and its editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.field_lines import FieldLine, Mark
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent

    from zvdesk.domain.blockers import Blocker, BlockerCode
    from zvdesk.ui.meeting.views import TableView


class FieldEditor(QWidget):
    """Be the base of the editors: at most five controls, each change kept within a second.

    Signal: ``finished()`` when Enter or Escape says that the person is done with the field.
    """

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = column(Space.HALF)
        self.setLayout(self.body)

    def show_view(self, view: TableView) -> None:
        """Show what the field holds now."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where one begins to type."""
        raise NotImplementedError

    def is_used(self) -> bool:
        """Tell whether the focus is inside, so that nothing may change under the hands."""
        inside = self.focusWidget()
        return inside is not None and inside.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


def _never(_asked: object) -> bool:
    return False


def _always(_view: TableView) -> bool:
    return True


@dataclass(frozen=True)
class Field:
    """Declare one field of a step or of an agreement.

    ``says`` gives its value in words, ``lacks`` tells whether a blocker is about it, ``asks`` whether the
    table should talk about it, ``make`` builds its editor when it is first needed.
    """

    key: str
    label: str
    says: Callable[[TableView], str]
    make: Callable[[], FieldEditor]
    lacks: Callable[[Blocker], bool] = _never
    is_shown: Callable[[TableView], bool] = _always
    asks: Callable[[TableView], bool] = _never

    def line(self, view: TableView, blockers: Iterable[Blocker]) -> FieldLine:
        """Return the line of the field as it stands now."""
        value = self.says(view)
        if any(self.lacks(blocker) for blocker in blockers):
            return FieldLine(self.key, self.label, value or _tr("nog nodig"), Mark.LACKS)
        if self.asks(view):
            return FieldLine(self.key, self.label, value, Mark.DISCUSS)
        return FieldLine(self.key, self.label, value, Mark.FILLED if value else Mark.NONE)


def about(*codes: BlockerCode) -> Callable[[Blocker], bool]:
    """Return a test whether a blocker has one of these codes."""
    return lambda blocker: blocker.code in codes


def _tr(text: str) -> str:
    return QCoreApplication.translate("Field", text)
