"""Keep what may live outside the vault; nothing about a case is ever a setting.

A setting is declared once: name, type, default and meaning. A damaged file gives the defaults and is kept
aside.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from zvdesk.errors import FolderUnusable
from zvdesk.limits import read_json
from zvdesk.system import make_private_folder, profile_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "settings.json"
IDLE_FEWEST, IDLE_MOST = 1, 60  # minutes
_LARGEST = 100_000
_BOUNDS = {
    "text_size": range(12, 29),
    "theme": ("system", "light", "dark", "contrast"),
    "idle_minutes": range(IDLE_FEWEST, IDLE_MOST + 1),
    "idle_minutes_meeting": range(IDLE_FEWEST, IDLE_MOST + 1),
}


def _setting(default: Any, meaning: str) -> Any:  # noqa: ANN401 - the annotation of the field is its type
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Hold every setting of this person on this device."""

    last_vault: str = _setting("", "folder of the vault that is offered at the start")
    theme: str = _setting("system", "system, light, dark or contrast")
    text_size: int = _setting(14, "text size, 12 to 28; 14 is 100 %")
    geometry: str = _setting("", "place and size of the window, base64 as Qt writes it")
    full_screen_meeting: bool = _setting(True, "whether leading a meeting fills the screen; F11 changes it")
    idle_minutes: int = _setting(5, "minutes without a key or pointer before the vault locks, 1 to 60")
    idle_minutes_meeting: int = _setting(20, "the same while a meeting is led: a silent table is not away")
    timestamp_service: str = _setting("", "address of the time service (RFC 3161) that seals documents")
    package_folder: str = _setting("", "folder in which colleagues put packages; watched while unlocked")
    lock_on_leaving: bool = _setting(True, "lock when the chair leaves a meeting that still goes on")


def settings_path() -> Path:
    """Return the file of the settings; it need not exist."""
    return profile_folder() / FILE_NAME


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; what is missing, unknown, out of bounds or of the wrong type becomes its default.

    A file that is no JSON object is moved to ``settings.json.damaged`` and the defaults are returned.
    """
    path = path or settings_path()
    try:
        found = read_json(path, _LARGEST)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        return _set_aside(path)
    if not isinstance(found, dict):
        return _set_aside(path)
    types = {item.name: type(item.default) for item in fields(Settings)}
    known: dict[str, Any] = {
        name: value
        for name, value in found.items()
        if type(value) is types.get(name) and value in _BOUNDS.get(name, (value,))
    }
    return Settings(**known)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole, owner-only. Raises FolderUnusable when the system refuses."""
    path = path or settings_path()
    make_private_folder(path.parent)
    write_atomically(path, json.dumps(asdict(settings), indent=2, sort_keys=True).encode())


def _set_aside(path: Path) -> Settings:
    with contextlib.suppress(OSError, FolderUnusable):
        path.replace(path.with_name(f"{path.name}.damaged"))
    return Settings()
