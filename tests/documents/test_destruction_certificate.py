"""The certificate of a destruction: accessible, archival, the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import page
import pytest

from tests.documents.lists import SIGNED_AT
from zvdesk.documents.destruction_certificate import NOTHING_OUT, OWN_HOUSE, render
from zvdesk.documents.log_head import head_in
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.keeping import DestructionCertificate, KeptCopy
from zvdesk.domain.log_standing import LogHead
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import MissingGlyphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.documents.pki import House
    from zvdesk.documents.identities import SigningIdentity

HEAD = LogHead(vault_id="8f14e45fceea167a", sequence=1482, mac="4f2a91c07d3e55b8" * 4)


def copy_out(recipient: str, number: int = 1) -> KeptCopy:
    return KeptCopy(
        id=f"k{number}",
        document_id=f"d{number}",
        case_number="2021-0003",
        kind="actielijst",
        recipient=recipient,
        version=number,
        sha256="ab" * 32,
        made_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        destroy_before=date(2026, 11, 24),
    )


def certificate(out: int = 2) -> DestructionCertificate:
    """Make a certificate with so many documents still out, the first of which is of the house itself."""
    return DestructionCertificate(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        case_number="2021-0003",
        regime="Wgs, casusoverleg van een Zorg- en Veiligheidshuis",
        ground="de bewaartermijn is om",
        article="artikel 1.8, zevende lid, Wgs",
        first_processed_on=date(2021, 11, 23),
        destroyed_at=SIGNED_AT,
        destroyed_by="B. Oefenbeheerder",
        function="functioneel beheerder",
        records=214,
        copies_out=tuple(copy_out(f"Organisatie {n}" if n else "", n) for n in range(out)),
        signer_name="P. Oefenprivacy",
        signer_role="privacyfunctionaris",
        signed_at=SIGNED_AT,
        audit_mark=HEAD.mark,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6a",
        log_head=HEAD,
    )


def test_it_says_all_of_it_in_reading_order(run: Callable[..., str]) -> None:
    text = " ".join(run(render(certificate()), "pdfinfo", "-struct-text").split())
    place = 0
    for words in (
        "OEFENING",
        "Zorg- en Veiligheidshuis Oefenregio",
        "Bewijs van vernietiging, casus 2021-0003",
        "23 november 2021",
        "de bewaartermijn is om",
        "artikel 1.8, zevende lid, Wgs",
        "B. Oefenbeheerder, functioneel beheerder",
        "214",
        OWN_HOUSE,
        "Organisatie 1",
        "24 november 2026",
        "Ondertekend door P. Oefenprivacy, privacyfunctionaris",
        "Is dit echt?",
    ):
        found = text.find(words, place)
        assert found >= 0, words
        place = found
    assert NOTHING_OUT not in text


@pytest.mark.parametrize("out", [0, 2, 60])
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_it_is_accessible_and_archival(out: int, profile: str, signer: SigningIdentity) -> None:
    bare = render(certificate(out))
    for pdf in (bare, sign(bare, signer, at=SIGNED_AT)):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_it_verifies_and_carries_the_head_of_the_log(
    signer: SigningIdentity, house: House, run: Callable[..., str]
) -> None:
    bare = render(replace(certificate(0), is_practice=False))
    assert bare == render(replace(certificate(0), is_practice=False))
    signed = sign(bare, signer, at=SIGNED_AT)
    assert verify(signed, trusted=[house.certificate], at=SIGNED_AT).kind is VerdictKind.VALID
    assert head_in(signed) == HEAD
    text = run(signed, "pdftotext", "-raw", after=("-",))
    assert NOTHING_OUT in text
    assert "OEFENING" not in text


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(MissingGlyphs) as error:
        render(replace(certificate(), copies_out=(copy_out("東"),)))
    assert error.value.letters == "東"
