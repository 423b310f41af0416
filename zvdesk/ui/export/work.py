"""Do in the worker what the sign dialog asks; plain functions over the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.blockers import Blocked
from zvdesk.services import cases, exports, papers, verification
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.texts.blockers import sentences
from zvdesk.texts.messages import message
from zvdesk.ui.widgets.signing_key import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.domain.blockers import Blocker
    from zvdesk.domain.signatures import Verdict
    from zvdesk.errors import ExplainedError
    from zvdesk.services.desk import Desk
    from zvdesk.ui.widgets.signing_key import SigningKey


@dataclass(frozen=True)
class Offer:
    """Hold one list or crisis card that can be made, or why it cannot."""

    case_id: str
    case_name: str
    organisation_id: str | None
    recipient: str  # "" for the full list
    blockers: tuple[Blocker, ...]
    is_card: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """Return what tells one document from another."""
        return self.case_id, self.organisation_id or "", self.is_card

    @property
    def recipient_of_set(self) -> Recipient:
        """Return what a set of signed documents calls it."""
        kind = papers.CARD if self.is_card else exports.KIND
        return Recipient(self.case_id, self.organisation_id, kind)

    @property
    def is_possible(self) -> bool:
        """Tell whether the list can be made now."""
        return not self.blockers


@dataclass(frozen=True)
class Made:
    """Hold what became of one document."""

    offer: Offer
    path: Path | None
    verdict: Verdict | None
    refusal: str  # "" when it was made


def load_offers(desk: Desk, meeting_id: str, case_ids: tuple[str, ...]) -> tuple[Offer, ...]:
    """Load every list of these cases, and after those of a case the crisis cards that can be made."""
    found = []
    for case_id in case_ids:
        case = cases.case_file(desk, case_id).case
        name = f"{case.number} · {case.alias}" if case.alias else case.number
        lists = exports.targets(desk, meeting_id, case_id)
        cards = [t for t in papers.card_targets(desk, meeting_id, case_id) if not t.blockers]
        found += [_offer(case_id, name, target, is_card=False) for target in lists]
        found += [_offer(case_id, name, target, is_card=True) for target in cards]
    return tuple(found)


def _offer(case_id: str, name: str, target: exports.Target, *, is_card: bool) -> Offer:
    organisation = target.organisation
    return Offer(
        case_id,
        name,
        organisation.id if organisation else None,
        organisation.name if organisation else "",
        target.blockers,
        is_card,
    )


def preview(desk: Desk, meeting_id: str, offer: Offer) -> bytes:
    """Return the unsigned document as it would be signed now."""
    show = papers.preview_card if offer.is_card else exports.preview
    return show(desk, meeting_id, offer.case_id, offer.organisation_id)


def sign_all(
    desk: Desk,
    meeting_id: str,
    offers: tuple[Offer, ...],
    folder: Path,
    key: SigningKey,
    report: Callable[[int, int], None],
) -> tuple[Made, ...]:
    """Sign every document, write them together, and verify each file as whoever receives it would.

    A document that cannot be made is told with its reason and the others go on. Stopped in between, nothing
    is written. Raises what opening the key raises before anything is made, and FolderUnusable.
    """
    asked = {offer.recipient_of_set: offer for offer in offers}
    with opened(desk, key) as signer:
        found = sign_set(desk, signer, meeting_id, tuple(asked), folder, report)
    refused = {one.recipient: _words(one.error) for one in found.refused}
    paths = {recipient: written.path for recipient, written in found.made}
    return tuple(_made(desk, offer, paths.get(one), refused.get(one, "")) for one, offer in asked.items())


def _made(desk: Desk, offer: Offer, path: Path | None, refusal: str) -> Made:
    verdict = verification.verify_file(path, desk=desk).verdict if path else None
    return Made(offer, path, verdict, refusal)


def _words(error: ExplainedError) -> str:
    return sentences(error.blockers) if isinstance(error, Blocked) else message(error)
