"""Hold everything that differs between Linux, Windows and macOS, so that no other module has to ask.

Files are tight before they are written: owner-only from the first byte, synced, then moved into place whole.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import platform
import re
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from zvdesk.errors import FolderUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = "zvdesk"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})  # as on FAT
# 9p and overlay are left out on purpose: virtual machines and containers use them for local disks.
_NETWORK_TYPE = re.compile(
    r"nfs\d?|cifs|smb3|smbfs|afs|afpfs|ceph|coda|davfs|ncpfs|webdav"
    r"|fuse\.(sshfs|smbnetfs|rclone|glusterfs|s3fs|gvfsd-fuse)"
)
_DRIVE_REMOTE = 4  # Windows: GetDriveTypeW
_FULL_SYNC = 51  # macOS: fcntl's F_FULLFSYNC; a plain fsync leaves the data in the disk's own cache
_SYSTEM: str = sys.platform


def tighten_umask() -> None:
    """Make every file and folder of this process owner-only unless it is opened up on purpose."""
    os.umask(0o077)


def profile_folder() -> Path:
    """Return the folder of this person's settings; it need not exist yet."""
    return platformdirs.user_config_path(_NAME, appauthor=False)


def state_folder() -> Path:
    """Return the folder of logs and anchors of this device; it need not exist yet."""
    return platformdirs.user_state_path(_NAME, appauthor=False)


def device_name() -> str:
    """Return the name of this device for the audit trail, "unknown" when the system has none."""
    return platform.node() or "unknown"


def make_private_folder(path: Path) -> Path:
    """Make a folder, with its parents, that only its owner can enter, and return it.

    An existing folder is tightened. Raises FolderUnusable when the system refuses or something is in the way.
    """
    with usable(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    return path


def make_ready(folder: Path) -> None:
    """See to it that files can be put in a folder: made for its owner alone, or as it is when it is there.

    One that is there may be shared: its rights are not ours to change. Raises FolderUnusable.
    """
    with usable(folder):
        is_there = folder.is_dir()
    if not is_there:
        make_private_folder(folder)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file whole: an owner-only sibling is written and synced, then moved over the old one.

    On any failure the sibling is removed and the old file stays as it was. Raises FolderUnusable (no_space,
    read_only, other) for what the system refuses.
    """
    write_together([path], data)


def write_together(paths: Sequence[Path], data: bytes) -> None:
    """Replace files of one folder with the same bytes; none moves before all are written and read back.

    Fails like ``write_atomically``. A crash between two moves leaves each file whole: the old or the new one.
    """
    siblings = [path.with_name(f".{path.name}.{uuid.uuid4().hex[:16]}.tmp") for path in paths]
    folder = paths[0].parent
    with explained(folder):
        try:
            for sibling in siblings:
                _write_private(sibling, data)
                if sibling.read_bytes() != data:
                    raise OSError(errno.EIO, "read back differently")
            for sibling, path in zip(siblings, paths, strict=True):
                sibling.replace(path)
        except BaseException:
            for sibling in siblings:
                with contextlib.suppress(OSError):
                    sibling.unlink(missing_ok=True)
            raise
        sync_folder(folder)


@dataclass(slots=True)
class Staged:
    """Hold where a staged file is, or will be."""

    path: Path


@contextlib.contextmanager
def staged(path: Path, data: bytes, *, replaces: bool = False) -> Iterator[Staged]:
    """Write a file whole beside its place, and give it a name only when the block ends well.

    A file that has the name already is replaced only when that is asked: else the next free one (``name-2``)
    is taken, and stands in what the block was given. Raises FolderUnusable, for a missing folder too; after
    an error nothing is left of the file, and the old one is as it was.
    """
    with staged_set([(path, data)], replaces=replaces) as (place,):
        yield place


@contextlib.contextmanager
def staged_set(
    files: Sequence[tuple[Path, bytes]], *, replaces: bool = False
) -> Iterator[tuple[Staged, ...]]:
    """Write files whole beside their places, and give them their names only when the block ends well.

    Each is like ``staged``, and together they are all there or none: when one name cannot be given, those
    that were given are taken back.
    """
    places = tuple(Staged(path) for path, _ in files)
    siblings = [path.with_name(f".{path.name}.{uuid.uuid4().hex[:16]}.tmp") for path, _ in files]
    given: list[Path] = []
    try:
        for sibling, (path, data) in zip(siblings, files, strict=True):
            with usable(path.parent):
                _write_private(sibling, data)
        yield places
        for place, sibling in zip(places, siblings, strict=True):
            with usable(place.path.parent):
                if replaces:
                    sibling.replace(place.path)
                else:
                    place.path = _give_name(sibling, place.path)
                    given.append(place.path)
        for folder in dict.fromkeys(place.path.parent for place in places):
            with usable(folder):
                sync_folder(folder)
    except BaseException:
        for path in given:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    finally:
        for sibling in siblings:
            with contextlib.suppress(OSError):
                sibling.unlink(missing_ok=True)


def clear_staged(folder: Path, pattern: str) -> None:
    """Remove what killed processes left of staged files whose name fits a pattern."""
    for left in folder.glob(f".{pattern}.*.tmp"):
        if re.fullmatch(r".*\.[0-9a-f]{16}\.tmp", left.name):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _give_name(sibling: Path, path: Path) -> Path:
    """Give a file the first free name like a path and return it; what has a name already is not replaced."""
    for number in itertools.count(1):
        candidate = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        try:
            if _SYSTEM == "win32":
                sibling.rename(candidate)  # refuses a name that is taken
            else:
                _link(sibling, candidate)
        except FileExistsError:
            continue
        return candidate
    raise RuntimeError("counting ended")


def _link(sibling: Path, path: Path) -> None:
    try:
        os.link(sibling, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            sibling.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def replaces_open_files() -> bool:
    """Tell whether a file may be replaced while this process has it open."""
    return _SYSTEM != "win32"


def sync_folder(folder: Path) -> None:
    """Make a finished rename in this folder survive a power cut, where the system can."""
    if _SYSTEM == "win32":  # a folder cannot be opened there; NTFS journals the rename itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system refuses inside the block into FolderUnusable for this folder.

    A missing or existing file (FileNotFoundError, FileExistsError) is left to the caller.
    """
    try:
        yield
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError as error:
        raise FolderUnusable(str(folder), refusal(error)) from error


@contextlib.contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Turn whatever the system refuses inside the block into FolderUnusable for this folder.

    Beside what ``explained`` turns: the folder is missing and cannot be made, or something else has its name.
    """
    try:
        with explained(folder):
            yield
    except (FileNotFoundError, FileExistsError) as error:
        raise FolderUnusable(str(folder), "other") from error


def refusal(error: OSError) -> str:
    """Return the reason of FolderUnusable that a system error stands for."""
    if error.errno in _NO_SPACE:
        return "no_space"
    return "read_only" if error.errno in _READ_ONLY else "other"


def is_network_path(path: Path) -> bool:
    """Tell whether a path, existing or not, lies on a network share, as far as the system says so."""
    if is_unc(str(path)):
        return True
    if _SYSTEM == "win32":
        return _windows_drive_is_remote(path)
    resolved = Path(os.path.realpath(path))  # says nothing of links that lead round
    if _SYSTEM == "darwin":
        return _is_under(resolved, _mac_mounts())
    return _is_under(resolved, _linux_mounts())


def is_unc(path: str) -> bool:
    r"""Tell whether a path names a Windows share: ``\\server\share``, also in its long ``\\?\UNC\`` form."""
    if not path.startswith("\\\\"):
        return False
    return not path.startswith(("\\\\?\\", "\\\\.\\")) or path.upper().startswith("\\\\?\\UNC\\")


def parse_mountinfo(text: str) -> list[tuple[Path, str]]:
    """Return the mount points of ``/proc/self/mountinfo`` with their file system types (proc(5))."""
    mounts = []
    for line in text.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if separator and len(fields) > 4:
            mounts.append((Path(_unescape(fields[4])), after.split(" ")[0].lower()))
    return mounts


def parse_mount_output(text: str) -> list[tuple[Path, str]]:
    """Return the mount points that macOS's ``mount`` prints, with their file system types."""
    found = (re.fullmatch(r".* on (/.*) \(([^,)]+).*\)", line) for line in text.splitlines())
    return [(Path(match[1]), match[2].lower()) for match in found if match]


def _write_private(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _sync(descriptor: int) -> None:
    if _SYSTEM == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system knows it
            fcntl.fcntl(descriptor, _FULL_SYNC)
            return
    os.fsync(descriptor)


def _unescape(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _is_under(path: Path, mounts: list[tuple[Path, str]]) -> bool:
    kind, depth = "", -1
    for point, its_kind in mounts:  # a later mount on the same point hides an earlier one
        if path.is_relative_to(point) and len(point.parts) >= depth:
            kind, depth = its_kind, len(point.parts)
    return _NETWORK_TYPE.fullmatch(kind) is not None


def _linux_mounts() -> list[tuple[Path, str]]:
    try:
        text = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return []
    return parse_mountinfo(text)


def _mac_mounts() -> list[tuple[Path, str]]:
    import subprocess

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    return parse_mount_output(done.stdout.decode("utf-8", "surrogateescape"))


def _windows_drive_is_remote(path: Path) -> bool:
    import ctypes

    library = getattr(ctypes, "windll", None)
    if library is None:
        return False
    return bool(library.kernel32.GetDriveTypeW(path.resolve().anchor) == _DRIVE_REMOTE)
