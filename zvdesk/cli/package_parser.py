"""Declare the commands on packages: what goes to a colleague elsewhere, and what comes from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.cli.declaring import command, group, in_vault

if TYPE_CHECKING:
    import argparse

    from zvdesk.cli.declaring import Commands


def package(commands: Commands) -> None:
    """Add the commands on packages."""
    below = group(commands, "package", "geef een overleg of casus aan een collega, en neem op wat terugkomt")
    make = command(
        below,
        "make",
        "geef een overleg of een casus aan een collega, als één verzegeld bestand",
        "package_make",
    )
    _what(make)
    make.add_argument(
        "--to",
        dest="receivers",
        nargs="+",
        required=True,
        metavar="COLLEGA",
        help="naam, of het begin van de vingerafdruk; de eerste krijgt de pen, de anderen lezen mee",
    )
    make.add_argument("--into", type=Path, required=True, metavar="MAP", help="map voor het bestand")
    make.add_argument(
        "--purpose", default="", metavar="DOEL", help="waarvoor; anders wat de rol van de collega zegt"
    )
    make.add_argument(
        "--days", type=int, default=14, metavar="N", help="zo veel dagen kan het erin (anders: 14)"
    )
    opens = command(
        below, "open", "bekijk een pakket van een collega, en neem het op in de kluis", "package_open"
    )
    _file(opens)
    how = opens.add_mutually_exclusive_group()
    how.add_argument("--preview", action="store_true", help="bekijk het alleen")
    how.add_argument("--yes", action="store_true", help="neem het op zonder te vragen")
    shown = command(below, "list", "toon wat bij een collega ligt, en wat er binnenkwam", "package_list")
    ask = command(
        below,
        "request",
        "schrijf een verzoek aan wie een kopie heeft die vernietigd moet zijn",
        "package_request",
    )
    over = command(
        below,
        "take-over",
        "neem de pen terug van een collega, bijvoorbeeld omdat een laptop kwijt is",
        "package_take_over",
    )
    _what(over)
    over.add_argument(
        "--reason-fd",
        type=int,
        metavar="N",
        help="lees waarom als één regel van bestandsnummer N; anders de regel na de wachtzin",
    )
    late = command(
        below,
        "differences",
        "toon wat er anders is in een pakket dat te laat terugkwam",
        "package_differences",
    )
    _file(late)
    adopt = command(
        below,
        "adopt",
        "neem gekozen verschillen over uit een pakket dat te laat terugkwam",
        "package_adopt",
    )
    _file(adopt)
    adopt.add_argument(
        "--record",
        dest="records",
        action="append",
        required=True,
        metavar="ID",
        help="dit verschil; zie 'zvdesk package differences --json'; mag vaker",
    )
    for one in (make, opens, shown, ask, over, late, adopt):
        in_vault(one)


def _what(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--meeting",
        nargs="?",
        const="",
        metavar="ID",
        help="een overleg met zijn casussen; zonder ID het nieuwste",
    )
    which.add_argument("--case", metavar="NUMMER", help="één casus")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BESTAND", help="het bestand, dat eindigt op .zvpakket")
