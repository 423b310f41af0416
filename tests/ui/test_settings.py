from __future__ import annotations

import json
import stat
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from zvdesk.settings import Settings, load_settings, save_settings, settings_path

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    wanted = replace(Settings(), last_vault="/kluis", text_size=20, theme="dark")
    save_settings(wanted, path)
    assert load_settings(path) == wanted


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize("damage", ["{", "[]", "\x00", '"text"'])
def test_a_damaged_file_gives_defaults_and_is_kept_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(damage, encoding="utf-8")
    assert load_settings(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.json.damaged").read_text(encoding="utf-8") == damage


def test_unknown_and_wrong_values_become_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps({"text_size": "groot", "case": "2026-0014", "theme": "dark", "geometry": True})
    )
    assert load_settings(path) == replace(Settings(), theme="dark")


@pytest.mark.parametrize(("minutes", "wanted"), [(1, 1), (60, 60), (0, 5), (61, 5), (-3, 5), (True, 5)])
def test_the_term_of_the_lock_has_bounds(tmp_path: Path, minutes: int, wanted: int) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"idle_minutes": minutes}))
    assert load_settings(path).idle_minutes == wanted


def test_every_setting_says_what_it_means_and_none_is_about_a_case() -> None:
    for setting in fields(Settings):
        assert setting.metadata["meaning"]
        assert not {"case", "casus", "name", "passphrase"} & set(setting.name.split("_"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "own" / "settings.json"
    save_settings(Settings(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_usual_place_is_the_profile_folder() -> None:
    assert settings_path().name == "settings.json"
