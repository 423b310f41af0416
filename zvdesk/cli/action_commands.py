"""Do the commands on what came back: keep an answer, show what is late, and draft reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits
from zvdesk.cli.distribution_commands import named_organisations
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase, words
from zvdesk.domain.actions import ActionAnswer
from zvdesk.errors import InvalidField
from zvdesk.services import follow_up, reminders, vaults
from zvdesk.texts.blockers import sentence
from zvdesk.texts.days import day, days_late
from zvdesk.texts.labels import ACTION_ANSWERS, ACTION_STATUSES

if TYPE_CHECKING:
    import argparse

    from zvdesk.domain.follow_up import LateAction, OrganisationLate

_NOBODY = "nog niemand"


def actions_answer(arguments: argparse.Namespace) -> Outcome:
    """Keep what an organisation answered on one action."""
    if not arguments.id and (not arguments.case or arguments.number is None):
        raise InvalidField("action", "empty")
    given = passphrase(arguments.passphrase_fd, "Wachtzin")
    reason = ""
    if arguments.not_done:
        place = arguments.passphrase_fd if arguments.reason_fd is None else arguments.reason_fd
        reason = words(place, "Waarom is het niet gedaan?")
    answer = ActionAnswer.NOT_DONE if arguments.not_done else ActionAnswer.NEW_DAY
    answer = ActionAnswer.DONE if arguments.done else answer
    desk = vaults.unlock(arguments.vault, given)
    try:
        action_id = arguments.id or follow_up.action_on_list(desk, arguments.case, arguments.number)
        kept = follow_up.answer_action(desk, action_id, answer, reason=reason, due_on=arguments.day)
    finally:
        vaults.lock(desk)
    due_on = kept.due_on.isoformat() if kept.due_on else None
    return Outcome(
        {
            "ok": True,
            "action": kept.id,
            "answer": answer.value,
            "status": kept.status.value,
            "due_on": due_on,
        },
        f"{kept.what}: {ACTION_ANSWERS[answer]}. Nu: {ACTION_STATUSES[kept.status]}"
        + (f", klaar op {day(kept.due_on)}." if kept.due_on else "."),
    )


def actions_overdue(arguments: argparse.Namespace) -> Outcome:
    """Show per organisation what is late over all cases, and what came back on it."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        wanted = named_organisations(desk, arguments.recipients or ())
        found = [
            row
            for row in follow_up.late(desk)
            if not wanted or (row.organisation is not None and row.organisation.id in wanted)
        ]
    finally:
        vaults.lock(desk)
    return Outcome(
        {"ok": True, "organisations": [_plain(row) for row in found]},
        "\n\n".join(_shown(row) for row in found) or "Er is geen actie te laat.",
    )


def actions_remind(arguments: argparse.Namespace) -> Outcome:
    """Write a draft mail per organisation that is late; nothing is sent."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        wanted = named_organisations(desk, arguments.recipients or ())
        made = reminders.export_reminders(desk, arguments.out, tuple(wanted))
    finally:
        vaults.lock(desk)
    documents = [
        {
            "recipient": reminder.organisation.name,
            "address": reminder.address,
            "actions": reminder.actions,
            "left_out": reminder.left_out,
            "path": str(exported.path),
            "sha256": exported.sha256,
        }
        for reminder, exported in made
    ]
    lines = []
    for reminder, exported in made:
        lines.append(f"gemaakt voor {reminder.organisation.name}: {exported.path}")
        if reminder.left_out:
            lines.append(f"  {reminder.left_out} te late acties staan er niet in. Bel daarover.")
    return Outcome(
        {"ok": bool(made), "documents": documents},
        "\n".join(lines) or "Er is niets om aan te herinneren.",
        exits.OK if made else exits.REFUSED,
    )


def _plain(row: OrganisationLate) -> dict[str, Any]:
    organisation = row.organisation
    return {
        "organisation": organisation.name if organisation else None,
        "organisation_id": organisation.id if organisation else None,
        "contact_person": organisation.contact_person if organisation else "",
        "phone": organisation.phone if organisation else "",
        "email": organisation.email if organisation else "",
        "actions": [_action(late) for late in row.actions],
    }


def _action(late: LateAction) -> dict[str, Any]:
    action, answer = late.action, late.answer
    return {
        "id": action.id,
        "case": late.case_number,
        "what": action.what,
        "person": action.person,
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "days_late": late.days_late,
        "times_moved": late.times_moved,
        "number": late.on_list.number if late.on_list else None,
        "answer": answer.answer.value if answer and answer.answer else None,
        "reason": answer.note if answer else "",
        "can_be_reminded": late.can_be_reminded,
        "holds_up": [sentence(blocker) for blocker in late.blockers],
    }


def _shown(row: OrganisationLate) -> str:
    organisation = row.organisation
    reach = (organisation.contact_person, organisation.phone, organisation.email) if organisation else ()
    head = ", ".join(part for part in (organisation.name if organisation else _NOBODY, *reach) if part)
    return "\n".join([head, *(_line(late) for late in row.actions)])


def _line(late: LateAction) -> str:
    number = f"actie {late.on_list.number}" if late.on_list else "op geen lijst"
    since = f"{days_late(late.days_late)}, uiterlijk {day(late.action.due_on)}"
    line = f"  {late.case_number:10}  {number:14}  {since}: {late.action.what}"
    if late.answer is not None and late.answer.answer is not None:
        told = ": ".join(part for part in (ACTION_ANSWERS[late.answer.answer], late.answer.note) if part)
        line += f"\n              antwoord op {day(late.answer.updated_at.date())}: {told}"
    return line
