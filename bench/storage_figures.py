"""Measure the vault: unlocking, searching, saving, memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench import data, lists
from bench.figures import Figure, absolute, median, p95, relative
from tests.promises.test_a22_long_log import LINES, fill
from zvdesk.domain.contributions import Contribution, ContributionKind, DataCategory
from zvdesk.domain.people import Role
from zvdesk.services import cases, house, vaults
from zvdesk.storage import audit, keys
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk

PASSPHRASE = "vijf gewone woorden als voorbeeld"
PEERS = Path(__file__).parent / "peers"


def figures(folder: Path) -> list[Figure]:
    """Return the figures of the vault; ``folder`` is for what they need on disk."""
    vault = folder / "bench.zvkluis"
    desk = vaults.create_vault(
        vault,
        house_name="Oefenregio",
        passphrase=PASSPHRASE,
        name="F. Voorbeeld",
        role=Role.CHAIR,
        cost=FLOOR,
    ).desk
    data.fill(desk, cases=5_000, actions=50_000, notes=50_000)
    found = [_commit(desk), _search(desk, folder)]
    vaults.lock(desk)
    return [_unlock(vault), *found, _long_log(folder)]


def _long_log(folder: Path) -> Figure:
    """Check a log of 100,000 lines: some years of a house."""
    vault, _ = Vault.create(
        folder / "log.zvkluis", person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False
    )
    fill(vault, LINES)
    began = time.perf_counter()
    with vault.read() as connection:
        broken = audit.first_broken(connection, vault.audit_key)
    seconds = time.perf_counter() - began
    vault.close()
    if broken is not None:
        raise RuntimeError("the log of the bench is broken")
    return absolute("log_of_100000_lines", seconds, "s", 5.0)


def _unlock(vault: Path) -> Figure:
    beyond = []
    for _ in range(7):
        began = time.perf_counter()
        keys.unlock(vault, PASSPHRASE)
        kdf = time.perf_counter() - began
        began = time.perf_counter()
        desk = vaults.unlock(vault, PASSPHRASE)
        cases.case_rows(desk)
        beyond.append(time.perf_counter() - began - kdf)
        vaults.lock(desk)
    return absolute("unlock_beyond_kdf", median(beyond), "s", 0.3)


def _commit(desk: Desk) -> Figure:
    case = cases.case_rows(desk)[0]
    organisation = house.organisations(desk)[0]
    seconds = []
    for number in range(320):
        note = Contribution(
            case_id=case.id,
            organisation_id=organisation.id,
            kind=ContributionKind.FACT,
            category=DataCategory.HOUSING,
            text=f"notitie {number}",
            observed_on=date(2026, 11, 24),
        )
        began = time.perf_counter()
        cases.save(desk, note)
        seconds.append(time.perf_counter() - began)
    return absolute("commit_p95", p95(seconds[20:]) * 1000, "ms", 2.0)


def _search(desk: Desk, folder: Path) -> Figure:
    source = random.Random(20261124)  # noqa: S311 - the same notes as in the vault
    for _ in range(50_000):
        lists.sentence(source, 9)
        source.randrange(-60, 60)
    notes = [lists.sentence(source) for _ in range(50_000)]
    queries = [f"zeldzaam{n}" for n in range(20)] + [
        f"{one} {other}" for one, other in zip(lists.WORDS[:20], lists.WORDS[20:], strict=True)
    ]
    ours = []
    for query in queries:
        began = time.perf_counter()
        cases.search_cases(desk, query)
        ours.append(time.perf_counter() - began)
    given = json.dumps({"notes": notes, "queries": queries, "path": str(folder / "plain.db")})
    told = subprocess.run(
        [sys.executable, str(PEERS / "plain_search.py")],
        input=given,
        capture_output=True,
        text=True,
        check=True,
    )
    return relative("search_p95", p95(ours), "s", p95(json.loads(told.stdout)), "plain sqlite3 FTS5", 1.5)
