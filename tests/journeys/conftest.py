"""Give the windows of the journeys a window manager: without one nothing becomes active on a bare display."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def window_manager() -> Iterator[None]:
    """Run openbox while the windows of the tests are on a real display."""
    if os.environ.get("QT_QPA_PLATFORM") != "xcb":
        yield
        return
    program = shutil.which("openbox")
    if program is None:
        assert os.environ.get("CI") != "true", "openbox is not installed"
        pytest.skip("openbox is not installed")
    manager = subprocess.Popen([program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    yield
    manager.terminate()
    manager.wait(10)
