"""Make sheets with the certificate of a house for the tests; the house is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.documents.lists import SIGNED_AT
from tests.documents.pki import make_house
from zvdesk.documents.identities import fingerprint
from zvdesk.domain.certificate_sheets import CertificateSheet


def certificate_sheet() -> CertificateSheet:
    """Make the sheet of a house that practises."""
    der = make_house().certificate
    return CertificateSheet(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        subject="Zorg- en Veiligheidshuis Oefenregio (OEFENING)",
        fingerprint=fingerprint(der),
        valid_from=date(2026, 11, 24),
        valid_until=date(2046, 11, 24),
        pem=x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM),
        printed_at=SIGNED_AT,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6c",
    )


def every_sheet() -> dict[str, CertificateSheet]:
    """Make one sheet of each kind."""
    long = "Zorg- en Veiligheidshuis van de samenwerkende gemeenten in de Oefenregio aan Zee en Duin " * 2
    return {
        "sheet": certificate_sheet(),
        "sheet_long": replace(certificate_sheet(), house=long.strip(), is_practice=False),
    }
