"""Verify documents from the command line, and keep a report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli import exits, shown
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.log_standing import HeadAnswer
from zvdesk.services import plain, vaults, verification
from zvdesk.texts.labels import VERDICTS
from zvdesk.texts.verdicts import verdict_sentence
from zvdesk.texts.verification_reports import reason

if TYPE_CHECKING:
    import argparse

    from zvdesk.services.desk import Desk


def verify(arguments: argparse.Namespace) -> Outcome:
    """Verify each file; the worst verdict decides the exit code."""
    desk: Desk | None = None
    if arguments.vault is not None:
        desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        found = [
            verification.verify_file(path, trust=arguments.trust, trust_time=arguments.tsa_cert, desk=desk)
            for path in arguments.files
        ]
        report = None
        if arguments.report is not None:
            from zvdesk.services import verification_reports  # draws a PDF: late

            report = verification_reports.save_report(found, arguments.report, desk)
    finally:
        if desk is not None:
            vaults.lock(desk)
    worst = verification.worst([verified.verdict for verified in found])
    code = exits.OF_VERDICT[worst]
    if code == exits.OK and any(v.head in (HeadAnswer.GONE, HeadAnswer.REPLACED) for v in found):
        code = exits.ROLLED_BACK
    return Outcome(
        {
            "ok": code == exits.OK,
            "verdict": VERDICTS[worst],
            "report": str(report) if report else None,
            "files": [
                {
                    "file": str(v.path),
                    "sentence": verdict_sentence(v.verdict),
                    "in_register": v.is_registered,
                    "log_head": v.head.value if v.head else None,
                    "reason": reason(v.verdict),
                    **plain.plain(v.verdict),
                    "verdict": VERDICTS[v.verdict.kind],
                }
                for v in found
            ],
        },
        "\n\n".join((*(shown.verified(v) for v in found), *([f"Verslag: {report}"] if report else []))),
        code,
    )
