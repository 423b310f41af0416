"""Find the files of ``resources/`` in a checkout, a wheel and a frozen program alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources_folder() -> Path:
    """Return the folder of the bundled resources; a wheel and a frozen program carry it inside."""
    inside = _PACKAGE / "_resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"
