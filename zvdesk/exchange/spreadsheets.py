"""Write a table as CSV or as a spreadsheet (Office Open XML, OpenDocument) with values and nothing else.

A text is stored as text in a cell of the format "text", so that it stays one when somebody edits the cell. No
formula, link, macro, picture or reference to another file is ever written, nor who made it on which computer.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from zvdesk.exchange.csv_out import flat, write_csv
from zvdesk.exchange.tables import TableForm

if TYPE_CHECKING:
    from zvdesk.exchange.tables import Cell, Table

_A4 = 9
_TEXT = 49  # the built-in format for text (ISO/IEC 29500-1, 18.8.30)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # what a zip file calls no time at all
_SPACES = re.compile("^ | {2,}")
_CM_PER_CHARACTER = 0.23
_LINE, _HIGHEST = 15, 405  # points; Excel takes 409
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_HEAD}<manifest:manifest {_NAMESPACES} manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_ODS_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
_STYLES = (
    f'{_HEAD}<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell">'
    '<style:text-properties fo:language="nl" fo:country="NL"/></style:default-style>'
    '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="p1"><style:page-layout-properties'
    ' fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
    ' style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="p1"/>'
    "</office:master-styles></office:document-styles>"
)
_CELL_STYLES = (
    '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
    '<number:text-style style:name="N1"><number:text-content/></number:text-style>'
    '<number:date-style style:name="N2"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="head" style:family="table-cell" style:data-style-name="N1">'
    '<style:table-cell-properties fo:background-color="#e6e6e6" fo:border-bottom="0.75pt solid #000000"'
    ' fo:wrap-option="wrap" style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="N1">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N2">'
    '<style:table-cell-properties style:vertical-align="top" style:text-align-source="fix"/>'
    '<style:paragraph-properties fo:text-align="start"/></style:style>'
    '<style:style style:name="count" style:family="table-cell">'
    '<style:table-cell-properties style:vertical-align="top" style:text-align-source="fix"/>'
    '<style:paragraph-properties fo:text-align="start"/></style:style>'
)


def write_table(table: Table, form: TableForm) -> bytes:
    """Return a table as a file; the same table gives the same bytes, with no name of a person or computer."""
    if form is TableForm.CSV:
        return write_csv(
            [column.title for column in table.columns], ([_text(cell) for cell in row] for row in table.rows)
        )
    return write_xlsx(table) if form is TableForm.XLSX else write_ods(table)


def write_xlsx(table: Table) -> bytes:
    """Return a table as XLSX; nothing is written to a temporary file."""
    from xlsxwriter import Workbook  # late: it takes a while

    target = io.BytesIO()
    workbook = Workbook(target, {"in_memory": True})
    workbook.set_properties({"created": table.made_at.replace(tzinfo=None)})
    top = {"valign": "top", "align": "left"}
    text = workbook.add_format({"num_format": _TEXT, "text_wrap": True, **top})
    day = workbook.add_format({"num_format": "dd-mm-yyyy", **top})
    count = workbook.add_format({"num_format": "0", **top})
    look = {"bold": True, "bg_color": "#E6E6E6", "bottom": 1, "text_wrap": True}
    head = workbook.add_format({"num_format": _TEXT, **look, **top})
    sheet = workbook.add_worksheet(table.name)
    if table.rows:
        titles = [{"header": column.title, "header_format": head} for column in table.columns]
        options = {"columns": titles, "name": "Acties", "style": "Table Style Light 1"}
        sheet.add_table(0, 0, len(table.rows), len(table.columns) - 1, options)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.title, head)
    sheet.set_row(0, _height(tuple(column.title for column in table.columns), table))
    for line, row in enumerate(table.rows, 1):
        sheet.set_row(line, _height(row, table))
        for number, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, number, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(line, number, cell, count)
            elif cell:
                sheet.write_string(line, number, flat(cell), text)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return target.getvalue()


def write_ods(table: Table) -> bytes:
    """Return a table as ODS (OpenDocument 1.3), its first row as header."""
    parts = {
        "mimetype": _ODS_TYPE,
        "content.xml": _content(table),
        "styles.xml": _STYLES,
        "meta.xml": f'{_HEAD}<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:creation-date>{table.made_at:%Y-%m-%dT%H:%M:%S}</meta:creation-date>"
        "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": _MANIFEST,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 3  # the same on every system
            is_type = name == "mimetype"  # first and not packed, so that programs know the file by it
            entry.compress_type = zipfile.ZIP_STORED if is_type else zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return target.getvalue()


def _height(row: tuple[Cell, ...], table: Table) -> int:
    """Return how high a row is, in points, so that each text shows; no row is higher than a program takes."""
    lines = [
        len(wrap(flat(cell), max(column.width - 2, 4)))
        for cell, column in zip(row, table.columns, strict=True)
        if isinstance(cell, str)
    ]
    return min(_LINE * max([1, *lines]), _HIGHEST)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _content(table: Table) -> str:
    name, widths = quoteattr(table.name), [column.width for column in table.columns]
    columns = "".join(
        f'<style:style style:name="c{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _CM_PER_CHARACTER:.2f}cm"/>'
        "</style:style>"
        for width in sorted(set(widths))
    )
    header = "".join(_string(column.title, "head") for column in table.columns)
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in table.rows)
    return (
        f'{_HEAD}<office:document-content {_NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{columns}{_CELL_STYLES}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name={name} table:style-name="sheet">'
        + "".join(f'<table:table-column table:style-name="c{width}"/>' for width in widths)
        + f"<table:table-header-rows><table:table-row>{header}</table:table-row></table:table-header-rows>"
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, date):
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{cell}">'
            f"<text:p>{cell:%d-%m-%Y}</text:p></table:table-cell>"
        )
    if isinstance(cell, int):
        return (
            f'<table:table-cell table:style-name="count" office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    return _string(cell, "text") if cell else "<table:table-cell/>"


def _string(text: str, style: str) -> str:
    """Return a cell with a text; OpenDocument folds spaces, so what it would fold is counted."""
    words = _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', escape(flat(text)))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{words}</text:p>'
        "</table:table-cell>"
    )
