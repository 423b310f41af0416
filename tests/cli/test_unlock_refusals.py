"""Each way in which a vault does not open has its own words and code for a command."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests import hard_places
from tests.cli.conftest import CHAIR, run
from zvdesk import system
from zvdesk.cli import exits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World


def refused(folder: Path, words: str = CHAIR) -> tuple[int, str, str]:
    done = run("case", "list", "--json", "--vault", folder, words=words)
    assert done.json["message"] in done.err
    return done.code, done.json["error"], done.json["message"]


def test_in_use_by_another_process_names_it(closed: World) -> None:
    with hard_places.held_by_another(closed.folder, CHAIR) as number:
        code, error, words = refused(closed.folder)
    assert (code, error) == (exits.IN_USE, "VaultInUse")
    assert f"proces {number})" in words


def test_a_newer_key_file(closed: World) -> None:
    hard_places.make_key_file_newer(closed.folder)
    assert refused(closed.folder)[:2] == (exits.TOO_NEW, "VaultTooNew")


@pytest.mark.parametrize(
    ("of_folder", "of_files", "phrase"),
    [(0o500, 0o400, "ook niet om te lezen"), (0o000, 0o600, "niet lezen")],
)
def test_without_rights(closed: World, of_folder: int, of_files: int, phrase: str) -> None:
    with hard_places.rights(closed.folder, of_folder, of_files), hard_places.rights_respected():
        code, error, words = refused(closed.folder)
    assert (code, error) == (exits.REFUSED, "VaultUnusable")
    assert phrase in words


def test_a_full_disk(closed: World, tmp_path: Path) -> None:
    with hard_places.small_disk(tmp_path / "schijf", 6000) as is_there:
        if not is_there:
            pytest.skip("A FULL DISK IS NOT SHOWN HERE: only root may mount a small one")
        folder = tmp_path / "schijf" / closed.folder.name
        shutil.copytree(closed.folder, folder)
        hard_places.fill(tmp_path / "schijf")
        code, error, words = refused(folder)
    assert (code, error) == (exits.REFUSED, "VaultUnusable")
    assert "De schijf is vol" in words


def test_a_network_share(closed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_linux_mounts", lambda: [(closed.folder.parent.resolve(), "cifs")])
    code, error, words = refused(closed.folder)
    assert (code, error) == (exits.REFUSED, "VaultUnusable")
    assert "netwerkschijf" in words
