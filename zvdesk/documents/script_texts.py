"""Hold the Dutch words of the regieboek, and the pictures of a case as views with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.texts.chart_views import (
    ChartLevel,
    DomainSeries,
    DomainTrendView,
    LevelPathView,
    LevelPoint,
)
from zvdesk.texts.charts import listed
from zvdesk.texts.labels import ACTION_STATUSES

if TYPE_CHECKING:
    from zvdesk.domain.chair_scripts import ChairScript, ScriptAction, ScriptCase, ScriptLevel

TITLE = "Regieboek"
PRIVATE = "Alleen voor de voorzitter. Hoort niet bij de lijst."
DESTROY = "Vernietig dit papier na het overleg."
AGENDA, NO_CASES = "Agenda", "Er staat nog geen casus op de agenda."
AGENDA_COLUMNS = ("Nr", "Casus", "Begin", "Minuten")
PURPOSE, GROUND, GOAL, LEVEL = "Doel", "Grondslag", "Gezamenlijk doel", "Niveau"
NOT_FILLED = "nog niet ingevuld"
SEATS, NO_SEATS = "Wie is uitgenodigd", "Er is nog niemand uitgenodigd."
SEAT_COLUMNS = ("Organisatie", "Wie", "Waarom nodig")
UNDECLARED = "derde: de geheimhoudingsverklaring is nog niet getekend"
LAST_TIME, NO_LAST_TIME = "Afgesproken de vorige keer", "Er zijn geen acties van een eerder overleg."
ACTION_COLUMNS = ("Wat", "Wie", "Uiterlijk", "Stand")
LATE = "te laat"
SIGNS = "Bespreek of opschalen nodig is"
PATH, DOMAINS = "Verloop van het AVE-niveau", "Leefgebieden"
RECORDS, NOTE = "Leg vast:", "Uw notitie:"


def meeting_line(script: ChairScript) -> str:
    """Say which meeting, when and where."""
    parts = [script.title]
    if script.starts_at is not None:
        parts.append(f"{texts.long_day(script.starts_at)}, {texts.time_of_day(script.starts_at)}")
    return " · ".join(part for part in (*parts, script.place) if part)


def subtitle(script: ChairScript) -> str:
    """Say for whom it is, and how much there is."""
    number = texts.count(len(script.cases), "casus", "casussen")
    return " · ".join(part for part in (script.chair, number, f"{script.minutes} minuten") if part)


def printed(script: ChairScript) -> str:
    """Say when it was made."""
    at = script.printed_at
    return f"{TITLE} {script.title} · gemaakt op {texts.plain_day(at)} om {texts.time_of_day(at)}"


def case_name(case: ScriptCase) -> str:
    """Return number and alias."""
    return " · ".join(part for part in (case.number, case.alias) if part)


def goal(case: ScriptCase) -> str:
    """Return the shared goal with its day."""
    if not case.goal.strip():
        return NOT_FILLED
    on = "" if case.goal_on is None else f" Uiterlijk {texts.plain_day(case.goal_on)}."
    return texts.sentence(case.goal) + on


def state(action: ScriptAction) -> str:
    """Say how far an action is, and what came back on it last."""
    word = LATE if action.is_late else ACTION_STATUSES[action.status]
    return f"{word}: {action.told}" if action.told.strip() else word


def step_title(title: str, minutes: int) -> str:
    """Return a step with its planned minutes."""
    return f"{title} · {texts.count(minutes, 'minuut', 'minuten')}"


def path_view(case: ScriptCase, script: ChairScript) -> LevelPathView:
    """Return the AVE path of a case as the charts know it."""
    points = tuple(
        LevelPoint(on=level.on, level=_level(level)) for level in case.path if level.on is not None
    )
    return LevelPathView(
        points=points,
        today=script.printed_at.date(),
        retest_on=case.retest_on,
        levels=tuple(_level(level) for level in case.levels),
    )


def domain_view(case: ScriptCase) -> DomainTrendView:
    """Return the life domains that were scored as the charts know them."""
    return DomainTrendView(
        domains=tuple(DomainSeries(label=d.label, points=d.points) for d in case.domains if d.points),
        lowest=case.lowest,
        highest=case.highest,
    )


def scale(case: ScriptCase) -> str:
    """Say what the ends of the scale mean, and which domains have no score yet."""
    (low, worst), (high, best) = case.lowest, case.highest
    words = f"De schaal loopt van {low} ({worst}) tot {high} ({best})."
    missing = [domain.label for domain in case.domains if not domain.points]
    return f"{words} Nog niet gescoord: {listed(missing)}." if missing else words


def _level(level: ScriptLevel) -> ChartLevel:
    return ChartLevel(code=level.code, colour_name=level.colour_name, colour=level.colour, order=level.order)
