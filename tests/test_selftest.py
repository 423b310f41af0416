"""The self-test holds wherever zvdesk runs from: a checkout, a wheel, a frozen program."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from typing import TYPE_CHECKING

import pytest

from tests.architecture.product import TOP
from zvdesk import selftest

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 6


def test_a_checkout_is_whole() -> None:
    done = run([sys.executable, "main.py", "--self-test"], TOP)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line[:4] for line in done.stdout.splitlines()] == ["goed"] * STEPS
    assert done.stderr == ""


def test_what_is_not_whole_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(_folder: Path) -> str:
        raise selftest.NotWhole("qtbase_nl.qm")

    monkeypatch.setattr("zvdesk.selftest._STEPS", (selftest._Step("teksten geladen", absent),))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert selftest.run() == 1
    assert capsys.readouterr().out == "FOUT  teksten geladen: NotWhole ('qtbase_nl.qm',)\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.journey
def test_a_wheel_is_whole(tmp_path: Path) -> None:
    """Build the wheel, install it beside the locked packages, and run it far from the checkout."""
    build = ["hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = run([sys.executable, "-m", *build], TOP)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "elders"
    done = run([sys.executable, "-m", "venv", "--without-pip", str(home)], tmp_path)
    assert done.returncode == 0, done.stderr
    python = home / "bin" / "python"
    (packages,) = home.glob("lib/python3*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"))
    install = ["pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    done = run([sys.executable, "-m", *install], tmp_path)
    assert done.returncode == 0, done.stderr
    done = run([str(home / "bin" / "zvdesk"), "--self-test"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    where = run([str(python), "-c", "import zvdesk.resources as r; print(r.resources_folder())"], tmp_path)
    assert where.stdout.strip() == str(packages / "zvdesk" / "_resources")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300
    )
