"""Run one command: parse, do, print, and give the exit code."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING

from zvdesk.cli import exits
from zvdesk.cli.parser import UsageError, build
from zvdesk.cli.secrets_in import NoPassphraseError, UnusableDescriptorError
from zvdesk.errors import ExplainedError
from zvdesk.texts.messages import message

# Control characters but tab and line break, and what changes the direction of writing.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from zvdesk.cli.outcome import Outcome


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what was printed is out before it returns."""
    for stream in (sys.stdout, sys.stderr):  # a path may hold what is no letter at all
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = _main(sys.argv[1:] if argv is None else argv)
    sys.stdout.flush()
    return code


def _main(argv: Sequence[str]) -> int:
    try:
        arguments = build().parse_args(argv)
        if "check" in arguments:
            arguments.check(arguments)  # what argparse cannot ask of options together
    except UsageError as error:
        if "--json" in argv:
            _print_refusal("Usage", error.message)
        print(f"{error.usage}{error.program}: fout: {error.message}", file=sys.stderr)
        return exits.USAGE
    try:
        outcome = _run(arguments)
    except ExplainedError as error:
        reason = getattr(error, "fault", "") or getattr(error, "reason", "")
        return _refuse(arguments, type(error).__name__, message(error), exits.of_error(error), str(reason))
    except NoPassphraseError:
        text = "Er is geen wachtzin. Gebruik een terminal, of geef die met --passphrase-fd N."
        return _refuse(arguments, "NoPassphrase", text, exits.USAGE)
    except KeyboardInterrupt:
        return _refuse(arguments, "Interrupted", "Gestopt.", exits.INTERRUPTED)
    except UnusableDescriptorError:
        text = (
            "Naar dat bestandsnummer kan zvdesk de herstelsleutel niet schrijven. Een nieuwe kluis is niet "
            "gemaakt; een bestaande kluis opent met uw wachtzin."
        )
        return _refuse(arguments, "UnusableDescriptor", text, exits.USAGE)
    except Exception as error:
        if not _was_stopped(error):
            raise
        return _refuse(arguments, "Interrupted", "Gestopt.", exits.INTERRUPTED)
    if arguments.json:
        print(_as_json(outcome.data))
    elif outcome.text:
        print(_without_controls(outcome.text))
    return outcome.exit_code


def _run(arguments: argparse.Namespace) -> Outcome:
    from zvdesk.cli import commands  # late: the storage below takes its time to load

    run = getattr(commands, arguments.run)
    outcome: Outcome = run(arguments)
    return outcome


def _was_stopped(error: BaseException | None) -> bool:
    """Tell whether Ctrl+C is behind an error: the database closes when it comes while it is being asked."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _refuse(arguments: argparse.Namespace, code: str, text: str, exit_code: int, reason: str = "") -> int:
    if arguments.json:
        _print_refusal(code, text, reason)
    print(_without_controls(text), file=sys.stderr)
    return exit_code


def _print_refusal(code: str, text: str, reason: str = "") -> None:
    said = {"ok": False, "error": code} | ({"reason": reason} if reason else {}) | {"message": text}
    print(_as_json(said))


def _without_controls(text: str) -> str:
    """Return text without what would move the cursor, colour or turn what a terminal shows."""
    return _CONTROLS.sub("", text)


def _as_json(value: object) -> str:
    """Return JSON in which such letters are escaped: who reads it gets them, and a terminal does not."""
    written = json.dumps(value, ensure_ascii=False, indent=1)
    return _CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", written)
