"""Go on proving the promises for so many minutes, each with its share, and report what came of it.

Every module here with ``PROMISE`` and ``one_round(seed, place)`` takes part. Each has a process of its own:
its first round warms it, and each later one runs in a fork with a time limit, with a seed that was not used
before. The report says per promise how many rounds, how many failed and how many seconds they took.

    python -m tests.promises.soak --minutes 60 [--only A1,A8] [--seed N] [--out build/soak.json]
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import re
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIMIT = 300.0  # seconds for one round; A20 starts a hundred windows
TOLD = 20  # failures that are written down whole


@dataclass
class Result:
    """Hold what came of one promise."""

    promise: str
    module: str
    rounds: int = 0
    failures: int = 0
    seconds: float = 0.0
    failed: list[dict[str, object]] = field(default_factory=list)

    def count(self, seed: int, seconds: float, fault: str) -> None:
        """Add one round."""
        self.rounds += 1
        self.seconds += seconds
        if fault:
            self.failures += 1
            if len(self.failed) < TOLD:
                self.failed.append({"seed": seed, "fault": fault[-3000:]})


def modules(folder: Path = HERE) -> dict[str, str]:
    """Return the module of each promise that can go on, by its number."""
    found = {}
    for path in sorted(folder.glob("test_a*.py")):
        text = path.read_text(encoding="utf-8")
        named = re.search(r'^PROMISE = "(A\d+)"', text, re.MULTILINE)
        if named and re.search(r"^def one_round\(", text, re.MULTILINE):
            assert named[1] not in found, f"two modules prove {named[1]}"
            found[named[1]] = path.stem
    return found


# --- the process of one promise ---------------------------------------------------------------------------


def prove(module: str, first: int, place: Path) -> None:
    """Run rounds from a seed on until this process is ended; one line of JSON per round on standard output.

    The first runs here: what a module keeps for all its rounds is made then.
    """
    os.environ |= {
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "nl_NL.UTF-8",
        "LANGUAGE": "nl",
        "HOME": str(place),
    }
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(place / kind.lower())
    tempfile.tempdir = os.environ["TMPDIR"] = str(place)  # whoever asked clears it up
    out, _ = os.dup(1), os.dup2(2, 1)  # what a round prints is no answer
    one_round = importlib.import_module(f"tests.promises.{module}").one_round
    _say(out, first, _timed(one_round, first, _made(place, first)))
    seed = first
    while True:
        seed += 1
        child = os.fork()
        if child == 0:
            _say(out, seed, _timed(one_round, seed, _made(place, seed)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            _say(out, seed, (0.0, f"the process of the round ended with {status}"))
        shutil.rmtree(place / f"round-{seed}", ignore_errors=True)


def _made(place: Path, seed: int) -> Path:
    made = place / f"round-{seed}"
    made.mkdir()
    return made


def _timed(one_round: Callable[[int, Path], None], seed: int, place: Path) -> tuple[float, str]:
    begun, fault = time.monotonic(), ""
    try:
        one_round(seed, place)
    except BaseException:  # a module that skips has not shown anything either
        fault = traceback.format_exc()
    return time.monotonic() - begun, fault


def _say(out: int, seed: int, found: tuple[float, str]) -> None:
    os.write(out, json.dumps([seed, *found]).encode() + b"\n")


# --- the process that shares out the time -----------------------------------------------------------------


@contextlib.contextmanager
def proving(module: str, first: int) -> Iterator[Callable[[float], list[tuple[int, float, str]]]]:
    """Run the process of a promise; give a function that returns the rounds that end before a moment."""
    place = Path(tempfile.mkdtemp(prefix="zvdesk-soak-"))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.promises.soak", "--prove", module, str(first), str(place)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,  # what it starts ends with it
    )
    assert process.stdout is not None
    pipe, rest = process.stdout, b""

    def until(moment: float) -> list[tuple[int, float, str]]:
        nonlocal rest
        while b"\n" not in rest:
            if not select.select([pipe], [], [], max(0.0, moment - time.monotonic()))[0]:
                return []
            got = pipe.read(65536)
            if not got:
                raise EOFError
            rest += got
        lines, _, rest = rest.rpartition(b"\n")
        return [tuple(json.loads(line)) for line in lines.splitlines()]

    try:
        yield until
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        pipe.close()
        shutil.rmtree(place, ignore_errors=True)


def soak_one(result: Result, first: int, seconds: float) -> None:
    """Give a promise its share: at least one whole round, and no round that begins after the share is over.

    A round that takes longer than the limit is a failure, and the process starts again after it.
    """
    end = time.monotonic() + seconds
    while not result.rounds or time.monotonic() < end:
        with proving(result.module, first + result.rounds) as until:
            begun = time.monotonic()
            while not result.rounds or time.monotonic() < end:
                limit = begun + LIMIT
                try:
                    found = until(min(limit, end) if result.rounds else limit)
                except EOFError:
                    result.count(first + result.rounds, time.monotonic() - begun, "the process died")
                    break
                if not found and time.monotonic() >= limit:
                    result.count(first + result.rounds, LIMIT, f"it took over {LIMIT:.0f} seconds")
                    break
                for one in found:
                    result.count(*one)
                    begun = time.monotonic()


def table(results: list[Result]) -> str:
    """Return the report to read."""
    lines = [f"{'belofte':9}{'rondes':>8}{'mislukt':>9}{'seconden':>10}{'s/ronde':>9}  module"]
    for one in results:
        each = one.seconds / max(one.rounds, 1)
        lines.append(
            f"{one.promise:9}{one.rounds:8}{one.failures:9}{one.seconds:10.1f}{each:9.2f}  {one.module}"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Share out the minutes; return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="soak", description="Bewijs de beloften, zo lang als er tijd is.")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--only", default="", help="A1,A8: alleen deze beloften")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9) * 1000)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "soak.json")
    chosen = parser.parse_args(arguments)
    found = modules()
    wanted = [name for name in chosen.only.split(",") if name] or list(found)
    if unknown := set(wanted) - set(found):
        parser.error(f"geen bewijs voor: {', '.join(sorted(unknown))}")
    results = [Result(name, found[name]) for name in wanted]
    end = time.monotonic() + chosen.minutes * 60
    for number, result in enumerate(results):
        share = max(0.0, end - time.monotonic()) / (len(results) - number)
        print(f"{result.promise} ({result.module}): {share:.0f} s", flush=True)
        soak_one(result, chosen.seed, share)
        for failure in result.failed:
            print(f"  mislukt, seed {failure['seed']}: {failure['fault']}", flush=True)
        report = {
            "minutes": chosen.minutes,
            "seed": chosen.seed,
            "failures": sum(one.failures for one in results),
            "promises": [asdict(one) for one in results[: number + 1]],
        }
        chosen.out.parent.mkdir(parents=True, exist_ok=True)
        chosen.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(results))
    print(f"Het rapport staat in {chosen.out}")
    return 1 if any(one.failures for one in results) else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--prove"]:
        prove(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    sys.exit(main(sys.argv[1:]))
