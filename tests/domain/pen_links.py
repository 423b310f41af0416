"""Make links of people with one letter, whose vault is called after who gives."""

from __future__ import annotations

from zvdesk.domain.handovers import PenLink


def link(holder: str, sender: str, receiver: str, *, vault: str = "") -> PenLink:
    """Return a link that nobody signed."""
    return PenLink(
        holder_id=holder,
        holder_key=b"",
        holder_signature=b"",
        sender_id=sender,
        receiver_id=receiver,
        vault_key=(vault or sender).encode(),
        vault_signature=b"",
    )
