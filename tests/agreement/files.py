"""Say what is in the set: each file with who reads it, and what zvdesk must say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.agreement.world import NOW
from zvdesk.domain.signatures import VerdictKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

K = VerdictKind
VALID = frozenset({K.VALID})
UNKNOWN = frozenset({K.UNKNOWN_SIGNER})
CHANGED = frozenset({K.CHANGED})
INVALID = frozenset({K.INVALID})
#: What was damaged: which word fits best depends on the byte.
BROKEN = frozenset(K) - {K.VALID, K.UNKNOWN_SIGNER}
#: What nobody signed was damaged: who vouches for the time may be unknown by then.
NOT_VALID = frozenset(K) - {K.VALID}


@dataclass(frozen=True)
class Reader:
    """Hold whom a reader knows, and when the reading is."""

    trusted: tuple[bytes, ...]
    time: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()
    at: datetime = NOW + timedelta(hours=1)  # timestamps are of this hour: other tests may run before


@dataclass(frozen=True)
class Made:
    """Hold one file of the set."""

    group: str
    name: str
    make: Callable[[], bytes] = field(repr=False)
    reader: Reader = field(repr=False)
    expected: frozenset[VerdictKind]
    is_refused: bool = False  # openssl must not accept the certificates either
