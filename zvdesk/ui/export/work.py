"""Do in the worker what the sign dialog asks; plain functions over the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import ExplainedError, MissingGlyphs
from zvdesk.services import cases, exports, verification
from zvdesk.texts.blockers import sentences
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.domain.blockers import Blocker
    from zvdesk.domain.signatures import Verdict
    from zvdesk.services.desk import Desk


@dataclass(frozen=True)
class Offer:
    """Hold one list that can be made, or why it cannot."""

    case_id: str
    case_name: str
    organisation_id: str | None
    recipient: str  # "" for the full list
    blockers: tuple[Blocker, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells one list from another."""
        return self.case_id, self.organisation_id or ""

    @property
    def is_possible(self) -> bool:
        """Tell whether the list can be made now."""
        return not self.blockers


@dataclass(frozen=True)
class Made:
    """Hold what became of one list."""

    offer: Offer
    path: Path | None
    verdict: Verdict | None
    refusal: str  # "" when the list was made


def load_offers(desk: Desk, meeting_id: str, case_ids: tuple[str, ...]) -> tuple[Offer, ...]:
    """Load every list of these cases."""
    found = []
    for case_id in case_ids:
        case = cases.case_file(desk, case_id).case
        name = f"{case.number} · {case.alias}" if case.alias else case.number
        for target in exports.targets(desk, meeting_id, case_id):
            organisation = target.organisation
            found.append(
                Offer(
                    case_id,
                    name,
                    organisation.id if organisation else None,
                    organisation.name if organisation else "",
                    target.blockers,
                )
            )
    return tuple(found)


def sign_all(
    desk: Desk,
    meeting_id: str,
    offers: tuple[Offer, ...],
    folder: Path,
    passphrase: str,
    report: Callable[[int, int], None],
) -> tuple[Made, ...]:
    """Sign and write each list, and verify each file as whoever receives it would.

    A list that cannot be made is told with its reason and the others go on. Raises WrongPassphrase before
    anything is written, and FolderUnusable.
    """
    made = []
    with exports.signing(desk, passphrase) as signer:
        for number, offer in enumerate(offers):
            report(number, len(offers))
            try:
                written = exports.export_list(
                    desk, signer, meeting_id, offer.case_id, offer.organisation_id, folder
                )
            except (Blocked, MissingGlyphs) as error:
                made.append(Made(offer, None, None, _words(error)))
                continue
            verified = verification.verify_file(written.path, desk=desk)
            made.append(Made(offer, written.path, verified.verdict, ""))
    return tuple(made)


def _words(error: ExplainedError) -> str:
    return sentences(error.blockers) if isinstance(error, Blocked) else message(error)
