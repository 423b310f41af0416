"""The shell that every kind of document shares."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.documents.lists import SIGNED_AT, full_list
from tests.documents.test_destruction_certificate import HEAD, certificate
from zvdesk.documents import action_list, destruction_certificate, log_report
from zvdesk.domain.log_views import LogReport

if TYPE_CHECKING:
    from collections.abc import Callable


def extract() -> LogReport:
    """Make an extract of the log of more than one page."""
    return LogReport(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        title="Logboek van november",
        chosen=(("Periode", "november 2026"),),
        standing="Het logboek is heel.",
        columns=("Nr", "Wat"),
        widths=(40, 0),
        rows=tuple((str(number), "casus gelezen") for number in range(60)),
        explanation="De oudste regel staat bovenaan.",
        signer_name="P. Oefenprivacy",
        signer_role="privacyfunctionaris",
        signed_at=SIGNED_AT,
        audit_mark=HEAD.mark,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6a",
        log_head=HEAD,
    )


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (lambda: action_list.render(full_list(40)), "Volledige actielijst · casus 2026-0014"),
        (lambda: destruction_certificate.render(certificate(60)), "Bewijs van vernietiging, casus 2021-0003"),
        (lambda: log_report.render(extract()), "Logboek van november"),
    ],
    ids=["list", "certificate", "log"],
)
def test_every_later_page_says_which_paper_it_belongs_to(
    make: Callable[[], bytes], title: str, run: Callable[..., str]
) -> None:
    first, *later = run(make(), "pdftotext", "-raw", after=("-",)).rstrip("\f").split("\f")
    head = f"Zorg- en Veiligheidshuis Oefenregio · {title}"
    assert later
    assert head not in first
    assert all(head in page for page in later)
    assert all("OEFENING" in page for page in (first, *later))


def test_a_long_house_leaves_room_for_the_title_and_facts_are_not_broken(run: Callable[..., str]) -> None:
    house = "Zorg- en Veiligheidshuis " + "van alle gemeenten aan Zee, Duin en Rand " * 3
    pages = run(action_list.render(replace(full_list(40), house=house)), "pdftotext", "-layout", after=("-",))
    _, later, *_ = pages.split("\f")
    assert re.search(r"Zorg- en Veiligheidshuis van .*… · Volledige actielijst · casus 2026-0014\n", later)
    certified = run(
        destruction_certificate.render(replace(certificate(0), case_number="2021-" + "0" * 40)),
        *("pdftotext", "-layout"),
        after=("-",),
    )
    kept = rf"^\s*Logboek [^\n]* · Document {certificate(0).document_id}$"  # each fact whole on its line
    assert re.search(kept, certified, re.MULTILINE)


def test_nobody_signs_an_empty_page(run: Callable[..., str]) -> None:
    for out in range(10, 26):
        pages = run(destruction_certificate.render(certificate(out)), "pdftotext", "-raw", after=("-",))
        last = pages.rstrip("\f").split("\f")[-1]
        assert last.index("Toelichting") < last.index("Ondertekend door")
