"""Declare the arguments of the commands on the data of a list."""

from __future__ import annotations

import argparse
from pathlib import Path

from zvdesk.cli.sign_parser import trusting_time

READING = (
    "Controleer een ondertekende actielijst en lees de acties eruit, zonder overtypen. zvdesk leest alleen "
    "een lijst die geldig is en van een bekende ondertekenaar komt. Anders leest zvdesk niets, en is de "
    "uitgangscode die van verify. Kent u het huis nog niet? Geef zijn certificaat op met --trust."
)


def writing(parser: argparse.ArgumentParser) -> None:
    """Add what chooses the outcome, and where the file goes."""
    parser.add_argument("--meeting", metavar="ID", help="het overleg; anders het laatste dat is gesloten")
    parser.add_argument(
        "--case", metavar="NUMMER", help="het casusnummer; nodig als het overleg over meer casussen ging"
    )
    parser.add_argument(
        "--organisation",
        metavar="ORGANISATIE",
        help="wat op de lijst van deze organisatie staat (naam of afkorting); anders de volledige lijst",
    )
    parser.add_argument(
        "--out",
        type=_json_file,
        required=True,
        metavar="BESTAND",
        help="het nieuwe bestand, eindigt op .json",
    )


def text_behind(parser: argparse.ArgumentParser) -> None:
    """Add which list, and whom to trust for it."""
    parser.description = (
        "Controleer een ondertekende actielijst van deze kluis, toon de tekst die het overleg vaststelde, en "
        "reken het kenmerk (SHA-256) na dat op de lijst staat. De tekst gaat over alle organisaties: geef "
        "hem niet door. Wie de lijst alleen kreeg, kan het kenmerk vergelijken met dat op een andere lijst."
    )
    parser.add_argument("file", type=Path, metavar="BESTAND")
    trusting_time(parser)
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CERT",
        help="vertrouw ook dit certificaat van een huis of ondertekenaar; mag vaker",
    )


def _json_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".json":
        raise argparse.ArgumentTypeError(f"{text!r} eindigt niet op .json")
    return path
