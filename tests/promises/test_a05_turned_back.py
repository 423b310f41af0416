"""A5: nobody turns the clock back unnoticed by a witness that they cannot reach; else nothing is promised.

Whole vaults and single pages of an earlier day are put back, and lines of the log are changed, left out,
moved and put in by somebody who has the key and makes the chain fit again. The profile and the keyring are
put back with it, or not: whoever was out of reach reports it, with since when. Where none was, zvdesk says
"niet vast te stellen".
"""

from __future__ import annotations

import functools
import itertools
import os
import random
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlalchemy import delete, insert

from tests.stores import ScriptedStore
from zvdesk import secret_store, system
from zvdesk.domain.log_standing import StandingKind, Witness
from zvdesk.domain.log_views import LogFilter
from zvdesk.domain.people import Role
from zvdesk.errors import ExplainedError
from zvdesk.services import anchors, cases, vaults
from zvdesk.services.clock import Clock
from zvdesk.storage import audit
from zvdesk.storage.audit_search import find_lines
from zvdesk.storage.tables import audit as table
from zvdesk.storage.vault import DATABASE, Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.overviews import AuditLine
    from zvdesk.services.anchors import Opening
    from zvdesk.services.desk import Desk
    from zvdesk.storage.open_keys import OpenKeys

PROMISE = "A5"
ROUNDS = 1_000  # of somebody with the key; as many as trust.md asks
DAYS = 5
PAGE = 4096
REACHES = ("", "profile", "keyring", "profile keyring")
PASSPHRASE = "vijf woorden om te oefenen"


@dataclass(frozen=True)
class Evening:
    """Hold what stood on disk and in the keyring when a day was over."""

    database: bytes
    profile: bytes
    keyring: dict[tuple[str, str], str]
    lines: int


@dataclass(frozen=True)
class House:
    """Hold a vault with some days of work, each of which can be put back."""

    folder: Path
    keys: OpenKeys
    evenings: tuple[Evening, ...]
    desk: Desk  # closed; for who and what


@contextmanager
def computer(place: Path, store: ScriptedStore) -> Iterator[Path]:
    """Give a profile and a keyring of its own."""
    with (
        patch.dict(
            os.environ, {"XDG_STATE_HOME": str(place / "state"), "XDG_CONFIG_HOME": str(place / "config")}
        ),
        patch.object(secret_store, "_store", store.open),
    ):
        yield system.state_folder() / "anchors.json"


@functools.cache
def house() -> House:
    place = Path(tempfile.mkdtemp(prefix="zvdesk-a5-"))
    folder, store, seconds = place / "noord.zvkluis", ScriptedStore(), itertools.count()
    clock = Clock(source=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(seconds=next(seconds)))
    with computer(place, store) as profile:
        desk = vaults.create_vault(
            folder,
            house_name="Noord",
            passphrase=PASSPHRASE,
            name="F. Voorbeeld",
            role=Role.CHAIR,
            cost=FLOOR,
            clock=clock,
        ).desk
        keys, evenings = desk.vault.open_keys, []
        for day in range(DAYS):
            cases.open_case(desk, alias=f"Dag {day}")
            cases.case_rows(desk)
            with desk.vault.read() as connection:
                lines, _ = audit.head(connection)
            vaults.lock(desk)
            evenings.append(
                Evening((folder / DATABASE).read_bytes(), profile.read_bytes(), dict(store.kept), lines + 1)
            )
            if day < DAYS - 1:
                desk = vaults.seat(folder, keys, clock)
    return House(folder, keys, tuple(evenings), desk)


def opened(made: House, folder: Path) -> tuple[Vault, Opening]:
    file = anchors.digest(folder)
    vault = Vault.open(folder, made.keys)
    return vault, anchors.opening(vault, file)


def desk_on(made: House, vault: Vault, opening: Opening) -> Desk:
    return replace(made.desk, vault=vault, opening=opening)


def judge(made: House, vault: Vault, opening: Opening, reach: str) -> None:
    """Hold what zvdesk says against who was out of reach."""
    found = anchors.standing(desk_on(made, vault, opening))
    names = {"profile": Witness.SIDE_FILE, "keyring": Witness.KEYRING}
    free = {witness for name, witness in names.items() if name not in reach}
    if free:
        assert found.deviates, (reach, found)
        assert found.since is not None or found.after_line == 0
        assert free <= set(found.by) or found.kind is StandingKind.EDITED
    else:
        assert found.kind is not StandingKind.IN_ORDER or opening.is_same_file, (reach, found)


def put_back(seed: int, place: Path) -> None:
    """Put a whole vault, or one page of it, of an earlier day back."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    made = house()
    day, reach = chance.randrange(DAYS - 1), chance.choice(REACHES)
    earlier, last, store = made.evenings[day], made.evenings[-1], ScriptedStore()
    folder = made.folder  # a vault is known by its place
    data = earlier.database
    if chance.random() < 0.7:
        changed = [
            n
            for n in range(0, min(len(last.database), len(data)), PAGE)
            if data[n : n + PAGE] != last.database[n : n + PAGE]
        ]
        at = chance.choice(changed)
        data = last.database[:at] + data[at : at + PAGE] + last.database[at + PAGE :]
        reach = reach if reach != "profile keyring" else ""  # no witness ever saw such a file
    with computer(place, store) as profile:
        profile.parent.mkdir(parents=True, exist_ok=True)
        profile.write_bytes((earlier if "profile" in reach else last).profile)
        store.kept = dict((earlier if "keyring" in reach else last).keyring)
        (folder / DATABASE).write_bytes(data)
        try:
            vault, opening = opened(made, folder)
        except ExplainedError:
            return  # what does not open is noticed
        try:
            judge(made, vault, opening, reach)
        except ExplainedError:
            return
        finally:
            vault.close()


def forge(lines: list[AuditLine], chance: random.Random) -> list[AuditLine]:
    """Change, leave out, move or put in lines."""
    at = chance.randrange(len(lines) - 1)
    forged = list(lines)
    way = chance.randrange(4)
    if way == 0:
        other = f"anders-{chance.random()}"
        line = forged[at]
        forged[at] = chance.choice(
            (
                replace(line, actor=other),
                replace(line, action=other),
                replace(line, object_id=other),
                replace(line, result=other),
                replace(line, case_number=other),
                replace(line, at=line.at + timedelta(seconds=1)),
                replace(line, is_emergency=not line.is_emergency),
            )
        )
    elif way == 1:
        del forged[at : at + chance.randint(1, 3)]
    elif way == 2:
        forged[at], forged[at + 1] = forged[at + 1], forged[at]
    else:
        forged.insert(at, replace(forged[at], object_id=f"erbij-{chance.random()}"))
    return forged


Macs = dict[int, tuple[bytes, bytes]]


def rewrite(made: House, vault: Vault, forged: list[AuditLine], macs: Macs | None) -> None:
    """Write another log; its chain is made to fit with the key, unless each line keeps what it had."""
    key, previous, rows = made.keys.audit_key(), audit.GENESIS, []
    with vault.transaction() as connection:
        for number, line in enumerate(forged, 1):
            values: dict[str, object] = {name: getattr(line, name) for name in line.__slots__}
            values |= {"sequence": number, "at": line.at.isoformat()}
            before, mac = macs[line.sequence] if macs else (previous, audit._mac(key, previous, values))
            rows.append(values | {"previous": before, "mac": mac})
            previous = mac
        connection.execute(delete(table))
        connection.execute(insert(table), rows)


def forged_rounds(seeds: range, place: Path) -> None:
    """Forge the log once per seed, with a vault that stays open to keep it short."""
    made, store = house(), ScriptedStore()
    last = made.evenings[-1]
    with computer(place, store) as profile:
        profile.parent.mkdir(parents=True, exist_ok=True)
        profile.write_bytes(last.profile)
        store.kept = dict(last.keyring)
        (made.folder / DATABASE).write_bytes(last.database)
        vault, opening = opened(made, made.folder)
        try:
            with vault.read() as connection:
                lines = list(find_lines(connection, LogFilter(), newest_first=False))
                kept = {row.sequence: (row.previous, row.mac) for row in connection.execute(table.select())}
            assert anchors.standing(desk_on(made, vault, opening)).kind is StandingKind.IN_ORDER
            for seed in seeds:
                chance = random.Random(seed)  # noqa: S311 - a round can be done again
                rewrite(made, vault, forge(lines, chance), kept if chance.random() < 0.2 else None)
                again = anchors.opening(vault, "")
                found = anchors.standing(desk_on(made, vault, again))
                assert found.deviates, seed
                assert found.since is not None or found.after_line == 0, seed
        finally:
            vault.close()


def one_round(seed: int, place: Path) -> None:
    """Put something back, and forge the log ten times."""
    put_back(seed, place / "put-back")
    forged_rounds(range(seed * 10, seed * 10 + 10), place / "forged")
    shutil.rmtree(place, ignore_errors=True)


def test_what_is_put_back_is_noticed(tmp_path: Path) -> None:
    for seed in range(40):
        put_back(seed, tmp_path / str(seed))


def test_a_log_that_is_forged_with_the_key_is_noticed(tmp_path: Path) -> None:
    forged_rounds(range(ROUNDS), tmp_path)
