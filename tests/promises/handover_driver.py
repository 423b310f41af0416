"""Kill a process with signal 9 while it gives a case away or takes one in, and look what is left.

A question is the seed of a round: it tells which of the two, and at which call or moment the process dies.
"""

from __future__ import annotations

import functools
import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.promises import handing_over, warm
from tests.promises.kill_driver import _die_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.promises.handing_over import Kept


def _act(name: str, kept: Kept, folder: Path, out: Path) -> None:
    desk = handing_over.desk_of(kept, folder)
    if name == "give":
        handing_over.give(desk, kept, out)
    else:
        handing_over.receive(desk, kept)


def _judge(name: str, kept: Kept, folder: Path, out: Path, *, is_done: bool) -> None:
    if name == "give":
        handing_over.judge_given(kept, folder, out, is_done=is_done)
    else:
        handing_over.judge_received(kept, folder, is_done=is_done)


@functools.cache
def made(home: Path, name: str) -> tuple[Path, Kept, float]:
    """Make the template of one act, and do it once in this process; return how many seconds it took."""
    warm.use_profile(home)
    template, out = home / name / "kluis.zvkluis", home / name / "uit"
    out.mkdir(parents=True)
    prepare = handing_over.prepare_giving if name == "give" else handing_over.prepare_receiving
    kept = prepare(template)
    trial = home / name / "proef.zvkluis"
    shutil.copytree(template, trial)
    begun = time.monotonic()
    _act(name, kept, trial, out)
    return template, kept, time.monotonic() - begun


def answer(question: dict[str, Any], home: Path) -> warm.Found:
    """Kill one act somewhere and judge; ``fault`` is empty when the promise held."""
    chance = random.Random(question["seed"])  # noqa: S311 - a round can be done again
    name = ("give", "receive")[question["seed"] % 2]
    template, kept, seconds = made(home, name)
    place = Path(tempfile.mkdtemp(dir=home))
    folder, out = place / template.name, place / "uit"
    shutil.copytree(template, folder)
    out.mkdir()
    warm.use_profile(place)
    after = chance.uniform(0, 1.1 * seconds) if chance.random() < 0.5 else None
    calls = chance.randrange(1, 80)

    def work(speak: Callable[[bytes], object]) -> None:
        if after is None:
            _die_at(calls)
        _act(name, kept, folder, out)
        speak(b"klaar")

    said, was_killed = warm.forked(work, None if after is None else lambda _: after)
    fault = said.decode() if said.startswith(b"fault: ") else ""
    if not fault:
        fault = warm.judged(lambda: _judge(name, kept, folder, out, is_done=bool(said)))
    shutil.rmtree(place, ignore_errors=True)
    return {"act": name, "killed": was_killed, "done": bool(said), "fault": fault}


if __name__ == "__main__":
    warm.up()
    with tempfile.TemporaryDirectory(prefix="zvdesk-handover-") as begun_in:
        warm.serve(functools.partial(answer, home=Path(begun_in)))
