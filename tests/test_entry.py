from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from tests.architecture.product import TOP
from zvdesk import __main__ as entry
from zvdesk import system
from zvdesk.single import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SECRET = "Yılmaz-Voorbeeld"


@pytest.fixture(autouse=True)
def same_umask(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("zvdesk.hardening.forbid_dumps", lambda: None)  # not for the whole test run
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_arguments: list[str]) -> int:
        raise error

    monkeypatch.setattr(entry, "_run", fail)


def test_a_command_goes_to_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        entry.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("zvdesk ")


@pytest.mark.parametrize(
    ("arguments", "handed_over"),
    [
        ([], Asked()),
        (["open"], Asked()),
        (["open", "/k/a.zvkluis"], Asked(vault=Path("/k/a.zvkluis"))),
        (["open", "/k/A.ZVPAKKET"], Asked(file=Path("/k/A.ZVPAKKET"))),
        (["open", "/k/a.zvkaart"], Asked(file=Path("/k/a.zvkaart"))),
        (["open", "/k/lijst.pdf"], Asked(file=Path("/k/lijst.pdf"))),
    ],
)
def test_the_window_gets_the_folder_or_the_file(
    arguments: list[str], handed_over: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[Asked] = []

    def window(asked: Asked, _claim: object) -> int:
        got.append(asked)
        return 3

    monkeypatch.setitem(sys.modules, "zvdesk.app", cast("ModuleType", SimpleNamespace(run=window)))
    assert entry.main(arguments) == 3
    assert got == [handed_over]


@pytest.mark.parametrize(
    ("arguments", "code"), [(["open", "a", "b"], 2), (["open", "--json"], 2), (["open", "--help"], 0)]
)
def test_open_says_how_it_is_used(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.main(arguments) == code
    assert "zvdesk open [MAP of BESTAND]" in capsys.readouterr().err


def test_the_self_test_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zvdesk.selftest.run", lambda: 1)
    assert entry.main(["--self-test"]) == 1


def test_a_bug_gives_one_line_without_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ZVDESK_DEBUG", raising=False)
    fail_with(ValueError(SECRET), monkeypatch)
    assert entry.main(["case", "list"]) == 70
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "ValueError, test_entry.py:" in shown.err
    assert SECRET not in shown.err


def test_the_frames_for_the_makers_hold_no_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def caused() -> ValueError:
        try:
            return ValueError(int(SECRET))
        except ValueError as cause:
            error = ValueError(SECRET)
            error.__cause__ = cause
            return error

    monkeypatch.setenv("ZVDESK_DEBUG", "1")
    fail_with(caused(), monkeypatch)
    assert entry.main(["case", "list"]) == 70
    shown = capsys.readouterr().err
    assert [line for line in shown.splitlines() if line.endswith("Error")] == ["ValueError", "ValueError"]
    assert "in caused" in shown
    assert SECRET not in shown


def test_ctrl_c_is_no_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fail_with(KeyboardInterrupt(), monkeypatch)
    assert entry.main(["demo"]) == 130
    assert capsys.readouterr().err == "Gestopt.\n"


def test_output_that_nobody_reads_is_never_a_success() -> None:
    program = "import sys, zvdesk.__main__ as e; e._run = lambda _: print('x'); sys.exit(e.main(['verify']))"
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=TOP, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (74, "")


def test_unread_output_has_its_own_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    discarded: list[bool] = []
    monkeypatch.setattr(entry, "_discard_output", lambda: discarded.append(True))
    fail_with(BrokenPipeError(), monkeypatch)
    assert entry.main(["case", "list"]) == 74
    assert discarded == [True]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no umask")
def test_files_are_private_from_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_run", lambda _arguments: 0)
    os.umask(0o022)
    entry.main([])
    (tmp_path / "made").touch()
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o600
    system.tighten_umask()


def test_the_command_line_starts_without_qt() -> None:
    program = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "from zvdesk.__main__ import main\n"
        "sys.exit(main(['--version']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
