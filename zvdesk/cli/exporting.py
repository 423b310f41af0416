"""Write what repeats a signed list from the command line: tables, draft mail, calendars."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.papers import chosen_targets, latest_meeting
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.meetings import MeetingState
from zvdesk.exchange.tables import TableForm
from zvdesk.services import calendars, cases, exports, mail_drafts, meetings, tables, vaults
from zvdesk.services.export_sets import Recipient
from zvdesk.texts.blockers import sentence
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from zvdesk.errors import ExplainedError
    from zvdesk.services.desk import Desk
    from zvdesk.services.export_sets import ExportSet, Progress, Refusal
    from zvdesk.services.handing_out import Exported

_WHOLE = "volledige lijst"


def export_table(arguments: argparse.Namespace) -> Outcome:
    """Write a table per recipient and form."""
    forms = [TableForm(name) for name in dict.fromkeys(arguments.forms or ("xlsx",))]
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id, names = _asked(desk, arguments)
        done = tables.export_tables(desk, meeting_id, list(names), forms, arguments.out, _progress(arguments))
    finally:
        vaults.lock(desk)
    return _outcome(done, names)


def export_calendar(arguments: argparse.Namespace) -> Outcome:
    """Write a calendar per recipient, or take back what went out before."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id, names = _asked(desk, arguments)
        done = calendars.export_calendars(
            desk, meeting_id, list(names), arguments.out, _progress(arguments), cancels=arguments.cancel
        )
    finally:
        vaults.lock(desk)
    return _outcome(done, names)


def export_mail(arguments: argparse.Namespace) -> Outcome:
    """Write a draft mail per organisation; a passphrase shows once, and never in the JSON."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id, names = _asked(desk, arguments)
        organisations = [one for one in names if one.organisation_id is not None]
        done = mail_drafts.export_drafts(
            desk,
            meeting_id,
            organisations,
            arguments.lists or arguments.out,
            arguments.out,
            _progress(arguments),
            encrypts=arguments.encrypt,
        )
    finally:
        vaults.lock(desk)
    made = [
        _file(names[draft.recipient], draft.exported)
        | {"address": draft.address, "checked": draft.is_checked, "encrypted": arguments.encrypt}
        for draft in done.made
    ]
    spoken = [
        f"wachtzin voor {names[draft.recipient][1]}, casus {names[draft.recipient][0]}: {draft.passphrase}"
        for draft in done.made
        if draft.passphrase
    ]
    if spoken:
        spoken.insert(0, "Bel deze wachtzinnen door. U ziet ze één keer; zvdesk bewaart ze niet.")
    if arguments.json and spoken:
        print("\n".join(spoken), file=sys.stderr)
    return _told(made, _refusals(done.refused, names), [*_lacking(made), *spoken])


def _asked(desk: Desk, arguments: argparse.Namespace) -> tuple[str, Mapping[Recipient, tuple[str, str]]]:
    """Return the meeting and, of each recipient that was asked for, the case number and the name."""
    if arguments.cases:
        asked = [cases.case_by_its_number(desk, number) for number in dict.fromkeys(arguments.cases)]
        meeting_id = arguments.meeting or latest_meeting(desk, asked[0])
        numbers = {case.id: case.number for case in asked}
    else:
        meeting_id = arguments.meeting or _last_closed(desk)
        numbers = _adopted(desk, meeting_id)
    found: dict[Recipient, tuple[str, str]] = {}
    for case_id, number in numbers.items():
        for target in chosen_targets(exports.targets(desk, meeting_id, case_id), arguments):
            organisation = target.organisation
            recipient = Recipient(case_id, organisation.id if organisation else None)
            found[recipient] = (number, organisation.name if organisation else _WHOLE)
    return meeting_id, found


def _last_closed(desk: Desk) -> str:
    for row in meetings.meeting_rows(desk):
        if row.state is MeetingState.CLOSED:
            return row.id
    raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))


def _adopted(desk: Desk, meeting_id: str) -> dict[str, str]:
    """Return the numbers of the cases of which a meeting adopted a list; raise Blocked for none."""
    every = {row.id: row.number for row in cases.case_rows(desk)}
    found = {
        item.case_id: every[item.case_id]
        for item in meetings.meeting(desk, meeting_id).items
        if item.case_id in every and meetings.adopted_versions(desk, meeting_id, item.case_id)
    }
    if not found:
        raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))
    return found


def _outcome(done: ExportSet, names: Mapping[Recipient, tuple[str, str]]) -> Outcome:
    made = [_file(names[recipient], exported) for recipient, exported in done.made]
    return _told(made, _refusals(done.refused, names), [])


def _told(made: list[dict[str, Any]], refused: list[dict[str, Any]], more: list[str]) -> Outcome:
    lines = [f"gemaakt voor {one['recipient']}, casus {one['case']}: {one['path']}" for one in made]
    for one in refused:
        lines.append(f"geweigerd voor {one['recipient']}, casus {one['case']}:")
        lines += [f"  {reason}" for reason in one["refused"]]
    return Outcome(
        {"ok": bool(made), "documents": [*made, *refused]},
        "\n".join([*lines, *more]),
        exits.OK if made else exits.REFUSED,
    )


def _file(name: tuple[str, str], exported: Exported) -> dict[str, Any]:
    return {
        "kind": exported.kind,
        "case": name[0],
        "recipient": name[1],
        "path": str(exported.path),
        "sha256": exported.sha256,
    }


def _refusals(refused: Iterable[Refusal], names: Mapping[Recipient, tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "case": names[one.recipient][0],
            "recipient": names[one.recipient][1],
            "refused": _reasons(one.error),
        }
        for one in refused
    ]


def _reasons(error: Blocked | ExplainedError) -> list[str]:
    if isinstance(error, Blocked):
        return [sentence(blocker) for blocker in error.blockers]
    return [message(error)]


def _lacking(made: Iterable[Mapping[str, Any]]) -> list[str]:
    """Say what a person still has to do before a draft goes."""
    unaddressed = dict.fromkeys(one["recipient"] for one in made if not one["address"])
    unchecked = [one for one in made if not one["checked"]]
    return [
        *(f"Er is geen mailadres van {name}. Vul dat zelf in." for name in unaddressed),
        *(
            f"De lijst voor {one['recipient']}, casus {one['case']}, is nog niet nagelezen. Verstuur de mail "
            "pas daarna (BGS 1.8)."
            for one in unchecked
        ),
    ]


def _progress(arguments: argparse.Namespace) -> Progress | None:
    if arguments.json or not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        print(f"\r{done} van {total}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    return tell
