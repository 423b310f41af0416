"""Do once, in a process that forks a round a hundred times, what is the same in each round.

A driver is such a process: questions come in as lines of JSON, and each gets one line of JSON back.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.storage.make_fixtures import PASSPHRASE as FIXTURE_PASSPHRASE
from zvdesk.storage import engine, wrapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlcipher3 import dbapi2

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120  # that one fork may take on a machine that is busy with more than this

Found = dict[str, Any]
_real_argon2id = functools.cache(wrapping._argon2id)


def keep_what_is_same(put: Callable[[object, str, object], None]) -> None:
    """Test the cryptography and compile each query once, not at every unlock."""
    make = engine.make_engine
    shared: dict[str, Any] = {}

    def made(connection: dbapi2.Connection) -> Engine:
        one = make(connection)
        shared.setdefault("dialect", one.dialect)
        shared.setdefault("_compiled_cache", one._compiled_cache)
        vars(one).update(shared)
        return one

    put(engine, "make_engine", made)
    put(engine, "check_cryptography", functools.cache(engine.check_cryptography))


def up() -> None:
    """Make this process cheap to fork rounds from: Argon2id, which writes to no disk, is played too."""
    keep_what_is_same(setattr)
    gc.disable()  # a fork that collects copies the memory of its parent
    vars(wrapping)["_argon2id"] = _cheap


def _cheap(secret: bytes, salt: bytes, cost: wrapping.KdfCost) -> bytes:
    if secret == FIXTURE_PASSPHRASE.encode():  # its vaults were made with the real one
        return _real_argon2id(secret, salt, cost)
    person = str(cost.lanes).encode()
    return hashlib.blake2b(secret, salt=salt[:16], person=person, digest_size=wrapping.KEY_BYTES).digest()


def use_profile(place: Path) -> None:
    """Let what this profile remembers lie in a folder."""
    os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(place / "profiel")


def forked(
    work: Callable[[Callable[[bytes], object]], object],
    kill: Callable[[int], float | None] | None = None,
) -> tuple[bytes, bool]:
    """Do work in a fork that may speak by its argument; return what it said and whether it was killed.

    ``kill`` hears each time how many bytes were said, and returns after how many seconds more of work the
    fork must be killed with signal 9, or None to wait for more. What the fork raises, it says.
    """
    reading, writing = os.pipe()
    gc.freeze()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(SECONDS)
        speak = functools.partial(os.write, writing)
        try:
            work(speak)
        except BaseException as failure:
            _say_all(writing, b"fault: " + "".join(traceback.format_exception(failure)).encode())
        os._exit(0)
    os.close(writing)
    said, until = b"", None
    with contextlib.closing(os.fdopen(reading, "rb", buffering=0)) as pipe:
        while True:
            if until is None and kill is not None:
                after = kill(len(said))
                until = None if after is None else time.monotonic() + after
            wait = None if until is None else max(0.0, until - time.monotonic())
            if select.select([pipe], [], [], wait)[0]:
                got = pipe.read(65536)
                if not got:
                    break
                said += got
            else:
                os.kill(child, signal.SIGKILL)
                kill, until = None, None
    _, status = os.waitpid(child, 0)
    return said, os.WIFSIGNALED(status)


def _say_all(pipe: int, data: bytes) -> None:
    while data:
        data = data[os.write(pipe, data) :]


def judged(judge: Callable[[], object]) -> str:
    """Run a judge in a fork, so that it sees nothing but the disk; return what is wrong, or nothing."""

    def work(speak: Callable[[bytes], object]) -> None:
        judge()
        speak(b"held")

    said, _ = forked(work)
    return "" if said == b"held" else said.decode(errors="replace") or "the judge died"


def serve(answer: Callable[[Found], Found]) -> None:
    """Answer the questions on standard input until it ends."""
    for line in sys.stdin:
        os.write(1, json.dumps(answer(json.loads(line))).encode() + b"\n")


class Driver:
    """Ask a driver that stays; it ends with who asks."""

    def __init__(self, module: str, place: Path, preload: Path | None = None) -> None:
        place.mkdir(parents=True, exist_ok=True)
        more = {"TMPDIR": str(place), "QT_QPA_PLATFORM": "offscreen"}
        if preload is not None:
            more["LD_PRELOAD"] = str(preload)
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.promises.{module}"],
            cwd=ROOT,
            env=os.environ | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, **question: object) -> Found:
        """Return the answer to a question."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the driver died"
        found: Found = json.loads(line)
        return found

    def end(self) -> None:
        """Let the driver clear up and leave."""
        self._process.communicate()
        assert self._process.returncode == 0, "the driver did not end well"
