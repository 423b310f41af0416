"""Trust a certificate from the command line: only with the fingerprint that somebody heard from the house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.services import verification

if TYPE_CHECKING:
    import argparse

_ASK = (
    "Nog niet vertrouwd. Bel het huis op een nummer dat u al kent, en laat de vingerafdruk voorlezen. Geef "
    "wat u hoort op met --fingerprint."
)
_DIFFERS = "De vingerafdruk is niet dezelfde. Er is niets vertrouwd. Zeg het tegen het huis."
_TRUSTED = "Vertrouwd. Documenten van deze ondertekenaar of dit huis zijn voortaan bekend."


def trust_add(arguments: argparse.Namespace) -> Outcome:
    """Show whose certificate a file or sheet holds; trust it when the fingerprint read back is the same."""
    der = verification.read_certificate(arguments.file)
    one = verification.describe_certificate(der)
    digits = one.fingerprint.upper()
    groups = [digits[n : n + 4] for n in range(0, len(digits), 4)]
    rows = [" ".join(groups[n : n + 4]) for n in range(0, len(groups), 4)]
    heard = re.sub(r"[\s:-]", "", arguments.fingerprint or "").lower()
    is_same = heard == one.fingerprint
    if is_same:
        verification.trust_certificate(der)
    said = _TRUSTED if is_same else _DIFFERS if heard else _ASK
    who = ", ".join(dict.fromkeys(part for part in (one.name, one.organisation) if part))
    return Outcome(
        {
            "ok": is_same,
            "trusted": is_same,
            "name": one.name,
            "organisation": one.organisation,
            "fingerprint": one.fingerprint,
            "message": said,
        },
        "\n".join((who, *(f"  {row}" for row in rows), said)),
        exits.OK if is_same else exits.REFUSED,
    )
