"""The platform module: private files, whole or not at all, and network shares recognised."""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from zvdesk import system
from zvdesk.errors import FolderUnusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOUNTINFO = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:30 / /mnt/share\\040one rw - nfs4 server:/x rw
31 22 0:31 / /mnt/mixed rw shared:2 master:3 - cifs //server/y rw
32 22 0:32 / /mnt/mixed rw - ext4 /dev/vdb rw
33 30 0:33 / /mnt/share\\040one/local rw - tmpfs tmpfs rw
34 22 0:34 / /mnt/ssh rw - fuse.sshfs host:/ rw
35 22 0:35 / /mnt/vm rw - 9p hostshare rw
36 22 0:36 / /mnt/layer rw - overlay overlay rw
broken line
"""
MAC_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@server/team on /Volumes/team map (smbfs, nodev, nosuid, mounted by anna)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
"""


@pytest.fixture
def usual_umask() -> Iterator[None]:
    """Put the umask back."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("usual_umask")
def test_a_tight_umask_keeps_others_out(tmp_path: Path) -> None:
    system.tighten_umask()
    (tmp_path / "file").touch()
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("usual_umask")
def test_files_and_folders_are_private_under_any_umask(tmp_path: Path) -> None:
    os.umask(0)
    folder = system.make_private_folder(tmp_path / "a" / "b")
    system.write_atomically(folder / "file", b"data")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "file").stat().st_mode & 0o777 == 0o600
    folder.chmod(0o755)
    assert system.make_private_folder(folder).stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderUnusable) as caught:
        system.make_private_folder(tmp_path / "file" / "below")
    assert caught.value.reason == "other"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make links")
def test_whatever_stands_in_the_way_of_a_folder_makes_it_unusable(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone" / "away")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(0o644)
    found = [
        tmp_path / name for name in ("nowhere", "nowhere/below", "round", "file", "file/below", "x" * 300)
    ]
    for folder in [*found, Path("/proc/zvdesk")] if sys.platform == "linux" else found:
        for use in (system.make_private_folder, system.make_ready):
            with pytest.raises(FolderUnusable) as caught:
                use(folder)
            assert (caught.value.folder, caught.value.reason) == (str(folder), "other")
        with pytest.raises(FolderUnusable), system.staged(folder / "list.pdf", b"data"):
            pytest.fail("there is nothing to enter")
        assert not system.is_network_path(folder)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644
    assert not (tmp_path / "gone").exists()


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    system.make_ready(tmp_path)
    system.make_ready(tmp_path / "new" / "below")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path, tmp_path / "new" / "below")] == [0o755, 0o700]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    system.write_atomically(path, b"old")
    system.write_atomically(path, b"new" * 100_000)
    assert path.read_bytes() == b"new" * 100_000
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"theirs")
    link.symlink_to(target)
    system.write_atomically(link, b"ours")
    assert (target.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"theirs", b"ours", False)


def test_short_writes_are_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:3]))
    system.write_atomically(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "no_space"),
        (errno.EDQUOT, "no_space"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EPERM, "read_only"),
        (errno.EIO, "other"),
    ],
)
def test_what_the_disk_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, reason: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(code, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(FolderUnusable) as caught:
            system.write_atomically(path, b"new")
    assert (caught.value.reason, caught.value.folder) == (reason, str(tmp_path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_that_do_not_read_back_are_not_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _path: b"other")
        with pytest.raises(FolderUnusable) as caught:
            system.write_atomically(path, b"new")
    assert caught.value.reason == "other"
    assert path.read_bytes() == b"old"


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        system.write_atomically(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_left_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        system.write_atomically(tmp_path / "missing" / "file", b"x")


def test_the_folders_are_this_persons(own_home: Path) -> None:
    assert system.profile_folder().is_relative_to(own_home)
    assert system.state_folder().is_relative_to(own_home)
    assert system.profile_folder().name == system.state_folder().name == "zvdesk"


def test_a_device_without_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.device_name()
    monkeypatch.setattr("platform.node", lambda: "")
    assert system.device_name() == "unknown"


@pytest.mark.parametrize(
    ("path", "is_remote"),
    [
        ("/home/anna/huis.zvkluis", False),
        ("/mnt/share one/huis.zvkluis", True),
        ("/mnt/share one/local/huis.zvkluis", False),
        ("/mnt/share onerous", False),
        ("/mnt/mixed/x", False),
        ("/mnt/ssh/x", True),
        ("/mnt/vm/x", False),
        ("/mnt/layer/x", False),
    ],
)
def test_linux_network_mounts_are_known(monkeypatch: pytest.MonkeyPatch, path: str, is_remote: bool) -> None:
    monkeypatch.setattr(system, "_SYSTEM", "linux")
    monkeypatch.setattr(system, "_linux_mounts", lambda: system.parse_mountinfo(MOUNTINFO))
    assert system.is_network_path(Path(path)) is is_remote


def test_this_test_runs_on_a_local_disk(tmp_path: Path) -> None:
    assert not system.is_network_path(tmp_path / "not there yet")


def test_an_unreadable_mount_table_refuses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOENT, "gone")

    monkeypatch.setattr(system, "_SYSTEM", "linux")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refuse)
        assert not system.is_network_path(tmp_path)
    monkeypatch.setattr(system, "_SYSTEM", "darwin")
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", refuse)
        assert not system.is_network_path(tmp_path)


def test_mac_network_mounts_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_SYSTEM", "darwin")
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_n: SimpleNamespace(stdout=MAC_MOUNTS.encode()))
    assert system.is_network_path(Path("/Volumes/team map/huis.zvkluis"))
    assert not system.is_network_path(Path("/Users/anna/huis.zvkluis"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"\\server\share\huis", True),
        (r"\\?\UNC\server\share", True),
        (r"\\?\C:\huis", False),
        (r"\\.\C:", False),
        (r"C:\huis", False),
        ("/home", False),
    ],
)
def test_windows_shares_are_known_by_name(path: str, expected: bool) -> None:
    assert system.is_unc(path) is expected
    if expected:
        assert system.is_network_path(Path(path))


@pytest.mark.parametrize(("drive", "expected"), [(4, True), (3, False)])
def test_windows_network_drives_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: int, expected: bool
) -> None:
    kernel = SimpleNamespace(GetDriveTypeW=lambda _root: drive)
    monkeypatch.setattr(system, "_SYSTEM", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert system.is_network_path(tmp_path) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the library")
def test_without_the_windows_library_nothing_is_remote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_SYSTEM", "win32")
    assert not system.is_network_path(tmp_path)


def test_a_folder_is_not_synced_where_it_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(system, "_SYSTEM", "win32")
    system.write_atomically(tmp_path / "file", b"x")
    assert len(synced) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fcntl")
def test_a_mac_is_asked_for_a_full_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[int] = []
    monkeypatch.setattr(system, "_SYSTEM", "darwin")
    monkeypatch.setattr(fcntl, "fcntl", lambda _descriptor, command: asked.append(command))
    system.write_atomically(tmp_path / "file", b"x")
    assert asked == [51, 51]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fcntl")
def test_a_mac_disk_without_a_full_sync_gets_the_plain_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOTSUP, "not here")

    synced: list[int] = []
    monkeypatch.setattr(system, "_SYSTEM", "darwin")
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    monkeypatch.setattr(os, "fsync", synced.append)
    system.write_atomically(tmp_path / "file", b"x")
    assert len(synced) == 2


def test_a_staged_file_gets_its_name_when_the_block_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    with system.staged(path, b"data"):
        assert not path.exists()
    assert path.read_bytes() == b"data"
    assert list(tmp_path.iterdir()) == [path]


def test_a_staged_file_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(b"of somebody else")
    with system.staged(path, b"data") as place:
        pass
    assert path.read_bytes() == b"of somebody else"
    assert place.path == tmp_path / "list-2.pdf"
    assert place.path.read_bytes() == b"data"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("with_links", [True, False])
def test_a_staged_file_that_gets_no_name_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, with_links: bool
) -> None:
    def refuse(code: int) -> Callable[..., None]:
        def fail(*_arguments: object) -> None:
            raise OSError(code, "no")

        return fail

    monkeypatch.setattr(os, "link", refuse(errno.EIO if with_links else errno.EPERM))
    monkeypatch.setattr(Path, "replace", refuse(errno.EIO))
    with pytest.raises(FolderUnusable), system.staged(tmp_path / "list.pdf", b"data"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_links_has_names_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "FAT")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "list.pdf"
    for _ in range(2):
        with system.staged(path, b"data"):
            assert not (tmp_path / "list-2.pdf").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list-2.pdf", "list.pdf"]


def test_what_a_killed_process_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / f".a-lijst.pdf.{'0' * 16}.tmp").write_bytes(b"x")
    (tmp_path / ".a-lijst.pdf.mijn.tmp").write_bytes(b"x")
    (tmp_path / "a-lijst.pdf").write_bytes(b"x")
    system.clear_staged(tmp_path, "*-lijst.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a-lijst.pdf.mijn.tmp", "a-lijst.pdf"]


def test_a_staged_file_is_gone_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), system.staged(tmp_path / "list.pdf", b"data"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_staged_file_that_cannot_be_written_never_enters_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    entered: list[bool] = []
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FolderUnusable), system.staged(tmp_path / "list.pdf", b"data"):
        entered.append(True)
    assert entered == []
    assert list(tmp_path.iterdir()) == []
