"""Declare the commands on colleagues: people with a vault of their own, whom one knows by a card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.cli.declaring import command, group, in_vault
from zvdesk.cli.log_parser import day

if TYPE_CHECKING:
    from zvdesk.cli.declaring import Commands


def colleague(commands: Commands) -> None:
    """Add the commands on colleagues."""
    below = group(commands, "colleague", "leer collega's met een eigen kluis kennen, voor een overdracht")
    own = command(
        below,
        "card",
        "schrijf uw eigen kaart, als bestand en als blad met een QR-code en de vingerafdruk",
        "colleague_card",
    )
    own.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor de twee bestanden")
    in_vault(own)
    add = command(below, "add", "voeg een collega toe, met de vingerafdruk die u hoorde", "colleague_add")
    add.add_argument(
        "file",
        type=Path,
        metavar="BESTAND",
        help="de kaart (.zvkaart), het blad (pdf), of een foto van de QR-code (png of jpg)",
    )
    add.add_argument(
        "--fingerprint",
        metavar="VINGERAFDRUK",
        help="wat uw collega voorlas: 32 tekens, spaties mogen; anders vraagt zvdesk erom",
    )
    in_vault(add)
    in_vault(command(below, "list", "toon de collega's die deze kluis kent", "colleague_list"))
    end = command(
        below, "end", "beëindig een collega: daarna gaat er niets meer heen of terug", "colleague_end"
    )
    end.add_argument("who", metavar="COLLEGA", help="de naam, of het begin van de vingerafdruk")
    end.add_argument("--on", type=day, metavar="DAG", help="de laatste dag (JJJJ-MM-DD); anders nu meteen")
    in_vault(end)
    house = command(
        below,
        "house-list",
        "schrijf de ondertekende lijst van collega's van uw huis; voor de functioneel beheerder",
        "colleague_house_list",
    )
    house.add_argument("--out", type=Path, required=True, metavar="MAP", help="map voor het bestand")
    in_vault(house)
    take = command(
        below,
        "take-list",
        "neem de lijst van een huis over: wie erop staat kent u, wie is gestopt niet meer",
        "colleague_take_list",
    )
    take.add_argument("file", type=Path, metavar="BESTAND", help="de lijst (.zvlijst)")
    take.add_argument(
        "--own-house",
        action="store_true",
        help="onderteken onder uw eigen huis, ook als het huis van de lijst uw sleutel certificeert",
    )
    in_vault(take)
