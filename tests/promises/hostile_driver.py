"""Read hostile files, each in a child of this warmed process: 512 MB, 5 seconds, no network, no write.

Asks and answers are lines of JSON: ``{"format", "path"}`` and ``{"outcome", "words"}``, where the outcome is
"taken", "refused", or what went wrong.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from zvdesk.content.library import load_library
from zvdesk.documents.log_head import head_in
from zvdesk.documents.verifying import LARGEST, verify
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import ExplainedError
from zvdesk.exchange import addresses, careful_json, content_lines, invitation, melding
from zvdesk.limits import read_plain_file
from zvdesk.services import attempts, second_place, side_file
from zvdesk.services.clock import Clock
from zvdesk.settings import load_settings
from zvdesk.storage import destroyed, key_file
from zvdesk.storage.open_keys import OpenKeys
from zvdesk.texts.messages import message
from zvdesk.texts.verdicts import verdict_sentence
from zvdesk.ui.lock import place

MEMORY = 512 * 1024 * 1024
SECONDS = 5
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "os.system",
    "subprocess.Popen",
    "os.mkdir",
    "os.rename",
)


def read(kind: str, path: Path) -> str:
    """Read a file the way zvdesk does; return what a person sees when it is no refusal."""
    if kind == "melding":
        melding.read_referral(read_plain_file(path, careful_json.MAXIMUM_BYTES))
    elif kind in ("vcf", "csv"):
        addresses.read_addresses(read_plain_file(path, content_lines.MAXIMUM_BYTES), f".{kind}")
    elif kind == "ics":
        invitation.read_invitation(read_plain_file(path, content_lines.MAXIMUM_BYTES))
    elif kind == "toml":
        load_library(path.parent.parent)
    elif kind == "keys":
        key_file.candidates(path.parent)
    elif kind == "pdf":
        data = read_plain_file(path, LARGEST)
        verdict = verify(data, trusted=(), at=datetime(2026, 1, 1, tzinfo=UTC))
        head_in(data)
        if verdict.kind is VerdictKind.VALID:
            raise AssertionError("a hostile PDF is valid")
        return verdict_sentence(verdict)
    else:
        read_own(kind, path)
    return ""


def read_own(kind: str, path: Path) -> None:
    """Read a file of this program: a spoilt one counts for nothing, and costs no message."""
    if kind == "attempts":
        attempts.seconds_left(path.parent, Clock())
    elif kind == "settings":
        load_settings(path)
    elif kind == "second":
        second_place.chosen("a" * 32)
    elif kind == "side":
        side_file.load("a" * 32)
    elif kind == "place":
        place.take_place()
    elif kind == "destroyed":
        destroyed.read(path.parent, OpenKeys(b"k" * 32, "s", None, "a" * 32, practice=True, generation=1))
    else:
        raise AssertionError(kind)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    wrote = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
    if (wrote and arguments[0] != os.devnull) or event in _FORBIDDEN:
        os.write(2, f"{event} {arguments!r}\n".encode())
        os._exit(77)


def child(kind: str, path: Path, out: int) -> None:
    """Read one file within the limits and write the outcome; never return."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(2 * SECONDS)  # a loaded machine; the limit itself counts processor time
    if kind not in ("settings", "place"):  # those may set a spoilt file of their own aside
        sys.addaudithook(_watch)
    try:
        answer = {"outcome": "taken", "words": read(kind, path)}
    except ExplainedError as error:
        answer = {"outcome": "refused", "words": message(error)}
    except BaseException as error:
        answer = {"outcome": f"crash: {type(error).__name__}", "words": ""}
    os.write(out, json.dumps(answer).encode())
    os._exit(0)


def serve() -> None:
    """Answer each line."""
    for line in sys.stdin:
        asked = json.loads(line)
        mine, theirs = os.pipe()
        if (pid := os.fork()) == 0:
            os.close(mine)
            child(asked["format"], Path(asked["path"]), theirs)
        os.close(theirs)
        with os.fdopen(mine, "rb") as pipe:
            said = pipe.read()
        _pid, status, used = os.wait4(pid, 0)
        answer = json.loads(said) if said else {"outcome": f"died: {status}", "words": ""}
        answer |= {
            "cpu": used.ru_utime + used.ru_stime,
            "kib": used.ru_maxrss,
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
