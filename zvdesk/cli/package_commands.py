"""Do the commands on packages: give, look first, take in, and say what is out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from zvdesk.cli.colleague_commands import chosen, opened
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import words
from zvdesk.domain.handovers import Direction, Standing
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound
from zvdesk.services import (
    cases,
    colleagues,
    handover_register,
    handovers,
    meetings,
    receiving,
    taking_over,
)
from zvdesk.texts.days import day
from zvdesk.texts.labels import DIRECTIONS, PEN_STANDINGS, REACHES

if TYPE_CHECKING:
    import argparse

    from zvdesk.services.desk import Desk
    from zvdesk.services.handover_register import CopyOut, HandoverRow, OutRow
    from zvdesk.services.receiving import CasePreview, Preview
    from zvdesk.services.taking_over import Difference

_YES = ("j", "ja", "y", "yes")


def package_make(arguments: argparse.Namespace) -> Outcome:
    """Hand a meeting or a case over as one sealed file."""
    with opened(arguments) as (desk, typed):
        known = tuple(o for o in colleagues.colleagues(desk) if o.is_active(desk.clock.today()))
        receivers = [chosen(known, name).id for name in arguments.receivers]
        give = handovers.give_meeting if arguments.case is None else handovers.give_case
        made = give(
            desk,
            _subject(desk, arguments),
            arguments.into,
            receivers,
            passphrase=typed,
            purpose=arguments.purpose,
            days=arguments.days,
        )
    handover = made.handover
    lines = [
        f"Gemaakt: {made.path}",
        f"Voor: {', '.join(handover.names)}. De pen gaat naar {handover.names[0]}.",
        f"Doel: {handover.purpose}. Geldig tot en met {day(handover.expires_on)}.",
    ]
    if made.stays:
        lines.append(f"Niet mee, want het ligt al bij een collega: {', '.join(made.stays)}.")
    return Outcome(
        {
            "ok": True,
            "path": str(made.path),
            "package": handover.id,
            "sha256": handover.sha256,
            "to": list(handover.names),
            "to_ids": list(handover.colleague_ids),
            "purpose": handover.purpose,
            "expires_on": handover.expires_on.isoformat(),
            "sequence": handover.sequence,
            "return": handover.is_return,
            "stays": list(made.stays),
        },
        "\n".join(lines),
    )


def package_open(arguments: argparse.Namespace) -> Outcome:
    """Show what is in a package, and take it in when that is wanted."""
    with opened(arguments) as (desk, typed):
        found = receiving.preview(desk, arguments.file, typed)
        shown = _shown(found)
        is_asked = (
            found.may_enter and not arguments.yes and not arguments.preview and _is_answering(arguments)
        )
        wanted = _asked(arguments, shown) if is_asked else arguments.yes
        if not wanted:
            hint = "" if arguments.preview else f"\nEr is niets opgenomen. {_next(found)}"
            return Outcome(
                {"ok": True, "entered": False, **_plain(found)}, hint.lstrip() if is_asked else shown + hint
            )
        received = receiving.receive(desk, found)
        numbers = list(received.numbers.values())
    said = f"Opgenomen: {', '.join(numbers) or found.meeting}."
    if not found.has_pen:
        said += f" U leest mee; de pen ligt bij {found.manifest.receivers[0]}."
    return Outcome(
        {"ok": True, "entered": True, **_plain(found), "numbers": numbers},
        f"{shown}\n{said}" if arguments.yes else said,
    )


def package_list(arguments: argparse.Namespace) -> Outcome:
    """Show what is out with a colleague, and every package that was made or taken in."""
    with opened(arguments) as (desk, _):
        out, rows = handover_register.outside(desk), handover_register.handovers(desk)
    lines = [_out_line(row) for row in out] or ["Er ligt niets bij een collega."]
    lines += [_row_line(row) for row in rows]
    return Outcome(
        {"ok": True, "out": [_out(row) for row in out], "packages": [_row(row) for row in rows]},
        "\n".join(lines),
    )


def package_request(arguments: argparse.Namespace) -> Outcome:
    """Write what to send to colleagues who have a copy that should be destroyed."""
    with opened(arguments) as (desk, _):
        found = handover_register.copy_requests(desk, handover_register.handovers(desk))
    asked = [f"Aan: {one.recipient}\nOnderwerp: {one.subject}\n\n{one.body}" for one in found]
    return Outcome(
        {
            "ok": True,
            "requests": [
                {
                    "to": one.recipient,
                    "cases": list(one.case_numbers),
                    "subject": one.subject,
                    "text": one.body,
                }
                for one in found
            ],
        },
        "\n\n---\n\n".join(asked) or "Geen collega heeft een kopie die al vernietigd moet zijn.",
    )


def package_take_over(arguments: argparse.Namespace) -> Outcome:
    """Take the pen of what was given away back, for a reason that stands in the log."""
    with opened(arguments) as (desk, _):
        descriptor = arguments.passphrase_fd if arguments.reason_fd is None else arguments.reason_fd
        reason = words(descriptor, "Waarom neemt u dit over?")
        subject_id = _subject(desk, arguments)
        taking_over.take_over(desk, subject_id, reason)
    return Outcome(
        {"ok": True, "taken_over": subject_id},
        "De pen is weer hier. Wat de collega nog terugstuurt, komt te laat: zvdesk toont dan de verschillen.",
    )


def package_differences(arguments: argparse.Namespace) -> Outcome:
    """Show what a package that came back too late has otherwise."""
    with opened(arguments) as (desk, typed):
        found = taking_over.differences(desk, receiving.preview(desk, arguments.file, typed))
    return Outcome(
        {"ok": True, "differences": [_difference(one) for one in found]},
        "\n\n".join(
            f"{one.record_id}  {one.kind}\n  hier:   {_below(one.ours)}\n  pakket: {_below(one.theirs)}"
            for one in found
        )
        or "Er is geen verschil met wat hier staat.",
    )


def package_adopt(arguments: argparse.Namespace) -> Outcome:
    """Take chosen differences over from a package that came back too late."""
    with opened(arguments) as (desk, typed):
        preview = receiving.preview(desk, arguments.file, typed)
        known = {one.record_id: one for one in taking_over.differences(desk, preview)}
        for record_id in arguments.records:
            if record_id not in known:
                raise NotFound("difference", record_id)
        wanted = [known[record_id] for record_id in dict.fromkeys(arguments.records)]
        taking_over.adopt_difference(desk, preview, wanted)
    return Outcome({"ok": True, "adopted": [one.record_id for one in wanted]}, f"Overgenomen: {len(wanted)}.")


def _subject(desk: Desk, arguments: argparse.Namespace) -> str:
    if arguments.case is not None:
        return cases.case_by_its_number(desk, arguments.case).id
    return arguments.meeting or _newest_meeting(desk)


def _newest_meeting(desk: Desk) -> str:
    """Return the meeting that comes first of those that did not close, or else the last that did."""
    rows = meetings.meeting_rows(desk)
    open_ = [row for row in rows if row.state is not MeetingState.CLOSED]
    if open_:
        return min(open_, key=lambda row: (row.starts_at is None, row.starts_at or desk.clock.now())).id
    if not rows:
        raise NotFound("meeting", "")
    return rows[0].id


def _next(found: Preview) -> str:
    """Say how what was shown comes in, or why it does not."""
    if found.may_enter:
        return "Met --yes neemt u het op."
    if found.is_late:
        return "Dit kwam te laat terug. Bekijk met package differences wat er anders in staat."
    return "Er is niets in om op te nemen."


def _is_answering(arguments: argparse.Namespace) -> bool:
    return arguments.passphrase_fd is not None or sys.stdin.isatty()


def _asked(arguments: argparse.Namespace, shown: str) -> bool:
    print(shown, file=sys.stderr)
    return fold(words(arguments.passphrase_fd, "Opnemen in de kluis? (ja/nee)")) in _YES


# --- as JSON and as text ---------------------------------------------------------------------------------


def _plain(found: Preview) -> dict[str, Any]:
    manifest = found.manifest
    return {
        "package": manifest.package_id,
        "from": found.sender.name,
        "from_id": found.sender.id,
        "to": list(manifest.receivers),
        "to_ids": list(manifest.receiver_ids),
        "pen": found.has_pen,
        "reach": manifest.reach.value,
        "meeting": manifest.meeting_id,
        "title": found.meeting,
        "purpose": manifest.purpose,
        "made_at": manifest.made_at.isoformat(),
        "expires_on": manifest.expires_on.isoformat(),
        "sequence": manifest.sequence,
        "return": manifest.is_return,
        "late": found.is_late,
        "log": {
            "vault": manifest.vault_id,
            "line": manifest.log_sequence,
            "mac": manifest.log_mac,
        },
        "sha256": found.sha256,
        "leaves_out": [kind.value for kind in manifest.leaves_out],
        "envelopes": {"opened": found.envelopes_opened, "closed": found.envelopes_closed},
        "cases": [_case(one) for one in found.cases],
    }


def _case(one: CasePreview) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "local_number": one.local_number,
        "standing": one.standing.value,
        "records": one.records,
    }


def _shown(found: Preview) -> str:
    manifest = found.manifest
    lines = [
        f"Van {found.sender.name}, voor {', '.join(manifest.receivers)}: {REACHES[manifest.reach]}",
        f"  doel: {manifest.purpose}; geldig tot en met {day(manifest.expires_on)}",
    ]
    if found.meeting:
        lines.append(f"  overleg: {found.meeting}")
    for one in found.cases:
        renumbered = f", hier {one.local_number}" if one.local_number != one.number else ""
        lines.append(
            f"  casus {one.number}{renumbered}: {PEN_STANDINGS[one.standing]}, {one.records} gegevens"
        )
    if found.envelopes_closed:
        lines.append("  Er gaat een dichte envelop mee, die u niet kunt lezen en wel weer doorgeeft.")
    if any(one.standing is Standing.LATE for one in found.cases):
        lines.append(
            "  Te laat terug: de pen is overgenomen. Bekijk de verschillen met 'package differences'."
        )
    return "\n".join(lines)


def _out(row: OutRow) -> dict[str, Any]:
    return {
        "id": row.subject_id,
        "reach": row.reach.value,
        "label": row.label,
        "holder": row.holder,
        "holder_id": row.holder_id,
        "since": row.since.isoformat() if row.since else None,
        "package": row.package_id,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
    }


def _out_line(row: OutRow) -> str:
    since = f" sinds {day(row.since.astimezone().date())}" if row.since else ""
    return f"{REACHES[row.reach]} {row.label} ligt bij {row.holder}{since}"


def _row(row: HandoverRow) -> dict[str, Any]:
    one = row.handover
    return {
        "package": one.id,
        "direction": one.direction.value,
        "at": one.at.isoformat(),
        "names": list(one.names),
        "colleague_ids": list(one.colleague_ids),
        "reach": one.reach.value,
        "cases": list(row.case_numbers),
        "meeting": one.meeting_id,
        "title": row.meeting,
        "purpose": one.purpose,
        "expires_on": one.expires_on.isoformat(),
        "sequence": one.sequence,
        "sha256": one.sha256,
        "return": one.is_return,
        "copies_out": row.copies_out,
        "copies": [
            {
                "case": copy.case_number,
                "recipient": copy.recipient,
                "destroy_before": copy.destroy_before.isoformat(),
                "late": copy.is_due,
            }
            for copy in row.copies
        ],
    }


def _row_line(row: HandoverRow) -> str:
    one = row.handover
    who = "naar" if one.direction is Direction.SENT else "van"
    what = " · ".join(part for part in (row.meeting, *row.case_numbers) if part)
    said = (
        f"{day(one.at.astimezone().date())}  {DIRECTIONS[one.direction]} {who} {', '.join(one.names)}: "
        f"{what} ({one.purpose})"
    )
    return "\n".join((said, *(_copy_line(copy) for copy in row.copies)))


def _copy_line(copy: CopyOut) -> str:
    late = "te laat, " if copy.is_due else ""
    until = f"{late}vernietigen vóór {day(copy.destroy_before)}"
    return f"    kopie van {copy.case_number} bij {copy.recipient}: {until}"


def _below(said: str) -> str:
    """Return what may have more lines, each below the one before."""
    return said.replace("\n", "\n          ") or "staat er niet"


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "case": one.case_id,
        "kind": one.kind,
        "record": one.record_id,
        "ours": one.ours,
        "theirs": one.theirs,
    }
