"""Make one's own card and read that of somebody else; with a card people come to know each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.documents.identities import PRACTICE_SUFFIX
from zvdesk.domain.colleagues import Card, CardSheet
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act
from zvdesk.errors import CardRefused, NoSigningKey
from zvdesk.exchange import cards
from zvdesk.exchange.cards import to_code, to_file
from zvdesk.exchange.code_pictures import MOST_BYTES, code_in, is_picture
from zvdesk.exchange.house_lists import MOST_BYTES as MOST_LIST_BYTES
from zvdesk.limits import read_plain_file
from zvdesk.services import shared_house
from zvdesk.services.certificates import fits
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import write_files
from zvdesk.storage import keys
from zvdesk.storage.records import get_record

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric import ec

OWN, ENDING = "eigen kaart", ".zvkaart"
_MOST = max(MOST_BYTES, MOST_LIST_BYTES)


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Hold one's own card as it was written: the file to send, and the sheet to show or print."""

    card: Card
    file: Path
    sheet: Path


@dataclass(frozen=True, slots=True)
class ShownCard:
    """Hold one's own card for the screen: the file to give, and the rows of its QR code, True for dark."""

    card: Card
    file: bytes
    squares: tuple[tuple[bool, ...], ...]


def shown_card(desk: Desk, passphrase: str) -> ShownCard:
    """Return the card of who is at the desk for the screen, to be photographed; raise like ``my_card``."""
    from zvdesk.documents.qr_code import squares  # late: most people open no PDF

    made = _looked_at(desk, passphrase)
    file = to_file(made)
    return ShownCard(read_card(file), file, squares(to_code(made)))


def my_card(desk: Desk, passphrase: str) -> bytes:
    """Return the card of who is at the desk, signed with the own key; a wrong passphrase is logged as failed.

    Raises WrongPassphrase, NotAllowed, and NoSigningKey for a key that the house does not certify.
    """
    return to_file(_looked_at(desk, passphrase))


def export_card(desk: Desk, passphrase: str, folder: Path) -> CardFiles:
    """Write the card of who is at the desk as a file and as a sheet with its QR code, and return both.

    Nothing on it is secret. Raises like ``my_card``, and MissingGlyphs and FolderUnusable.
    """
    from zvdesk.documents import colleague_card  # late: most people open no PDF

    trail = Trail("exporteren", OWN)
    desk.require(Act.MEET_COLLEAGUE, trail)
    with desk.trying(trail):
        made = _made(desk, passphrase)
        file = to_file(made)
        card = read_card(file)
        sheet = CardSheet(
            card=card,
            file=file,
            code=to_code(made),
            is_practice=desk.vault.practice,
            house=card.house,
            printed_at=desk.clock.local(desk.clock.now()),
            document_id=desk.clock.new_id(),
        )
        name = f"{'oefening-' if sheet.is_practice else ''}kaart-{card.id[:8].upper()}"
        files = [(folder / f"{name}{ENDING}", file), (folder / f"{name}.pdf", colleague_card.render(sheet))]
        trail.object_id = card.id
        written, drawn = write_files(desk, Act.MEET_COLLEAGUE, files, [trail])
    return CardFiles(card, written, drawn)


def read_card(data: bytes) -> Card:
    """Return what a card says: a file, the sheet it is in, a picture of its QR code, or the text of that.

    Nothing is known yet: only the fingerprint that the owner reads aloud tells whose card it is. Raises
    CardRefused.
    """
    if is_picture(data):
        data = code_in(data)
    elif data.startswith(b"%PDF-"):
        from zvdesk.documents.colleague_card import card_in

        data = card_in(data) or b""
    return without_mark(cards.read(data))


def read_file(path: Path) -> bytes:
    """Return what a file holds that may be a card or a list; raise CardRefused when it cannot be read."""
    try:
        data = read_plain_file(path, _MOST)
    except OSError as error:
        raise CardRefused("unreadable") from error
    if len(data) > _MOST:
        raise CardRefused("too_large")
    return data


def without_mark(card: Card) -> Card:
    """Return a card that says whether its house practises, without the mark for that in the names."""
    return replace(
        card,
        house=card.house.removesuffix(PRACTICE_SUFFIX),
        organisation=card.organisation.removesuffix(PRACTICE_SUFFIX),
        is_practice=card.house.endswith(PRACTICE_SUFFIX),
    )


def own_key(desk: Desk, passphrase: str) -> tuple[Person, ec.EllipticCurvePrivateKey]:
    """Return who is at the desk with the own signing key; raise WrongPassphrase and NoSigningKey."""
    if desk.actor.is_emergency:
        raise NoSigningKey
    key = keys.personal_signing_key(desk.vault.folder, desk.actor.person_id, passphrase)
    with desk.vault.read() as connection:
        person = get_record(connection, Person, desk.actor.person_id)
    if person is None or not fits(person.certificate, key):
        raise NoSigningKey
    return person, key


def _looked_at(desk: Desk, passphrase: str) -> cards.Parts:
    trail = Trail("bekijken", OWN)
    desk.require(Act.MEET_COLLEAGUE, trail)
    with desk.trying(trail):
        made = _made(desk, passphrase)
    desk.note(trail)
    return made


def _made(desk: Desk, passphrase: str) -> cards.Parts:
    person, key = own_key(desk, passphrase)
    with desk.vault.read() as connection:
        standing = shared_house.standing_of(desk, connection, person)
    return cards.made(standing.certificate, standing.house_certificate, person.sealing_public, key)
