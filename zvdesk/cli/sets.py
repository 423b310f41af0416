"""Ask for a set of documents of one meeting, and tell what became of each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound
from zvdesk.services import cases, exports, meetings, papers
from zvdesk.services.export_sets import Recipient
from zvdesk.texts.blockers import sentence
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from zvdesk.domain.cases import Case
    from zvdesk.errors import ExplainedError
    from zvdesk.services.desk import Desk
    from zvdesk.services.export_sets import ExportSet, Progress, Refusal
    from zvdesk.services.handing_out import Exported

    Names: TypeAlias = Mapping[Recipient, tuple[str, str]]  # the case number, and for whom

_WHOLE, _WHOLE_CARD = "volledige lijst", "volledige crisiskaart"


def asked(desk: Desk, arguments: argparse.Namespace, kind: str = exports.KIND) -> tuple[str, Names]:
    """Return the meeting and who was asked for: of one case, of some, or of all that the meeting adopted.

    Raises Blocked when nothing was adopted, and NotFound: also for an organisation that no case has.
    """
    if arguments.cases:
        wanted = [cases.case_by_its_number(desk, number) for number in dict.fromkeys(arguments.cases)]
        meeting_id = arguments.meeting or latest_meeting(desk, wanted[0])
        numbers = {case.id: case.number for case in wanted}
    else:
        meeting_id = arguments.meeting or last_closed(desk)
        numbers = _adopted(desk, meeting_id)
    is_any_card = kind == papers.CARD and not arguments.recipients and not arguments.full
    offered = papers.card_targets if is_any_card else exports.targets
    chosen = chosen_targets({one: offered(desk, meeting_id, one) for one in numbers}, arguments)
    found: dict[Recipient, tuple[str, str]] = {}
    for case_id, targets in chosen.items():
        found |= recipients(case_id, numbers[case_id], targets, kind)
    return meeting_id, found


def recipients(
    case_id: str, number: str, targets: Iterable[exports.Target], kind: str = exports.KIND
) -> Names:
    """Return what a set calls the documents of a case, each with its number and the words for whom it is."""
    whole = _WHOLE_CARD if kind == papers.CARD else _WHOLE
    return {
        Recipient(case_id, one.organisation.id if one.organisation else None, kind): (
            number,
            one.organisation.name if one.organisation else whole,
        )
        for one in targets
    }


def outcome(done: ExportSet, names: Names) -> Outcome:
    """Return what became of a set."""
    made = [file(names[recipient], exported) for recipient, exported in done.made]
    return told(made, refusals(done.refused, names))


def told(made: list[dict[str, Any]], refused: list[dict[str, Any]], more: Iterable[str] = ()) -> Outcome:
    """Return what became of a set: it went well when anything was made; each reason is told once."""
    lines = [f"gemaakt voor {one['recipient']}, casus {one['case']}: {one['path']}" for one in made]
    for why in dict.fromkeys(tuple(one["refused"]) for one in refused):
        same = [one for one in refused if tuple(one["refused"]) == why]
        lines.append(
            ";\n".join(f"geweigerd voor {one['recipient']}, casus {one['case']}" for one in same) + ":"
        )
        lines += [f"  {reason}" for reason in why]
    return Outcome(
        {"ok": bool(made), "documents": [*made, *refused]},
        "\n".join([*lines, *more]),
        exits.OK if made else exits.REFUSED,
    )


def file(name: tuple[str, str], exported: Exported) -> dict[str, Any]:
    """Return one document that was made."""
    return {
        "kind": exported.kind,
        "case": name[0],
        "recipient": name[1],
        "path": str(exported.path),
        "sha256": exported.sha256,
    }


def refusals(refused: Iterable[Refusal], names: Names) -> list[dict[str, Any]]:
    """Return for whom nothing was made, with every reason."""
    return [
        {
            "kind": one.recipient.kind,
            "case": names[one.recipient][0],
            "recipient": names[one.recipient][1],
            "refused": reasons(one.error),
        }
        for one in refused
    ]


def reasons(error: ExplainedError) -> list[str]:
    """Return in words why something was refused."""
    if isinstance(error, Blocked):
        return [sentence(blocker) for blocker in error.blockers]
    return [message(error)]


def progress(arguments: argparse.Namespace) -> Progress | None:
    """Return what tells a person at a terminal how far it is."""
    if arguments.json or not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        print(f"\r{done} van {total}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    return tell


def latest_meeting(desk: Desk, case: Case) -> str:
    """Return the last meeting that adopted a list on a case; raise Blocked when there is none."""
    for row in meetings.meeting_rows(desk):
        if case.number in row.case_numbers and meetings.adopted_versions(desk, row.id, case.id):
            return row.id
    raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))


def last_closed(desk: Desk) -> str:
    """Return the meeting that was closed last; raise Blocked when there is none."""
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


def chosen_targets(
    offered: Mapping[str, Sequence[exports.Target]], arguments: argparse.Namespace
) -> dict[str, list[exports.Target]]:
    """Return by case the targets that ``--for`` and ``--full`` ask for, or all of them.

    Raises NotFound for an organisation that no case has.
    """
    if arguments.full:
        return {case_id: [one for one in of if one.organisation is None] for case_id, of in offered.items()}
    if not arguments.recipients:
        return {case_id: list(of) for case_id, of in offered.items()}
    wanted = arguments.recipients
    for name in wanted:
        named((one for of in offered.values() for one in of), name)
    return {
        case_id: list(dict.fromkeys(one for name in wanted for one in of if _is_named(one, name)))
        for case_id, of in offered.items()
    }


def named(targets: Iterable[exports.Target], wanted: str) -> list[exports.Target]:
    """Return what can be made for the organisation of this name or abbreviation; raise NotFound for none."""
    found = [target for target in targets if _is_named(target, wanted)]
    if not found:
        raise NotFound("organisation", wanted)
    return found


def _is_named(target: exports.Target, wanted: str) -> bool:
    one = target.organisation
    return one is not None and fold(wanted) in (fold(one.name), fold(one.abbreviation))
