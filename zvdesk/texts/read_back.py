"""Say an agreement aloud: one sentence for the table, the same on screen and to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ActionStatus, ConditionalAgreement
from zvdesk.domain.decisions import Decision
from zvdesk.domain.read_back import Outline
from zvdesk.domain.regie import LevelChange
from zvdesk.domain.repeated import HOUSE
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.days import day
from zvdesk.texts.labels import ACTION_STATUSES, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zvdesk.domain.read_back import Agreement


def kind_of(record: Agreement) -> str:
    """Return what kind of agreement it is, as a heading."""
    if isinstance(record, Outline):
        return "Doel, regie en vervolg"
    if isinstance(record, Decision):
        return "Besluit"
    if isinstance(record, ActionItem):
        return "Actie"
    if isinstance(record, ConditionalAgreement):
        return "Als-dan-afspraak"
    return "Besluit over het niveau" if isinstance(record, LevelChange) else "Voorbehoud"


def sentence(record: Agreement, names: Mapping[str, str]) -> str:
    """Return the words to read aloud; ``names`` gives the name of each organisation by its id."""
    if isinstance(record, Outline):
        return (
            f"Ons doel is: {_stop(record.goal)}" if record.goal else "Er is geen gezamenlijk doel vastgelegd."
        )
    if isinstance(record, Decision):
        return _stop(record.text)
    if isinstance(record, ActionItem):
        return f"{_who(record, names)}: {_stop(record.what)}"
    if isinstance(record, ConditionalAgreement):
        return f"Als: {_stop(record.trigger)} Dan, {_who(record, names)}: {_stop(record.response)}"
    if isinstance(record, LevelChange):
        return _level(record)
    return (
        f"{names.get(record.organisation_id, 'Een organisatie')} maakt een voorbehoud: {_stop(record.text)}"
    )


def details(record: Agreement, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what belongs to it, a line each: when, on what condition, by whom."""
    if isinstance(record, Outline):
        return _outline(record, names)
    if isinstance(record, ActionItem):
        return tuple(
            line
            for line in (
                f"Klaar op {day(record.due_on)}." if record.due_on else "Zonder datum.",
                "Met spoed." if record.is_urgent else "",
                f"Onder voorwaarde: {_stop(record.condition)}" if record.condition else "",
                "" if record.status is ActionStatus.OPEN else f"Stand: {ACTION_STATUSES[record.status]}.",
            )
            if line
        )
    if isinstance(record, ConditionalAgreement):
        hours = f"Binnen {record.within_hours} uur." if record.within_hours is not None else ""
        phones = f"Bellen: {', '.join(record.phones)}." if record.phones else ""
        return tuple(line for line in (hours, phones) if line)
    if isinstance(record, LevelChange) and record.retest_on:
        return (f"Hertoets op {day(record.retest_on)}.",)
    return ()


def repeated(masked_for: Sequence[str], names: Mapping[str, str]) -> str:
    """Return what the chair minds of a text that repeats what was brought in, or nothing (``masked_for``)."""
    if not masked_for:
        return ""
    if HOUSE in masked_for:
        kept = "Hierin staat inbreng die niet in het verslag mag. Op elke lijst komt daar {mask} te staan."
        return kept.format(mask=MASK_WORDS.contribution)
    who = sorted(names.get(organisation_id, "") for organisation_id in masked_for)
    shown = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} en {who[-1]}"
    kept = "Hierin staat inbreng die niet is voor {who}. Op die lijst komt daar {mask} te staan."
    return kept.format(who=shown, mask=MASK_WORDS.contribution)


def _level(change: LevelChange) -> str:
    if change.from_code in ("", change.to_code):
        return f"De casus staat op {change.to_code}."
    return f"De casus gaat van {change.from_code} naar {change.to_code}."


def _outline(outline: Outline, names: Mapping[str, str]) -> tuple[str, ...]:
    lines = [f"Te halen voor {day(outline.goal_on)}."] if outline.goal_on else []
    if outline.goal_indicator:
        lines.append(f"Wij merken het aan: {_stop(outline.goal_indicator)}")
    for holder in outline.holders:
        where = names.get(holder.organisation_id, "")
        who = ", ".join(part for part in (holder.person, where) if part)
        lines.append(f"{RESPONSIBILITIES[holder.responsibility]}: {who}.")
    follow_up = ", ".join(part for part in (day(outline.follow_up_on), outline.follow_up_note) if part)
    if follow_up:
        lines.append(f"Vervolg: {_stop(follow_up)}")
    return tuple(lines)


def _who(record: ActionItem | ConditionalAgreement, names: Mapping[str, str]) -> str:
    parts = (record.person, names.get(record.organisation_id, ""))
    return ", ".join(part for part in parts if part) or "Nog niemand"


def _stop(text: str) -> str:
    return text if text[-1:] in (".", "!", "?", "…") else f"{text}."
