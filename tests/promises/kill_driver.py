"""Kill a process with signal 9 while it changes the keys of a vault, and look what is left.

One process is warmed: everything imported. Each round forks from it twice: a child acts and is killed, a
second child judges what it left. A question is the seed of a round.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import random
import shutil
import signal
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.promises import warm
from zvdesk.domain.cases import Question
from zvdesk.domain.people import Person, Role
from zvdesk.errors import VaultDamaged, WrongPassphrase, WrongRecoveryKey
from zvdesk.services import backups, cases, key_slots, people, vaults
from zvdesk.storage import engine, keys
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


@functools.cache
def made(home: Path) -> tuple[Path, str, keys.OpenKeys, dict[str, float]]:
    """Make the template, and do each act once in this process; return how many seconds it took."""
    warm.use_profile(home)
    template, seconds = home / "kluis.zvkluis", {}
    recovery = prepare(template)
    old = keys.unlock(template, WORDS)
    for name, (act, judge) in ACTS.items():
        trial = home / f"{name}.zvkluis"
        shutil.copytree(template, trial)
        begun = time.monotonic()
        said = act(trial)
        seconds[name] = time.monotonic() - begun
        gc.collect()  # who acts leaves the vault open
        judge(trial, said, recovery, old)
    return template, recovery, old, seconds


def answer(question: dict[str, Any], home: Path) -> warm.Found:
    """Kill one act somewhere and judge; ``fault`` is empty when the promise held."""
    template, recovery, old, seconds = made(home)
    chance = random.Random(question["seed"])  # noqa: S311 - a round can be done again
    name = "rekey" if chance.random() < 0.25 else "change"
    act, judge = ACTS[name]
    place = Path(tempfile.mkdtemp(dir=home))
    folder = place / template.name
    shutil.copytree(template, folder)
    warm.use_profile(place)
    after = chance.uniform(0, 1.1 * seconds[name]) if chance.random() < 0.5 else None
    calls = chance.randrange(1, 150 if name == "change" else 450)

    def work(speak: Callable[[bytes], object]) -> None:
        if after is None:
            _die_at(calls)
        said = act(folder)
        speak(said.encode())

    said, was_killed = warm.forked(work, None if after is None else lambda _: after)
    fault = said.decode() if said.startswith(b"fault: ") else ""
    if not fault:
        fault = warm.judged(lambda: judge(folder, said.decode(), recovery, old))
    shutil.rmtree(place, ignore_errors=True)
    return {"act": name, "killed": was_killed, "done": bool(said), "fault": fault}


if __name__ == "__main__":
    warm.up()
    with tempfile.TemporaryDirectory(prefix="zvdesk-kill-") as begun_in:
        warm.serve(functools.partial(answer, home=Path(begun_in)))
