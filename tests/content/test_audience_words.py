"""The words about health are those of zvdesk and of the house together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.content.library import load_library
from zvdesk.errors import ContentInvalid

if TYPE_CHECKING:
    from pathlib import Path

LIST = '[lijst]\nid = "{id}"\nversie = {version}\nnaam = "Eigen"\nbron = "J"\nwoorden = [{words}]\n'


def put(folder: Path, name: str, words: str, id_: str = "eigen", version: int = 1) -> None:
    (folder / "audience").mkdir(exist_ok=True)
    text = LIST.format(id=id_, version=version, words=words)
    (folder / "audience" / name).write_text(text, encoding="utf-8")


def test_a_house_adds_words(tmp_path: Path) -> None:
    shipped = load_library().health_words
    put(tmp_path, "eigen.toml", '"kuur", "diagnos"')
    assert load_library(tmp_path).health_words == (*shipped, "kuur")


@pytest.mark.parametrize("names", [("a.toml", "b.toml"), ("b.toml", "a.toml")])
def test_only_the_newest_version_of_a_list_counts(tmp_path: Path, names: tuple[str, str]) -> None:
    put(tmp_path, names[0], '"oud"')
    put(tmp_path, names[1], '"kuur"', version=2)
    words = load_library(tmp_path).health_words
    assert "kuur" in words
    assert "oud" not in words


def test_the_same_version_twice_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", '"kuur"')
    put(tmp_path, "b.toml", '"kuur"')
    with pytest.raises(ContentInvalid) as caught:
        load_library(tmp_path)
    assert (caught.value.file, caught.value.key, caught.value.reason) == ("b.toml", "lijst.id", "duplicate")


def test_everyday_words_stand_apart_from_those_about_health(tmp_path: Path) -> None:
    shipped = load_library()
    put(tmp_path, "eigen.toml", '"samenscholing"')
    path = tmp_path / "audience" / "eigen.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'soort = "alledaags"\n', encoding="utf-8")
    found = load_library(tmp_path)
    assert "samen" in shipped.everyday_words
    assert found.everyday_words == (*shipped.everyday_words, "samenscholing")
    assert found.health_words == shipped.health_words
    assert not set(found.health_words) & set(found.everyday_words)
