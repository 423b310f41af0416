"""List the parts of a case in the order of the table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.ui.case_parts import CasePart
from zvdesk.ui.cases.actions import ActionsSection
from zvdesk.ui.cases.contributions import ContributionsSection
from zvdesk.ui.cases.domains import DomainsSection
from zvdesk.ui.cases.follow_up import DisclosuresSection, FollowUpSection
from zvdesk.ui.cases.intake import IntakeSection
from zvdesk.ui.cases.people import ParticipationsSection, SubjectsSection
from zvdesk.ui.cases.plan import FactorsSection, GoalSection
from zvdesk.ui.cases.regie import RegieSection
from zvdesk.ui.cases.thirds import ThirdsSection
from zvdesk.ui.shortcuts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.ui.cases.model import CaseModel
    from zvdesk.ui.cases.section import Section


@dataclass(frozen=True)
class Part:
    """Declare one part: its name in the contents, its icon, what it counts and how it is built.

    ``place`` is how other rooms lead to it.
    """

    words: str
    icon_name: str
    build: Callable[[CaseModel], Section]
    count: Callable[[CaseModel], int] = lambda _model: 0
    place: CasePart | None = None

    def title(self) -> str:
        """Return the name in the language of the screen."""
        return QCoreApplication.translate("cases", self.words)

    def badge(self, model: CaseModel) -> str:
        """Return how many there are, or nothing."""
        return str(self.count(model) or "")


PARTS: tuple[Part, ...] = (
    Part(QT_TRANSLATE_NOOP("cases", "Aanmelding, opname"), "inbox", IntakeSection),
    Part(QT_TRANSLATE_NOOP("cases", "Betrokkenen"), "user", SubjectsSection, lambda m: len(m.file.subjects)),
    Part(
        QT_TRANSLATE_NOOP("cases", "Deelnemers"),
        "building-2",
        ParticipationsSection,
        lambda m: len(m.file.participations),
    ),
    Part(
        QT_TRANSLATE_NOOP("cases", "Inbreng"),
        "message-square",
        ContributionsSection,
        lambda m: len(m.file.contributions),
    ),
    Part(
        QT_TRANSLATE_NOOP("cases", "Leefgebieden"),
        "chart-column",
        DomainsSection,
        lambda m: len({s.domain for s in m.file.scores}),
    ),
    Part(QT_TRANSLATE_NOOP("cases", "Factoren"), "scale", FactorsSection, lambda m: len(m.file.factors)),
    Part(
        QT_TRANSLATE_NOOP("cases", "Doel en besluiten"), "flag", GoalSection, lambda m: len(m.file.decisions)
    ),
    Part(QT_TRANSLATE_NOOP("cases", "Acties"), "list-checks", ActionsSection, lambda m: len(m.file.actions)),
    Part(
        QT_TRANSLATE_NOOP("cases", "Regie en AVE"), "git-branch", RegieSection, lambda m: len(m.file.holders)
    ),
    Part(
        QT_TRANSLATE_NOOP("cases", "Derden"),
        "user-check",
        ThirdsSection,
        lambda m: len(m.file.grounds),
        CasePart.THIRDS,
    ),
    Part(QT_TRANSLATE_NOOP("cases", "Vervolg"), "calendar", FollowUpSection),
    Part(
        QT_TRANSLATE_NOOP("cases", "Verstrekkingen"),
        "send",
        DisclosuresSection,
        lambda m: len(m.loaded.disclosures),
    ),
)


def number_of(place: CasePart | None) -> int:
    """Return the number of the part that another room leads to; the first one when it names none."""
    return next((number for number, part in enumerate(PARTS) if place and part.place is place), 0)
