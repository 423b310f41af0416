"""Name the organisations around the table and their position in the Wgs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class WgsPosition(Enum):
    """Give an organisation's place in art. 2.27 Wgs: who decides, who takes part, who is a derde."""

    PUBLIC = "publiek"
    PRIVATE = "privaat"
    THIRD = "derde"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationKind:
    """Name a kind of organisation that schemes and agendas refer to."""

    code: str
    label: str
    position: WgsPosition
    letter: str = ""  # the letter in art. 2.27(1) or (2) Wgs
    has_professional_secrecy: bool = False
    part_of: str = ""  # the kind that may sit at the table in its place: a wijkagent is of the police
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Stand for one organisation that is known to the house."""

    id: str = ""
    name: str
    abbreviation: str = ""
    kind: str  # OrganisationKind.code
    position: WgsPosition
    has_professional_secrecy: bool = False  # BW 7:457, Wet BIG 88, Jeugdwet 7.3.11
    phone: str = ""
    email: str = ""
    contact_person: str = ""
    is_archived: bool = False
