"""Say how far a log had come, and whether a vault still is what its witnesses outside it saw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

HASH_DIGITS = 64  # hexadecimal digits of a whole head
MARK_DIGITS = 20  # of it at the foot of a paper: 80 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """Hold the last line of a log at one moment: its number and its whole MAC, as a witness keeps them."""

    vault_id: str  # random; "" when the witness does not say
    sequence: int
    mac: str  # hexadecimal: 64 digits, or at least MARK_DIGITS when copied from paper

    @property
    def mark(self) -> str:
        """Return what stands at each foot: the number and 80 bits, in groups of four."""
        digits = self.mac[:MARK_DIGITS]
        return f"{self.sequence} · " + " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


class Witness(Enum):
    """Name what outside the vault remembers how far the log had come."""

    SIDE_FILE = "profiel"  # beside the settings of this person: who can put files back reaches it too
    KEYRING = "sleutelbos"  # of the operating system
    PAPER = "lijst"  # a signed list that somebody else has


class StandingKind(Enum):
    """Name what can be said of a vault against its witnesses."""

    IN_ORDER = "in_orde"
    ROLLED_BACK = "teruggezet"  # lines that a witness saw are gone
    EDITED = "gewijzigd"  # the chain is broken, or it is another chain than a witness saw
    UNKNOWN = "niet_vast_te_stellen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Hold what can be said of a vault, since when, and by which witnesses."""

    kind: StandingKind
    by: tuple[Witness, ...] = ()  # who was asked and agrees; with a deviation: who noticed it
    since: datetime | None = None  # with a deviation: nothing after this moment is certain; None: nothing is
    after_line: int = 0  # with a deviation: the last line that is certain
    lines: int = 0  # how many lines the log has

    @property
    def deviates(self) -> bool:
        """Tell whether somebody changed something outside zvdesk."""
        return self.kind in (StandingKind.ROLLED_BACK, StandingKind.EDITED)


class HeadAnswer(Enum):
    """Say whether a vault still contains the head that a document carries."""

    CONTAINED = "aanwezig"
    GONE = "verdwenen"  # the log does not come that far (any more)
    REPLACED = "vervangen"  # another line stands there, or the chain up to it is broken
    OTHER_VAULT = "andere_kluis"
    NO_HEAD = "geen_kenmerk"
