"""Read an invitation for a meeting, so that its form need not be typed; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.roles import Act
from zvdesk.errors import InvitationRefused
from zvdesk.exchange.content_lines import MAXIMUM_BYTES
from zvdesk.exchange.invitation import SUFFIXES, Invitation, read_invitation
from zvdesk.limits import read_plain_file
from zvdesk.services.desk import Desk, Trail

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SUFFIXES", "Invitation", "read_file"]


def read_file(desk: Desk, path: Path) -> Invitation:
    """Return title, place and begin of the meeting in an .ics file. Raises InvitationRefused."""
    desk.require(Act.PREPARE_MEETING, Trail("inlezen", "uitnodiging"))
    if path.suffix.lower() not in SUFFIXES:
        raise InvitationRefused("other_kind", limit=", ".join(SUFFIXES))
    try:
        data = read_plain_file(path, MAXIMUM_BYTES)
    except OSError:
        raise InvitationRefused("unreadable") from None
    return read_invitation(data)
