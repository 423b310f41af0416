"""Hold what the two papers with contributions share: the case overview and the inzage-pakket (AVG 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import ACCESS, OVERVIEW, Disclosure
from zvdesk.domain.distribution import giving_act
from zvdesk.domain.meetings import AgendaItem
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act
from zvdesk.errors import NotFound
from zvdesk.services import exports, house
from zvdesk.services.handing_out import Exported, write_paper
from zvdesk.storage.cases import load_case
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from zvdesk.domain.access_packages import AccessPackage
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.case_overviews import CaseOverview
    from zvdesk.domain.organisations import Organisation
    from zvdesk.services.desk import Desk, Trail
    from zvdesk.storage.connection import Connection

__all__ = [
    "ACCESS",
    "OVERVIEW",
    "WGS",
    "Loaded",
    "hand_out",
    "load",
    "loaded_of",
    "name_of",
    "require",
    "signing",
    "version_of",
]

WGS = "wgs_zvh"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold what is known of a case, its places on tables, and what was made of it before."""

    file: CaseFile
    items: tuple[AgendaItem, ...]
    organisations: dict[str, Organisation]
    people: tuple[Person, ...]
    made: tuple[Disclosure, ...]


def signing(desk: Desk, passphrase: str, kind: str) -> AbstractContextManager[exports.Signer]:
    """Open the signing key of who makes a paper of this kind; see ``exports.signing``."""
    return exports.signing(desk, passphrase, giving_act(kind), kind)


def require(desk: Desk, kind: str, trail: Trail) -> None:
    """Raise NotAllowed for who may not make a paper of this kind, and log that."""
    desk.require(Act.READ_CONTRIBUTIONS, trail)
    desk.require(giving_act(kind), trail)


def load(desk: Desk, case_id: str) -> Loaded:
    """Return all that a paper is made from; raise NotFound."""
    with desk.vault.read() as connection:
        return loaded_of(connection, case_id)


def loaded_of(connection: Connection, case_id: str) -> Loaded:
    """Return all that a paper is made from, inside a transaction; raise NotFound."""
    file = load_case(connection, case_id)
    if file is None:
        raise NotFound("case", case_id)
    return Loaded(
        file,
        find_records(connection, AgendaItem, case_id=case_id),
        house.known(connection),
        find_records(connection, Person),
        find_records(connection, Disclosure, case_id=case_id),
    )


def version_of(loaded: Loaded, kind: str, recipient_id: str) -> int:
    """Return the number of the next paper of this kind for a recipient."""
    mine = (made for made in loaded.made if (made.kind, made.recipient_id) == (kind, recipient_id))
    return 1 + max((made.version for made in mine), default=0)


def name_of(paper: CaseOverview | AccessPackage, kind: str, who: str) -> str:
    """Return a file name with case number, day and organisation, and no name of a person."""
    practice = "oefening-" if paper.is_practice else ""
    return f"{practice}{paper.case_number}-{kind}-{paper.signed_at:%Y%m%d}-{who}-v{paper.version}.pdf"


def hand_out(desk: Desk, trail: Trail, disclosure: Disclosure, signed: bytes, path: Path) -> Exported:
    """Write one signed paper with its disclosure."""
    trail.object_id = disclosure.document_id
    place = write_paper(desk, giving_act(disclosure.kind), trail, signed, path, (disclosure,))
    return Exported(place, disclosure.kind, disclosure.recipient, disclosure.document_id, disclosure.sha256)
