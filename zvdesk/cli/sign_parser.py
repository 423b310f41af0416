"""Declare the arguments of the commands that add to a signature."""

from __future__ import annotations

import argparse
from pathlib import Path

from zvdesk.domain.signatures import Seal

SEAL_WORDS = (
    "Zet een tijdstempel in een ondertekend document, en daarachter de gegevens die tonen dat geen "
    "certificaat is ingetrokken. Hiervoor is een netwerk nodig. Naar de tijddienst gaat alleen een kenmerk "
    "(hash), nooit het document. Lukt het niet, dan blijft het bestand zoals het was."
)
COUNTERSIGN_WORDS = (
    "Zet de tweede handtekening onder een document dat een ander ondertekende: iemand van dit huis of een "
    "bekende ondertekenaar, of wie het in deze kluis met een eigen sleutel maakte. zvdesk zegt van wie de "
    "eerste handtekening is. Het bestand krijgt er een deel bij. Een derde handtekening kan niet."
)


def sealing(parser: argparse.ArgumentParser) -> None:
    """Add what is sealed, by which time service, and how far."""
    parser.description = SEAL_WORDS
    parser.add_argument("file", type=Path, metavar="BESTAND", help="een ondertekende pdf")
    parser.add_argument(
        "--tsa", default="", metavar="ADRES", help="de tijddienst (RFC 3161, https); anders die u onthield"
    )
    trusting_time(parser)
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CERT",
        help="vertrouw ook dit certificaat van een huis of ondertekenaar; mag vaker",
    )
    parser.add_argument(
        "--level",
        type=Seal,
        choices=list(Seal),
        default=Seal.LT,
        metavar="NIVEAU",
        help="b-t: alleen een tijdstempel; b-lt of b-lta: ook intrekkingsgegevens, afgesloten met een "
        "tijdstempel (anders: b-lt)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="BESTAND",
        help="schrijf het resultaat hierheen; anders in hetzelfde bestand",
    )
    parser.add_argument(
        "--remember",
        action="store_true",
        help="onthoud deze tijddienst en haar certificaat, als het is gelukt",
    )


def with_other_key(parser: argparse.ArgumentParser) -> None:
    """Add a key of somebody else's making to sign with: in a file, or on a token."""
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--pkcs12",
        type=Path,
        metavar="BESTAND",
        help="onderteken met de sleutel in dit bestand (.p12 of .pfx), en niet met uw sleutel van het huis",
    )
    parser.add_argument(
        "--pkcs12-passphrase-fd",
        type=int,
        metavar="N",
        help="lees de wachtzin van dat bestand van bestandsnummer N; anders na die van de kluis, of zvdesk "
        "vraagt erom",
    )
    other.add_argument(
        "--pkcs11",
        type=Path,
        metavar="BIBLIOTHEEK",
        help="onderteken met een token; dit is de PKCS#11-bibliotheek van de leverancier",
    )
    parser.add_argument("--token", default="", metavar="NAAM", help="welke token, als er meer zijn")
    parser.add_argument(
        "--pin-fd",
        type=int,
        metavar="N",
        help="lees de pincode van de token van bestandsnummer N; anders na de wachtzin van de kluis, of "
        "zvdesk vraagt erom",
    )


def trusting_time(parser: argparse.ArgumentParser) -> None:
    """Add whose word on time counts."""
    parser.add_argument(
        "--tsa-cert",
        type=Path,
        action="append",
        default=[],
        metavar="CERT",
        help="vertrouw voor de tijd dit certificaat van een tijddienst; mag vaker",
    )


def reporting(parser: argparse.ArgumentParser) -> None:
    """Add where a report of what was found goes."""
    parser.add_argument(
        "--report",
        type=_pdf_file,
        metavar="BESTAND",
        help="bewaar een verslag van de controle als pdf; het is niet ondertekend",
    )


def _pdf_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".pdf":
        raise argparse.ArgumentTypeError(f"{text!r} eindigt niet op .pdf")
    return path


def countersigning(parser: argparse.ArgumentParser) -> None:
    """Add what is signed a second time."""
    parser.description = COUNTERSIGN_WORDS
    parser.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="MAP",
        help="schrijf het resultaat in deze map; anders in hetzelfde bestand",
    )
    with_other_key(parser)
    trusting_time(parser)
