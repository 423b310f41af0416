"""Do the commands on the data of a list: write them by themselves, read them back from a signed list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits, shown
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.cli.sets import last_closed, latest_meeting, named
from zvdesk.domain.log_standing import HeadAnswer
from zvdesk.services import cases, exports, outcomes, plain, vaults
from zvdesk.texts.labels import VERDICTS
from zvdesk.texts.outcomes import list_lines
from zvdesk.texts.verdicts import verdict_sentence

if TYPE_CHECKING:
    import argparse

    from zvdesk.services.desk import Desk

_NOT_READ = "  Er is niets gelezen: dat gebeurt alleen bij een geldige lijst van een bekende ondertekenaar."


def outcome_export(arguments: argparse.Namespace) -> Outcome:
    """Write the outcome of a meeting on one case as data, unsigned."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        if arguments.case:
            case = cases.case_by_its_number(desk, arguments.case)
            meeting_id = arguments.meeting or latest_meeting(desk, case)
        else:
            meeting_id = arguments.meeting or last_closed(desk)
            case = outcomes.adopted_case(desk, meeting_id)
        organisation_id = None
        if arguments.organisation:
            (target, *_) = named(exports.targets(desk, meeting_id, case.id), arguments.organisation)
            organisation_id = target.organisation.id if target.organisation else None
        made = outcomes.export_outcome(desk, meeting_id, case.id, organisation_id, arguments.out)
    finally:
        vaults.lock(desk)
    return Outcome(
        {
            "ok": True,
            "kind": made.kind,
            "case": case.number,
            "meeting": meeting_id,
            "recipient": made.recipient,
            "document": made.document_id,
            "path": str(made.path),
            "sha256": made.sha256,
        },
        f"Gemaakt: {made.path}\nDit bestand is niet ondertekend en niet versleuteld.",
    )


def list_read(arguments: argparse.Namespace) -> Outcome:
    """Verify a signed list, and only when it is valid give its facts back; exit codes are those of verify."""
    desk: Desk | None = None
    if arguments.vault is not None:
        desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        read = outcomes.read_list(
            arguments.file, trust=arguments.trust, trust_time=arguments.tsa_cert, desk=desk
        )
    finally:
        if desk is not None:
            vaults.lock(desk)
    found = read.verified
    code = exits.OF_VERDICT[found.verdict.kind]
    if code == exits.OK and found.head in (HeadAnswer.GONE, HeadAnswer.REPLACED):
        code = exits.ROLLED_BACK
    data: dict[str, Any] = {
        "ok": code == exits.OK,
        "file": str(found.path),
        "verdict": VERDICTS[found.verdict.kind],
        "sentence": verdict_sentence(found.verdict),
        "signers": plain.plain(found.verdict)["signers"],
        "in_register": found.is_registered,
        "log_head": found.head.value if found.head else None,
    }
    if read.content is None:
        return Outcome(data, f"{shown.verified(found)}\n{_NOT_READ}", code)
    values = plain.plain(read.content)
    for kind in ("actions", "decisions"):
        data[kind] = [
            {name: value for name, value in row.items() if value not in (None, "")} for row in values[kind]
        ]
    data["outcome"] = read.record
    return Outcome(data, "\n".join((shown.verified(found), "", *list_lines(read.content))), code)
