"""Add to a signature from the command line: a second one, or a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.errors import ExplainedError
from zvdesk.services import plain, sealing, signers, vaults
from zvdesk.texts.labels import VERDICTS
from zvdesk.texts.messages import message
from zvdesk.texts.verdicts import proof_line, verdict_sentence

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from zvdesk.services import exports
    from zvdesk.services.desk import Desk


def seal(arguments: argparse.Namespace) -> Outcome:
    """Seal one file, and remember the time service when that is asked and it worked."""
    done = sealing.seal_file(
        arguments.file,
        level=arguments.level,
        service=arguments.tsa,
        trust=arguments.trust,
        trust_time=arguments.tsa_cert,
        out=arguments.out,
    )
    if arguments.remember and arguments.tsa:
        sealing.remember_service(arguments.tsa, arguments.tsa_cert)
    lines = [f"Verzegeld ({done.level.value}): {done.path}", verdict_sentence(done.verdict)]
    lines += [f"  {proof_line(signer)}" for signer in done.verdict.signers if signer.proven_at]
    return Outcome(
        {
            "ok": True,
            "path": str(done.path),
            "level": done.level.value,
            **plain.plain(done.verdict),
            "verdict": VERDICTS[done.verdict.kind],
        },
        "\n".join(lines),
    )


def _one(desk: Desk, signer: exports.Signer, file: Path, folder: Path | None) -> dict[str, Any]:
    try:
        return {"file": file.name, "path": str(signers.countersign_file(desk, signer, file, folder))}
    except ExplainedError as error:
        return {"file": file.name, "error": type(error).__name__, "message": message(error)}


def list_countersign(arguments: argparse.Namespace) -> Outcome:
    """Sign each document a second time; one that is refused does not stop the others."""
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    made: list[dict[str, Any]] = []
    try:
        with signers.countersigning(desk, words) as signer:
            for file in arguments.files:
                made.append(_one(desk, signer, file, arguments.out))
    finally:
        vaults.lock(desk)
    done = all("path" in document for document in made)
    lines = [
        f"mede ondertekend: {document['path']}"
        if "path" in document
        else f"geweigerd: {document['file']}\n  {document['message']}"
        for document in made
    ]
    return Outcome({"ok": done, "documents": made}, "\n".join(lines), exits.OK if done else exits.REFUSED)
