"""Hand packages to the chair of three laptops, whole and by the services, and look what became of the vault.

A question names packages by their numbers. They are written by one fork and taken in by another, which opened
the vault and may use 512 MB; each answer says what came of one package and what it cost.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import os
import re
import resource
import shutil
import stat
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.promises import warm
from tests.promises.hostile_packages import by_chance, controls
from tests.promises.package_stage import Stage, stage
from zvdesk.errors import ExplainedError, PackageRefused
from zvdesk.services import receiving
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.promises.hostile_ways import Hostile
    from zvdesk.services.desk import Desk

MEMORY = 1 << 30  # of addresses, libraries too; what is used of it is told with each answer


def content_of(desk: Desk) -> tuple[dict[str, str], list[tuple[Any, ...]]]:
    """Return a hash of each table and of each file beside the database, and the lines of the log."""
    found: dict[str, str] = {}
    with desk.vault.read() as connection:
        run = connection.exec_driver_sql
        names = run("select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%'")
        for (name,) in names.all():
            rows = sorted(map(repr, run(f'select * from "{name}"').all()))  # noqa: S608 - names of our own
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        log = [tuple(row) for row in run("select * from audit order by sequence").all()]
    del found["audit"]
    for place in (desk.vault.folder, Path(os.environ["XDG_STATE_HOME"])):
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.name.startswith("vault.db"):
                found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found, log


def took(desk: Desk, one: Path, passphrase: str) -> tuple[str, str]:
    """Let a package come in the way the window does; return the reason of a refusal, and its words."""
    try:
        receiving.receive(desk, receiving.preview(desk, one, passphrase))
    except PackageRefused as error:
        return error.fault, message(error)
    except ExplainedError as error:
        return type(error).__name__, message(error)
    except Exception as error:  # a crash is what this looks for
        return f"crash: {type(error).__name__}: {error}"[:500], ""
    return "taken", ""


def _read(found: Stage, folder: Path, names: list[str], speak: Callable[[bytes], object]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chair = found.laptops.chair
    desk = chair.desk()
    before, log = content_of(desk)
    for number, name in enumerate(names):
        begun = time.process_time()
        outcome, words = took(desk, folder / str(number), chair.passphrase)
        seconds = time.process_time() - begun
        after, lines = content_of(desk)
        answer = {
            "name": name,
            "outcome": outcome,
            "words": words,
            "cpu": seconds,
            "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            "changed": sorted(n for n in before | after if before.get(n) != after.get(n)),
            "is_log_whole": lines[: len(log)] == log,
            "said": [line[10] for line in lines[len(log) :]],
        }
        log, before = lines, after
        speak(json.dumps(answer).encode() + b"\n")
    desk.vault.close()


@functools.cache
def made(home: Path) -> Stage:
    """Make the stage once."""
    warm.use_profile(home)
    return stage(home)


def look(found: Stage, home: Path) -> warm.Found:
    """Tell what somebody without a key sees of the packages that the services made."""
    shown = []
    for data in (found.good, found.other):
        known = {text for text in _texts(found.content_of(data)) if len(text) > 3}
        known |= {text.replace("-", "") for text in known} | {found.laptops.world.number, "Oefen", "zvdesk"}
        wanted = [form for text in known for form in (text.encode(), text.encode("utf-16-le"))]
        wanted += [bytes.fromhex(text) for text in known if re.fullmatch("(?:[0-9a-f]{2}){4,}", text)]
        readable = [form for form in wanted if form in data and form != data[9:25]]
        body = data[25:-4]
        counts = [body.count(sign) / len(body) for sign in range(256)]
        entropy = -sum(share * math.log2(share) for share in counts if share)
        shown.append({"readable": list(map(repr, readable)), "length": len(data), "entropy": entropy})
    files = [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in home.glob("*.zvpakket")]
    return {"shown": shown, "files": files, "searched": len(wanted)}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.split()
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def answer(question: dict[str, Any], home: Path) -> warm.Found:
    """Write the packages that are asked for, and let the chair take them in, one after another."""
    found = made(home)
    if question.get("look"):
        return look(found, home)
    every = controls() if question.get("controls") else ()
    asked: list[Hostile] = [every[n] if every else by_chance(n) for n in question["numbers"]]
    place = Path(tempfile.mkdtemp(dir=home))

    def write(speak: Callable[[bytes], object]) -> None:
        for number, one in enumerate(asked):
            path = place / str(number)
            path.write_bytes(one.make(found))
            if one.length:
                os.truncate(path, one.length)
        speak(b"written")

    said, _ = warm.forked(write)
    if said == b"written":
        said, _ = warm.forked(lambda speak: _taken_by_a_copy(found, place, asked, speak))
    shutil.rmtree(place, ignore_errors=True)
    answers = [json.loads(line) for line in said.splitlines() if line.startswith(b"{")]
    fault = said[said.index(b"fault: ") :].decode() if b"fault: " in said else ""
    for one, given in zip(asked, answers, strict=False):
        given["expected"] = [fault_.value for fault_ in one.faults]
    if len(answers) < len(asked) and not fault:
        fault = f"the process died at {asked[len(answers)].name}"
    return {"answers": answers, "fault": fault}


def _taken_by_a_copy(
    found: Stage, place: Path, asked: list[Hostile], speak: Callable[[bytes], object]
) -> None:
    """Take in with a copy of the vault, so that each question finds it as it was."""
    chair = found.laptops.chair
    folder = place / chair.folder.name
    shutil.copytree(chair.folder, folder)
    warm.use_profile(place)
    copied = replace(found, laptops=replace(found.laptops, chair=replace(chair, folder=folder)))
    _read(copied, place, [one.name for one in asked], speak)


if __name__ == "__main__":
    warm.up()
    with tempfile.TemporaryDirectory(prefix="zvdesk-packages-") as begun_in:
        warm.serve(functools.partial(answer, home=Path(begun_in)))
