"""Judge a document by whom is known here: the trust list, and with a vault its house and its colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents.identities import fingerprint
from zvdesk.documents.verifying import verify
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import shared_house
from zvdesk.services.trust import revocation_answers, revocation_lists
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from zvdesk.domain.signatures import Verdict
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection


def verdict_on(
    data: bytes,
    *,
    trusted: Iterable[bytes],
    time_authorities: Iterable[bytes],
    desk: Desk | None,
    at: datetime,
) -> Verdict:
    """Return the verdict on a document (PDF); certificates go in as X.509 DER.

    With a vault its house is known too, and so are the colleagues that it knows now: each for what they
    signed themselves, not for what else the house of a colleague issues. The house that several vaults share
    counts in the same way: for who is known.
    """
    known = [*trusted, *([desk.house.certificate] if desk is not None else [])]
    times, lists, answers = tuple(time_authorities), revocation_lists(), revocation_answers()

    def judged(roots: list[bytes]) -> Verdict:
        return verify(
            data,
            trusted=roots,
            time_authorities=times,
            revocation_lists=lists,
            revocation_answers=answers,
            at=at,
        )

    found = judged(known)
    if desk is None or found.kind is not VerdictKind.UNKNOWN_SIGNER:
        return found
    houses = _houses(desk, found, {fingerprint(root) for root in known})
    return judged([*known, *houses]) if houses else found


def is_made_here(connection: Connection, verdict: Verdict) -> bool:
    """Tell whether the register knows a document, or what it was before somebody added to it."""
    return any(
        find_records(connection, Disclosure, sha256=digest)
        or find_records(connection, KeptCopy, sha256=digest)  # of a case that is away, or of the log
        for digest in (verdict.document_sha256, *verdict.revisions)
        if digest
    )


def _houses(desk: Desk, verdict: Verdict, known: set[str]) -> tuple[bytes, ...]:
    """Return the houses of those we know elsewhere, when nobody signed but they and people we know."""
    strangers = [one for one in verdict.signers if one.issuer_fingerprint not in known]
    certified = _certified(desk)
    if not all(one.fingerprint in certified for one in strangers):
        return ()
    return tuple(dict.fromkeys(certified[one.fingerprint] for one in strangers))


def _certified(desk: Desk) -> dict[str, bytes]:
    """Return the house of each certificate that counts: of a colleague, or of our own people elsewhere.

    Somebody may have two, of the own house and of the shared one; who ended is no longer vouched for.
    """
    today = desk.clock.today()
    with desk.vault.read() as connection:
        colleagues = find_records(connection, Colleague)
        shared = shared_house.every(connection)
    ended = {one.id for one in colleagues if not one.is_active(today)}
    found = {fingerprint(one.certificate): one.house_certificate for one in colleagues if one.id not in ended}
    more = (one for key_id, known in shared.items() if key_id not in ended for one in known)
    return found | {fingerprint(one.certificate): one.house_certificate for one in more}
