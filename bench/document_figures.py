"""Measure paper: rendering against WeasyPrint, and signing."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.data import action_list
from bench.figures import Figure, absolute, median, relative, timed
from zvdesk.documents.action_list import render
from zvdesk.documents.identities import (
    SigningIdentity,
    house_certificate,
    new_signing_key,
    person_certificate,
)
from zvdesk.documents.signing import sign

PEERS = Path(__file__).parent / "peers"


def figures(_folder: Path) -> list[Figure]:
    """Return the figures of documents."""
    short, long = action_list(14), action_list(2_000)
    fourteen = median(timed(lambda: render(short), 9))
    thousands = median(timed(lambda: render(long), 1))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    house_key, key = new_signing_key(), new_signing_key()
    house = house_certificate(house_key, "Oefenregio", practice=True, now=now)
    person = person_certificate(
        house_key,
        house,
        key.public_key(),
        name="F. Voorbeeld",
        role="voorzitter",
        organisation="Oefenregio",
        practice=True,
        now=now,
        until=now + timedelta(days=3650),
    )
    identity = SigningIdentity(private_key=key, certificate=person, chain=(house,))
    pdf = render(short)
    signing = median(timed(lambda: sign(pdf, identity, at=now), 9))
    return [
        absolute("list_14_actions", fourteen, "s", 0.1),
        relative("list_2000_actions", thousands, "s", _weasyprint(2_000), "WeasyPrint, PDF/UA-1", 0.3),
        absolute("sign_list", signing, "s", 0.1),
    ]


def _weasyprint(count: int) -> float:
    rows = [[a.number, a.what, a.person, str(a.due_on), a.informing_note] for a in action_list(count).actions]
    told = subprocess.run(
        [sys.executable, str(PEERS / "weasy_list.py")],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout)
