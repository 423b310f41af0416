"""Give every test a home of its own, an offscreen Dutch desktop, and no tolerance for stray warnings."""

from __future__ import annotations

import functools
import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zvdesk.ui.program import Program

# In memory where that is a file system with room: a suite that makes a thousand vaults waits for its disk.
_MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes a folder there for its owner only
_ROOM = 4 << 30  # bytes
if (
    "TMPDIR" not in os.environ
    and os.path.ismount(_MEMORY)
    and shutil.disk_usage(_MEMORY).free > _ROOM
    and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC  # the shim of tests/promises is loaded from there
):
    os.environ["TMPDIR"] = str(_MEMORY)

# Before any test module can import Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANG="nl_NL.UTF-8", LANGUAGE="nl")

IN_CI = os.environ.get("CI") == "true"

settings.register_profile("zvdesk", deadline=None, derandomize=IN_CI)
settings.load_profile("zvdesk")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests away from the settings, state and caches of whoever runs them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        yield home


@pytest.fixture(scope="session")
def qapp_cls() -> type[Program]:
    """Give pytest-qt the application object that the program itself has."""
    from zvdesk.ui.program import Program

    return Program


@pytest.fixture(scope="session", autouse=True)
def _remembered_argon2() -> Iterator[None]:
    """Remember what Argon2id gave for the same input: the values stay real, the suite stays short."""
    from zvdesk.storage import keys, wrapping  # not before the coverage of zvdesk is counted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "_argon2id", functools.cache(wrapping._argon2id))
        patch.setattr(keys, "calibrated", lambda: wrapping.FLOOR)  # test_wrapping calibrates
        yield


@pytest.fixture(autouse=True)
def _nobody_trusted() -> Iterator[None]:
    """Let no test find whom the one before it trusted."""
    yield
    from zvdesk.services.trust import trust_folder  # not before the coverage of zvdesk is counted

    shutil.rmtree(trust_folder(), ignore_errors=True)


@pytest.fixture(autouse=True)
def stray_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a log record of WARNING or higher; one that expects it calls caplog.clear()."""
    yield
    stray = [
        record
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    if stray:
        pytest.fail("stray log records: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in stray))


@pytest.fixture(scope="session")
def requires() -> Callable[[str], Path]:
    """Give a function that finds an outside program: without it the test is skipped, in CI it fails."""

    def find(program: str) -> Path:
        found = shutil.which(program)
        if found is None:
            reason = f"the program {program} is not installed"
            if IN_CI:
                pytest.fail(reason)
            pytest.skip(reason)
        return Path(found)

    return find
