"""The tables follow the records, field by field."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlalchemy import Boolean, Integer, LargeBinary, String, Text

from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.people import Person
from zvdesk.storage import codec
from zvdesk.storage.tables import RECORDS, metadata


@pytest.mark.parametrize("record", list(RECORDS), ids=lambda record: record.__name__)
def test_a_table_has_a_column_for_each_field(record: type) -> None:
    table = RECORDS[record]
    names = [field.name for field in fields(record) if (record, field.name) != (Meeting, "items")]
    assert [column.name for column in table.columns] == names
    assert [column.name for column in table.primary_key] == ["id"]
    for column in table.columns:
        assert column.nullable is codec.is_optional(codec.hints(record)[column.name])
    if "case_id" in table.c:
        assert [key.target_fullname for key in table.c.case_id.foreign_keys] == ["cases.id"]
        assert table.c.case_id.index


@pytest.mark.parametrize(
    ("record", "column", "kind"),
    [
        (Person, "name", Text),
        (Person, "certificate", LargeBinary),
        (Person, "from_on", String),
        (Person, "role", String),
        (AgendaItem, "position", Integer),
        (AgendaItem, "is_in_danger", Boolean),
        (AgendaItem, "steps", Text),
    ],
)
def test_a_column_has_a_type_that_any_engine_knows(record: type, column: str, kind: type) -> None:
    assert type(RECORDS[record].c[column].type) is kind


def test_an_agenda_item_belongs_to_a_meeting() -> None:
    keys = RECORDS[AgendaItem].c.meeting_id.foreign_keys
    assert [key.target_fullname for key in keys] == ["meetings.id"]


def test_every_constraint_has_a_name_for_migrations() -> None:
    for table in metadata.sorted_tables:
        for constraint in table.constraints:
            assert constraint.name, table.name
        for index in table.indexes:
            assert index.name, table.name


def test_no_table_has_a_place_for_what_the_law_bars() -> None:
    barred = ("nationality", "nationaliteit", "religion", "ethnic", "race", "political", "union", "sexual")
    columns = [f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns]
    assert not [column for column in columns if any(word in column for word in barred)]
