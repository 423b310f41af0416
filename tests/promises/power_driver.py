"""Write down what a working hour does to the disk, let the power fail in it, and open what is left.

It runs with the shim. A question is the seed of a state: it tells the moment, and what was lost;
a disk that is "deaf" hears no sync.
"""

from __future__ import annotations

import ctypes
import functools
import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.promises import kill_driver, power, warm
from zvdesk.domain.cases import Question
from zvdesk.errors import WrongPassphrase
from zvdesk.services import backups, cases, key_slots, restoring, vaults
from zvdesk.storage import keys
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk

ADMIN_WORDS, WORDS, NEW_WORDS = kill_driver.WORDS, kill_driver.COLLEAGUE, kill_driver.NEW_WORDS
SAVED = 30
#: The marks of the acts on the whole vault; every other mark is a question that was saved.
CHANGED, BACKED_UP, REKEYED = 8, 16, 24


@dataclass(frozen=True, slots=True)
class Hour:
    """Hold the disk before an hour of work and the calls in it."""

    before: Path
    steps: list[power.Step]


def work(folder: Path, place: Path, log: Path) -> None:
    """Save questions one by one; change the passphrase, back up and re-key between them; mark each act."""
    shim = ctypes.CDLL(None)
    shim.zv_arm(os.fsencode(place), 0, 0, 1)
    shim.zv_record(os.fsencode(log))
    desk = vaults.unlock(folder, WORDS)
    (row,) = cases.case_rows(desk)
    for number in range(1, SAVED + 1):
        if number == CHANGED:
            vaults.change_passphrase(desk, WORDS, NEW_WORDS)
        elif number == BACKED_UP:
            backups.back_up(desk)
        elif number == REKEYED:
            vaults.lock(desk)
            admin = vaults.unlock(folder, ADMIN_WORDS)
            key_slots.rekey(admin, ADMIN_WORDS)
            vaults.lock(admin)
            desk = vaults.unlock(folder, NEW_WORDS)
        else:
            text = f"Vraag {number} " + "met wat erbij hoort " * (number % 7)
            cases.save(desk, Question(case_id=row.id, question=text, answer=""))
        shim.zv_mark(number)
    vaults.lock(desk)
    shim.zv_mark(SAVED + 1)
    shim.zv_record(None)
    shim.zv_disarm()


def judge(place: Path, acknowledged: int) -> None:
    """Raise AssertionError for what was acknowledged and is lost, and for a vault that does not open."""
    folder = place / "kluis.zvkluis"
    opening = [words for words in (NEW_WORDS, WORDS) if _gives_keys(folder, words)]
    assert opening in ([NEW_WORDS], [WORDS]), f"{len(opening)} passphrases open it"
    assert opening == [NEW_WORDS] or acknowledged < CHANGED, "the new passphrase was lost"
    desk = vaults.unlock(folder, opening[0])
    assert desk.vault.check() == ()
    acts = {CHANGED, BACKED_UP, REKEYED}
    wanted = {number for number in range(1, min(acknowledged, SAVED) + 1) if number not in acts}
    lost = wanted - _saved(desk)
    vaults.lock(desk)
    assert not lost, f"lost: {sorted(lost)} of {acknowledged}"
    if acknowledged >= BACKED_UP:
        copy = backups.backups_beside(folder)[0]
        back = restoring.restore(copy.place, place / "terug.zvkluis", passphrase=opening[0]).desk
        lost = set(range(1, CHANGED)) - _saved(back)
        vaults.lock(back)
        assert not lost, f"lost in the copy: {sorted(lost)}"


def _saved(desk: Desk) -> set[int]:
    with desk.vault.read() as connection:
        found = find_records(connection, Question)
    return {int(one.question.split()[1]) for one in found if one.question.startswith("Vraag ")}


def _gives_keys(folder: Path, words: str) -> bool:
    try:
        keys.unlock(folder, words)
    except WrongPassphrase:
        return False
    return True


@functools.cache
def hour(home: Path) -> Hour:
    """Work for an hour, and show that the record tells all of it: played back it gives the disk of then."""
    place, before, log = home / "werk", home / "ervoor", home / "calls.log"
    warm.use_profile(place)
    kill_driver.prepare(place / "kluis.zvkluis")
    shutil.copytree(place, before)
    work(place / "kluis.zvkluis", place, log)
    steps, disk = power.recorded(log, place), power.Disk(before)
    for step in steps:
        disk.play(step)
    on_disk = {p.relative_to(place).parts: p.read_bytes() for p in place.rglob("*") if p.is_file()}
    assert power.files(disk.root) == on_disk, "the record lacks something"
    judge(place, SAVED + 1)
    return Hour(before, steps)


def answer(question: dict[str, Any], home: Path) -> warm.Found:
    """Rebuild one state and judge it; ``fault`` is empty when the promise held."""
    kept = hour(home)
    chance = random.Random(question["seed"])  # noqa: S311 - a state can be made again
    moment = chance.randrange(len(kept.steps) + 1)
    disk, acknowledged = power.Disk(kept.before), 0
    for step in kept.steps[:moment]:
        if step.kind == "m":
            acknowledged = step.offset
        elif step.kind != "s" or not question.get("deaf"):
            disk.play(step)
    place = Path(tempfile.mkdtemp(dir=home)) / "na"
    power.write_after(disk.root, place, chance)
    warm.use_profile(place)
    fault = warm.judged(lambda: judge(place, acknowledged))
    shutil.rmtree(place.parent, ignore_errors=True)
    return {"calls": len(kept.steps), "moment": moment, "acknowledged": acknowledged, "fault": fault}


if __name__ == "__main__":
    warm.up()
    with tempfile.TemporaryDirectory(prefix="zvdesk-power-") as begun_in:
        warm.serve(functools.partial(answer, home=Path(begun_in).resolve()))
