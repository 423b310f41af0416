"""Declare the commands that write papers of a case and of the house; ``parser`` says where they belong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.cli.declaring import command, in_vault
from zvdesk.domain.agenda import MeetingKind

if TYPE_CHECKING:
    import argparse

    from zvdesk.cli.declaring import Commands

_FOLDER_OR_FILE = "map voor de pdf, of een naam die eindigt op .pdf"


def case_papers(below: Commands) -> None:
    """Add the papers that hold contributions to the commands on cases."""
    overview = command(
        below,
        "overview",
        "schrijf ondertekende casusoverzichten als pdf: elk met wat die ontvanger mag weten",
        "case_overview",
    )
    overview.add_argument("number", metavar="NUMMER", help="het casusnummer")
    _out(overview, "map voor de pdf's")
    overview.add_argument(
        "--for",
        dest="recipients",
        action="append",
        metavar="ORGANISATIE",
        help="alleen voor deze organisatie (naam of afkorting); mag vaker",
    )
    overview.add_argument("--full", action="store_true", help="alleen voor het dossier van het huis")
    in_vault(overview)
    access = command(
        below,
        "access",
        "schrijf een ondertekend inzage-pakket als pdf: wat de casus over één persoon bevat (artikel 15 AVG)",
        "case_access",
    )
    access.add_argument("number", metavar="NUMMER", help="het casusnummer")
    access.add_argument(
        "--person",
        type=int,
        metavar="N",
        help="voor de hoeveelste betrokkene van de casus; anders de hoofdbetrokkene",
    )
    _out(access)
    in_vault(access)


def blank_form(below: Commands) -> None:
    """Add the form to fill in by pen to the commands on the script."""
    form = command(
        below,
        "form",
        "schrijf een leeg formulier als pdf, om een overleg met de pen vast te leggen",
        "script_form",
    )
    which = form.add_mutually_exclusive_group()
    which.add_argument("--meeting", metavar="ID", help="met de stappen van dit overleg")
    which.add_argument(
        "--kind",
        choices=[kind.value for kind in MeetingKind],
        default=MeetingKind.TABLE.value,
        help="met de stappen van dit soort overleg; anders van een tafel-overleg",
    )
    _out(form, _FOLDER_OR_FILE)
    in_vault(form)


def house_papers(below: Commands) -> None:
    """Add what a house gives to everybody."""
    sheet = command(
        below,
        "certificate",
        "schrijf het certificaat van uw huis als pdf van één bladzijde, met de vingerafdruk",
        "house_certificate",
    )
    _out(sheet, _FOLDER_OR_FILE)
    in_vault(sheet)


def _out(parser: argparse.ArgumentParser, words: str = "map voor de pdf") -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="MAP", help=words)


def trusting(parser: argparse.ArgumentParser) -> None:
    """Add what trusting a certificate asks."""
    parser.add_argument(
        "file", type=Path, metavar="BESTAND", help="een certificaat, of het blad van een huis (pdf)"
    )
    parser.add_argument(
        "--fingerprint",
        metavar="VINGERAFDRUK",
        help="wat u van het huis hoorde: 64 tekens, spaties mogen; zonder dit wordt niets vertrouwd",
    )
