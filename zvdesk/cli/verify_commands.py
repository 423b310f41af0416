"""Verify documents from the command line, and keep a report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli import exits, shown
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.log_standing import HeadAnswer
from zvdesk.services import adopted_texts, plain, vaults, verification
from zvdesk.texts.labels import VERDICTS
from zvdesk.texts.verdicts import verdict_sentence
from zvdesk.texts.verification_reports import reason

_NOT_SHOWN = "  Er is niets getoond: dat gebeurt alleen bij een geldige lijst van een bekende ondertekenaar."
_SAME = "Het kenmerk op de lijst hoort bij deze tekst."
_DIFFERS = "Het kenmerk op de lijst hoort niet bij deze tekst. Laat de kluis controleren: zvdesk vault check."

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


def list_text(arguments: argparse.Namespace) -> Outcome:
    """Show the text behind a list, and whether the hash on the list is that of the text."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        behind = adopted_texts.text_behind(
            desk, arguments.file, trust=arguments.trust, trust_time=arguments.tsa_cert
        )
    finally:
        vaults.lock(desk)
    found = behind.verified
    code = exits.OF_VERDICT[found.verdict.kind]
    data = {
        "file": str(found.path),
        "verdict": VERDICTS[found.verdict.kind],
        "sentence": verdict_sentence(found.verdict),
    }
    if not behind.text:
        return Outcome({"ok": False, **data}, f"{shown.verified(found)}\n{_NOT_SHOWN}", code)
    same = behind.is_same
    return Outcome(
        {
            "ok": same,
            **data,
            "version": behind.version,
            "printed_sha256": behind.printed,
            "sha256": behind.sha256,
            "same": same,
            "text": behind.text,
        },
        "\n".join(
            (
                shown.verified(found),
                "",
                "".join(
                    letter if letter in "\n\t" or letter.isprintable() else "?" for letter in behind.text
                ),
                f"SHA-256 van deze tekst: {behind.sha256}",
                f"Op de lijst: {behind.printed}",
                _SAME if same else _DIFFERS,
            )
        ),
        exits.OK if same else exits.REFUSED,
    )


def _visible(text: str) -> str:
    return "".join(letter if letter in "\n\t" or letter.isprintable() else "?" for letter in text)
