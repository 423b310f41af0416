"""Hold what a command prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zvdesk.cli import exits


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a command prints, as JSON and as text, and its exit code."""

    data: dict[str, Any]
    text: str
    exit_code: int = exits.OK
