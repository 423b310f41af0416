"""List the parts of a case in the order of the table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.ui.cases.intake import IntakeSection

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.ui.cases.model import CaseModel
    from zvdesk.ui.cases.section import Section


def _noop(text: str) -> str:
    return text


@dataclass(frozen=True)
class Part:
    """Declare one part: its name in the contents, its icon, what it counts and how it is built."""

    words: str
    icon_name: str
    build: Callable[[CaseModel], Section]
    count: Callable[[CaseModel], int] = lambda _model: 0

    def title(self) -> str:
        """Return the name in the language of the screen."""
        return QCoreApplication.translate("cases", self.words)

    def badge(self, model: CaseModel) -> str:
        """Return how many there are, or nothing."""
        return str(self.count(model) or "")


PARTS: tuple[Part, ...] = (Part("Aanmelding en opname", "inbox", IntakeSection),)
