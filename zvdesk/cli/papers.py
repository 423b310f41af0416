"""Write papers from the command line: signed lists, signed crisis cards, and the chair's regieboek."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli import exits, shown
from zvdesk.cli.listing import export_each
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound, NothingOnCard
from zvdesk.services import cases, exports, meetings, papers, signers, vaults

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from zvdesk.domain.cases import Case
    from zvdesk.services.desk import Desk


def list_export(arguments: argparse.Namespace) -> Outcome:
    """Write the signed lists that may be made, and say of each other one why not."""
    return _export(arguments, exports.KIND)


def card_export(arguments: argparse.Namespace) -> Outcome:
    """Write the signed crisis cards that may be made, and say of each other one why not."""
    return _export(arguments, papers.CARD)


def script_export(arguments: argparse.Namespace) -> Outcome:
    """Write the chair's regieboek of a meeting, unsigned."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id = arguments.meeting or _next_meeting(desk)
        path = papers.export_script(desk, meeting_id, arguments.out)
    finally:
        vaults.lock(desk)
    return Outcome(
        {"ok": True, "kind": papers.SCRIPT, "meeting": meeting_id, "path": str(path)},
        f"Het regieboek staat in {path}\nAlleen voor de voorzitter. Vernietig het na het overleg.",
    )


def _signing(
    desk: Desk, words: str, arguments: argparse.Namespace, kind: str
) -> AbstractContextManager[exports.Signer]:
    """Open the key that signs: the person's own, one in a file, or one on a token."""
    if arguments.pkcs11 is not None:
        own = arguments.passphrase_fd if arguments.pin_fd is None else arguments.pin_fd
        pin = passphrase(own, "Pincode van de token")
        return signers.signing_with_token(desk, arguments.pkcs11, arguments.token, pin, kind)
    if arguments.pkcs12 is None:
        return exports.signing(desk, words)
    descriptor = arguments.passphrase_fd  # the next line of it, unless another one is named
    if arguments.pkcs12_passphrase_fd is not None:
        descriptor = arguments.pkcs12_passphrase_fd
    return signers.signing_with_file(
        desk, arguments.pkcs12, passphrase(descriptor, "Wachtzin van het sleutelbestand"), kind
    )


def _export(arguments: argparse.Namespace, kind: str) -> Outcome:
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        case = cases.case_by_its_number(desk, arguments.case)
        meeting_id = arguments.meeting or latest_meeting(desk, case)
        is_any_card = kind == papers.CARD and not arguments.recipients and not arguments.full
        offered = papers.card_targets if is_any_card else exports.targets
        chosen = chosen_targets(offered(desk, meeting_id, case.id), arguments)
        if not chosen:
            raise NothingOnCard
        with _signing(desk, words, arguments, kind) as signer:
            made = export_each(desk, signer, meeting_id, case, chosen, arguments.out, kind=kind)
    finally:
        vaults.lock(desk)
    done = any("path" in document for document in made)
    return Outcome(
        {"ok": done, "documents": made}, shown.documents(made), exits.OK if done else exits.REFUSED
    )


def latest_meeting(desk: Desk, case: Case) -> str:
    """Return the last meeting that adopted a list of a case; raise Blocked for none."""
    """Return the last meeting that adopted a list on a case; raise Blocked when there is none."""
    for row in meetings.meeting_rows(desk):
        if case.number in row.case_numbers and meetings.adopted_versions(desk, row.id, case.id):
            return row.id
    raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))


def _next_meeting(desk: Desk) -> str:
    """Return the meeting that comes first of those that did not close; one without a day comes last."""
    rows = [row for row in meetings.meeting_rows(desk) if row.state is not MeetingState.CLOSED]
    if not rows:
        raise NotFound("meeting", "")
    return min(rows, key=lambda row: (row.starts_at is None, row.starts_at or desk.clock.now())).id


def chosen_targets(
    targets: tuple[exports.Target, ...], arguments: argparse.Namespace
) -> list[exports.Target]:
    """Return the targets that ``--for`` and ``--full`` ask for, or all; raise NotFound for an unknown one."""
    if arguments.full:
        return [target for target in targets if target.organisation is None]
    if not arguments.recipients:
        return list(targets)
    return [target for wanted in arguments.recipients for target in named(targets, wanted)]


def named(targets: tuple[exports.Target, ...], wanted: str) -> list[exports.Target]:
    """Return what can be made for the organisation of this name or abbreviation; raise NotFound for none."""
    found = [
        t
        for t in targets
        if t.organisation and fold(wanted) in (fold(t.organisation.name), fold(t.organisation.abbreviation))
    ]
    if not found:
        raise NotFound("organisation", wanted)
    return found
