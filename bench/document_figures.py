"""Measure paper: one list, a long one, its memory, a signature, and all the lists of a whole table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from bench.data import close_table, fill_table
from bench.figures import Figure, absolute, median, relative, timed
from bench.lists import action_list
from zvdesk.documents.action_list import render
from zvdesk.documents.identities import (
    SigningIdentity,
    house_certificate,
    new_signing_key,
    person_certificate,
)
from zvdesk.documents.signing import sign
from zvdesk.domain.people import Role
from zvdesk.errors import Cancelled
from zvdesk.services import exports, meetings, vaults
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.storage.wrapping import FLOOR

PEERS = Path(__file__).parent / "peers"
ROOT = PEERS.parent.parent
LONG = 2_000  # actions
CASES, PARTNERS = 12, 15
PASSPHRASE = "vijf gewone woorden als voorbeeld"


def figures(folder: Path) -> list[Figure]:
    """Return the figures of documents."""
    short, long = action_list(14), action_list(LONG)
    fourteen = median(timed(lambda: render(short), 9))
    thousands = median(timed(lambda: render(long), 3))
    rows = json.dumps([[a.number, a.what, a.person, str(a.due_on), a.informing_note] for a in long.actions])
    seconds, until_stopped = _table(folder)
    return [
        absolute("list_14_actions", fourteen, "s", 0.1),
        absolute("list_2000_actions", thousands, "s", 3),
        relative(
            "list_2000_weasyprint", thousands, "s", _peer("weasy_list", rows), "WeasyPrint, PDF/UA-1", 0.1
        ),
        relative("list_2000_fpdf2", thousands, "s", _peer("fpdf_list", rows), "fpdf2, no tags", 0.5),
        absolute("list_2000_memory", _peer("long_list"), "MB", 120),
        absolute("sign_list", _signing(render(short)), "s", 0.1),
        absolute(f"table_{CASES * PARTNERS}_lists", seconds, "s", 20),
        absolute("table_stop", until_stopped, "s", 1),
    ]


def _signing(pdf: bytes) -> float:
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
    return median(timed(lambda: sign(pdf, identity, at=now), 9))


def _table(folder: Path) -> tuple[float, float]:
    """Return the seconds that all lists of a table take, and those until one who stops it may go on.

    Each list is drawn, signed, kept in the register and the log, and written; nothing was made before.
    """
    desk = vaults.create_vault(
        folder / "table.zvkluis",
        house_name="Oefenregio",
        passphrase=PASSPHRASE,
        name="F. Voorbeeld",
        role=Role.CHAIR,
        practice=True,
        cost=FLOOR,
    ).desk
    meeting_id = fill_table(desk, cases=CASES, actions=400, partners=PARTNERS)
    close_table(desk, meeting_id)
    items = meetings.meeting(desk, meeting_id).items
    wanted = [Recipient(item.case_id, organisation) for item in items for organisation in item.invited_ids]
    moments: list[float] = []

    def stop(done: int, _total: int) -> None:
        moments.append(time.perf_counter())
        if done == PARTNERS:
            raise Cancelled

    with exports.signing(desk, PASSPHRASE) as signer:
        try:
            sign_set(desk, signer, meeting_id, wanted, folder / "stopped", stop)
        except Cancelled:
            until_stopped = max(b - a for a, b in pairwise(moments))
        began = time.perf_counter()
        made = sign_set(desk, signer, meeting_id, wanted, folder / "table", lambda _done, _total: None)
        seconds = time.perf_counter() - began
    vaults.lock(desk)
    written = len(list((folder / "table").glob("*.pdf")))
    if (written, made.refused, (folder / "stopped").exists()) != (CASES * PARTNERS, (), False):
        raise RuntimeError("the lists of the table were not made whole")
    return seconds, until_stopped


def _peer(name: str, rows: str = "") -> float:
    told = subprocess.run(
        [sys.executable, str(PEERS / f"{name}.py")],
        input=rows,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return float(told.stdout)
