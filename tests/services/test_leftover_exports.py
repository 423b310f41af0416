"""What a crash left of an export goes at the next unlock, wherever it was, and nothing else goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.services import papers, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World


def test_an_unlock_removes_what_a_crash_left_in_the_last_folder(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "gekozen"
    desk = world.desk()
    made = papers.export_script(desk, world.meeting_id, folder)
    vaults.lock(desk)
    left = folder / f".{made.name}.{'0123456789abcdef'}.tmp"
    other, foreign = folder / ".klad.pdf.tmp", folder / ".x.txt.0123456789abcdef.tmp"
    for path in (left, other, foreign):
        path.write_bytes(b"x")
    vaults.lock(world.desk())
    assert sorted(folder.iterdir()) == sorted([made, other, foreign])
    for path in sorted(folder.iterdir()):
        path.unlink()
    folder.rmdir()
    vaults.lock(world.desk())  # the folder is away: it opens all the same
    assert not any(b"gekozen" in path.read_bytes() for path in world.folder.rglob("*") if path.is_file())
