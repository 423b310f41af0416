"""Declare the arguments of the commands on the log."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path


def day(text: str) -> date:
    """Return the day of ``JJJJ-MM-DD``."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is geen dag; schrijf JJJJ-MM-DD") from error


def choosing(parser: argparse.ArgumentParser) -> None:
    """Add what chooses lines of the log."""
    parser.add_argument("--person", metavar="NAAM", help="alleen wat deze persoon deed")
    parser.add_argument("--case", metavar="NUMMER", help="alleen wat bij deze casus hoort")
    parser.add_argument("--action", metavar="ACTIE", help="alleen deze actie, bijvoorbeeld exporteren")
    parser.add_argument("--from", dest="since", type=day, metavar="DAG", help="vanaf deze dag (JJJJ-MM-DD)")
    parser.add_argument("--until", type=day, metavar="DAG", help="tot en met deze dag (JJJJ-MM-DD)")


def exporting(parser: argparse.ArgumentParser) -> None:
    """Add where an extract goes, and in which form."""
    parser.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor het bestand")
    parser.add_argument(
        "--format", choices=("pdf", "csv"), default="pdf", help="pdf: ondertekend; csv: om in te rekenen"
    )
    parser.add_argument(
        "--for-person",
        action="store_true",
        help="het overzicht voor de betrokkene: wie deed wat met de casus van --case",
    )
