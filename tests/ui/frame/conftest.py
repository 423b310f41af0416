from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.ui.frame.desktops import make_vault
from zvdesk import system
from zvdesk.services import people, vaults
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def vault_and_paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("kluizen") / "Oefenregio.zvkluis"
    return folder, make_vault(folder)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the window make keys at the lowest cost that a vault takes."""
    for service in (vaults.create_vault, people.add_person, people.replace_person, people.renew_keys):
        defaults = service.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "cost", FLOOR)


@pytest.fixture
def vault(vault_and_paper: tuple[Path, str], tmp_path: Path) -> Path:
    """Give a copy of the vault that the test may change."""
    folder = tmp_path / "Oefenregio.zvkluis"
    shutil.copytree(vault_and_paper[0], folder)
    (system.state_folder() / "anchors.json").unlink(missing_ok=True)  # this profile saw no other copy
    return folder


@pytest.fixture
def paper(vault_and_paper: tuple[Path, str]) -> str:
    return vault_and_paper[1]
