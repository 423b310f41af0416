"""A22: a log of 100,000 lines is checked whole; ``make bench`` tells how long it takes."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from zvdesk.domain.overviews import AuditLine
from zvdesk.storage import audit
from zvdesk.storage.tables import audit as table
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A22"
LINES = 100_000
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def fill(vault: Vault, lines: int) -> None:
    """Write a log of so many lines, as ``audit.append`` would."""
    previous, rows = audit.GENESIS, []
    for number in range(1, lines + 1):
        line = AuditLine(
            sequence=number,
            at=START + timedelta(seconds=7 * number),
            utc_offset=60,
            actor_id=f"p{number % 9}",
            actor=f"F. Voorbeeld {number % 9}",
            role="voorzitter",
            action=("lezen", "zoeken", "wijzigen", "exporteren")[number % 4],
            object="casus",
            object_id=f"c{number % 500}",
            case_number=f"2026-{number % 500:04}",
            result="gelukt",
            device="pc",
            ground="wgs_zvh",
            is_emergency=False,
        )
        values: dict[str, object] = {name: getattr(line, name) for name in line.__slots__}
        values |= {"at": line.at.isoformat()}
        mac = audit._mac(vault.audit_key, previous, values)
        rows.append(values | {"previous": previous, "mac": mac})
        previous = mac
    with vault.transaction() as connection:
        connection.execute(insert(table), rows)


def check(place: Path, lines: int, seed: int) -> None:
    """Check a long log, then one in which one line is not what it was."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    vault, _ = Vault.create(
        place / "lang.zvkluis",
        person_id="p1",
        passphrase="vijf woorden om te oefenen",
        cost=FLOOR,
        practice=False,
    )
    try:
        fill(vault, lines)
        seen: list[int] = []
        with vault.read() as connection:
            assert audit.head(connection)[0] == lines
            assert audit.first_broken(connection, vault.audit_key, progress=seen.append) is None
        assert seen == sorted(seen)
        assert seen[-1] > lines - 2_001
        broken = chance.randint(1, lines)
        with vault.transaction() as connection:
            connection.execute(update(table).where(table.c.sequence == broken).values(actor="Een ander"))
        with vault.read() as connection:
            assert audit.first_broken(connection, vault.audit_key) == broken
            assert connection.execute(select(table.c.actor).where(table.c.sequence == broken)).scalar()
    finally:
        vault.close()


def one_round(seed: int, place: Path) -> None:
    """Check a log of the full length."""
    check(place, LINES, seed)
    shutil.rmtree(place / "lang.zvkluis")


def test_a_long_log_is_checked_whole(tmp_path: Path) -> None:
    one_round(1, tmp_path)
