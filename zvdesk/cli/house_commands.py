"""Write the papers of the house itself from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.agenda import MeetingKind
from zvdesk.services import house_papers, vaults

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def _place(out: Path) -> tuple[Path, str]:
    """Return the folder, and the name of the file when one is asked for: what ends on .pdf is no folder."""
    if out.suffix.lower() != ".pdf" or out.is_dir():
        return out, ""
    return out.parent, out.with_suffix(".pdf").name


def house_certificate(arguments: argparse.Namespace) -> Outcome:
    """Write the sheet with the certificate of the house, and show its fingerprint to read back."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        made = house_papers.export_certificate_sheet(desk, *_place(arguments.out))
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


def script_form(arguments: argparse.Namespace) -> Outcome:
    """Write the form to fill in by pen, of a meeting's own agenda or of a kind of meeting."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        kind = MeetingKind(arguments.kind)
        folder, name = _place(arguments.out)
        path = house_papers.export_blank_form(
            desk, folder, name=name, meeting_id=arguments.meeting or "", kind=kind
        )
    finally:
        vaults.lock(desk)
    return Outcome(
        {"ok": True, "kind": house_papers.FORM, "path": str(path)},
        f"Het lege formulier staat in {path}\nPrint één formulier per casus.",
    )
