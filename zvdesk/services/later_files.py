"""Keep the register true when something is added to a file of it: a second signature, or a timestamp."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import Disclosure
from zvdesk.storage.records import find_records, insert_record, replace_record

if TYPE_CHECKING:
    from zvdesk.domain.signatures import Verdict
    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection


def known_before(connection: Connection, verdict: Verdict) -> Disclosure | None:
    """Return the document of the register that a file is, or else the last one to which it adds."""
    digests = (verdict.document_sha256, *reversed(verdict.revisions))
    return next((d for digest in digests for d in find_records(connection, Disclosure, sha256=digest)), None)


def later_file(clock: Clock, before: Disclosure, data: bytes) -> Disclosure:
    """Return the entry for a file that only adds to one of the register.

    Who read that one through read this one; to whom it goes, and when, is asked anew.
    """
    return replace(
        before,
        id=clock.new_id(),
        sha256=hashlib.sha256(data).hexdigest(),
        made_at=clock.now(),
        gone_on=None,
        handed_over_by="",
        handed_over_on=None,
        handed_over_how=None,
        received_on=None,
    )


def register_later(
    desk: Desk, connection: Connection, before: Disclosure, data: bytes, replaced: str = ""
) -> None:
    """Put a file that adds to one of the register beside it, inside an act that has its own line.

    ``replaced`` is the SHA-256 of what stood in its place: that is no copy any more when nobody got it.
    """
    later = later_file(desk.clock, before, data)
    if find_records(connection, Disclosure, sha256=later.sha256):
        return
    insert_record(connection, later)
    if before.sha256 == replaced and before.handed_over_on is None and before.gone_on is None:
        replace_record(connection, replace(before, gone_on=desk.clock.today()))
