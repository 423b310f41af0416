"""The layers hold: what may import what."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from typing import Any

import pytest

from tests.architecture.product import TOP, importers, sources

#: What the domain may use beside itself and ``zvdesk.errors``: nothing that reaches outside the process.
DOMAIN_MAY_USE = {
    "__future__",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "itertools",
    "math",
    "re",
    "string",
    "typing",
    "unicodedata",
}
SHARED_BY_ROOMS = {"keys", "models", "widgets"}


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def test_every_contract_is_kept() -> None:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", lint], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_contract_looks_away() -> None:
    assert not [contract["id"] for contract in contracts() if "ignore_imports" in contract]


def test_the_qt_contract_names_every_part_but_the_window() -> None:
    (qt,) = (contract for contract in contracts() if contract["id"] == "qt")
    parts = {".".join(source.name.removesuffix(".py").split("/")[:2]) for source in sources()}
    window = {"zvdesk.__init__", "zvdesk.__main__", "zvdesk.app", "zvdesk.selftest", "zvdesk.ui", "main"}
    assert set(qt["source_modules"]) == parts - window


def test_the_rooms_contract_names_every_room() -> None:
    (rooms,) = (contract for contract in contracts() if contract["id"] == "rooms")
    folders = {path.parent.name for path in (TOP / "zvdesk" / "ui").glob("*/__init__.py")}
    assert set(rooms["modules"]) == {f"zvdesk.ui.{folder}" for folder in folders - SHARED_BY_ROOMS}


def test_the_domain_uses_only_what_cannot_reach_outside() -> None:
    used = {
        f"{source.at(line)} {name}"
        for source in sources()
        if source.name.startswith("zvdesk/domain/")
        for name, line in source.imported()
        if name.split(".")[0] not in DOMAIN_MAY_USE | {"zvdesk"}
    }
    assert not used


@pytest.mark.parametrize("module", ["sqlite3", "random"])
def test_nobody_imports(module: str) -> None:
    """sqlite3 takes a key and writes plaintext all the same; random can be foretold."""
    assert not importers(module)


@pytest.mark.parametrize(
    ("module", "homes"),
    [
        ("subprocess", ("zvdesk/system.py", "zvdesk/replacing.py")),
        ("keyring", ("zvdesk/secret_store.py",)),
        ("argparse", ("zvdesk/cli/",)),
        ("urllib.request", ("zvdesk/services/network.py",)),
        ("http", ("zvdesk/services/network.py",)),
        ("requests", ()),
        ("ssl", ()),
        ("threading", ("zvdesk/ui/jobs.py", "zvdesk/secret_store.py", "zvdesk/log.py")),
    ],
)
def test_a_module_has_its_own_home(module: str, homes: tuple[str, ...]) -> None:
    assert not [place for place in importers(module) if not place.startswith(homes)]
