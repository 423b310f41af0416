"""Do the commands on what is kept: list the terms and what is out, and write a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.errors import NotFound
from zvdesk.services import destruction, destruction_papers, plain, retention, vaults
from zvdesk.texts.days import day
from zvdesk.texts.labels import CASE_STATES, TERM_STATES

if TYPE_CHECKING:
    import argparse


def retention_list(arguments: argparse.Namespace) -> Outcome:
    """Show until when each case may be kept, and how many of its documents are still out."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        rows = retention.overview(desk)
    finally:
        vaults.lock(desk)
    lines = [
        f"{row.number:12}  {'afgeschermd' if row.is_shielded else CASE_STATES[row.state]:14}  "
        f"{day(row.term.destroy_before):15}  {TERM_STATES[row.term.state]:26}  nog uit: {row.copies_out}"
        for row in rows
    ]
    return Outcome(
        {"ok": True, "cases": [plain.plain(row) for row in rows]},
        "\n".join(lines) or "Er zijn geen casussen.",
    )


def retention_certificate(arguments: argparse.Namespace) -> Outcome:
    """Write the signed certificate of the destruction of a case."""
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        found = next((d for d in destruction.certificates(desk) if d.case_number == arguments.case), None)
        if found is None:
            raise NotFound("destruction", arguments.case)
        with destruction_papers.signing(desk, words) as signer:
            path = destruction_papers.export_certificate(desk, signer, found.id, arguments.out)
    finally:
        vaults.lock(desk)
    return Outcome({"ok": True, "path": str(path)}, f"Gemaakt: {path}")
