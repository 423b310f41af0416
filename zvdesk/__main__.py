"""Start the window or a command; both are imported late, so that neither pays for the other."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from zvdesk import hardening, log, system

BUG = 70  # sysexits.h: EX_SOFTWARE
USAGE = 2
_UNREAD = 74  # EX_IOERR: never 0, which would say "valid" to whoever only looks at the exit code
_BUSY = 75  # EX_TEMPFAIL: the first window does not answer
_INTERRUPTED = 130
_SELF_TEST = "--self-test"
_OPEN = "open"
_DEBUG = "ZVDESK_DEBUG"


def main(argv: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code; a bug of ours gives one line and 70."""
    if argv is None:  # who gives the arguments has hooks of its own
        log.install()
    hardening.forbid_dumps()
    system.tighten_umask()
    arguments = sys.argv[1:] if argv is None else argv
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # here, so that a reader who left is noticed while it can still be told
        return code
    except KeyboardInterrupt:
        log.say("Gestopt.")
        return _INTERRUPTED
    except BrokenPipeError:  # who read the output has left, as `head` does
        _discard_output()
        return _UNREAD
    except Exception as error:
        log.say(
            f"zvdesk is gestopt door een fout in het programma ({log.named(error)}). "
            "Wat bewaard was, is er nog. Meld deze regel aan de makers; "
            "er staan geen gegevens van casussen in."
        )
        if os.environ.get(_DEBUG) == "1":
            log.say(frames(error))
        return BUG


def frames(error: BaseException) -> str:
    """Return the traceback with its causes, for the makers: lines of code and class names.

    The text of an error and the values of variables are left out: they can hold data of a case.
    """
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{frames(cause)}\n\n" if cause else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"


def _run(arguments: list[str]) -> int:
    if arguments == [_SELF_TEST]:
        from zvdesk.selftest import run as self_test

        return self_test()
    if arguments[:1] == [_OPEN]:
        return _open(arguments[1:])
    if arguments:
        from zvdesk.cli import main as command

        return command(arguments)
    return _open([])


def _open(names: list[str]) -> int:
    if len(names) > 1 or any(name.startswith("-") for name in names):
        log.say(
            "Gebruik: zvdesk open [MAP of BESTAND]   opent het venster, op de kluis in MAP, of met BESTAND: "
            "een pakket, kaart of lijst van een collega, of een pdf om te controleren."
        )
        return 0 if names[0] in ("-h", "--help") else USAGE
    from zvdesk import single  # late: a command needs none of it

    asked = single.asked_for(Path(names[0]).absolute()) if names else single.Asked()
    try:
        claim = single.claim()
    except single.OtherWindow:
        if single.ask_first(asked.vault, asked.file):
            return 0
        log.say(
            "zvdesk is al gestart, maar het eerste venster geeft geen antwoord. Wat bewaard was, is er nog. "
            "Wacht even, of sluit dat venster en probeer het opnieuw."
        )
        return _BUSY
    from zvdesk.app import run as window

    try:
        return window(asked, claim)
    finally:
        claim.release()


def _discard_output() -> None:
    """Keep the interpreter from complaining once more when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
