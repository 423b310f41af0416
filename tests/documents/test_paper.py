"""The shell that every kind of document shares."""

from __future__ import annotations

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
