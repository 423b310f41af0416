"""Put a fresh process in the place of this one, with an empty memory.

After a vault was closed its key and most of its text were still found in the memory of the process; after
execve(2) none of it was: the system gives the new program new pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

_SYSTEM: str = sys.platform
_FAILED = 71  # sysexits.h: EX_OSERR


def own_command(arguments: list[str]) -> list[str]:
    """Return how this program was started, with other arguments."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    before = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])]
    return [sys.executable, *before, *arguments]


def replace_process(arguments: list[str], notes: dict[str, str]) -> NoReturn:
    """Start this program anew in the place of this process; ``notes`` go into its environment.

    Nothing runs after it: no handler, no destructor. When the system refuses, the process ends all the same,
    because it may not go on with what is in its memory. On Windows, which cannot replace, a new process
    starts and this one leaves.
    """
    command = own_command(arguments)
    environment = {**os.environ, **notes}
    if getattr(sys, "frozen", False):
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # it is no child of this one
    try:
        if _SYSTEM == "win32":
            subprocess.Popen(command, env=environment, close_fds=True)  # noqa: S603
            os._exit(0)
        os.execve(command[0], command, environment)  # noqa: S606
    except OSError:
        os._exit(_FAILED)
