"""Put together what went to a colleague in one package, because it comes back together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import Reach

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.services.handover_register import OutRow


@dataclass(frozen=True, slots=True)
class OutPackage:
    """Hold what went out together and comes back together."""

    rows: tuple[OutRow, ...]  # a meeting first

    @property
    def first(self) -> OutRow:
        """Return the row that stands for all."""
        return self.rows[0]

    @property
    def label(self) -> str:
        """Return what went out, as one line."""
        return " · ".join(row.label for row in self.rows)

    def is_late(self, today: date) -> bool:
        """Tell whether the colleague can no longer take it in, when that did not happen yet."""
        return self.first.expires_on is not None and self.first.expires_on < today


def packages(rows: tuple[OutRow, ...]) -> tuple[OutPackage, ...]:
    """Return what is out, one for each package, in the order of the rows."""
    together: dict[str, list[OutRow]] = {}
    for row in rows:
        together.setdefault(row.package_id, []).append(row)
    return tuple(
        OutPackage(tuple(sorted(found, key=lambda row: (row.reach is not Reach.MEETING, row.label))))
        for found in together.values()
    )
