"""Do the commands over the keys of a vault: a new master key, and the key of the house's security officer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase, refuse_unwritable, write_line
from zvdesk.errors import FileUnreadable, VaultExists
from zvdesk.limits import read_plain_file
from zvdesk.services import key_slots, vaults
from zvdesk.texts.days import day

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from zvdesk.services.key_slots import OldBackup, SlotRow

_LARGEST = 64 * 1024
_KINDS = {
    "passphrase": "wachtzin",
    "recovery": "herstelsleutel",
    "keyring": "sleutelbos",
    "escrow": "noodsleutel",
}


def vault_rekey(arguments: argparse.Namespace) -> Outcome:
    """Give a vault another master key; who had a way in before has none unless it is handed over."""
    refuse_unwritable(arguments.recovery_key_fd)
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        found = key_slots.rekey(desk, words, copies=arguments.backups, report=_reporter(arguments))
    finally:
        vaults.lock(desk)
    _hand_over(arguments, found.recovery_key)
    lines = ["De kluis heeft nieuwe sleutels. De oude herstelsleutel opent niets meer."]
    if not found.is_finished:
        lines.append("De schijf weigerde de laatste stap. Die volgt bij de volgende keer ontgrendelen.")
    lines += [f"{name} heeft een nieuwe wachtzin nodig." for name in found.left_out]
    lines += [_old(row) for row in found.old_backups]
    data: dict[str, Any] = {
        "ok": True,
        "finished": found.is_finished,
        "left_out": list(found.left_out),
        "old_backups": [_old_data(row) for row in found.old_backups],
    }
    return Outcome(data, "\n".join(lines))


def vault_escrow(arguments: argparse.Namespace) -> Outcome:
    """Set, remove or show the key of the house's security officer."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        if arguments.set is not None:
            key_slots.set_escrow(desk, _read(arguments.set), arguments.officer or "")
        elif arguments.remove:
            key_slots.remove_escrow(desk)
        row = next((row for row in key_slots.slots(desk) if row.kind == "escrow"), None)
    finally:
        vaults.lock(desk)
    if row is None:
        return Outcome({"ok": True, "escrow": None}, "De kluis heeft geen noodsleutel.")
    since = row.since.isoformat() if row.since else None
    return Outcome(
        {"ok": True, "escrow": {"officer": row.who, "fingerprint": row.detail, "since": since}},
        f"Noodsleutel van {row.who}, vingerafdruk {row.detail}.",
    )


def vault_slots(arguments: argparse.Namespace) -> Outcome:
    """List every way into a vault: what it is, whose, and since when; nothing of it opens anything."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        rows = key_slots.slots(desk)
    finally:
        vaults.lock(desk)
    return Outcome({"ok": True, "slots": [_slot_data(row) for row in rows]}, "\n".join(map(_slot, rows)))


def escrow_make(arguments: argparse.Namespace) -> Outcome:
    """Make the pair of a security officer; the private half stays under the officer's passphrase."""
    words = passphrase(arguments.passphrase_fd, "Nieuwe wachtzin voor de noodsleutel", repeat=True)
    try:
        public, private, print_of_key = key_slots.make_escrow_pair(arguments.out, words)
    except FileExistsError as error:
        raise VaultExists(folder=str(arguments.out)) from error
    return Outcome(
        {"ok": True, "public": str(public), "private": str(private), "fingerprint": print_of_key},
        f"Geef dit bestand aan de functioneel beheerder: {public}\n"
        f"Vingerafdruk, om samen te vergelijken: {print_of_key}\n"
        f"Houd dit bestand zelf, op een stick in een kluis: {private}",
    )


def escrow_open(arguments: argparse.Namespace) -> Outcome:
    """Open a vault with the officer's key; with a new recovery key the house can go on from there."""
    refuse_unwritable(arguments.recovery_key_fd)
    words = passphrase(arguments.passphrase_fd, "Wachtzin van de noodsleutel")
    desk = key_slots.unlock_with_escrow(arguments.vault, arguments.key, words, name=arguments.name)
    try:
        recovery_key = key_slots.renew_recovery_key(desk) if arguments.new_recovery_key else ""
    finally:
        vaults.lock(desk)
    if recovery_key:
        _hand_over(arguments, recovery_key)
    return Outcome(
        {"ok": True, "vault": str(arguments.vault), "new_recovery_key": bool(recovery_key)},
        "De noodsleutel opent deze kluis. Het staat in het logboek."
        + (" De oude herstelsleutel opent niets meer." if recovery_key else ""),
    )


def _hand_over(arguments: argparse.Namespace, recovery_key: str) -> None:
    """Show the new recovery key once, or write it where that was asked."""
    if arguments.recovery_key_fd is not None:
        write_line(arguments.recovery_key_fd, recovery_key)
        return
    out = sys.stderr if arguments.json else sys.stdout
    print("Nieuwe herstelsleutel (schrijf deze op papier; u ziet hem één keer):", file=out)
    print(recovery_key, file=out)


def _reporter(arguments: argparse.Namespace) -> key_slots.Report | None:
    if arguments.json or not sys.stderr.isatty():
        return None

    def report(done: int, total: int) -> None:
        print(f"\r{100 * done // max(total, 1)} %", end="", file=sys.stderr, flush=True)

    return report


def _read(path: Path) -> bytes:
    try:
        return read_plain_file(path, _LARGEST)
    except OSError as error:
        raise FileUnreadable from error


def _slot(row: SlotRow) -> str:
    since = f"sinds {day(row.since)}" if row.since else "geen datum bekend"
    mark = f"  vingerafdruk {row.detail}" if row.detail else ""
    return f"{_KINDS[row.kind]:14}  {row.who or '-':24}  {since}{mark}"


def _slot_data(row: SlotRow) -> dict[str, str | None]:
    return {
        "kind": row.kind,
        "who": row.who or None,
        "since": row.since.isoformat() if row.since else None,
        "fingerprint": row.detail or None,
    }


def _old(row: OldBackup) -> str:
    return f"Deze reservekopie opent nog met een oude sleutel, tot {day(row.opens_until)}: {row.place}"


def _old_data(row: OldBackup) -> dict[str, str]:
    return {"place": str(row.place), "opens_until": row.opens_until.isoformat()}
