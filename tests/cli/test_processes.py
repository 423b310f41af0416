"""The command line among other programs: without Qt, in a pipe, stopped, and at a terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CHAIR, MAIN, NEW, TOP, run
from tests.services.world import HOUSE, World
from zvdesk.cli import exits
from zvdesk.services import vaults

if TYPE_CHECKING:
    from pathlib import Path


_WITHOUT_QT = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('PySide6', 'shiboken6'):
            raise ImportError(name + ' is blocked')
        return None

sys.meta_path.insert(0, Blocked())
from zvdesk.__main__ import main
sys.exit(main())
"""


def test_the_command_line_runs_without_qt(closed: World, tmp_path: Path) -> None:
    for arguments in (
        ["--help"],
        ["case", "list", "--vault", str(closed.folder), "--passphrase-fd", "0"],
        ["verify", str(tmp_path / "weg.pdf")],
    ):
        done = subprocess.run(
            [sys.executable, "-c", _WITHOUT_QT, *arguments],
            input=f"{CHAIR}\n".encode(),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(TOP)},
            timeout=60,
            check=False,
        )
        assert done.returncode in (0, 4), done.stderr
        assert b"Error" not in done.stderr


def test_a_reader_that_leaves_is_not_a_crash(closed: World) -> None:
    """Do as `zvdesk ... | head -0` does."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [
            *(sys.executable, str(MAIN), "case", "show", closed.number, "--vault", str(closed.folder)),
            *("--passphrase-fd", "0"),
        ],
        input=f"{CHAIR}\n".encode(),
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (74, b"")
    assert run("vault", "check", closed.folder, words=CHAIR).code == 0


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.pdf")
    done = run("verify", name, "--json")
    assert done.code == 4
    assert done.json["files"][0]["verdict"] == "geen leesbare pdf"
    assert run("verify", name).code == 4


@pytest.mark.usefixtures("ctrl_c_is_heard")
def test_ctrl_c_stops_in_one_line_and_leaves_the_vault_whole(closed: World) -> None:
    reader, writer = os.pipe()
    with subprocess.Popen(
        [
            *(sys.executable, str(MAIN), "vault", "passphrase", str(closed.folder), "--json"),
            *("--passphrase-fd", str(reader)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(reader,),
    ) as process:
        os.write(writer, f"{CHAIR}\n".encode())
        deadline = time.monotonic() + 60
        while select.select([reader], [], [], 0)[0] and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(1)  # it has read the line, opens the vault and waits for the new passphrase
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    os.close(reader)
    os.close(writer)
    assert process.returncode == exits.INTERRUPTED
    assert json.loads(out) == {"ok": False, "error": "Interrupted", "message": "Gestopt."}
    assert err.decode().strip() == "Gestopt."
    assert run("vault", "check", closed.folder, words=CHAIR).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_passphrase_is_asked_at_a_terminal_and_not_shown(tmp_path: Path) -> None:
    import pty

    folder = tmp_path / "kluis.zvkluis"
    typed = [NEW, "niet hetzelfde", NEW, NEW]
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.execv(  # noqa: S606 - a program of its own, without a shell
            sys.executable, [sys.executable, str(MAIN), "vault", "create", str(folder)]
        )
    said = b""
    answered = 0
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
        asked = said.count(b"wachtzin: ") + said.count(b"keer: ")
        if asked > answered and answered < len(typed):
            time.sleep(0.05)
            os.write(terminal, f"{typed[answered]}\n".encode())
            answered += 1
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"niet gelijk" in said
    assert NEW.encode() not in said
    assert "Herstelsleutel" in said.decode()
    desk = vaults.unlock(folder, NEW)
    assert desk.house.name != HOUSE
    vaults.lock(desk)


def test_ctrl_c_behind_another_error_is_told_as_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed_under_it(_arguments: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as pressed:
            raise RuntimeError("the database has closed") from pressed

    monkeypatch.setattr("zvdesk.cli.program._run", closed_under_it)
    done = run("case", "list", "--json", "--vault", tmp_path, words=CHAIR)
    assert (done.code, done.json["error"]) == (exits.INTERRUPTED, "Interrupted")
