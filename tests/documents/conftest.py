"""Share one house, one signer and one signed list: making them for each test would only cost time."""

from __future__ import annotations

import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.documents.lists import SIGNED_AT, every_list, one_organisation
from tests.documents.pki import House, make_house
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.documents.identities import SigningIdentity


@pytest.fixture(scope="session")
def house() -> House:
    """Give the house that the reader trusts."""
    return make_house()


@pytest.fixture(scope="session")
def signer(house: House) -> SigningIdentity:
    """Give a person of that house."""
    return house.person()


@pytest.fixture(scope="session")
def bare() -> bytes:
    """Give an unsigned list."""
    return render(one_organisation())


@pytest.fixture(scope="session")
def signed(bare: bytes, signer: SigningIdentity) -> bytes:
    """Give a signed list."""
    return sign(bare, signer, at=SIGNED_AT)


@pytest.fixture(scope="session")
def documents(signer: SigningIdentity) -> dict[str, bytes]:
    """Give every kind of document, unsigned and signed."""
    made: dict[str, bytes] = {}
    for name, content in every_list().items():
        made[name] = render(content)
        made[f"{name}_signed"] = sign(made[name], signer, at=SIGNED_AT)
    return made


@pytest.fixture
def run(requires: Callable[[str], Path], tmp_path: Path) -> Callable[..., str]:
    """Give a function that runs an outside program over a PDF and returns what it prints."""

    def over(pdf: bytes, program: str, *arguments: str, after: tuple[str, ...] = ()) -> str:
        file = tmp_path / "document.pdf"
        file.write_bytes(pdf)
        command = [str(requires(program)), *arguments, str(file), *after]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
        out = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
        assert done.returncode == 0, out
        return out

    return over


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to reach somebody fail the test."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("verifying reached for the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
