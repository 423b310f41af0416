"""Name what is fuzzed: how a file of each format is read, and a good one to begin with.

A refusal that zvdesk explains is what should happen; anything else that is raised is a find.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.documents.lists import one_organisation
from tests.exchange.holders import holder
from tests.exchange.test_code_pictures import drawn, saved
from tests.fuzz.hostile_files import CARD, CSV, ICS, KEYS, MELDING, PDF, TOML
from zvdesk.content.reading import read_toml
from zvdesk.documents.log_head import head_in
from zvdesk.documents.outcome import outcome_data, outcome_in
from zvdesk.documents.verifying import verify
from zvdesk.errors import ExplainedError
from zvdesk.exchange import cards, house_lists
from zvdesk.exchange.addresses import read_addresses
from zvdesk.exchange.code_pictures import code_in
from zvdesk.exchange.invitation import read_invitation
from zvdesk.exchange.melding import read_referral
from zvdesk.exchange.outcome import read_outcome
from zvdesk.services import attempts
from zvdesk.services.clock import Clock
from zvdesk.storage import key_file
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_PLACE = Path(tempfile.mkdtemp(prefix="zvdesk-fuzz-"))


def _toml(data: bytes) -> object:
    path = _PLACE / "house.toml"
    path.write_bytes(data)
    return read_toml(path)


def _pdf(data: bytes) -> object:
    head_in(data)
    outcome_in(data)
    return verify(data, trusted=(), at=_AT)


def _attempts(data: bytes) -> object:
    (_PLACE / attempts.FILE).write_bytes(data)
    return attempts.seconds_left(_PLACE, Clock())


OUTCOME = outcome_data(one_organisation())
COLLEAGUE = holder()
PEOPLE = house_lists.written(
    (house_lists.Listed(COLLEAGUE.certificate, COLLEAGUE.house_certificate, COLLEAGUE.sealing_public),),
    number=1,
    certificate=COLLEAGUE.certificate,
    key=COLLEAGUE.key,
)
PICTURE = saved(drawn(cards.to_code(COLLEAGUE.parts), 2))

TARGETS: Mapping[str, tuple[Callable[[bytes], object], bytes]] = {
    "melding": (read_referral, MELDING),
    "uitkomst": (read_outcome, OUTCOME),
    "vcf": (lambda data: read_addresses(data, ".vcf"), CARD),
    "csv": (lambda data: read_addresses(data, ".csv"), CSV),
    "ics": (read_invitation, ICS),
    "toml": (_toml, TOML),
    "keys": (key_file.parse, KEYS),
    "pdf": (_pdf, PDF),
    "zvkaart": (cards.read, COLLEAGUE.card),
    "kaartcode": (cards.read, cards.to_code(COLLEAGUE.parts).encode()),
    "kaartfoto": (code_in, PICTURE),
    "zvlijst": (house_lists.read, PEOPLE),
    "attempts": (_attempts, b'{"count": 1, "last_at": "2026-01-01T00:00:00+00:00", "attempts": []}'),
}


def try_one(kind: str, data: bytes) -> None:
    """Read one file; a refusal must have its Dutch message, and nothing else may be raised."""
    try:
        TARGETS[kind][0](data)
    except ExplainedError as error:
        if not message(error):
            raise AssertionError("a refusal without words") from error
