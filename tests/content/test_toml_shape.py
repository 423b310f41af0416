from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from zvdesk.content.library import load_library
from zvdesk.content.reading import read_toml
from zvdesk.content.toml_shape import TooComplex, check_toml_shape
from zvdesk.errors import ContentInvalid

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "a." * 400_000 + "a = 1",
        "[" + "a." * 400_000 + "a]",
        '"a" . ' * 20 + "a = 1",
        "a = " + "[" * 13,
        "a = " + "{b = " * 13,
        "a = 1\n" * 21_000,
        "[[a]]\n" * 11_000,
    ],
)
def test_what_no_house_writes_is_not_parsed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.toml"
    path.write_text(text[:999_990])
    begun = time.monotonic()
    with pytest.raises(ContentInvalid) as caught:
        read_toml(path)
    assert caught.value.reason == "not_toml"
    assert time.monotonic() - begun < 2


def test_signs_in_texts_and_comments_do_not_count() -> None:
    dots, deep = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p", "[" * 20
    check_toml_shape(f"# {dots} {deep}\ny = '{dots}{deep}'\n")
    check_toml_shape(f'x = "{dots}{deep}\\"{deep}"\n')
    check_toml_shape(f'x = """\n"{dots}" [[[[[[[[[[[[[[["""\ny = \'\'\'{dots}[[[[[[[[[[[[[[[\'\'\'\n')
    with pytest.raises(TooComplex):
        check_toml_shape(f"{dots} = 1")


def test_a_link_that_leads_out_of_the_folder_of_the_house_is_refused(tmp_path: Path) -> None:
    house = tmp_path / "house"
    (house / "regimes").mkdir(parents=True)
    (tmp_path / "outside.toml").write_text("secret = 1")
    (house / "regimes" / "x.toml").symlink_to(tmp_path / "outside.toml")
    with pytest.raises(ContentInvalid) as caught:
        load_library(house)
    assert caught.value.reason == "outside_folder"
