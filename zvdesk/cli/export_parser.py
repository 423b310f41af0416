"""Declare the arguments of the commands that make a set: signed lists and cards, and what repeats them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.cli.sign_parser import with_other_key

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def _repeating(parser: argparse.ArgumentParser) -> None:
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


def _whole(
    parser: argparse.ArgumentParser, words: str = "alleen de volledige lijst, voor het eigen huis"
) -> None:
    parser.add_argument("--full", action="store_true", help=words)


def _lists(parser: argparse.ArgumentParser) -> None:
    _repeating(parser)
    _whole(parser)
    with_other_key(parser)


def _cards(parser: argparse.ArgumentParser) -> None:
    _repeating(parser)
    _whole(parser, "alleen de kaart met alle afspraken")
    with_other_key(parser)


def _table(parser: argparse.ArgumentParser) -> None:
    _repeating(parser)
    _whole(parser)
    parser.add_argument(
        "--format",
        dest="forms",
        action="append",
        choices=("csv", "xlsx", "ods"),
        help="de vorm; mag vaker (anders: xlsx)",
    )


def _mail(parser: argparse.ArgumentParser) -> None:
    _repeating(parser)
    parser.set_defaults(full=False)  # the house mails itself nothing
    parser.add_argument(
        "--lists", type=Path, metavar="MAP", help="waar de ondertekende lijsten staan (anders: in --out)"
    )
    parser.add_argument(
        "--encrypt", action="store_true", help="versleutel de bijlage, met een wachtzin om door te bellen"
    )


def _calendar(parser: argparse.ArgumentParser) -> None:
    _repeating(parser)
    _whole(parser)
    parser.add_argument("--cancel", action="store_true", help="trek in wat eerder is gemaakt")


#: Each command of the group: what it does, and what adds its arguments.
EXPORTS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "lists": ("schrijf ondertekende actielijsten als pdf, als één geheel", _lists),
    "cards": ("schrijf als-dan-afspraken als ondertekende crisiskaarten van één bladzijde", _cards),
    "table": ("schrijf actielijsten als tabel: csv, xlsx of ods, zonder formules", _table),
    "mail": ("schrijf per organisatie een conceptmail met de ondertekende lijst", _mail),
    "calendar": ("schrijf uiterste dagen en het vervolgoverleg als agendabestand", _calendar),
}
