"""Declare the commands and their options, with help in Dutch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from zvdesk import __version__
from zvdesk.cli import distribution_parser
from zvdesk.cli.argparse_words import WORDS
from zvdesk.cli.export_parser import EXPORTS
from zvdesk.cli.log_parser import choosing, exporting
from zvdesk.cli.outcome_parser import READING, writing
from zvdesk.cli.paper_parser import blank_form, case_papers, house_papers, trusting
from zvdesk.cli.sign_parser import countersigning, sealing, trusting_time, with_other_key
from zvdesk.domain.people import ASSIGNABLE_ROLES, Role
from zvdesk.domain.words import fold
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

EXITS = """uitgangscodes:
  0 gelukt   1 geweigerd, met reden   2 verkeerd gebruik   5 wachtzin niet goed   6 kluis beschadigd
  7 kluis te nieuw   8 kluis in gebruik   9 kluis teruggedraaid   70 fout in zvdesk
  verify en list read: 0 geldig   3 geldig, ondertekenaar onbekend   1 gewijzigd of ongeldig
          4 geen handtekening of geen leesbare pdf   10 verlopen   11 ingetrokken
"""


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


class _Commands(Protocol):
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


def role(text: str) -> Role:
    """Return the role that a word stands for, with or without its diacritics."""
    wanted = fold(text).replace("_", " ")
    for known in ASSIGNABLE_ROLES:
        if wanted == fold(ROLES[known]):
            return known
    names = ", ".join(ROLES[known] for known in ASSIGNABLE_ROLES)
    raise argparse.ArgumentTypeError(f"{text!r} bestaat niet; kies uit {names}")


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
    _vault(commands)
    _escrow(commands)
    _referral(commands)
    _case(commands)
    _list(commands)
    _outcome(commands)
    _card(commands)
    _script(commands)
    _export(commands)
    _distribution(commands)
    _actions(commands)
    _house(commands)
    _trust(commands)
    _verify(commands)
    _seal(commands)
    _log(commands)
    _retention(commands)
    _demo(commands)
    return parser


def _command(group: _Commands, name: str, help_text: str, run: str) -> argparse.ArgumentParser:
    made = group.add_parser(
        name,
        help=help_text,
        description=help_text,
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(run=run)
    made.add_argument("--json", action="store_true", help="druk één JSON-object af")
    return made


def _group(commands: _Commands, name: str, help_text: str) -> _Commands:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    return parser.add_subparsers(dest="subcommand", metavar="OPDRACHT", required=True)


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="lees de wachtzin als één regel van bestandsnummer N (0: standaardinvoer); "
        "anders vraagt zvdesk erom",
    )


def _by_recovery_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recovery-key", action="store_true", help="geef de herstelsleutel in plaats van een wachtzin"
    )
    _passphrase(parser)


def _in_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", type=Path, required=True, metavar="MAP", help="de map van de kluis")
    _passphrase(parser)


def _vault(commands: _Commands) -> None:
    group = _group(commands, "vault", "maak, controleer of beheer een kluis")
    create = _command(group, "create", "maak een nieuwe kluis", "vault_create")
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
    _passphrase(create)
    create.add_argument(
        "--recovery-key-fd",
        type=int,
        metavar="N",
        help="schrijf de herstelsleutel naar bestandsnummer N; anders toont zvdesk die één keer",
    )
    check = _command(group, "check", "controleer of een kluis heel is", "vault_check")
    check.add_argument("folder", type=Path, metavar="MAP")
    _passphrase(check)
    restore = _command(group, "restore", "zet een reservekopie terug in een nieuwe map", "vault_restore")
    restore.add_argument(
        "backup", type=Path, metavar="RESERVEKOPIE", help="een map onder backups/ van de kluis"
    )
    restore.add_argument("folder", type=Path, metavar="MAP", help="nieuwe map voor de kluis")
    _by_recovery_key(restore)
    restore.add_argument("--name", metavar="NAAM", help="wie de herstelsleutel gebruikt; komt in het logboek")
    backup = _command(group, "backup", "maak een reservekopie en toon de kopieën", "vault_backup")
    backup.add_argument("folder", type=Path, metavar="MAP")
    backup.add_argument("--list", action="store_true", help="maak geen kopie, toon ze alleen")
    second = backup.add_mutually_exclusive_group()
    second.add_argument("--second", type=Path, metavar="PLEK", help="zet voortaan ook een kopie in deze map")
    second.add_argument("--no-second", action="store_true", help="maak geen tweede kopie meer")
    _passphrase(backup)
    drill = _command(group, "drill", "oefen het terugzetten van de laatste reservekopie", "vault_drill")
    drill.add_argument("folder", type=Path, metavar="MAP")
    drill.add_argument(
        "--recovery-key", action="store_true", help="doe dat met de herstelsleutel; zvdesk vraagt die ook"
    )
    _passphrase(drill)
    rescue = _command(group, "rescue", "schrijf leesbaar op wat er van een kluis over is", "vault_rescue")
    rescue.add_argument("folder", type=Path, metavar="MAP")
    rescue.add_argument(
        "--out", type=Path, required=True, metavar="MAP", help="nieuwe map; die wordt niet versleuteld"
    )
    _by_recovery_key(rescue)
    change = _command(group, "passphrase", "wijzig uw wachtzin", "vault_passphrase")
    change.add_argument("folder", type=Path, metavar="MAP")
    _passphrase(change)
    change.add_argument(
        "--new-passphrase-fd", type=int, metavar="N", help="lees de nieuwe wachtzin van bestandsnummer N"
    )

    rekey = _command(
        group,
        "rekey",
        "geef een kluis nieuwe sleutels, na een vertrek of een uitgelekte wachtzin",
        "vault_rekey",
    )
    _in_vault(rekey)
    rekey.add_argument(
        "--backups",
        choices=("reseal", "discard"),
        default="reseal",
        help="reservekopieën opnieuw verzegelen (reseal) of weggooien (discard)",
    )
    _recovery_key(rekey)
    _in_vault(
        _command(group, "slots", "toon wie of wat een kluis kan openen, en sinds wanneer", "vault_slots")
    )
    escrow = _command(group, "escrow", "bekijk of wijzig de noodsleutel van een kluis", "vault_escrow")
    _in_vault(escrow)
    change_escrow = escrow.add_mutually_exclusive_group()
    change_escrow.add_argument(
        "--set", type=Path, metavar="BESTAND", help="laat deze publieke noodsleutel (PEM) de kluis openen"
    )
    change_escrow.add_argument("--remove", action="store_true", help="haal de noodsleutel uit de kluis")
    escrow.add_argument("--officer", metavar="NAAM", help="van wie de noodsleutel is; hoort bij --set")


def _escrow(commands: _Commands) -> None:
    group = _group(commands, "escrow", "voor de veiligheidsfunctionaris: maak of gebruik een noodsleutel")
    make = _command(group, "make", "maak een noodsleutel: een publiek en een geheim bestand", "escrow_make")
    make.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de twee bestanden")
    _passphrase(make)
    opens = _command(group, "open", "open een kluis met de noodsleutel", "escrow_open")
    _in_vault(opens)
    opens.add_argument("--key", type=Path, required=True, metavar="BESTAND", help="het geheime bestand")
    opens.add_argument("--name", required=True, metavar="NAAM", help="uw naam, voor het logboek")
    opens.add_argument(
        "--new-recovery-key", action="store_true", help="maak een nieuwe herstelsleutel voor het huis"
    )
    _recovery_key(opens)


def _recovery_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recovery-key-fd",
        type=int,
        metavar="N",
        help="schrijf de herstelsleutel naar bestandsnummer N; anders toont zvdesk die één keer",
    )


def _referral(commands: _Commands) -> None:
    group = _group(commands, "referral", "lees aanmeldingen in")
    imports = _command(
        group,
        "import",
        "lees aanmeldingen in volgens het landelijke model 'Melding' (JSON)",
        "referral_import",
    )
    imports.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    _in_vault(imports)


def _case(commands: _Commands) -> None:
    group = _group(commands, "case", "bekijk casussen")
    _in_vault(_command(group, "list", "toon alle casussen", "case_list"))
    show = _command(group, "show", "toon één casus", "case_show")
    show.add_argument("number", metavar="NUMMER", help="het casusnummer, bijvoorbeeld 2026-0014")
    _in_vault(show)
    case_papers(group, _command, _in_vault)


def _list(commands: _Commands) -> None:
    group = _group(commands, "list", "maak ondertekende actielijsten")
    export = _command(
        group, "export", "schrijf ondertekende actielijsten van een casus als pdf", "list_export"
    )
    _signed(export, "alleen de volledige lijst")
    second = _command(
        group, "countersign", "zet de tweede handtekening onder een ondertekend document", "list_countersign"
    )
    countersigning(second)
    _in_vault(second)
    read = _command(
        group,
        "read",
        "controleer een ondertekende actielijst en lees de acties eruit, zonder overtypen",
        "list_read",
    )
    read.description = READING
    read.add_argument("file", type=Path, metavar="BESTAND")
    trusting_time(read)
    _trusting(read)


def _outcome(commands: _Commands) -> None:
    group = _group(commands, "outcome", "geef de uitkomst van een overleg als gegevens")
    export = _command(
        group,
        "export",
        "schrijf de uitkomst van een overleg over één casus als JSON, zonder handtekening",
        "outcome_export",
    )
    writing(export)
    _in_vault(export)


def _card(commands: _Commands) -> None:
    group = _group(commands, "card", "maak ondertekende crisiskaarten")
    export = _command(
        group,
        "export",
        "schrijf de als-dan-afspraken van een casus als ondertekende crisiskaarten van één bladzijde",
        "card_export",
    )
    _signed(export, "alleen de kaart met alle afspraken")


def _signed(export: argparse.ArgumentParser, full: str) -> None:
    export.add_argument("--case", required=True, metavar="NUMMER", help="het casusnummer")
    export.add_argument("--meeting", metavar="ID", help="het overleg; anders het laatste dat is gesloten")
    export.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de pdf's")
    export.add_argument(
        "--for",
        dest="recipients",
        action="append",
        metavar="ORGANISATIE",
        help="alleen voor deze organisatie (naam of afkorting); mag vaker",
    )
    export.add_argument("--full", action="store_true", help=full)
    with_other_key(export)
    _in_vault(export)


def _script(commands: _Commands) -> None:
    group = _group(commands, "script", "maak het regieboek van de voorzitter")
    export = _command(
        group,
        "export",
        "schrijf het regieboek van een overleg als pdf; alleen voor de voorzitter, zonder handtekening",
        "script_export",
    )
    export.add_argument("--meeting", metavar="ID", help="het overleg; anders het eerste dat nog komt")
    export.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de pdf")
    _in_vault(export)
    blank_form(group, _command, _in_vault)


def _export(commands: _Commands) -> None:
    group = _group(commands, "export", "maak tabellen, conceptmails en agenda's van ondertekende lijsten")
    for name, (help_text, add) in EXPORTS.items():
        command = _command(group, name, help_text, f"export_{name}")
        add(command)
        _in_vault(command)


def _distribution(commands: _Commands) -> None:
    group = _group(commands, "distribution", "houd bij welk document naar wie is gegaan")
    shown = _command(
        group,
        "list",
        "toon per overleg wie wat krijgt: te maken, gemaakt, nagelezen, verstrekt of ontvangen",
        "distribution_list",
    )
    mark = _command(
        group, "mark", "leg vast dat documenten zijn nagelezen, verstrekt of ontvangen", "distribution_mark"
    )
    for command, add in ((shown, distribution_parser.listing), (mark, distribution_parser.marking)):
        add(command)
        _in_vault(command)


def _actions(commands: _Commands) -> None:
    group = _group(commands, "actions", "houd bij wat er terugkwam op acties, en wie te laat is")
    answer = _command(
        group,
        "answer",
        "leg vast dat een actie is gedaan, niet is gedaan, of een nieuwe dag krijgt",
        "actions_answer",
    )
    late = _command(
        group, "overdue", "toon per organisatie wat te laat is, over alle casussen", "actions_overdue"
    )
    remind = _command(
        group,
        "remind",
        "schrijf per organisatie een conceptmail over acties die te laat zijn",
        "actions_remind",
    )
    for command, add in (
        (answer, distribution_parser.answering),
        (late, distribution_parser.late),
        (remind, distribution_parser.reminding),
    ):
        add(command)
        _in_vault(command)


def _trust(commands: _Commands) -> None:
    group = _group(commands, "trust", "vertrouw een huis of ondertekenaar op deze computer")
    trusting(_command(group, "add", "vertrouw een certificaat met de vingerafdruk die u hoorde", "trust_add"))


def _house(commands: _Commands) -> None:
    group = _group(commands, "house", "maak wat uw huis aan anderen geeft")
    house_papers(group, _command, _in_vault)


def _verify(commands: _Commands) -> None:
    verify = _command(commands, "verify", "controleer ondertekende documenten", "verify")
    verify.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    trusting_time(verify)
    _trusting(verify)


def _seal(commands: _Commands) -> None:
    sealing(_command(commands, "seal", "zet een tijdstempel in een ondertekend document", "seal"))


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
    _passphrase(parser)


def _log(commands: _Commands) -> None:
    group = _group(commands, "log", "bekijk het logboek en geef er een overzicht van")
    show = _command(group, "show", "toon de nieuwste regels van het logboek", "log_show")
    choosing(show)
    _in_vault(show)
    check = _command(
        group, "check", "kijk na of het logboek heel is en de kluis niet is teruggezet", "log_check"
    )
    _in_vault(check)
    export = _command(group, "export", "schrijf regels als ondertekende pdf of als CSV", "log_export")
    choosing(export)
    exporting(export)
    _in_vault(export)


def _retention(commands: _Commands) -> None:
    group = _group(commands, "retention", "bekijk bewaartermijnen en maak een bewijs van vernietiging")
    _in_vault(_command(group, "list", "toon tot wanneer elke casus mag blijven", "retention_list"))
    paper = _command(
        group,
        "certificate",
        "schrijf het ondertekende bewijs dat een casus is vernietigd",
        "retention_certificate",
    )
    paper.add_argument("--case", required=True, metavar="NUMMER", help="het nummer van de vernietigde casus")
    paper.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor het bestand")
    _in_vault(paper)


def _demo(commands: _Commands) -> None:
    demo = _command(
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
