"""Kill a process with signal 9 while it changes the keys of a vault, and look what is left.

One process is warmed: everything imported. Each round forks from it twice: a child acts and is killed, a
second child judges what it left. One JSON line per round goes to standard output.

    python -m tests.promises.kill_driver FIRST COUNT
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.promises.fault_driver import _cheap
from zvdesk.domain.cases import Question
from zvdesk.domain.people import Person, Role
from zvdesk.errors import VaultDamaged, WrongPassphrase, WrongRecoveryKey
from zvdesk.services import backups, cases, key_slots, people, vaults
from zvdesk.storage import engine, keys, wrapping
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS, NEW_WORDS = "vijf woorden om te oefenen", "vijf andere woorden voor straks"
COLLEAGUE, ENDED = "lamp water kalm zeven boot", "fiets wolk lantaarn acht dak"
WRITTEN = "Deze vraag is bewaard"
CALLS = ("open", "write", "fsync", "replace", "unlink", "close", "rename", "mkdir")


def prepare(folder: Path) -> str:
    """Make a vault with a colleague, one who left, a case and a backup, and return the recovery key."""
    desk = vaults.create_vault(
        folder, house_name="Huis", passphrase=WORDS, name="B. Beheer", role=Role.FUNCTIONAL_ADMIN, cost=FLOOR
    ).desk
    today = desk.clock.today()
    for name, words in (("C. Collega", COLLEAGUE), ("E. Einde", ENDED)):
        person = Person(name=name, role=Role.COORDINATOR, organisation="Huis", from_on=today)
        last = people.add_person(desk, person, words, cost=FLOOR)
    vaults.lock(desk)
    desk = vaults.unlock(folder, COLLEAGUE)
    cases.open_case(desk, alias="Valk")
    (row,) = cases.case_rows(desk)
    cases.save(desk, Question(case_id=row.id, question=WRITTEN, answer=""))
    vaults.lock(desk)
    desk = vaults.unlock(folder, WORDS)
    backups.back_up(desk)
    people.end_person(desk, last.id, today - timedelta(days=1))
    recovery = key_slots.renew_recovery_key(desk)
    vaults.lock(desk)
    return recovery


def _opens(folder: Path, words: str) -> bool:
    try:
        desk = vaults.unlock(folder, words)
    except WrongPassphrase:
        return False
    (row,) = cases.case_rows(desk)
    assert desk.vault.check() == ()
    assert [question.question for question in cases.case_file(desk, row.id).questions] == [WRITTEN]
    vaults.lock(desk)
    return True


def change(folder: Path) -> str:
    desk = vaults.unlock(folder, WORDS)
    vaults.change_passphrase(desk, WORDS, NEW_WORDS)
    return "klaar"


def changed(folder: Path, said: str, _recovery: str, _old: keys.OpenKeys) -> None:
    opening = [words for words in (NEW_WORDS, WORDS) if _try(folder, words)]
    assert opening in ([NEW_WORDS], [WORDS]), f"{len(opening)} passphrases open it"
    assert opening == [NEW_WORDS] or not said, "said to be changed, and it is not"
    assert _opens(folder, opening[0])


def _try(folder: Path, words: str) -> bool:
    with contextlib.suppress(WrongPassphrase):
        keys.unlock(folder, words)
        return True
    return False


def rekey(folder: Path) -> str:
    desk = vaults.unlock(folder, WORDS)
    return key_slots.rekey(desk, WORDS).recovery_key


def rekeyed(folder: Path, said: str, recovery: str, old: keys.OpenKeys) -> None:
    assert _opens(folder, WORDS)
    assert _opens(folder, COLLEAGUE)
    assert not _try(folder, ENDED)
    if not said:
        return
    keys.unlock_with_recovery(folder, said)
    with contextlib.suppress(WrongRecoveryKey):
        keys.unlock_with_recovery(folder, recovery)
        raise AssertionError("the old recovery key opens it")
    for copy, key in ((folder, old.database_key()), *((b, old.backup_key()) for b in _backups(folder))):
        with contextlib.suppress(VaultDamaged):
            engine.connect(copy / "vault.db", key).close()
            raise AssertionError("the old key opens it")


def _backups(folder: Path) -> list[Path]:
    return [path for path in (folder / "backups").iterdir() if (path / "vault.db").exists()]


Act = tuple["Callable[[Path], str]", "Callable[[Path, str, str, keys.OpenKeys], None]"]
ACTS: dict[str, Act] = {"change": (change, changed), "rekey": (rekey, rekeyed)}


def _die_at(count: int) -> None:
    """Let the ``count``-th call of Python to the system be the last thing this process does."""
    seen = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: object, **more: object) -> object:
            nonlocal seen
            seen += 1
            if seen == count:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **more)

        return call

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))


def _forked(work: Callable[[], str], after: float | None = None) -> tuple[bytes, bool]:
    """Do the work in a child, killed after some seconds; return what it said and whether it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        say = os.write
        os.close(reading)
        try:
            said = work()
        except BaseException as failure:
            said = "fault: " + "".join(traceback.format_exception(failure))
        say(writing, said.encode())
        os._exit(0)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said_by = pipe.read()
    _, status = os.waitpid(child, 0)
    return said_by, os.WIFSIGNALED(status)


def one(
    seed: int, template: Path, recovery: str, old: keys.OpenKeys, seconds: dict[str, float]
) -> dict[str, Any]:
    """Kill one act somewhere and judge; ``fault`` is empty when the promise held."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    name = "rekey" if chance.random() < 0.25 else "change"
    act, judge = ACTS[name]
    place = Path(tempfile.mkdtemp(prefix="zvdesk-kill-"))
    folder = place / template.name
    shutil.copytree(template, folder)
    os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(place / "profiel")
    after = chance.uniform(0, 1.1 * seconds[name]) if chance.random() < 0.5 else None
    calls = chance.randrange(1, 150 if name == "change" else 450)

    def work() -> str:
        if after is None:
            _die_at(calls)
        return act(folder)

    said, was_killed = _forked(work, after)
    fault = said.decode() if said.startswith(b"fault: ") else ""
    if not fault:

        def judged() -> str:
            judge(folder, said.decode(), recovery, old)
            return "held"

        verdict, _ = _forked(judged)
        fault = "" if verdict == b"held" else verdict.decode() or "the judge died"
    shutil.rmtree(place, ignore_errors=True)
    return {"seed": seed, "act": name, "killed": was_killed, "done": bool(said), "fault": fault}


def main(first: int, count: int) -> int:
    """Do the rounds from a seed on."""
    wrapping._argon2id = _cheap
    home = Path(tempfile.mkdtemp(prefix="zvdesk-kill-made-"))
    os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(home / "profiel")
    template = home / "kluis.zvkluis"
    recovery = prepare(template)
    old = keys.unlock(template, WORDS)
    seconds = {}
    for name, (act, _) in ACTS.items():
        trial = home / f"{name}.zvkluis"
        shutil.copytree(template, trial)
        begun = time.monotonic()
        said, _killed = _forked(partial(act, trial))
        assert not said.startswith(b"fault"), said.decode()
        seconds[name] = time.monotonic() - begun
    for seed in range(first, first + count):
        print(json.dumps(one(seed, template, recovery, old, seconds)), flush=True)
    shutil.rmtree(home, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
