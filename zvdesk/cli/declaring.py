"""Declare one command or a group of commands, and what many of them ask."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

EXITS = """uitgangscodes:
  0 gelukt   1 geweigerd, met reden   2 verkeerd gebruik   5 wachtzin niet goed   6 kluis beschadigd
  7 kluis te nieuw   8 kluis in gebruik   9 kluis teruggedraaid   70 fout in zvdesk
  verify en list read: 0 geldig   3 geldig, ondertekenaar onbekend   1 gewijzigd of ongeldig
          4 geen handtekening of geen leesbare pdf   10 verlopen   11 ingetrokken
  package: 12 pakket geweigerd, er is niets opgenomen
"""


class Commands(Protocol):
    """Stand for argparse's group of subcommands, which has no public name."""

    def add_parser(
        self,
        name: str,
        *,
        help: str | None = ...,
        description: str | None = ...,
        epilog: str | None = ...,
        formatter_class: type[argparse.HelpFormatter] = ...,
    ) -> argparse.ArgumentParser:
        """Add one command."""
        ...


def command(commands: Commands, name: str, help_text: str, run: str) -> argparse.ArgumentParser:
    """Add a command; ``run`` names the function in ``commands`` that does it."""
    made = commands.add_parser(
        name,
        help=help_text,
        description=help_text,
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(run=run)
    made.add_argument("--json", action="store_true", help="druk één JSON-object af")
    return made


def group(commands: Commands, name: str, help_text: str) -> Commands:
    """Add a word under which commands stand."""
    parser = commands.add_parser(name, help=help_text, description=help_text)
    return parser.add_subparsers(dest="subcommand", metavar="OPDRACHT", required=True)


def passphrase_option(parser: argparse.ArgumentParser) -> None:
    """Add where a passphrase comes from when nobody can type."""
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="lees de wachtzin als één regel van bestandsnummer N (0: standaardinvoer); "
        "anders vraagt zvdesk erom",
    )


def in_vault(parser: argparse.ArgumentParser) -> None:
    """Add which vault, and its passphrase."""
    parser.add_argument("--vault", type=Path, required=True, metavar="MAP", help="de map van de kluis")
    passphrase_option(parser)
