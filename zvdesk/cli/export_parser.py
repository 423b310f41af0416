"""Declare the arguments of the commands that repeat signed lists in another form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def repeating(parser: argparse.ArgumentParser) -> None:
    """Add what chooses lists, and where the files go."""
    parser.add_argument(
        "--case",
        dest="cases",
        action="append",
        metavar="NUMMER",
        help="alleen deze casus; mag vaker (anders: alle casussen van het overleg)",
    )
    parser.add_argument("--meeting", metavar="ID", help="het overleg; anders het laatste dat is gesloten")
    parser.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de bestanden")
    parser.add_argument(
        "--for",
        dest="recipients",
        action="append",
        metavar="ORGANISATIE",
        help="alleen voor deze organisatie (naam of afkorting); mag vaker",
    )


def whole(parser: argparse.ArgumentParser) -> None:
    """Add that only the house itself gets something."""
    parser.add_argument("--full", action="store_true", help="alleen de volledige lijst, voor het eigen huis")


def forms(parser: argparse.ArgumentParser) -> None:
    """Add in which forms a table is made."""
    whole(parser)
    parser.add_argument(
        "--format",
        dest="forms",
        action="append",
        choices=("csv", "xlsx", "ods"),
        help="de vorm; mag vaker (anders: xlsx)",
    )


def attaching(parser: argparse.ArgumentParser) -> None:
    """Add what goes along with a mail, and whether it is encrypted; the house mails itself nothing."""
    parser.set_defaults(full=False)
    parser.add_argument(
        "--lists", type=Path, metavar="MAP", help="waar de ondertekende lijsten staan (anders: in --out)"
    )
    parser.add_argument(
        "--encrypt", action="store_true", help="versleutel de bijlage, met een wachtzin om door te bellen"
    )


def cancelling(parser: argparse.ArgumentParser) -> None:
    """Add that a calendar is taken back."""
    whole(parser)
    parser.add_argument("--cancel", action="store_true", help="trek in wat eerder is gemaakt")
