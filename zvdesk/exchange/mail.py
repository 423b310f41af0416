"""Write a mail that is not sent yet (RFC 5322): a person opens it, looks at it, and sends it from there.

``X-Unsent: 1`` makes a mail program open it as a draft. No date, no Message-ID, no sender and no name of a
computer go along: the mail program fills those in. The same mail gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from zvdesk.exchange.csv_out import flat

# A dot-atom of plain letters (RFC 5322, 3.4.1): whatever else an address may be, it never ends a header.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """Hold one file that goes along: its plain name, its kind (``application/pdf``) and what is in it."""

    name: str
    mime_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMail:
    """Hold one mail as a person will find it; without a usable address its ``To`` stays empty."""

    address: str
    subject: str
    body: str
    files: tuple[AttachedFile, ...] = ()


def usable_address(text: str) -> str:
    """Return an address that fits in a header as it is, or an empty text."""
    address = text.strip()
    return address if len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address) else ""


def write_mail(draft: DraftMail) -> bytes:
    """Return the draft as an ``.eml`` file."""
    message = EmailMessage(policy=SMTP)
    address = usable_address(draft.address)
    if address:
        message["To"] = address
    message["Subject"] = " ".join(flat(draft.subject).split())
    message["X-Unsent"] = "1"
    lines = [flat(line).rstrip() for line in draft.body.strip().split("\n")]
    message.set_content("\n".join(lines) + "\n", cte="quoted-printable")
    for file in draft.files:
        main, _, kind = file.mime_type.partition("/")
        message.add_attachment(
            file.data, maintype=main, subtype=kind, filename=_FILE_NAME.sub("-", file.name).strip("-.")
        )
    if draft.files:  # the library draws a boundary by chance
        seen = hashlib.sha256(draft.body.encode())
        for file in draft.files:
            seen.update(file.data)
        message.set_boundary(f"=_{seen.hexdigest()[:32]}")
    return message.as_bytes()
