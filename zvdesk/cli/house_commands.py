"""Write the papers of the house itself from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.services import house_papers, vaults

if TYPE_CHECKING:
    import argparse


def house_certificate(arguments: argparse.Namespace) -> Outcome:
    """Write the sheet with the certificate of the house, and show its fingerprint to read back."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        made = house_papers.export_certificate_sheet(desk, arguments.out)
    finally:
        vaults.lock(desk)
    sheet = made.sheet
    return Outcome(
        {
            "ok": True,
            "kind": house_papers.SHEET,
            "path": str(made.path),
            "house": sheet.house,
            "fingerprint": sheet.fingerprint,
            "valid_until": sheet.valid_until.isoformat(),
        },
        f"Het blad staat in {made.path}\nVingerafdruk, om samen hardop te lezen:\n  "
        + "\n  ".join(sheet.rows),
    )
