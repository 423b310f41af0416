"""Write papers from the command line: signed lists, signed crisis cards, and the chair's regieboek."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli import sets
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.cli.signing_keys import signing
from zvdesk.domain.meetings import MeetingState
from zvdesk.errors import NoComingMeeting, NothingOnCard
from zvdesk.services import exports, meetings, papers, vaults
from zvdesk.services.signed_sets import sign_set

if TYPE_CHECKING:
    import argparse

    from zvdesk.services.desk import Desk


def export_lists(arguments: argparse.Namespace) -> Outcome:
    """Write the signed lists that may be made as one set, and say of each other one why not."""
    return _export(arguments, exports.KIND)


def export_cards(arguments: argparse.Namespace) -> Outcome:
    """Write the signed crisis cards that may be made as one set, and say of each other one why not."""
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


def _export(arguments: argparse.Namespace, kind: str) -> Outcome:
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        meeting_id, names = sets.asked(desk, arguments, kind)
        if not names:
            raise NothingOnCard
        with signing(desk, words, arguments, kind) as signer:
            done = sign_set(desk, signer, meeting_id, list(names), arguments.out, sets.progress(arguments))
    finally:
        vaults.lock(desk)
    return sets.outcome(done, names)


def _next_meeting(desk: Desk) -> str:
    """Return the meeting that comes first of those that did not close; one without a day comes last.

    Raises NoComingMeeting.
    """
    rows = [row for row in meetings.meeting_rows(desk) if row.state is not MeetingState.CLOSED]
    if not rows:
        raise NoComingMeeting
    return min(rows, key=lambda row: (row.starts_at is None, row.starts_at or desk.clock.now())).id
