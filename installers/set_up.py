"""Make the checkout ready to run: check system libraries, make ``.venv``, install what the lock file pins.

Only the standard library is used: this runs before anything is installed. ``sh installers/set-up`` starts it
with a fitting Python. With ``--check`` nothing is changed and the exit code says whether all is there.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

TOP = Path(__file__).resolve().parent.parent
LOCK = TOP / "requirements.lock"
VENV = TOP / ".venv"
STAMP = VENV / "zvdesk-stamp"
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class Need:
    """Name a library (``lib*.so*``), a Python module (``*.py``) or a program, and its Debian package."""

    name: str
    package: str

    def is_met(self) -> bool:
        """Tell whether it is there, by trying it rather than by asking the package manager."""
        if self.name.endswith(".py"):
            return importlib.util.find_spec(self.name.removesuffix(".py")) is not None
        if not self.name.startswith("lib"):
            return shutil.which(self.name) is not None
        try:
            ctypes.CDLL(self.name)
        except OSError:
            return False
        return True


NEEDS: dict[str, tuple[Need, ...]] = {
    "base": (
        Need("libEGL.so.1", "libegl1"),
        Need("libGL.so.1", "libgl1"),
        Need("libxkbcommon.so.0", "libxkbcommon0"),
        Need("libdbus-1.so.3", "libdbus-1-3"),
        Need("libfontconfig.so.1", "libfontconfig1"),
        Need("libglib-2.0.so.0", "libglib2.0-0"),
    ),
    "window": (
        Need("libwayland-cursor.so.0", "libwayland-cursor0"),
        Need("libxcb-cursor.so.0", "libxcb-cursor0"),
        Need("libxcb-icccm.so.4", "libxcb-icccm4"),
        Need("libxcb-image.so.0", "libxcb-image0"),
        Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        Need("libxcb-render-util.so.0", "libxcb-render-util0"),
        Need("libxcb-shape.so.0", "libxcb-shape0"),
        Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ),
    "journeys": (
        Need("Xvfb", "xvfb"),
        Need("dbus-run-session", "dbus"),
    ),
    "bench": (
        Need("libpango-1.0.so.0", "libpango-1.0-0"),
        Need("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ),
    "bundle": (
        Need("objdump", "binutils"),
        Need(f"libpython{MINOR}.so.1.0", f"libpython{MINOR}"),
    ),
}
VENV_NEEDS = (
    Need("venv.py", f"python{MINOR}-venv"),
    Need("ensurepip.py", f"python{MINOR}-venv"),
)
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/python" "$here/../../main.py" "$@"
"""


def stamp() -> str:
    """Return what the ``.venv`` was made from."""
    return f"{MINOR} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"


def is_installed() -> bool:
    """Tell whether the ``.venv`` holds what the lock file pins."""
    return (VENV / "bin" / "python").exists() and STAMP.is_file() and STAMP.read_text() == stamp()


def missing(groups: list[str]) -> list[Need]:
    """Return what these groups still lack on this system."""
    if sys.platform != "linux":  # elsewhere the wheels carry all they need
        return []
    needs = [need for group in groups for need in NEEDS[group]]
    return [need for need in needs if not need.is_met()]


def install_system(lacking: list[Need]) -> None:
    """Install the packages when that is allowed; otherwise name them in one line and stop."""
    packages = sorted({need.package for need in lacking})
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        stop("Dit ontbreekt op dit systeem: " + " ".join(sorted({need.name for need in lacking})))
    prefix: list[str] = []
    if os.geteuid() != 0:
        prefix = ["sudo", "-n"]
        if shutil.which("sudo") is None or run([*prefix, "true"]).returncode != 0:
            stop(f"Installeer eerst deze systeempakketten: sudo apt-get install {names}")
    say(f"Systeempakketten installeren: {names} ...")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install = [*apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    if run(install).returncode != 0:
        run([*apt, "update", "-qq"])
        done = run(install)
        if done.returncode != 0:
            stop(f"{tail(done)}\nDe systeempakketten zijn niet geïnstalleerd: {names}")


def install_packages() -> None:
    """Make the ``.venv`` anew and install the locked packages; the stamp is written last."""
    started = time.monotonic()
    say("Python-pakketten installeren in .venv (eenmalig, ongeveer een minuut) ...")
    made = run([sys.executable, "-I", "-m", "venv", "--clear", str(VENV)])
    if made.returncode != 0:
        stop(f"{tail(made)}\nDe map .venv is niet gemaakt.")
    python = str(VENV / "bin" / "python")
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    options = ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    done = run([*pip, "install", *options])
    if done.returncode != 0:
        stop(
            f"{tail(done)}\nDe Python-pakketten zijn niet geïnstalleerd. De eerste keer is een netwerk nodig."
        )
    launcher = VENV / "bin" / "zvdesk"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)
    STAMP.write_text(stamp())
    say(f"Klaar in {time.monotonic() - started:.0f} seconden.")


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command quietly and keep what it says."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def tail(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last lines of what a command said."""
    return "\n".join(done.stdout.strip().splitlines()[-8:])


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """Say why it cannot go on, and stop."""
    say(text)
    raise SystemExit(1)


def main() -> None:
    """Check or install what the named groups need."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", choices=list(NEEDS), default=["base"])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        raise SystemExit(bool(missing(options.groups)) or not is_installed())
    lacking = missing(options.groups)
    if sys.platform == "linux" and not is_installed():
        lacking += [need for need in VENV_NEEDS if not need.is_met()]
    if lacking:
        install_system(lacking)
    if not is_installed():
        install_packages()


if __name__ == "__main__":
    main()
