"""Say why a file cannot be taken, before it is known whether it holds addresses or an invitation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class Refused(Exception):
    """Stand for a refusal within this package; whoever reads the kind of file turns it into its own error."""

    reason: str
    line: int = 0
    limit: str = ""
