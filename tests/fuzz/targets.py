"""Fuzz one format with atheris: ``python -m tests.fuzz.targets FORMAT CORPUS [libFuzzer's options]``.

A refusal that zvdesk explains is what should happen; anything else that is raised is a find, and libFuzzer
keeps the file that did it. ``make fuzz`` runs each format for some minutes.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.hostile_files import CARD, CSV, ICS, KEYS, MELDING, PDF, TOML
from zvdesk.content.reading import read_toml
from zvdesk.documents.log_head import head_in
from zvdesk.documents.verifying import verify
from zvdesk.errors import ExplainedError
from zvdesk.exchange.addresses import read_addresses
from zvdesk.exchange.invitation import read_invitation
from zvdesk.exchange.melding import read_referral
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
    return verify(data, trusted=(), at=_AT)


def _attempts(data: bytes) -> object:
    (_PLACE / attempts.FILE).write_bytes(data)
    return attempts.seconds_left(_PLACE, Clock())


TARGETS: Mapping[str, tuple[Callable[[bytes], object], bytes]] = {
    "melding": (read_referral, MELDING),
    "vcf": (lambda data: read_addresses(data, ".vcf"), CARD),
    "csv": (lambda data: read_addresses(data, ".csv"), CSV),
    "ics": (read_invitation, ICS),
    "toml": (_toml, TOML),
    "keys": (key_file.parse, KEYS),
    "pdf": (_pdf, PDF),
    "attempts": (_attempts, b'{"count": 1, "last_at": "2026-01-01T00:00:00+00:00", "attempts": []}'),
}


def try_one(kind: str, data: bytes) -> None:
    """Read one file; a refusal must have its Dutch message, and nothing else may be raised."""
    try:
        TARGETS[kind][0](data)
    except ExplainedError as error:
        if not message(error):
            raise AssertionError("a refusal without words") from error


def main() -> None:
    """Fuzz the format that is named, from a corpus that begins with a good file."""
    kind, corpus = sys.argv[1], Path(sys.argv[2])
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "good").write_bytes(TARGETS[kind][1])
    atheris = import_module("atheris")  # it is there on Linux only, where somebody fuzzes
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: try_one(kind, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
