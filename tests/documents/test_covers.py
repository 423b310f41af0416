"""The cover of an encrypted document: readable for all, telling nothing without its passphrase."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import page
import pikepdf
import pytest

from zvdesk.documents.covers import TITLE, cover
from zvdesk.errors import MissingGlyphs

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NAME, WORDS = "2026-0014-actielijst-20261124-voor-ggz-v1.pdf", "aap noot mies wim zus jet"
INSIDE = b"%PDF-1.7\nniet waar, wel heel\x00\xff"


def made(house: str = "Zorg- en Veiligheidshuis Oefenregio", *, is_practice: bool = True) -> bytes:
    return cover(INSIDE, NAME, WORDS, house=house, made_at=AT, is_practice=is_practice)


def test_what_is_inside_comes_out_as_it_was() -> None:
    with pikepdf.open(io.BytesIO(made()), password=WORDS) as pdf:
        assert pdf.attachments[NAME].get_file().read_bytes() == INSIDE
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert (pdf.pdf_version, pdf.extension_level) == ("1.7", 8)  # what PDF 1.7 calls revision 6
        assert pdf.Root.PageMode == "/UseAttachments"
        assert str(pdf.docinfo["/Title"]) == TITLE


def test_without_the_passphrase_nothing_shows() -> None:
    data = made(is_practice=False)
    for wrong in ("", "aap noot mies wim zus", WORDS.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data), password=wrong)
    for told in (b"Veiligheidshuis", b"2026-0014", b"ggz", b"actielijst", INSIDE[10:20], WORDS.encode()):
        assert told not in data


def test_a_letter_that_the_paper_lacks_is_refused() -> None:
    with pytest.raises(MissingGlyphs):
        made("会")


def test_a_screen_reader_can_read_the_cover() -> None:
    opened = io.BytesIO()
    with pikepdf.open(io.BytesIO(made()), password=WORDS) as pdf:
        assert pdf.allow.accessibility
        pdf.save(opened, encryption=False)
    report = page.validate_pdf_bytes(opened.getvalue(), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
