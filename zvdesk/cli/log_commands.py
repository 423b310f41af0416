"""Do the commands on the log: look, check, hand out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.log_standing import StandingKind
from zvdesk.domain.log_views import LogFilter
from zvdesk.services import audit_log, log_exports, plain, vaults
from zvdesk.texts.days import moment
from zvdesk.texts.labels import STANDINGS
from zvdesk.texts.log_words import standing_sentence, what, who

if TYPE_CHECKING:
    import argparse
    from datetime import date


def log_show(arguments: argparse.Namespace) -> Outcome:
    """Show the newest lines that fit."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        page = audit_log.log_page(desk, _wanted(arguments))
        rows = [
            f"{line.sequence:>6}  {moment(desk.clock.local(line.at)):24}  {who(line.actor, line.role):36}  "
            f"{what(line.action, line.object):32}  {line.case_number:10}  {line.result}"
            for line in page.lines
        ]
    finally:
        vaults.lock(desk)
    lines = [plain.plain(line) for line in page.lines]
    words = "\n".join(rows) or "Er zijn geen regels die hierbij passen."
    return Outcome({"ok": True, "total": page.total, "lines": lines}, words)


def log_check(arguments: argparse.Namespace) -> Outcome:
    """Check the whole log against its witnesses; a deviation has an exit code of its own."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        found = audit_log.standing(desk)
        words = standing_sentence(found, desk.clock.local)
    finally:
        vaults.lock(desk)
    values = plain.plain(found) | {"standing": STANDINGS[found.kind], "sentence": words}
    return Outcome(
        {"ok": found.kind is StandingKind.IN_ORDER, **values},
        words,
        exits.ROLLED_BACK if found.deviates else exits.OK,
    )


def log_export(arguments: argparse.Namespace) -> Outcome:
    """Write an extract as a signed PDF or as a CSV; with ``--for-person`` the view of one case."""
    wanted = _wanted(arguments)
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        if arguments.format == "csv":
            path = log_exports.export_csv(desk, wanted, arguments.out)
        else:
            with log_exports.signing(desk, words) as signer:
                found = audit_log.standing(desk)
                if arguments.for_person:
                    path = log_exports.export_access_pdf(
                        desk, signer, wanted.case_number, found, arguments.out
                    )
                else:
                    path = log_exports.export_pdf(desk, signer, wanted, found, arguments.out)
    finally:
        vaults.lock(desk)
    return Outcome({"ok": True, "path": str(path)}, f"Gemaakt: {path}")


def _wanted(arguments: argparse.Namespace) -> LogFilter:
    until: date | None = arguments.until
    return LogFilter(
        actor=arguments.person,
        case_number=arguments.case or "",
        action=arguments.action or "",
        since=_begin(arguments.since) if arguments.since else None,
        until=_begin(until + timedelta(days=1)) if until else None,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
