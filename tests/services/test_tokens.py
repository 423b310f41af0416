"""A token signs without giving its key away; SoftHSM2 stands for one."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.x509 import decode_x509_certificate

from tests.documents.key_file import certified, rsa_key
from tests.documents.lists import one_organisation
from tests.documents.pki import House, make_house
from tests.services.world import World, log
from zvdesk.documents.action_list import render
from zvdesk.documents.identities import SigningKey, new_signing_key
from zvdesk.documents.signing import sign
from zvdesk.documents.tokens import opened_token
from zvdesk.documents.verifying import verify
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import NotAllowed, TokenUnusable, WrongPin
from zvdesk.services import signers, vaults

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime.now(UTC)
PIN = "271828"
_LIBRARIES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold a library with tokens: EC, RSA, empty, and one whose certificate is over."""

    library: Path
    house: House


_MADE: list[Tokens] = []  # the library reads where its tokens are once in a process


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory, requires: Callable[[str], Path]) -> Tokens:
    """Give tokens, the same ones to every module that asks."""
    if not _MADE:
        _MADE.append(_make(tmp_path_factory, requires))
    return _MADE[0]


def _make(tmp_path_factory: pytest.TempPathFactory, requires: Callable[[str], Path]) -> Tokens:
    util = requires("softhsm2-util")
    library = next(Path(name).resolve() for name in _LIBRARIES if Path(name).exists())
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    house = make_house("Ander Gezag", since=NOW - timedelta(days=400))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))

        def made(label: str, key: SigningKey | None, **certificate: Any) -> None:  # noqa: ANN401
            init = [str(util), "--init-token", "--free", "--label", label, "--so-pin", "0000", "--pin", PIN]
            subprocess.run(init, check=True, capture_output=True)
            if key is None:
                return
            pem = folder / f"{label}.pem"
            pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            add = [
                str(util),
                "--import",
                str(pem),
                "--token",
                label,
                "--label",
                "sleutel",
                "--id",
                "01",
                "--pin",
                PIN,
            ]
            subprocess.run(add, check=True, capture_output=True)
            wanted = {"since": NOW - timedelta(days=30), **certificate}
            filled[label] = [(b"\x01", certified(house, key, **wanted)), (b"\x02", issuer)]

        issuer = x509.load_der_x509_certificate(house.certificate)
        filled: dict[str, list[tuple[bytes, x509.Certificate]]] = {}
        made("zvdesk-ec", new_signing_key())
        made("zvdesk-rsa", rsa_key())
        made("zvdesk-leeg", None)
        made("zvdesk-oud", new_signing_key(), days=3)
        made("zvdesk-wie", new_signing_key(), name=x509.Name([]))
        opened = pkcs11.lib(str(library))
        for label, certificates in filled.items():
            with opened.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
                for number, found in certificates:
                    attributes = decode_x509_certificate(found.public_bytes(Encoding.DER))
                    attributes[pkcs11.Attribute.ID] = number
                    attributes[pkcs11.Attribute.TOKEN] = True
                    session.create_object(attributes)
    return Tokens(library, house)


@pytest.mark.parametrize("label", ["zvdesk-ec", "zvdesk-rsa"])
def test_a_token_signs_and_keeps_its_key(label: str, tokens: Tokens) -> None:
    with opened_token(tokens.library, label, PIN, at=NOW) as identity:
        signed = sign(render(one_organisation()), identity, at=NOW)
        assert PIN not in repr(identity)
    verdict = verify(signed, trusted=[tokens.house.certificate], at=NOW)
    assert (verdict.kind, verdict.detail) == (VerdictKind.VALID, "")
    assert verdict.signers[0].issuer == "Ander Gezag"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        *(("weg", "no_token"), ("", "several"), ("zvdesk-leeg", "no_key")),
        *(("zvdesk-oud", "expired"), ("zvdesk-wie", "no_name")),
    ],
)
def test_a_token_that_cannot_sign_says_why(label: str, reason: str, tokens: Tokens) -> None:
    with (
        pytest.raises(TokenUnusable) as refused,
        opened_token(tokens.library, label, PIN, at=NOW),
    ):
        pytest.fail("it opened")
    assert refused.value.reason == reason


def test_a_wrong_pin_and_a_library_that_is_none_are_told_apart(tokens: Tokens, tmp_path: Path) -> None:
    for pin in ("314159", "", "x" * 300):
        with pytest.raises(WrongPin), opened_token(tokens.library, "zvdesk-ec", pin, at=NOW):
            pytest.fail("it opened")
    text = tmp_path / "bibliotheek.so"
    text.write_text("geen bibliotheek")
    for module in (text, tmp_path / "weg.so"):
        with (
            pytest.raises(TokenUnusable) as refused,
            opened_token(module, "", PIN, at=NOW),
        ):
            pytest.fail("it opened")
        assert refused.value.reason == "no_module"


def test_the_log_knows_who_tried_and_only_the_chair_may(closed: World, tokens: Tokens) -> None:
    desk = closed.desk(Role.CHAIR)
    with pytest.raises(WrongPin), signers.signing_with_token(desk, tokens.library, "zvdesk-ec", "1"):
        pytest.fail("it opened")
    assert (log(desk)[0].action, log(desk)[0].result) == ("ondertekenen", "mislukt")
    vaults.lock(desk)
    desk = closed.desk(Role.SECRETARY)
    with pytest.raises(NotAllowed), signers.signing_with_token(desk, tokens.library, "zvdesk-ec", PIN):
        pytest.fail("it opened")
    vaults.lock(desk)
