"""A form that costs a reader twice the time per level is refused before it is followed."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime

import pikepdf
import pytest

from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import VerdictKind

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def form(depth: int) -> bytes:
    """Make a form in which each field names the same kid twice, so many levels deep."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    node = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("blad"), FT=pikepdf.Name.Tx))
    for level in range(depth):
        node = pdf.make_indirect(
            pikepdf.Dictionary(T=pikepdf.String(f"n{level}"), Kids=pikepdf.Array([node, node]))
        )
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([node]))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("depth", [1, 24, 60])
def test_a_field_that_stands_there_twice_is_not_followed(depth: int) -> None:
    began = time.monotonic()
    verdict = verify(form(depth), trusted=(), at=NOW)
    assert verdict.kind is VerdictKind.UNREADABLE
    assert time.monotonic() - began < 30  # without the look beforehand 24 levels take minutes


def test_too_many_fields_are_not_followed() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    fields = [
        pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String(f"n{n}"), FT=pikepdf.Name.Tx))
        for n in range(2_100)
    ]
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    out = io.BytesIO()
    pdf.save(out)
    assert verify(out.getvalue(), trusted=(), at=NOW).kind is VerdictKind.UNREADABLE
