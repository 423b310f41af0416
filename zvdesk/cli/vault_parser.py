"""Declare the commands on a vault itself: make, copy, restore, its keys."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.cli.declaring import command, group, in_vault, passphrase_option
from zvdesk.domain.people import ASSIGNABLE_ROLES, Role
from zvdesk.domain.words import fold
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from zvdesk.cli.declaring import Commands


def role(text: str) -> Role:
    """Return the role that a word stands for, with or without its diacritics."""
    wanted = fold(text).replace("_", " ")
    for known in ASSIGNABLE_ROLES:
        if wanted == fold(ROLES[known]):
            return known
    names = ", ".join(ROLES[known] for known in ASSIGNABLE_ROLES)
    raise argparse.ArgumentTypeError(f"{text!r} bestaat niet; kies uit {names}")


def vault(commands: Commands) -> None:
    """Add the commands on a vault."""
    below = group(commands, "vault", "maak, controleer of beheer een kluis")
    create = command(below, "create", "maak een nieuwe kluis", "vault_create")
    create.add_argument("folder", type=Path, metavar="MAP", help="nieuwe map, bijvoorbeeld noord.zvkluis")
    create.add_argument("--house", default="Ons huis", metavar="NAAM", help="de naam van uw huis")
    create.add_argument("--name", default="Beheerder", metavar="NAAM", help="uw naam (anders: Beheerder)")
    create.add_argument(
        "--role",
        type=role,
        default=Role.FUNCTIONAL_ADMIN,
        metavar="ROL",
        help="uw rol: " + ", ".join(ROLES[r] for r in ASSIGNABLE_ROLES) + " (anders: functioneel beheerder)",
    )
    passphrase_option(create)
    create.add_argument(
        "--recovery-key-fd",
        type=int,
        metavar="N",
        help="schrijf de herstelsleutel naar bestandsnummer N; anders toont zvdesk die één keer",
    )
    check = command(below, "check", "controleer of een kluis heel is", "vault_check")
    check.add_argument("folder", type=Path, metavar="MAP")
    passphrase_option(check)
    restore = command(below, "restore", "zet een reservekopie terug in een nieuwe map", "vault_restore")
    restore.add_argument(
        "backup", type=Path, metavar="RESERVEKOPIE", help="een map onder backups/ van de kluis"
    )
    restore.add_argument("folder", type=Path, metavar="MAP", help="nieuwe map voor de kluis")
    _by_recovery_key(restore)
    restore.add_argument("--name", metavar="NAAM", help="wie de herstelsleutel gebruikt; komt in het logboek")
    backup = command(below, "backup", "maak een reservekopie en toon de kopieën", "vault_backup")
    backup.add_argument("folder", type=Path, metavar="MAP")
    backup.add_argument("--list", action="store_true", help="maak geen kopie, toon ze alleen")
    second = backup.add_mutually_exclusive_group()
    second.add_argument("--second", type=Path, metavar="PLEK", help="zet voortaan ook een kopie in deze map")
    second.add_argument("--no-second", action="store_true", help="maak geen tweede kopie meer")
    passphrase_option(backup)
    drill = command(below, "drill", "oefen het terugzetten van de laatste reservekopie", "vault_drill")
    drill.add_argument("folder", type=Path, metavar="MAP")
    drill.add_argument(
        "--recovery-key", action="store_true", help="doe dat met de herstelsleutel; zvdesk vraagt die ook"
    )
    passphrase_option(drill)
    rescue = command(below, "rescue", "schrijf leesbaar op wat er van een kluis over is", "vault_rescue")
    rescue.add_argument("folder", type=Path, metavar="MAP")
    rescue.add_argument(
        "--out", type=Path, required=True, metavar="MAP", help="nieuwe map; die wordt niet versleuteld"
    )
    _by_recovery_key(rescue)
    change = command(below, "passphrase", "wijzig uw wachtzin", "vault_passphrase")
    change.add_argument("folder", type=Path, metavar="MAP")
    passphrase_option(change)
    change.add_argument(
        "--new-passphrase-fd", type=int, metavar="N", help="lees de nieuwe wachtzin van bestandsnummer N"
    )

    rekey = command(
        below,
        "rekey",
        "geef een kluis nieuwe sleutels, na een vertrek of een uitgelekte wachtzin",
        "vault_rekey",
    )
    in_vault(rekey)
    rekey.add_argument(
        "--backups",
        choices=("reseal", "discard"),
        default="reseal",
        help="reservekopieën opnieuw verzegelen (reseal) of weggooien (discard)",
    )
    _recovery_key(rekey)
    in_vault(command(below, "slots", "toon wie of wat een kluis kan openen, en sinds wanneer", "vault_slots"))
    escrow = command(below, "escrow", "bekijk of wijzig de noodsleutel van een kluis", "vault_escrow")
    in_vault(escrow)
    change_escrow = escrow.add_mutually_exclusive_group()
    change_escrow.add_argument(
        "--set", type=Path, metavar="BESTAND", help="laat deze publieke noodsleutel (PEM) de kluis openen"
    )
    change_escrow.add_argument("--remove", action="store_true", help="haal de noodsleutel uit de kluis")
    escrow.add_argument("--officer", metavar="NAAM", help="van wie de noodsleutel is; hoort bij --set")


def escrow(commands: Commands) -> None:
    """Add the commands for who holds the emergency key."""
    below = group(commands, "escrow", "voor de veiligheidsfunctionaris: maak of gebruik een noodsleutel")
    make = command(below, "make", "maak een noodsleutel: een publiek en een geheim bestand", "escrow_make")
    make.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de twee bestanden")
    passphrase_option(make)
    opens = command(below, "open", "open een kluis met de noodsleutel", "escrow_open")
    in_vault(opens)
    opens.add_argument("--key", type=Path, required=True, metavar="BESTAND", help="het geheime bestand")
    opens.add_argument("--name", required=True, metavar="NAAM", help="uw naam, voor het logboek")
    opens.add_argument(
        "--new-recovery-key", action="store_true", help="maak een nieuwe herstelsleutel voor het huis"
    )
    _recovery_key(opens)


def _by_recovery_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recovery-key", action="store_true", help="geef de herstelsleutel in plaats van een wachtzin"
    )
    passphrase_option(parser)


def _recovery_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recovery-key-fd",
        type=int,
        metavar="N",
        help="schrijf de herstelsleutel naar bestandsnummer N; anders toont zvdesk die één keer",
    )
