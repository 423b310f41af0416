"""Let every change of a scenario fail once, or from then on, and look what is left; runs with the shim.

One process is warmed: everything imported. For each point it forks; the child copies a
vault, arms the shim, acts, disarms, and judges. One JSON line per point goes to standard output.

    python -m tests.promises.fault_driver SCENARIO FIRST STEP
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.houses import new_house_in
from zvdesk.domain.cases import Question
from zvdesk.errors import ExplainedError, WrongPassphrase
from zvdesk.services import backups, cases, restoring, vaults
from zvdesk.storage import wrapping
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.desk import Desk

Found = dict[str, object]  # calls, hits, is_done, said, fault
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO}
WORDS, NEW_WORDS = "vijf woorden om te oefenen", "vijf andere woorden voor straks"
WRITTEN = "Deze vraag is bewaard"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Say what is tried at an open vault, and what must hold afterwards, done or refused."""

    act: Callable[[Desk, Path], object]
    judge: Callable[[Path, Path, bool], None]
    prepare: Callable[[Path], None]


def _with_a_case(folder: Path) -> None:
    desk = new_house_in(folder)
    cases.open_case(desk, alias="Valk")
    vaults.lock(desk)


# --- scenarios -------------------------------------------------------------------------------------------


def save(desk: Desk, _out: Path) -> None:
    (row,) = cases.case_rows(desk)
    cases.save(desk, Question(case_id=row.id, question=WRITTEN, answer=""))


def saved(folder: Path, _out: Path, is_done: bool) -> None:
    desk = vaults.unlock(folder, WORDS)
    (row,) = cases.case_rows(desk)
    found = [question.question for question in cases.case_file(desk, row.id).questions]
    assert desk.vault.check() == ()
    vaults.lock(desk)
    assert found in ([WRITTEN], []), found
    assert WRITTEN in found or not is_done, "said to be saved, and lost"


def change_passphrase(desk: Desk, _out: Path) -> None:
    vaults.change_passphrase(desk, WORDS, NEW_WORDS)


def changed(folder: Path, _out: Path, is_done: bool) -> None:
    opening = [words for words in (NEW_WORDS, WORDS) if _opens(folder, words)]
    assert opening in ([NEW_WORDS], [WORDS]), f"{len(opening)} passphrases open it"
    assert opening == [NEW_WORDS] or not is_done, "said to be changed, and it is not"


def _opens(folder: Path, words: str) -> bool:
    try:
        desk = vaults.unlock(folder, words)
    except WrongPassphrase:
        return False
    assert desk.vault.check() == ()
    vaults.lock(desk)
    return True


def back_up(desk: Desk, _out: Path) -> None:
    backups.back_up(desk)


def backed_up(folder: Path, out: Path, is_done: bool) -> None:
    assert _opens(folder, WORDS)
    made = [path for path in (folder / "backups").glob("2*") if path.is_dir()]
    assert made or not is_done, "said to be copied, and there is no copy"
    for number, copy in enumerate(made):
        desk = restoring.restore(copy, out / f"terug-{number}.zvkluis", passphrase=WORDS).desk
        assert desk.vault.check() == ()
        vaults.lock(desk)


SCENARIOS = {
    "save": Scenario(save, saved, _with_a_case),
    "change_passphrase": Scenario(change_passphrase, changed, _with_a_case),
    "back_up": Scenario(back_up, backed_up, _with_a_case),
}


# --- one point after another -----------------------------------------------------------------------------


def round_of(scenario: Scenario, template: Path, point: int, error: int, *, is_once: bool) -> Found:
    """Run a scenario with one fault in a place of its own and return what came of it."""
    shim = ctypes.CDLL(None)
    place = Path(tempfile.mkdtemp(prefix="zvdesk-fault-"))
    folder, out = place / template.name, place / "uit"
    said, is_done = "", False
    try:
        shutil.copytree(template, folder)
        out.mkdir()
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(place / "profiel")
        desk = vaults.unlock(folder, WORDS)
        shim.zv_arm(os.fsencode(place), point, error, int(is_once))
        try:
            scenario.act(desk, out)
            is_done = True
        except ExplainedError as failure:
            said = message(failure)
        finally:
            shim.zv_disarm()
        calls, hits = shim.zv_seen(), shim.zv_hits()
        vaults.lock(desk)
        scenario.judge(folder, out, is_done)
        fault = "" if is_done or said.strip() else "refused without a word"
    except BaseException as failure:
        calls, hits, fault = 0, 1, "".join(traceback.format_exception(failure))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return {"calls": calls, "hits": hits, "is_done": is_done, "said": said, "fault": fault}


def in_child(
    scenario: Scenario, template: Path, point: int, error: int, *, is_once: bool
) -> dict[str, object]:
    """Run a round in a fork, so that no round sees what another left."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        found = round_of(scenario, template, point, error, is_once=is_once)
        os.write(writing, json.dumps(found).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    said: Found = json.loads(data or b'{"calls": 0, "hits": 1, "fault": "the process died"}')
    return said


def _cheap(secret: bytes, salt: bytes, cost: wrapping.KdfCost) -> bytes:
    """Stand in for Argon2id, which writes to no disk: a thousand rounds would spend their time there."""
    person = str(cost.lanes).encode()
    return hashlib.blake2b(secret, salt=salt[:16], person=person, digest_size=wrapping.KEY_BYTES).digest()


def main(name: str, first: int, step: int) -> int:
    """Go over the points of a scenario, every ``step``-th from ``first`` on, with each error and lasting."""
    wrapping._argon2id = _cheap
    scenario = SCENARIOS[name]
    home = Path(tempfile.mkdtemp(prefix="zvdesk-fault-made-"))
    os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(home / "profiel")
    template = home / "kluis.zvkluis"
    scenario.prepare(template)
    calls = in_child(scenario, template, 0, 0, is_once=True)
    print(json.dumps({"point": 0} | calls), flush=True)
    for point in range(first, int(str(calls["calls"])) + 1, step):
        for word, number in ERRORS.items():
            for is_once in (True, False):
                found = in_child(scenario, template, point, number, is_once=is_once)
                print(json.dumps({"point": point, "error": word, "once": is_once} | found), flush=True)
    shutil.rmtree(home, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
