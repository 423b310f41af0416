"""Add to a signature from the command line: a second one, or a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.cli.signing_keys import signing
from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import ExplainedError
from zvdesk.services import plain, sealing, signers, vaults
from zvdesk.texts.labels import VERDICTS
from zvdesk.texts.messages import message
from zvdesk.texts.verdicts import proof_line, signer_line, verdict_sentence
from zvdesk.texts.verification_reports import reason

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from zvdesk.domain.signatures import Verdict
    from zvdesk.services import exports
    from zvdesk.services.desk import Desk

_WHOLE = (VerdictKind.VALID, VerdictKind.UNKNOWN_SIGNER)


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


def _one(desk: Desk, signer: exports.Signer, file: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    told: dict[str, Any] = {"file": file.name}
    heard: list[Verdict] = []
    try:
        path = signers.countersign_file(
            desk, signer, file, arguments.out, trust_time=arguments.tsa_cert, tell=heard.append
        )
        told["path"] = str(path)
    except ExplainedError as error:
        told.update(error=type(error).__name__, message=message(error))
    for verdict in heard:
        if verdict.kind in _WHOLE:
            told["first"] = signer_line(verdict.signers[0])
        if verdict.kind is VerdictKind.UNKNOWN_SIGNER and "path" in told:
            told["message"] = f"{reason(verdict)} Deze kluis heeft het document zelf gemaakt."
    return told


def _lines(document: dict[str, Any]) -> list[str]:
    done = "path" in document
    lines = [f"mede ondertekend: {document['path']}" if done else f"geweigerd: {document['file']}"]
    if "first" in document:
        lines.append(f"  eerste handtekening: {document['first']}")
    if "message" in document:
        lines.append(f"  {document['message']}")
    return lines


def list_countersign(arguments: argparse.Namespace) -> Outcome:
    """Sign each document a second time, and say who signed it first; a refusal does not stop the others."""
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    made: list[dict[str, Any]] = []
    try:
        with signing(desk, words, arguments, signers.KIND, Act.COUNTERSIGN) as signer:
            for file in arguments.files:
                made.append(_one(desk, signer, file, arguments))
    finally:
        vaults.lock(desk)
    done = all("path" in document for document in made)
    lines = [line for document in made for line in _lines(document)]
    return Outcome({"ok": done, "documents": made}, "\n".join(lines), exits.OK if done else exits.REFUSED)
