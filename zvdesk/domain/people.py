"""Name the people of the house, the roles they hold and who acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Role(Enum):
    """Say what a person of the house does (field: rollen)."""

    CHAIR = "voorzitter"
    COORDINATOR = "coordinator"
    SECRETARY = "secretaris"
    FUNCTIONAL_ADMIN = "functioneel_beheerder"
    PRIVACY_OFFICER = "privacyfunctionaris"
    EMERGENCY = "noodtoegang"  # whoever came in with the recovery key; never given to a person


ASSIGNABLE_ROLES = tuple(role for role in Role if role is not Role.EMERGENCY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Stand for someone of the house who can open the vault."""

    id: str = ""
    name: str
    role: Role
    organisation: str = ""
    phone: str = ""
    from_on: date
    until_on: date | None = None
    certificate: bytes = b""  # X.509 DER, issued by the house
    sealing_public: bytes = b""  # HPKE public key

    def is_active(self, on: date) -> bool:
        """Tell whether the person holds the role on this day; the last day counts."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Stand for who acts now: the person who unlocked, or whoever came in with the recovery key."""

    person_id: str  # "" for the recovery key
    name: str
    role: Role

    @property
    def is_emergency(self) -> bool:
        """Tell whether this is noodtoegang (NEN 7513: emergency access is marked)."""
        return self.role is Role.EMERGENCY
