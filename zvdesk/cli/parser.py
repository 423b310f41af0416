"""Declare the commands and their options, with help in Dutch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from zvdesk import __version__
from zvdesk.cli import distribution_parser
from zvdesk.cli.argparse_words import WORDS
from zvdesk.cli.colleague_parser import colleague
from zvdesk.cli.declaring import EXITS, command, group, in_vault, passphrase_option
from zvdesk.cli.export_parser import EXPORTS
from zvdesk.cli.log_parser import choosing, exporting
from zvdesk.cli.outcome_parser import READING, text_behind, writing
from zvdesk.cli.package_parser import package
from zvdesk.cli.paper_parser import blank_form, case_papers, house_papers, trusting
from zvdesk.cli.sign_parser import countersigning, reporting, sealing, trusting_time
from zvdesk.cli.vault_parser import escrow, vault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.cli.declaring import Commands


class UsageError(Exception):
    """Hold what is wrong with the arguments, and how they should be."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__()
        self.program, self.usage, self.message = parser.prog, parser.format_usage(), message


class _Parser(argparse.ArgumentParser):
    """Leave it to the caller what becomes of wrong arguments: ``--json`` is asked of failures too."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of leaving the program."""
        raise UsageError(self, message)


def build() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    vars(argparse)["_"] = lambda text: WORDS.get(text, text)  # argparse asks gettext for its words
    parser = _Parser(
        prog="zvdesk",
        description="Bereid een tafel-overleg voor, leid het, en maak en controleer ondertekende "
        "actielijsten. Zonder opdracht opent het venster; met 'zvdesk open MAP' op die kluis.",
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"zvdesk {__version__}", help="toon het versienummer en stop"
    )
    commands = parser.add_subparsers(dest="command", metavar="OPDRACHT", required=True)
    vault(commands)
    escrow(commands)
    _referral(commands)
    _case(commands)
    _list(commands)
    _outcome(commands)
    _card(commands)
    _script(commands)
    _export(commands)
    _distribution(commands)
    _actions(commands)
    colleague(commands)
    package(commands)
    _house(commands)
    _trust(commands)
    _verify(commands)
    _seal(commands)
    _log(commands)
    _retention(commands)
    _demo(commands)
    return parser


def _referral(commands: Commands) -> None:
    below = group(commands, "referral", "lees aanmeldingen in")
    imports = command(
        below,
        "import",
        "lees aanmeldingen in volgens het landelijke model 'Melding' (JSON)",
        "referral_import",
    )
    imports.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    in_vault(imports)


def _case(commands: Commands) -> None:
    below = group(commands, "case", "bekijk casussen")
    in_vault(command(below, "list", "toon alle casussen", "case_list"))
    show = command(below, "show", "toon één casus", "case_show")
    show.add_argument("number", metavar="NUMMER", help="het casusnummer, bijvoorbeeld 2026-0014")
    in_vault(show)
    case_papers(below)


def _list(commands: Commands) -> None:
    below = group(commands, "list", "maak ondertekende actielijsten")
    _export_command(below, "export", "lists")
    second = command(
        below, "countersign", "zet de tweede handtekening onder een ondertekend document", "list_countersign"
    )
    countersigning(second)
    in_vault(second)
    read = command(
        below,
        "read",
        "controleer een ondertekende actielijst en lees de acties eruit, zonder overtypen",
        "list_read",
    )
    read.description = READING
    read.add_argument("file", type=Path, metavar="BESTAND")
    trusting_time(read)
    _trusting(read)
    behind = command(
        below, "text", "toon de vastgestelde tekst achter een lijst, en reken haar kenmerk na", "list_text"
    )
    text_behind(behind)
    in_vault(behind)


def _outcome(commands: Commands) -> None:
    below = group(commands, "outcome", "geef de uitkomst van een overleg als gegevens")
    export = command(
        below,
        "export",
        "schrijf de uitkomst van een overleg over één casus als JSON, zonder handtekening",
        "outcome_export",
    )
    writing(export)
    in_vault(export)


def _card(commands: Commands) -> None:
    _export_command(group(commands, "card", "maak ondertekende crisiskaarten"), "export", "cards")


def _script(commands: Commands) -> None:
    below = group(commands, "script", "maak het regieboek van de voorzitter")
    export = command(
        below,
        "export",
        "schrijf het regieboek van een overleg als pdf; alleen voor de voorzitter, zonder handtekening",
        "script_export",
    )
    export.add_argument("--meeting", metavar="ID", help="het overleg; anders het eerste dat nog komt")
    export.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de pdf")
    in_vault(export)
    blank_form(below)


def _export(commands: Commands) -> None:
    below = group(commands, "export", "maak alles wat na een overleg naar buiten gaat, voor elke casus ervan")
    for name in EXPORTS:
        _export_command(below, name, name)


def _export_command(below: Commands, name: str, kind: str) -> None:
    help_text, add = EXPORTS[kind]
    export = command(below, name, help_text, f"export_{kind}")
    add(export)
    in_vault(export)


def _distribution(commands: Commands) -> None:
    below = group(commands, "distribution", "houd bij welk document naar wie is gegaan")
    shown = command(
        below,
        "list",
        "toon per overleg wie wat krijgt: te maken, gemaakt, nagelezen, verstrekt of ontvangen",
        "distribution_list",
    )
    mark = command(
        below, "mark", "leg vast dat documenten zijn nagelezen, verstrekt of ontvangen", "distribution_mark"
    )
    for one, add in ((shown, distribution_parser.listing), (mark, distribution_parser.marking)):
        add(one)
        in_vault(one)


def _actions(commands: Commands) -> None:
    below = group(commands, "actions", "houd bij wat er terugkwam op acties, en wie te laat is")
    answer = command(
        below,
        "answer",
        "leg vast dat een actie is gedaan, niet is gedaan, of een nieuwe dag krijgt",
        "actions_answer",
    )
    late = command(
        below, "overdue", "toon per organisatie wat te laat is, over alle casussen", "actions_overdue"
    )
    remind = command(
        below,
        "remind",
        "schrijf per organisatie een conceptmail over acties die te laat zijn",
        "actions_remind",
    )
    for one, add in (
        (answer, distribution_parser.answering),
        (late, distribution_parser.late),
        (remind, distribution_parser.reminding),
    ):
        add(one)
        in_vault(one)


def _trust(commands: Commands) -> None:
    below = group(commands, "trust", "vertrouw een huis of ondertekenaar op deze computer")
    trusting(command(below, "add", "vertrouw een certificaat met de vingerafdruk die u hoorde", "trust_add"))


def _house(commands: Commands) -> None:
    below = group(commands, "house", "maak wat uw huis aan anderen geeft")
    house_papers(below)


def _verify(commands: Commands) -> None:
    verify = command(commands, "verify", "controleer ondertekende documenten", "verify")
    verify.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    trusting_time(verify)
    _trusting(verify)
    reporting(verify)


def _seal(commands: Commands) -> None:
    sealing(command(commands, "seal", "zet een tijdstempel in een ondertekend document", "seal"))


def _trusting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CERT",
        help="vertrouw ook dit certificaat van een huis of ondertekenaar (of het blad ermee, pdf); mag vaker",
    )
    parser.add_argument("--vault", type=Path, metavar="MAP", help="kijk ook in het register van deze kluis")
    passphrase_option(parser)


def _log(commands: Commands) -> None:
    below = group(commands, "log", "bekijk het logboek en geef er een overzicht van")
    show = command(below, "show", "toon de nieuwste regels van het logboek", "log_show")
    choosing(show)
    in_vault(show)
    check = command(
        below, "check", "kijk na of het logboek heel is en de kluis niet is teruggezet", "log_check"
    )
    in_vault(check)
    export = command(below, "export", "schrijf regels als ondertekende pdf of als CSV", "log_export")
    choosing(export)
    exporting(export)
    in_vault(export)


def _retention(commands: Commands) -> None:
    below = group(commands, "retention", "bekijk bewaartermijnen en maak een bewijs van vernietiging")
    in_vault(command(below, "list", "toon tot wanneer elke casus mag blijven", "retention_list"))
    paper = command(
        below,
        "certificate",
        "schrijf het ondertekende bewijs dat een casus is vernietigd",
        "retention_certificate",
    )
    paper.add_argument("--case", required=True, metavar="NUMMER", help="het nummer van de vernietigde casus")
    paper.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor het bestand")
    in_vault(paper)


def _demo(commands: Commands) -> None:
    demo = command(
        commands, "demo", "leid een heel oefenoverleg met verzonnen casussen en maak de lijsten", "demo"
    )
    demo.add_argument(
        "--out", type=Path, metavar="MAP", help="map voor kluis en pdf's; anders een nieuwe map"
    )


def commands_of(parser: argparse.ArgumentParser) -> Iterable[tuple[str, argparse.ArgumentParser]]:
    """Yield each command, such as ``vault create``, with its parser; for the manual page and its test."""
    for action in vars(parser)["_actions"]:
        if isinstance(action.choices, dict):
            for name, child in action.choices.items():
                below = list(commands_of(child))
                yield from ((f"{name} {rest}", leaf) for rest, leaf in below)
                if not below:
                    yield name, child
