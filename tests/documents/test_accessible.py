"""Every kind of document, unsigned and signed, is accessible (PDF/UA-1) and archival (PDF/A-3a).

The kinds are the modules of ``zvdesk.documents`` that draw something: a new one cannot be left out, because
``test_determinism`` fails until its contents are named there, and they are walked here.
"""

from __future__ import annotations

import importlib
import io
import re
from typing import TYPE_CHECKING

import page
import pikepdf
import pytest

from tests.documents.lists import SIGNED_AT
from tests.documents.test_determinism import papers
from zvdesk.documents.finish import FIELD_NAME
from zvdesk.documents.signing import sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.documents.identities import SigningIdentity

PAPERS = papers()
#: Nobody signs these.
UNSIGNED = {"chair_script", "house_certificate", "colleague_card", "blank_form", "verification_report"}
KINDS = [
    f"{name}{suffix}"
    for name, (kind, _) in PAPERS.items()
    for suffix in ("", "_signed")
    if not (suffix and kind in UNSIGNED)
]
OURS = r"AtkinsonHyperlegibleNext-\w+|DejaVuSans(-Bold)?"
RULES = {"ua1": 100, "3a": 150}  # at least so many rules were checked


@pytest.fixture(scope="module")
def drawn(signer: SigningIdentity) -> Callable[[str], bytes]:
    """Give a function that makes each document once, unsigned or signed."""
    made: dict[str, bytes] = {}

    def of(name: str) -> bytes:
        if name not in made:
            bare = name.removesuffix("_signed")
            kind, content = PAPERS[bare]
            if bare == name:
                made[name] = importlib.import_module(f"zvdesk.documents.{kind}").render(content)
            else:
                made[name] = sign(of(bare), signer, at=SIGNED_AT)
        return made[name]

    return of


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_accessible_and_archival(
    kind: str, profile: str, drawn: Callable[[str], bytes]
) -> None:
    report = page.validate_pdf_bytes(drawn(kind), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
    assert report.rules.passed == report.rules.total >= RULES[profile]


@pytest.mark.parametrize("name", PAPERS)
def test_who_signs_has_a_place_and_nobody_else_has(name: str, drawn: Callable[[str], bytes]) -> None:
    kind, _ = PAPERS[name]
    with pikepdf.open(io.BytesIO(drawn(name))) as pdf:
        places = [str(field.T) for field in pdf.Root.AcroForm.Fields] if "/AcroForm" in pdf.Root else []
        assert (FIELD_NAME in places) is (kind not in UNSIGNED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_reader_finds_no_error(
    kind: str, drawn: Callable[[str], bytes], run: Callable[..., str]
) -> None:
    assert "No syntax or stream encoding errors found" in run(drawn(kind), "qpdf", "--check")


@pytest.mark.parametrize("name", PAPERS)
def test_all_fonts_are_embedded_subsets_of_ours(
    name: str, drawn: Callable[[str], bytes], run: Callable[..., str]
) -> None:
    rows = run(drawn(name), "pdffonts").splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(rf"({OURS}) .*TrueType .* yes +yes +yes ", row), row
    has_second = any("DejaVuSans" in row for row in rows)
    assert has_second is ("far_letters" in name)


def test_tables_have_headers_and_repeated_ones_are_not_read_twice(
    drawn: Callable[[str], bytes], run: Callable[..., str]
) -> None:
    tree = run(drawn("action_list-full_list"), "pdfinfo", "-struct-text")
    assert tree.count('"Betrokkene weet dit"') == 1
    assert tree.count('"OEFENING') == 1
    assert "pagina 2 van" not in tree
    tags = run(drawn("action_list-full_list"), "pdfinfo", "-struct")
    assert tags.count("/Scope /Column") == 2 + 6 + 5
    assert tags.count("/Scope /Row") == 4
    assert "Form" in tags


def test_the_document_says_what_it_is(drawn: Callable[[str], bytes], run: Callable[..., str]) -> None:
    facts = run(drawn("action_list-one_organisation_signed"), "pdfinfo")
    assert "Actielijst GGZ Noord, casus 2026-0014, versie 1 (OEFENING)" in facts
    assert re.search(r"Tagged: +yes", facts)
    assert re.search(r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)", facts)
    assert re.search(r"JavaScript: +no", facts)
