"""A table comes back from other programs as it went out: same values, no formula, no link, nobody's name."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.documents.lists import full_list
from tests.exchange.test_csv_out import PAYLOADS
from zvdesk.exchange.csv_out import flat, inert
from zvdesk.exchange.spreadsheets import write_table
from zvdesk.exchange.tables import Column, Table, TableForm, action_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.exchange.tables import Cell

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
HOSTILE = (
    *PAYLOADS,
    "_x0041_",
    "\ufffe=1",
    "1",
    "007",
    "01-02-2026",
    "TRUE",
    "http://voorbeeld.test",
    "mailto:a@voorbeeld.test",
    "  a   b  ",
    "\u2003=1",
    "<b>&amp;</b>]]>",
    'a"b',
    "Łukasz Çiğdem",
    '=WEBSERVICE("https://voorbeeld.test")',
    "='file:///etc/passwd'#$x.A1",
    "ms-excel:ofe|u|https://voorbeeld.test",
)
SHEETS = (TableForm.XLSX, TableForm.ODS)
#: What no part of a file of ours may hold, in either form.
LIVE = re.compile(
    rb"<f[ >]|:formula=|hyperlink|xlink:href|externalLink|<script|:scripts|macro|vbaProject|"
    rb"oleObject|DDE|definedName|sqlref=|<image|odfdo|LibreOffice"
)


def table(rows: tuple[tuple[Cell, ...], ...], *titles: str) -> Table:
    columns = tuple(Column(title, 12) for title in titles or ("Wat", "Nr", "Dag", "Leeg"))
    return Table(name="Acties", columns=columns, rows=rows, made_at=AT)


def hostile() -> Table:
    return table(tuple((text, number, DAY, None) for number, text in enumerate(HOSTILE)))


def read(data: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("form", SHEETS)
def test_another_library_reads_back_what_was_written(form: TableForm) -> None:
    rows = read(write_table(hostile(), form))
    assert rows[0] == ["Wat", "Nr", "Dag", "Leeg"]
    for number, (text, row) in enumerate(zip(HOSTILE, rows[1:], strict=True)):
        assert row == [flat(text), float(number), DAY, ""], repr(text)


@pytest.mark.parametrize("form", SHEETS)
@settings(max_examples=60)
@given(texts=st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_any_text_comes_back(form: TableForm, texts: list[str]) -> None:
    data = write_table(table(tuple((text, "x") for text in texts), "A", "B"), form)
    assert read(data)[1:] == [[flat(text), "x"] for text in texts]


@pytest.mark.parametrize("form", SHEETS)
def test_nothing_in_a_file_lives_or_tells_who_made_it(form: TableForm) -> None:
    for name, part in parts(write_table(hostile(), form)).items():
        bare = part
        for text in HOSTILE:  # what people typed is there as text
            for written in (flat(text), flat(text).replace("&", "&amp;").replace("<", "&lt;")):
                bare = bare.replace(written.replace(">", "&gt;").encode(), b"")
        assert not LIVE.search(bare), (name, LIVE.search(bare))
        assert b"creator>zv" not in part
        assert not re.search(rb"<dc:creator>[^<]|lastModifiedBy>[^<]|initial-creator>[^<]", part)
        ElementTree.fromstring(part) if name != "mimetype" else None  # noqa: S314 - our own file


@pytest.mark.parametrize("form", list(TableForm))
def test_the_same_table_gives_the_same_bytes(form: TableForm) -> None:
    assert write_table(hostile(), form) == write_table(hostile(), form)
    if form is not TableForm.CSV:
        with zipfile.ZipFile(io.BytesIO(write_table(hostile(), form))) as file:
            assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_first_row_is_marked_as_header_and_texts_as_text() -> None:
    sheets = {form: parts(write_table(hostile(), form)) for form in SHEETS}
    xlsx, ods = sheets[TableForm.XLSX], sheets[TableForm.ODS]
    assert b'headerRowCount="0"' not in xlsx["xl/tables/table1.xml"]
    assert b'ref="A1:D' in xlsx["xl/tables/table1.xml"]
    assert b'state="frozen"' in xlsx["xl/worksheets/sheet1.xml"]
    assert b'numFmtId="49"' in xlsx["xl/styles.xml"]  # the format "text"
    assert ods["content.xml"].count(b"<table:table-header-rows>") == 1
    assert b"<number:text-content/>" in ods["content.xml"]
    assert next(iter(ods)) == "mimetype"


def test_an_empty_table_has_its_header_in_every_form() -> None:
    for form in SHEETS:
        assert read(write_table(table(()), form)) == [["Wat", "Nr", "Dag", "Leeg"]]
    assert write_table(table(()), TableForm.CSV).decode("utf-8-sig") == '"Wat";"Nr";"Dag";"Leeg"\r\n'


def test_a_csv_has_the_same_cells_with_what_calculates_disarmed() -> None:
    lines = write_table(hostile(), TableForm.CSV).decode("utf-8-sig").splitlines()
    assert lines[1] == '"\'=1+1";"0";"2026-11-24";""'
    assert len(lines) == len(HOSTILE) + 1
    assert inert(HOSTILE[0]) == "'=1+1"


def test_an_action_list_becomes_one_row_per_agreement() -> None:
    content = full_list()
    made = action_table(content)
    titles = [column.title for column in made.columns]
    rows = [dict(zip(titles, row, strict=True)) for row in made.rows]
    assert [row["Nr"] for row in rows] == [
        *(a.number for a in content.actions),
        *(c.number for c in content.conditionals),
    ]
    first, action = rows[0], content.actions[0]
    assert (first["Wat"], first["Wie"], first["Uiterlijk"]) == (action.what, action.person, action.due_on)
    assert {row["Casus"] for row in rows} == {content.case_number}
    assert {row["Soort"] for row in rows} <= {"actie", "als-dan-afspraak"}
    assert made.name == ("Oefening Acties" if content.is_practice else "Acties")
    assert action_table(replace(content, is_practice=True)).name == "Oefening Acties"


def test_libreoffice_opens_both_and_finds_values_only(
    tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    for form in SHEETS:
        (tmp_path / f"uit-{form.value}.{form.value}").write_bytes(write_table(hostile(), form))
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    files = [tmp_path / f"uit-{form.value}.{form.value}" for form in SHEETS]
    subprocess.run(
        [requires("soffice"), "--headless", profile, "--convert-to", "fods", "--outdir", tmp_path, *files],
        capture_output=True,
        check=True,
        timeout=120,
    )
    for form in SHEETS:
        found = cells_of(tmp_path / f"uit-{form.value}.fods")
        assert found[0] == ["Wat", "Nr", "Dag", "Leeg"]
        for number, (text, row) in enumerate(zip(HOSTILE, found[1:], strict=True)):
            assert row == [flat(text), float(number), DAY], (form, text)


def cells_of(path: Path) -> list[list[object]]:
    """Return the values of the one sheet of a flat OpenDocument file; fail for a formula or a link."""
    space = "{urn:oasis:names:tc:opendocument:xmlns:"
    sheet = next(ElementTree.parse(path).iter(f"{space}table:1.0}}table"))  # noqa: S314 - made here
    assert not [e for e in sheet.iter() if e.tag.endswith("}a") or f"{space}table:1.0}}formula" in e.attrib]
    rows = []
    for line in sheet.iter(f"{space}table:1.0}}table-row"):
        row: list[object] = []
        for cell in line:
            kind = cell.get(f"{space}office:1.0}}value-type")
            if kind == "float":
                row.append(float(cell.get(f"{space}office:1.0}}value", "")))
            elif kind == "date":
                row.append(date.fromisoformat(cell.get(f"{space}office:1.0}}date-value", "")[:10]))
            elif kind is not None:
                assert kind == "string"
                (words,) = cell.iter(f"{space}text:1.0}}p")
                row.append(said(words, f"{space}text:1.0}}s"))
        if row:
            rows.append(row)
    return rows


def said(words: ElementTree.Element, space: str) -> str:
    text = words.text or ""
    for part in words:
        assert part.tag == space, part.tag
        text += " " * int(part.get(space[:-1] + "c", "1")) + (part.tail or "")
    return text
