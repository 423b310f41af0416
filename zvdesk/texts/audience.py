"""Say what stands on the beamer: the words for what was taken out, and for each kind of line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.masking import MaskWords
from zvdesk.texts.days import day
from zvdesk.texts.labels import RESPONSIBILITIES

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.audience import AudienceCard, AudienceLine, AudienceView

MASK_WORDS = MaskWords(
    name="[naam]",
    case="[casus]",
    address="[adres]",
    bsn="[bsn]",
    phone="[telefoon]",
    birth_date="[geboortedatum]",
    contribution="[inbreng]",
)


def step_words(view: AudienceView) -> str:
    """Return where the case is, such as ``stap 4 van 5 · Regie``; nothing outside the five steps."""
    return f"stap {view.step_number} van 5 · {view.step_title}" if view.step_number else ""


def minutes_words(view: AudienceView) -> str:
    """Return what the clock says, such as ``nog 9 min``."""
    if view.minutes_left is None:
        return ""
    if view.minutes_left < 0:
        return f"{-view.minutes_left} min over tijd"
    return f"nog {view.minutes_left} min" if view.minutes_left else "de tijd is om"


def line_words(line: AudienceLine, today: date) -> tuple[str, str, str]:
    """Return the three columns of a line: words, organisation, and day or hours."""
    if line.kind == "besluit":
        return line.text, "besluit", ""
    if line.kind == "actie":
        return line.text, line.who, short_day(line.due_on, today)
    return (
        _if_then(line.text.rstrip(" .:;,"), line.response),
        line.who or "als, dan",
        f"binnen {line.within_hours} uur" if line.within_hours else "",
    )


def _if_then(trigger: str, response: str) -> str:
    """Return an als-dan-afspraak as one line; a trigger that says its own "als" or "bij" keeps it."""
    if not response:
        return trigger
    if trigger[:4].casefold() in ("als ", "bij "):
        return f"{trigger[:1].upper()}{trigger[1:]}: {response}"
    return f"Als: {trigger}. Dan: {response}"


def level_words(card: AudienceCard) -> str:
    """Return the level by code and by the name of its colour."""
    return " · ".join(part for part in (card.code, card.colour_name) if part)


def card_rows(card: AudienceCard, today: date) -> tuple[tuple[str, str], ...]:
    """Return label and value of each row of the AVE card; an empty value is yet to be settled."""
    held = ((RESPONSIBILITIES[holder.responsibility], holder.who) for holder in card.holders)
    return (*held, ("Hertoets", short_day(card.retest_on, today)))


def notes(view: AudienceView) -> str:
    """Return what the audience is told of the page itself: what does not show, and that names were replaced."""
    found = []
    if view.hidden:
        one, more = "1 regel staat niet op dit scherm.", f"{view.hidden} regels staan niet op dit scherm."
        found.append(one if view.hidden == 1 else more)
    if view.has_replaced:
        found.append("Namen zijn vervangen.")
    return " ".join(found)


def short_day(on: date | None, today: date) -> str:
    """Return a day such as ``vr 27 nov``, with its year when that is another one, or nothing."""
    words = day(on)
    return words if on is None or on.year != today.year else words.rpartition(" ")[0]
