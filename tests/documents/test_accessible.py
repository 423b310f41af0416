from __future__ import annotations

import re
from typing import TYPE_CHECKING

import page
import pytest

from tests.documents.lists import every_list

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = [f"{name}{suffix}" for name in every_list() for suffix in ("", "_signed")]
RULES = {"ua1": 100, "3a": 150}  # at least so many rules were checked


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_accessible_and_archival(
    kind: str, profile: str, documents: dict[str, bytes]
) -> None:
    report = page.validate_pdf_bytes(documents[kind], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
    assert report.rules.passed == report.rules.total >= RULES[profile]


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_reader_finds_no_error(
    kind: str, documents: dict[str, bytes], run: Callable[..., str]
) -> None:
    assert "No syntax or stream encoding errors found" in run(documents[kind], "qpdf", "--check")


@pytest.mark.parametrize("kind", KINDS)
def test_all_fonts_are_embedded_subsets_of_ours(
    kind: str, documents: dict[str, bytes], run: Callable[..., str]
) -> None:
    rows = run(documents[kind], "pdffonts").splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"AtkinsonHyperlegibleNext-\w+ .*TrueType .* yes +yes +yes ", row), row


def test_tables_have_headers_and_repeated_ones_are_not_read_twice(
    documents: dict[str, bytes], run: Callable[..., str]
) -> None:
    tree = run(documents["full_list"], "pdfinfo", "-struct-text")
    assert tree.count('"Betrokkene weet dit"') == 1
    assert tree.count('"OEFENING') == 1
    assert "pagina 2 van" not in tree
    tags = run(documents["full_list"], "pdfinfo", "-struct")
    assert tags.count("/Scope /Column") == 2 + 6 + 5
    assert tags.count("/Scope /Row") == 4
    assert "Form" in tags


def test_the_document_says_what_it_is(documents: dict[str, bytes], run: Callable[..., str]) -> None:
    facts = run(documents["one_organisation_signed"], "pdfinfo")
    assert "Actielijst GGZ Noord, casus 2026-0014, versie 1 (OEFENING)" in facts
    assert re.search(r"Tagged: +yes", facts)
    assert re.search(r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)", facts)
    assert re.search(r"JavaScript: +no", facts)
