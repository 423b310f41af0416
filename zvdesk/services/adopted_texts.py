"""Compute again the hash that a signed list prints, from the text that its meeting adopted.

Only the vault that made a list can: the text holds everybody's agreements, and random ids that are on no list
(``domain/outcome_text``). Who received a list holds it against another list, or asks the house to do this.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.outcome_text import adopted_text
from zvdesk.domain.roles import Act
from zvdesk.errors import NoOutcome, NotOurList
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.outcomes import read_list
from zvdesk.storage.meetings import adopted_lists
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from zvdesk.services.verification import Verified

_DOCUMENT = "vastgestelde tekst"


@dataclass(frozen=True, slots=True)
class AdoptedText:
    """Hold the adopted text behind a list; nothing of it is there unless the list is valid."""

    verified: Verified
    printed: str = ""  # the SHA-256 that the list carries and prints
    text: str = ""
    version: int = 0

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the text, or nothing when there is none."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""

    @property
    def is_same(self) -> bool:
        """Tell whether the list prints the hash of this text."""
        return bool(self.text) and self.sha256 == self.printed


def text_behind(
    desk: Desk,
    path: Path,
    *,
    trust: Iterable[Path] = (),
    trust_time: Iterable[Path] = (),
    at: datetime | None = None,
) -> AdoptedText:
    """Verify a signed list, and return the text that this vault keeps of what was adopted; reading is logged.

    Of a list that is not valid nothing is returned but the verdict. Raises NotOurList for a list that
    this vault did not make, NoOutcome for one without a hash, NotAllowed, and what ``read_list`` raises.
    """
    read = read_list(path, trust=trust, trust_time=trust_time, desk=desk, at=at)
    if read.content is None:
        return AdoptedText(read.verified)
    if not read.content.text_sha256:
        raise NoOutcome
    verdict = read.verified.verdict
    with desk.vault.read() as connection:
        made = [
            disclosure
            for digest in (verdict.document_sha256, *verdict.revisions)
            for disclosure in find_records(connection, Disclosure, sha256=digest)
        ]
    if not made:
        raise NotOurList
    trail = Trail("lezen", _DOCUMENT, made[0].meeting_id, made[0].case_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        versions = adopted_lists(connection, made[0].meeting_id, made[0].case_id)
    adopted = [one for one in versions if one.version == made[0].version]
    if not adopted:
        raise NotOurList
    return AdoptedText(read.verified, read.content.text_sha256, adopted_text(adopted[0]), made[0].version)
