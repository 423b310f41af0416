"""Make a house once in a run, for filling a vault takes seconds, and give each test a copy of its own."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.domain.people import Role
from zvdesk.services import practice, vaults
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk
    from zvdesk.services.practice import Practice

_WORDS = "vijf woorden om te oefenen"


def practice_in(folder: Path) -> Practice:
    """Return the practice house in a folder that is not there yet, with its chair at the desk.

    A test with a window calls this in the worker, which owns the connection.
    """
    made, place = _practice_once()
    shutil.copytree(place, folder)
    return replace(made, desk=vaults.unlock(folder, made.passphrase))


def new_house_in(folder: Path) -> Desk:
    """Return the chair's desk in a practice vault without a case; the same goes for its folder."""
    shutil.copytree(_new_once(), folder)
    return vaults.unlock(folder, _WORDS)


@functools.cache
def _practice_once() -> tuple[Practice, Path]:
    made = practice.create_practice(_place_of_its_own())
    vaults.lock(made.desk)
    return made, made.desk.vault.folder


@functools.cache
def _new_once() -> Path:
    new = vaults.create_vault(
        _place_of_its_own(),
        house_name="Zorg- en Veiligheidshuis Oefenregio",
        passphrase=_WORDS,
        name="F. Voorbeeld",
        role=Role.CHAIR,
        cost=FLOOR,
        practice=True,
    )
    vaults.lock(new.desk)
    return new.desk.vault.folder


def _place_of_its_own() -> Path:
    home = Path(tempfile.mkdtemp(prefix="zvdesk-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home / "oefen.zvkluis"
