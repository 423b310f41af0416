"""Do the commands by calling the same services as the window."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits, shown
from zvdesk.cli.action_commands import actions_answer, actions_overdue, actions_remind
from zvdesk.cli.backup_commands import vault_backup, vault_drill, vault_rescue, vault_restore
from zvdesk.cli.case_papers import case_access, case_overview
from zvdesk.cli.colleague_commands import (
    colleague_add,
    colleague_card,
    colleague_end,
    colleague_house_list,
    colleague_list,
    colleague_take_list,
)
from zvdesk.cli.demo import demo
from zvdesk.cli.distribution_commands import distribution_list, distribution_mark
from zvdesk.cli.exporting import export_calendar, export_mail, export_table
from zvdesk.cli.house_commands import house_certificate, script_form
from zvdesk.cli.key_commands import escrow_make, escrow_open, vault_escrow, vault_rekey, vault_slots
from zvdesk.cli.log_commands import log_check, log_export, log_show
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.outcomes import list_read, outcome_export
from zvdesk.cli.package_commands import (
    package_adopt,
    package_differences,
    package_list,
    package_make,
    package_open,
    package_request,
    package_take_over,
)
from zvdesk.cli.papers import export_cards, export_lists, script_export
from zvdesk.cli.retention_commands import retention_certificate, retention_list
from zvdesk.cli.seal import list_countersign, seal
from zvdesk.cli.secrets_in import UnusableDescriptorError, passphrase, refuse_unwritable, write_line
from zvdesk.cli.trust_commands import trust_add
from zvdesk.cli.verify_commands import list_text, verify
from zvdesk.errors import ExplainedError
from zvdesk.services import cases, checks, house, plain, referrals, vaults
from zvdesk.texts.messages import message
from zvdesk.texts.referrals import note_sentence

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.desk import Desk


@contextmanager
def _desk(folder: Path, arguments: argparse.Namespace) -> Iterator[Desk]:
    desk = vaults.unlock(folder, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        yield desk
    finally:
        vaults.lock(desk)


# --- vault -----------------------------------------------------------------------------------------------


def vault_create(arguments: argparse.Namespace) -> Outcome:
    """Make a vault, and show its recovery key once; without that key there is no vault."""
    refuse_unwritable(arguments.recovery_key_fd)
    new = vaults.create_vault(
        arguments.folder,
        house_name=arguments.house,
        passphrase=passphrase(arguments.passphrase_fd, "Nieuwe wachtzin", repeat=True),
        name=arguments.name,
        role=arguments.role,
    )
    actor, house = new.desk.actor, new.desk.house.name
    vaults.lock(new.desk)
    if arguments.recovery_key_fd is not None:
        try:
            write_line(arguments.recovery_key_fd, new.recovery_key)
        except UnusableDescriptorError:  # nobody has the key: a vault that cannot be rescued is no vault
            shutil.rmtree(arguments.folder)
            raise
    else:
        out = sys.stderr if arguments.json else sys.stdout
        print("Herstelsleutel (schrijf deze op papier; u ziet hem één keer):", file=out)
        print(new.recovery_key, file=out)
    return Outcome(
        {
            "ok": True,
            "vault": str(arguments.folder),
            "house": house,
            "name": actor.name,
            "role": actor.role.value,
        },
        f"Kluis gemaakt: {arguments.folder}\nOntgrendel met uw wachtzin als {actor.name}.",
    )


def vault_check(arguments: argparse.Namespace) -> Outcome:
    """Check every page, the key file, the log's chain and whether the vault was turned back."""
    with _desk(arguments.folder, arguments) as desk:
        report = checks.check(desk)
    is_whole = not report.problems and report.first_broken_line is None
    code = exits.OK if is_whole else exits.DAMAGED
    if is_whole and report.is_rolled_back:
        code = exits.ROLLED_BACK
    return Outcome(
        {
            "ok": code == exits.OK,
            "problems": list(report.problems),
            "audit_lines": report.audit_lines,
            "first_broken_line": report.first_broken_line,
            "rolled_back": report.is_rolled_back,
        },
        shown.check_report(report),
        code,
    )


def vault_passphrase(arguments: argparse.Namespace) -> Outcome:
    """Change the passphrase of whose passphrase was given."""
    old = passphrase(arguments.passphrase_fd, "Huidige wachtzin")
    desk = vaults.unlock(arguments.folder, old)
    try:
        descriptor = arguments.passphrase_fd  # the next line of it, unless another one is named
        if arguments.new_passphrase_fd is not None:
            descriptor = arguments.new_passphrase_fd
        vaults.change_passphrase(desk, old, passphrase(descriptor, "Nieuwe wachtzin", repeat=True))
    finally:
        vaults.lock(desk)
    return Outcome({"ok": True}, "Uw wachtzin is gewijzigd. De oude opent de kluis niet meer.")


# --- cases -----------------------------------------------------------------------------------------------


def referral_import(arguments: argparse.Namespace) -> Outcome:
    """Import each file whole or not at all; one refused file does not stop the others."""
    results: list[dict[str, Any]] = []
    with _desk(arguments.vault, arguments) as desk:
        for path in arguments.files:
            try:
                imported = referrals.import_referral(desk, path)
            except ExplainedError as error:
                results.append(
                    {
                        "file": path.name,
                        "imported": False,
                        "error": type(error).__name__,
                        "reasons": message(error).splitlines(),
                    }
                )
            else:
                results.append(
                    {
                        "file": path.name,
                        "imported": True,
                        "case": imported.case.number,
                        "notes": [note_sentence(note.kind, note.path) for note in imported.notes],
                    }
                )
    done = all(result["imported"] for result in results)
    return Outcome(
        {"ok": done, "files": results}, shown.imports(results), exits.OK if done else exits.REFUSED
    )


def case_list(arguments: argparse.Namespace) -> Outcome:
    """List the cases, by number and alias."""
    with _desk(arguments.vault, arguments) as desk:
        rows = cases.case_rows(desk)
    return Outcome({"ok": True, "cases": [plain.plain(row) for row in rows]}, shown.case_rows(rows))


def case_show(arguments: argparse.Namespace) -> Outcome:
    """Show one case with all that the role may read."""
    with _desk(arguments.vault, arguments) as desk:
        case = cases.case_by_its_number(desk, arguments.number)
        file = cases.case_file(desk, case.id)
        organisations = {o.id: o.name for o in house.organisations(desk)}
    return Outcome({"ok": True, "case": plain.plain(file)}, shown.case_file(file, organisations))


__all__ = [
    "actions_answer",
    "actions_overdue",
    "actions_remind",
    "case_access",
    "case_list",
    "case_overview",
    "case_show",
    "colleague_add",
    "colleague_card",
    "colleague_end",
    "colleague_house_list",
    "colleague_list",
    "colleague_take_list",
    "demo",
    "distribution_list",
    "distribution_mark",
    "escrow_make",
    "escrow_open",
    "export_calendar",
    "export_cards",
    "export_lists",
    "export_mail",
    "export_table",
    "house_certificate",
    "list_countersign",
    "list_read",
    "list_text",
    "log_check",
    "log_export",
    "log_show",
    "outcome_export",
    "package_adopt",
    "package_differences",
    "package_list",
    "package_make",
    "package_open",
    "package_request",
    "package_take_over",
    "referral_import",
    "retention_certificate",
    "retention_list",
    "script_export",
    "script_form",
    "seal",
    "trust_add",
    "vault_backup",
    "vault_check",
    "vault_create",
    "vault_drill",
    "vault_escrow",
    "vault_passphrase",
    "vault_rekey",
    "vault_rescue",
    "vault_restore",
    "vault_slots",
    "verify",
]
