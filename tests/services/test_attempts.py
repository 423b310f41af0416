"""Wrong passphrases wait longer each time, across restarts, and stand in the log once the vault opens."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, World, log
from zvdesk import system
from zvdesk.domain.people import Role
from zvdesk.errors import RecoveryKeyTypo, UnlockDelayed, WrongPassphrase, WrongRecoveryKey
from zvdesk.services import attempts, vaults
from zvdesk.services.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WRONG = "dit is niet de goede wachtzin"


@dataclass
class Time:
    """Give a wall clock and a clock that nobody can turn; both stand still until a test moves them."""

    wall: datetime
    steady: float = 1000.0

    def clock(self) -> Clock:
        return Clock(source=lambda: self.wall)

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time(START)
    monkeypatch.setattr("zvdesk.services.attempts.time.monotonic", lambda: made.steady)
    monkeypatch.setattr(attempts, "_held", {})
    return made


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what only a process knows."""
    monkeypatch.setattr(attempts, "_held", {})


def wrong(folder: Path, time: Time) -> None:
    with pytest.raises(WrongPassphrase), attempts.counted(folder, time.clock(), "wachtzin"):
        raise WrongPassphrase


def test_the_delay_grows_and_survives_restarts(
    tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    for delay in (0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30):
        wrong(tmp_path, time)
        for _ in range(2):  # the second time in a new process
            assert attempts.seconds_left(tmp_path, time.clock()) == delay
            restart(monkeypatch)
        if delay:
            time.passes(delay - 0.5)
            with pytest.raises(UnlockDelayed) as caught:
                vaults.unlock(tmp_path, WRONG, clock=time.clock())
            assert caught.value.seconds == 1
            time.passes(0.5)
        assert attempts.seconds_left(tmp_path, time.clock()) == 0


def test_turning_the_clock_helps_nobody_and_locks_nobody_out(
    tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(9):
        time.passes(60)
        wrong(tmp_path, time)
    time.wall += timedelta(days=1)
    assert attempts.seconds_left(tmp_path, time.clock()) == 30
    time.wall -= timedelta(days=400)
    restart(monkeypatch)
    assert attempts.seconds_left(tmp_path, time.clock()) == 30


def test_what_went_wrong_stands_in_the_log_once_the_vault_opens(world: World, time: Time) -> None:
    for key, error in (("wachtzin", WrongPassphrase), ("herstelsleutel", WrongRecoveryKey)):
        with pytest.raises(error), attempts.counted(world.folder, time.clock(), key):
            raise error
        time.passes(7)
    kept = (world.folder / attempts.FILE).read_bytes()
    assert (world.folder / attempts.FILE).stat().st_mode & 0o077 == 0
    assert WRONG.encode() not in kept
    desk = vaults.unlock(world.folder, PASSPHRASES[Role.CHAIR], clock=time.clock())
    opened, second, first = log(desk)[:3]
    assert (opened.action, opened.result) == ("ontgrendelen", "gelukt")
    assert [(line.object, line.at, line.result) for line in (first, second)] == [
        ("wachtzin", START, "mislukt"),
        ("herstelsleutel", START + timedelta(seconds=7), "mislukt"),
    ]
    assert (first.actor_id, first.action, first.device) == ("", "ontgrendelen", system.device_name())
    assert not (world.folder / attempts.FILE).exists()
    vaults.lock(desk)
    (world.folder / attempts.FILE).write_bytes(kept)  # a crash between the log and the file
    desk = vaults.unlock(world.folder, PASSPHRASES[Role.CHAIR], clock=time.clock())
    assert sum(line.result == "mislukt" for line in log(desk)) == 2
    vaults.lock(desk)


def test_many_attempts_are_counted_and_the_last_ones_kept(world: World, time: Time) -> None:
    for _ in range(attempts.KEPT + 5):
        time.passes(40)
        wrong(world.folder, time)
    time.passes(40)
    desk = vaults.unlock(world.folder, PASSPHRASES[Role.CHAIR], clock=time.clock())
    lines = [line for line in log(desk) if line.result == "mislukt"]
    assert len(lines) == attempts.KEPT + 1
    assert "5x eerder" in {line.object_id for line in lines}
    vaults.lock(desk)


def test_a_real_wrong_passphrase_counts_and_a_typo_in_the_recovery_key_does_not(
    world: World, time: Time
) -> None:
    with pytest.raises(WrongPassphrase):
        vaults.unlock(world.folder, WRONG, clock=time.clock())
    with pytest.raises(RecoveryKeyTypo):
        vaults.unlock_with_recovery(world.folder, "AAAA-BBBB", name="A. Proef", clock=time.clock())
    assert attempts.load(world.folder).count == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nee",
        b"[]",
        b"[" * 100_000,
        b'{"count": 9}',
        b'{"count": "9", "last_at": "2026-11-24T09:00:00+00:00", "attempts": []}',
        b'{"count": true, "last_at": "2026-11-24T09:00:00+00:00", "attempts": []}',
        b'{"count": 9, "last_at": "2026-11-24T09:00:00", "attempts": []}',
        b'{"count": 9, "last_at": "2026-11-24T09:00:00+00:00", "attempts": [{}]}',
        b'{"count": 9, "last_at": "2026-11-24T09:00:00+00:00", "attempts": 3}',
    ],
)
def test_a_file_that_is_not_ours_counts_for_nothing(tmp_path: Path, time: Time, content: bytes) -> None:
    (tmp_path / attempts.FILE).write_bytes(content)
    assert attempts.load(tmp_path) == attempts.Attempts()
    assert attempts.seconds_left(tmp_path, time.clock()) == 0
    wrong(tmp_path, time)
    assert json.loads((tmp_path / attempts.FILE).read_bytes())["count"] == 1


def test_without_a_file_the_process_remembers(tmp_path: Path, time: Time) -> None:
    gone = tmp_path / "weg"
    gone.mkdir()
    shutil.rmtree(gone)
    for _ in range(4):
        wrong(gone, time)
    assert not gone.exists()
    assert attempts.load(gone).count == 0
