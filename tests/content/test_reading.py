"""The cursor names file, dotted key and reason of whatever is not right."""

from __future__ import annotations

import contextlib
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk import errors
from zvdesk.content.colours import contrast_with_white
from zvdesk.content.reading import MAXIMUM_BYTES, MAXIMUM_TEXT, Cursor, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 3, 12)


class Fruit(Enum):
    PEAR = "peer"
    PLUM = "pruim"


def cursor(**table: object) -> Cursor:
    return Cursor("f.toml", "", table)


def refused(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(errors.ContentInvalid) as caught:
        call()
    assert caught.value.file == "f.toml"
    assert str(caught.value) == "ContentInvalid"
    return caught.value.key, caught.value.reason


def test_values_come_out_checked() -> None:
    top = cursor(
        t="  a\x00b\r\n",
        l=["x", "y"],
        c="code-1",
        n=3,
        f=True,
        d=-14,
        p="peer",
        ps=["pruim"],
        sub={"t": "z"},
        subs=[{}],
    )
    assert top.text("t") == "ab"
    assert top.text("absent", "") == ""
    assert top.texts("l") == ("x", "y")
    assert top.texts("none", may_be_empty=True) == ()
    assert top.code("c") == "code-1"
    assert top.code("geen", "") == ""
    assert top.number("n", 0, 3) == 3
    assert top.optional_number("m", 0, 3) is None
    assert top.flag("f") is True
    assert top.flag("g", default=False) is False
    assert top.day("d", TODAY) == date(2026, 2, 26)
    assert top.optional_day("e", TODAY) is None
    assert top.optional_day("d", TODAY) == date(2026, 2, 26)
    assert top.choice("p", Fruit) is Fruit.PEAR
    assert top.choice("q", Fruit, Fruit.PLUM) is Fruit.PLUM
    assert top.choices("ps", Fruit) == (Fruit.PLUM,)
    assert top.listed("c", ["code-1"]) == "code-1"
    assert top.listed("r", ["a"], "") == ""
    assert top.all_listed("l", ["x", "y"]) == ("x", "y")
    assert top.child("sub").text("t") == "z"
    assert len(top.children("subs")) == 1
    assert top.children("none", may_be_empty=True) == ()
    top.finish()


@pytest.mark.parametrize(
    ("call", "key", "reason"),
    [
        (lambda: cursor().text("a"), "a", "missing"),
        (lambda: cursor(a=1).text("a"), "a", "wrong_type"),
        (lambda: cursor(a=" \x01").text("a"), "a", "empty"),
        (lambda: cursor(a="").text("a", "x"), "a", "empty"),
        (lambda: cursor(a="x" * (MAXIMUM_TEXT + 1)).text("a"), "a", "too_long"),
        (lambda: cursor(a="x").texts("a"), "a", "wrong_type"),
        (lambda: cursor(a=[]).texts("a"), "a", "empty"),
        (lambda: cursor(a=["x", 2]).texts("a"), "a[2]", "wrong_type"),
        (lambda: cursor(a=["x", " "]).texts("a"), "a[2]", "empty"),
        (lambda: cursor(a="a b").code("a"), "a", "bad_code"),
        (lambda: cursor(a=True).number("a", 0, 9), "a", "wrong_type"),
        (lambda: cursor(a=10).number("a", 0, 9), "a", "out_of_range"),
        (lambda: cursor(a=99_999).day("a", TODAY), "a", "out_of_range"),
        (lambda: cursor(a=1).flag("a"), "a", "wrong_type"),
        (lambda: cursor(a="kers").choice("a", Fruit), "a", "not_in_list"),
        (lambda: cursor(a=["peer", "peer"]).choices("a", Fruit), "a[2]", "duplicate"),
        (lambda: cursor(a="z").listed("a", ["x"]), "a", "not_in_list"),
        (lambda: cursor(a=["x", "z"]).all_listed("a", ["x"]), "a[2]", "not_in_list"),
        (lambda: cursor(a=[{}]).child("a"), "a", "wrong_type"),
        (lambda: cursor(a={}).children("a"), "a", "wrong_type"),
        (lambda: cursor(a=[]).children("a"), "a", "empty"),
        (lambda: cursor(a=[{}, 3]).children("a"), "a[2]", "wrong_type"),
        (lambda: cursor(a=[{}, {"b": {}}]).children("a")[1].child("b").text("c"), "a[2].b.c", "missing"),
        (lambda: cursor(a=1).finish(), "a", "unknown_key"),
    ],
)
def test_faults(call: Callable[[], object], key: str, reason: str) -> None:
    assert refused(call) == (key, reason)


def test_an_unasked_key_further_down_is_refused_too() -> None:
    top = cursor(a={"b": 1})
    top.child("a")
    assert refused(top.finish) == ("a.b", "unknown_key")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a = ", "not_toml"),
        (b"a = 1\na = 2", "not_toml"),
        (b"a = '\xff'", "not_utf8"),
        ("a = 'é'".encode("utf-16"), "not_utf8"),
        (b"a = " + b"[" * 100_000, "not_toml"),
        (b"a = 2026-02-30", "not_toml"),
        (b"a = " + b"9" * 5_000, "not_toml"),
        (b"#" * (MAXIMUM_BYTES + 1), "too_large"),
    ],
)
def test_files_that_are_not_read(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "f.toml"
    path.write_bytes(data)
    assert refused(lambda: read_toml(path)) == ("", reason)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(lambda: read_toml(tmp_path / "f.toml")) == ("", "unreadable")


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 'x'")
    assert read_toml(path).text("a") == "x"


def test_contrast() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#777777") == pytest.approx(4.48, abs=0.01)
    assert contrast_with_white("red") is None


@given(
    st.recursive(
        st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=True), st.text(max_size=9)),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    )
)
def test_whatever_stands_there_only_the_named_error_comes_out(value: object) -> None:
    top = cursor(a=value)
    calls: tuple[Callable[[], object], ...] = (
        lambda: top.text("a"),
        lambda: top.texts("a"),
        lambda: top.code("a"),
        lambda: top.number("a", 0, 9),
        lambda: top.flag("a"),
        lambda: top.day("a", TODAY),
        lambda: top.choice("a", Fruit),
        lambda: top.choices("a", Fruit),
        lambda: top.all_listed("a", ["x"]),
        lambda: top.child("a"),
        lambda: top.children("a"),
        top.finish,
    )
    for call in calls:
        with contextlib.suppress(errors.ContentInvalid):
            call()
