"""Declare the arguments of the commands on what goes to whom, and on what came back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.cli.log_parser import day
from zvdesk.domain.disclosure import HandOverWay
from zvdesk.domain.distribution import NO_MEETING

if TYPE_CHECKING:
    import argparse

CHECKED, HANDED_OVER, RECEIVED = "checked", "handed-over", "received"


def listing(parser: argparse.ArgumentParser) -> None:
    """Add of which meeting the board is shown."""
    which = parser.add_mutually_exclusive_group()
    _meeting(which)
    _no_meeting(which)
    which.add_argument("--open", action="store_true", help="van elk overleg waarvan nog iets open staat")


def marking(parser: argparse.ArgumentParser) -> None:
    """Add which step is kept, of which documents."""
    parser.add_argument(
        "step",
        choices=(CHECKED, HANDED_OVER, RECEIVED),
        metavar="STAP",
        help="checked (nagelezen), handed-over (verstrekt) of received (ontvangen)",
    )
    board = parser.add_mutually_exclusive_group()
    _meeting(board)
    _no_meeting(board)
    parser.add_argument("--case", metavar="NUMMER", help="alleen documenten van deze casus")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--for",
        dest="recipients",
        action="append",
        metavar="ORGANISATIE",
        help="de documenten voor deze organisatie (naam of afkorting); mag vaker",
    )
    which.add_argument("--full", action="store_true", help="de volledige lijst, van het huis zelf")
    which.add_argument(
        "--document", dest="documents", action="append", metavar="ID", help="dit document; mag vaker"
    )
    which.add_argument("--all", action="store_true", help="elk document dat aan deze stap toe is")
    parser.add_argument(
        "--how",
        choices=[way.value for way in HandOverWay],
        default=HandOverWay.SECURE_MAIL.value,
        help="hoe het is verstrekt; anders: beveiligde_mail",
    )
    parser.add_argument("--on", type=day, metavar="DAG", help="op deze dag (JJJJ-MM-DD); anders vandaag")
    parser.add_argument("--undo", action="store_true", help="neem deze stap terug")


def answering(parser: argparse.ArgumentParser) -> None:
    """Add which action was answered, and how."""
    parser.add_argument("--id", metavar="ID", help="de actie; zie 'zvdesk actions overdue --json'")
    parser.add_argument("--case", metavar="NUMMER", help="het casusnummer; hoort bij --number")
    parser.add_argument(
        "--number", type=int, metavar="N", help="het nummer van de actie op de nieuwste lijst van die casus"
    )
    answer = parser.add_mutually_exclusive_group()
    answer.add_argument("--done", action="store_true", help="de actie is gedaan")
    answer.add_argument(
        "--not-done", action="store_true", help="de actie is niet gedaan; zvdesk vraagt waarom"
    )
    parser.add_argument(
        "--day", type=day, metavar="DAG", help="er is een nieuwe dag (JJJJ-MM-DD); mag bij --not-done"
    )
    parser.set_defaults(check=partial(_one_answer, parser))
    parser.add_argument(
        "--reason-fd",
        type=int,
        metavar="N",
        help="lees waarom als één regel van bestandsnummer N; anders de regel na de wachtzin",
    )


def _one_answer(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    if arguments.done and arguments.day:
        parser.error("--day hoort niet bij --done")
    if not (arguments.done or arguments.not_done or arguments.day):
        parser.error("kies --done, --not-done of --day")


def late(parser: argparse.ArgumentParser) -> None:
    """Add of which organisations the late actions are asked."""
    parser.add_argument(
        "--for",
        dest="recipients",
        action="append",
        metavar="ORGANISATIE",
        help="alleen van deze organisatie (naam of afkorting); mag vaker",
    )


def reminding(parser: argparse.ArgumentParser) -> None:
    """Add whom to remind, and where the drafts go."""
    late(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de conceptmails")


def _meeting(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--meeting", metavar="ID", help="het overleg; anders het laatste dat is gesloten")


def _no_meeting(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--no-meeting",
        dest="meeting",
        action="store_const",
        const=NO_MEETING,
        help="het bord zonder overleg: casusoverzichten en inzage-pakketten",
    )
