"""The report of a verification: what was found of each file, unsigned, and never what is in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pytest

from tests.documents.lists import SIGNED_AT
from tests.documents.pki import House, odd_person
from zvdesk import documents
from zvdesk.documents.signing import countersign, sign
from zvdesk.documents.verification_report import render
from zvdesk.documents.verifying import verify
from zvdesk.domain.log_standing import HeadAnswer
from zvdesk.domain.signatures import Looked, RevocationSource, Verdict, VerdictKind
from zvdesk.domain.verification_reports import CheckedDocument, VerificationReport
from zvdesk.texts.verification_reports import REASONS, not_looked_at

if TYPE_CHECKING:
    from collections.abc import Callable

PROVEN = SIGNED_AT + timedelta(hours=2)
_DETAIL = re.compile(r'(?:_Refused|Opinion|Stamp)\((?:[^()"]*)"([a-z_]+)"|VerdictKind\.[A-Z_]+, "([a-z_]+)"')


def checked(
    name: str, verdict: Verdict, is_registered: bool | None = None, head: HeadAnswer | None = None
) -> CheckedDocument:
    """Say that a file was looked at."""
    return CheckedDocument(
        name=name, verdict=verdict, checked_at=SIGNED_AT, is_registered=is_registered, head=head
    )


def report_on(*found: CheckedDocument) -> VerificationReport:
    """Make a report as one reader would keep it."""
    return VerificationReport(
        house="zvdesk",
        is_practice=False,
        documents=found,
        version="9.8.7",
        printed_at=SIGNED_AT,
        document_id="ab" * 16,
    )


@pytest.fixture(scope="module")
def twice(signed: bytes, house: House) -> Verdict:
    """Give the verdict on a list with a second signature, of which the first has a proven time."""
    pdf = countersign(signed, house.person("S. Schrijver"), at=SIGNED_AT)
    verdict = verify(pdf, trusted=[house.certificate], at=SIGNED_AT)
    first, second = verdict.signers
    seen = Looked(RevocationSource.RESPONDER, PROVEN)
    first = replace(first, proven_at=PROVEN, time_authority="Tijddienst Oefening", revocation=seen)
    return replace(verdict, signers=(first, second))


def words_of(report: VerificationReport, run: Callable[..., str]) -> str:
    """Return the text as it is printed."""
    return " ".join(run(render(report), "pdftotext", "-raw", after=("-",)).split())


def test_it_says_all_that_was_found_in_reading_order(twice: Verdict, run: Callable[..., str]) -> None:
    document = checked("lijst één.pdf", twice, is_registered=True, head=HeadAnswer.CONTAINED)
    text = words_of(report_on(document), run)
    digits = twice.document_sha256.upper()
    place = 0
    for words in (
        "Verslag van een controle",
        "zelf niet ondertekend en is geen bewijs",
        "zvdesk versie 9.8.7",
        "lijst één.pdf",
        "geldig",
        "Geldig: dit document is ondertekend door F. Voorbeeld, voorzitter",
        REASONS[""],
        " ".join(digits[n : n + 4] for n in range(0, 32, 4)),
        "ja, deze kluis heeft dit document gemaakt",
        "Eerste handtekening",
        "F. Voorbeeld",
        twice.signers[0].fingerprint.upper()[:4],
        "di 24 nov 2026",
        "door Tijddienst Oefening, op",
        "antwoord van de uitgever (OCSP) van",
        "Tweede handtekening (mede ondertekend)",
        "S. Schrijver",
        "door niemand: alleen de eigen klok van de ondertekenaar",
        "niet nagegaan: het certificaat noemt geen intrekkingslijst",
        "Waar niet naar is gekeken",
        "Of een certificaat is ingetrokken",
    ):
        found = text.find(words, place)
        assert found >= 0, (words, text[place : place + 300])
        place = found


def test_it_is_accessible_archival_unsigned_and_the_same_each_time(twice: Verdict) -> None:
    changed = Verdict(kind=VerdictKind.CHANGED, detail="bytes_changed", document_sha256="0f" * 32)
    gone = Verdict(kind=VerdictKind.UNREADABLE, detail="no_file")
    many = [checked(f"bestand {number}.pdf", changed) for number in range(3)]
    report = report_on(checked("lijst.pdf", twice), checked("weg.pdf", gone), *many)
    made = render(report)
    assert made == render(report)
    assert b"/FT /Sig" not in made
    for profile in ("ua1", "3a"):
        assert page.validate_pdf_bytes(made, profile=profile).failures == []


def test_letters_that_cannot_be_drawn_are_no_reason_to_refuse(
    twice: Verdict, run: Callable[..., str]
) -> None:
    odd = replace(twice, signers=(replace(twice.signers[0], name="Ω\u202e\u05d0 <b>Vals</b>"),))
    text = words_of(report_on(checked("a\n\u202eb.pdf", odd), checked("\u202e".strip("\u202e"), odd)), run)
    assert "?? <b>Vals</b>" in text
    assert "a ?b.pdf" in text


def test_what_was_not_looked_at_is_told_for_what_it_is(twice: Verdict) -> None:
    unsigned = Verdict(kind=VerdictKind.UNSIGNED, detail="no_signature")
    assert len(not_looked_at(checked("x", unsigned))) == 2
    first = replace(twice, signers=twice.signers[:1])
    assert len(not_looked_at(checked("x", first, is_registered=False))) == 2
    assert len(not_looked_at(checked("x", first))) == 3
    assert len(not_looked_at(checked("x", twice))) == 5


def test_every_cause_has_its_words() -> None:
    folder = Path(documents.__file__).parent
    sources = [(folder / name).read_text("utf-8") for name in ("verifying.py", "chains.py")]
    found = {one or other for text in sources for one, other in _DETAIL.findall(text)}
    assert {"bytes_changed", "stray_certificate", "not_a_pdf", "certificate_expired"} <= found
    assert found - set(REASONS) == set()
    assert {"timestamp_unknown", "timestamp_broken", "no_file", "too_large"} <= set(REASONS)


def test_odd_keys_are_told_too(bare: bytes, house: House, run: Callable[..., str]) -> None:
    person = odd_person(house, [])
    verdict = verify(sign(bare, person, at=SIGNED_AT), trusted=[], at=SIGNED_AT)
    assert "Het huis en de ondertekenaar zijn hier niet bekend." in words_of(
        report_on(checked("vreemd.pdf", verdict)), run
    )
