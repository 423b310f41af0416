"""Hold what a report of a verification says: what was found of each file, and nothing that is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from zvdesk.domain.log_standing import HeadAnswer
    from zvdesk.domain.signatures import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """Hold what was found of one file; ``name`` is how the person gave it, without its folder."""

    name: str
    verdict: Verdict
    checked_at: datetime  # local time
    is_registered: bool | None = None  # None: there was no vault to ask
    head: HeadAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """Hold a report: unsigned, so it helps to remember and proves nothing."""

    house: str  # of the open vault; without one the name of the program
    is_practice: bool
    documents: tuple[CheckedDocument, ...]
    version: str  # of zvdesk
    printed_at: datetime  # local time; when the last file was looked at
    document_id: str
