from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zvdesk import replacing, single
from zvdesk.single import Asked
from zvdesk.ui.doorbell import Doorbell

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path.parents[1]))


def test_one_claim_at_a_time() -> None:
    first = single.claim()
    with pytest.raises(single.OtherWindow):
        single.claim()
    first.release()
    first.release()
    single.claim().release()


def test_without_a_folder_for_the_lock_nobody_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "full"))
    assert (single.claim()._file, single.claim()._file) == (None, None)


def test_a_system_without_such_locks_refuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_descriptor: int) -> None:
        raise OSError(38, "no such call")

    monkeypatch.setattr(single, "_lock", unknown)
    assert single.claim()._file is None


def test_windows_locks_a_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    class Runtime:
        def locking(self, _descriptor: int, mode: int, count: int) -> None:
            asked.append((mode, count))

    monkeypatch.setattr(single, "_SYSTEM", "win32")
    monkeypatch.setattr("importlib.import_module", lambda _name: Runtime())
    single.claim().release()
    assert asked == [(2, 1)]
    assert single.place().startswith("\\\\.\\pipe\\zvdesk-")


@pytest.mark.parametrize(
    "line",
    [b"", b"\xff", b"{}", b"[]", b'{"vault": 3}', b'{"vault": "a.zvkluis"}', b'{"vault": "/a\\u0000"}',
     b'{"vault": "/a", "show": true}', b'{"show": 1.5}', b'{"show": 1}', b"[" * 9000,
     b'{"file": "a.zvpakket"}', b'{"file": "/a\\u0000"}', b'{"file": "/a", "vault": "/b"}',
     b'{"other": "/a"}'],
)  # fmt: skip
def test_what_makes_no_sense_is_no_message(line: bytes) -> None:
    assert single.read_message(line) is None


def test_a_message_carries_a_vault_a_file_or_nothing() -> None:
    assert single.read_message(b'{"show": true}') == Asked()
    vault, file = Path("/k/a.zvkluis"), Path("/k/a.zvpakket")
    assert single.read_message(json.dumps({"vault": str(vault)}).encode()) == Asked(vault=vault)
    assert single.read_message(json.dumps({"file": str(file)}).encode()) == Asked(file=file)


def test_nobody_answers_when_there_is_no_window() -> None:
    assert not single.ask_first(patience=0.1)


@pytest.mark.skipif(os.name == "nt", reason="a pipe has no mode")
def test_the_bell_is_for_its_owner_only_and_takes_the_place_of_a_stale_one(qtbot: QtBot) -> None:
    place = Path(single.place())
    place.write_bytes(b"")  # as a killed process leaves it
    bell = Doorbell()
    assert bell.listen()
    assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0
    rung: list[object] = []
    bell.rang.connect(rung.append)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        answers = [
            single.ask_first(patience=5),
            single.ask_first(Path("/k/a.zvkluis"), patience=5),
            single.ask_first(file=Path("/k/a.zvpakket"), patience=5),
        ]
        os.write(write, b"y" if all(answers) else b"n")
        os._exit(0)
    qtbot.waitUntil(lambda: len(rung) == 3, timeout=20_000)
    os.waitpid(child, 0)
    assert os.read(read, 1) == b"y"
    assert rung == [Asked(), Asked(vault=Path("/k/a.zvkluis")), Asked(file=Path("/k/a.zvpakket"))]
    os.close(read)
    os.close(write)
    bell.stop()


def test_the_command_is_repeated_with_other_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.orig_argv", ["python", "-X", "dev", "main.py", "open", "a"])
    monkeypatch.setattr("sys.argv", ["main.py", "open", "a"])
    monkeypatch.setattr("sys.executable", "/usr/bin/python")
    assert replacing.own_command(["open", "b"]) == ["/usr/bin/python", "-X", "dev", "main.py", "open", "b"]
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert replacing.own_command(["open", "b"]) == ["/usr/bin/python", "open", "b"]


class Left(Exception):
    """The process would have ended here."""


def test_windows_starts_a_new_process_and_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], str]] = []

    def start(command: list[str], *, env: dict[str, str], close_fds: bool) -> None:
        assert close_fds
        started.append((command, env["WHY"]))

    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr(replacing, "_SYSTEM", "win32")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("subprocess.Popen", start)
    monkeypatch.setattr("os._exit", leave)
    with pytest.raises(Left) as left:
        replacing.replace_process(["open", "b"], {"WHY": "idle"})
    assert left.value.args == (0,)
    assert started[0][0][1:] == ["open", "b"]
    assert started[0][1] == "idle"


def test_a_process_that_cannot_be_replaced_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    monkeypatch.setattr("os._exit", leave)
    with pytest.raises(Left) as left:
        replacing.replace_process(["open", "b"], {})
    assert left.value.args == (71,)
