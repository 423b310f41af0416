"""Hold what organisations bring in, under which condition and on which ground (Wgs 2.29, 2.30)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class ContributionKind(Enum):
    """Tell a fact from an observation from an estimate."""

    FACT = "feit"
    OBSERVATION = "waarneming"
    ESTIMATE = "inschatting"


class DataCategory(Enum):
    """List the categories of art. 2.30(1) Wgs; the list is closed."""

    IDENTITY = "identificerende_en_contactgegevens"
    BSN = "burgerservicenummer"
    HOUSING = "woonsituatie"
    FINANCE = "financiele_gegevens"
    INCOME = "inkomensgegevens"
    HEALTH = "gezondheid"
    POLICE = "politiegegevens"
    JUSTICE = "justitiele_gegevens"
    RELATIONS = "relaties_en_directe_kring"
    SUPERVISION = "toezicht_en_bestuurlijke_maatregelen"
    PROVISIONS = "geindiceerde_zorg_of_voorzieningen"
    SUPPORT = "begeleiding_zorg_en_hulpverlening"


class SharingCondition(Enum):
    """Give the supplier's condition on passing on (Wgs 2.29(3))."""

    ALL = "allen"
    NAMED = "alleen_genoemde_organisaties"
    NOT_IN_REPORT = "niet_in_verslag"
    NOT_TO_THIRD = "niet_aan_derden"


class SecrecyGround(Enum):
    """Give the ground on which someone bound by professional secrecy shares (Wgs 2.29(2))."""

    NONE = "niet_van_toepassing"
    CONSENT = "toestemming"
    STATUTORY = "wettelijke_plicht_of_bevoegdheid"
    GOOD_CARE = "goed_hulpverlenerschap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Stand for one item of information that one organisation brings in."""

    id: str = ""
    case_id: str
    organisation_id: str
    kind: ContributionKind
    category: DataCategory
    observed_on: date | None = None
    text: str
    sharing_condition: SharingCondition = SharingCondition.ALL
    named_organisation_ids: tuple[str, ...] = ()
    secrecy_ground: SecrecyGround = SecrecyGround.NONE
    secrecy_motivation: str = ""
