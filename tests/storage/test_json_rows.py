"""Rows are written as any writer of JSON does, and read back as they were, whatever a text holds."""

from __future__ import annotations

import json
import typing
from dataclasses import is_dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.storage.travelling import world
from zvdesk.domain.handovers import PenChain
from zvdesk.domain.regie import LeadHolder
from zvdesk.domain.table_notes import Information
from zvdesk.storage import codec, json_rows, strict_codec
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS = world()
CLASSES = sorted({type(record) for record in ROWS}, key=lambda cls: cls.__name__)


def fields_of(cls: type) -> Mapping[str, codec.Hint]:
    return codec.hints(cls)


@pytest.mark.parametrize("cls", CLASSES)
def test_every_kind_of_row_comes_back(cls: type) -> None:
    rows = [record for record in ROWS if type(record) is cls]
    fields = fields_of(cls)
    plain = json.loads(b"".join(json_rows.rows(rows, cls, tuple(fields))))
    assert plain == [codec.to_plain(row) for row in rows]
    assert strict_codec.records(plain, cls, fields) == rows


def test_every_text_comes_back() -> None:
    note = next(record for record in ROWS if isinstance(record, Information))
    rows = [replace(note, text=text) for text in ('"', "\\", "%s {", "\n\t\x1f\x7f", "é’𝄞\u2028", "")]
    data = b"".join(json_rows.rows(rows, Information, tuple(fields_of(Information))))
    assert strict_codec.records(json.loads(data), Information, fields_of(Information)) == rows


def test_no_rows_is_an_empty_list() -> None:
    assert b"".join(json_rows.rows([], LeadHolder, ("id", "person"))) == b"[]"
    assert b"".join(json_rows.whole({})) == b"{}"
    assert strict_codec.records([], LeadHolder, fields_of(LeadHolder)) == []


def test_one_strange_row_among_good_ones_refuses_them_all() -> None:
    note = next(record for record in ROWS if isinstance(record, Information))
    plain = codec.to_plain(note)
    other = {("kop" if name == "text" else name): value for name, value in plain.items()}
    hostile = [other, plain | {"text": None}, plain | {"text": 3}, plain | {"text": "a\0"}, [*plain], None]
    for strange in (*hostile, plain | {"text": "\udfff"}, plain | {"extra": 1}):
        with pytest.raises(ValueError, match=r"expected|zero byte|surrogates"):
            strict_codec.records([plain, strange, plain], Information, fields_of(Information))


def test_a_value_is_built_with_the_default_of_what_has_no_column() -> None:
    made = codec.build(PenChain, {"id": ("a", "b"), "chain": (("x",), ())}, 2)
    assert made == [PenChain(id="a", chain=("x",)), PenChain(id="b", chain=())]


def test_no_value_of_the_domain_checks_itself_when_it_is_made() -> None:
    """Building column by column leaves ``__init__`` out."""
    for cls in {cls for kept in RECORDS for cls in dataclasses_in(kept)}:
        assert "__slots__" in vars(cls)
        assert not hasattr(cls, "__post_init__")


def dataclasses_in(cls: type) -> set[type]:
    """Return a class and those of the values in its fields."""
    kinds = [codec.bare(hint) for hint in fields_of(cls).values()]
    kinds += [part for kind in kinds for part in typing.get_args(kind)]
    return {cls}.union(
        *(dataclasses_in(kind) for kind in kinds if isinstance(kind, type) and is_dataclass(kind))
    )
