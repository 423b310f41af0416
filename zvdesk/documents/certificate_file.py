"""Carry the certificate of a house inside the sheet that shows it, and read it back."""

from __future__ import annotations

from zvdesk.documents.attachments import Attachment, attached

NAME = "huiscertificaat.pem"
_DESCRIPTION = "Certificaat van het huis (X.509), om handtekeningen mee te controleren"


def certificate_attachment(pem: bytes) -> Attachment:
    """Return the certificate as a file that goes along."""
    return Attachment(name=NAME, description=_DESCRIPTION, mime_type="application/x-pem-file", data=pem)


def certificate_in(pdf: bytes) -> bytes | None:
    """Return the file with the certificate that a PDF carries, or None; nothing in the PDF makes this raise.

    What it says is not judged here, and proves nothing before somebody compared its fingerprint.
    """
    return attached(pdf, NAME)
