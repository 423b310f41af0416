"""Hold what organisations say of a meeting at its end, in three taps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Tap(Enum):
    """Give the answer to one question of the eindevaluatie."""

    YES = "ja"
    PARTLY = "deels"
    NO = "nee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Hold the three answers of one organisation on one meeting; None is not answered."""

    id: str = ""
    meeting_id: str
    organisation_id: str
    goal_clear: Tap | None = None
    roles_clear: Tap | None = None
    cooperation: Tap | None = None
    given_at: datetime | None = None
