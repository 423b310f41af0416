"""Carry the whole head of the log inside a signed paper: its recipient is a witness.

At each foot stand the number and 80 bits; in the attachment, and at the end of a list, the whole of it.
"""

from __future__ import annotations

import json
import re

from zvdesk.documents.attachments import Attachment, attached
from zvdesk.domain.log_standing import LogHead

NAME = "logboekkenmerk.json"
FORMAT = "zvdesk-logboekkenmerk/1"
_DESCRIPTION = "Kenmerk van het logboek op het moment van ondertekenen"
_MAC = re.compile(r"[0-9a-f]{64}")
_VAULT = re.compile(r"[0-9A-Za-z-]{1,64}")
_LAST = 2**53  # the largest whole number that every reader of JSON keeps


def head_attachment(head: LogHead | None, document_id: str) -> tuple[Attachment, ...]:
    """Return the attachment of a head; nothing when there is none."""
    if head is None:
        return ()
    values = {
        "format": FORMAT,
        "vault": head.vault_id,
        "sequence": head.sequence,
        "head": head.mac,
        "document": document_id,
    }
    data = json.dumps(values, indent=2, sort_keys=True).encode() + b"\n"
    return (Attachment(name=NAME, description=_DESCRIPTION, mime_type="application/json", data=data),)


def head_in(pdf: bytes) -> LogHead | None:
    """Return the head that a PDF carries, or None; nothing in the PDF makes this raise."""
    data = attached(pdf, NAME)
    if data is None or len(data) > 1_000:
        return None
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        return None
    vault, sequence, mac = values.get("vault"), values.get("sequence"), values.get("head")
    is_head = (
        isinstance(vault, str)
        and _VAULT.fullmatch(vault)
        and type(sequence) is int
        and 0 < sequence <= _LAST
        and isinstance(mac, str)
        and _MAC.fullmatch(mac)
    )
    if not is_head:
        return None
    return LogHead(vault_id=str(vault), sequence=int(str(sequence)), mac=str(mac))
