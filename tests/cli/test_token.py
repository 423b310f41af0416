"""A list is signed with a token from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, run
from tests.services.test_tokens import PIN, Tokens, tokens
from tests.services.world import PASSPHRASES
from zvdesk.domain.people import Role

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World

__all__ = ["tokens"]


def test_a_list_is_signed_with_a_token(closed: World, tokens: Tokens, tmp_path: Path) -> None:
    root = tmp_path / "gezag.cer"
    root.write_bytes(tokens.house.certificate)
    asked = ("--case", closed.number, "--full", "--out", tmp_path, "--vault", closed.folder, "--json")
    token = ("--pkcs11", tokens.library, "--token", "zvdesk-ec")
    made = run("list", "export", *asked, *token, words=f"{CHAIR}\n{PIN}")
    assert made.code == 0, made.err
    found = run("verify", made.json["documents"][0]["path"], "--trust", root, "--json")
    assert (found.code, found.json["files"][0]["signers"][0]["issuer"]) == (0, "Ander Gezag")
    second = ("list", "countersign", made.json["documents"][0]["path"], "--vault", closed.folder, "--json")
    same = run(*second, *token, words=f"{PASSPHRASES[Role.SECRETARY]}\n{PIN}")
    assert "U tekende dit document zelf al" in same.json["documents"][0]["message"]
    rsa = ("--pkcs11", tokens.library, "--token", "zvdesk-rsa")
    twice = run(*second, *rsa, words=f"{PASSPHRASES[Role.SECRETARY]}\n{PIN}")
    assert twice.code == 0, twice.err
    wrong = run("list", "export", *asked, *token, words=f"{CHAIR}\n0000")
    assert (wrong.code, wrong.json["error"]) == (5, "WrongPin")
    none = run("card", "export", *asked, "--pkcs11", root, words=f"{CHAIR}\n{PIN}")
    assert (none.code, none.json["error"]) == (1, "TokenUnusable")
    both = run("list", "export", *asked, *token, "--pkcs12", root, words=f"{CHAIR}\n{PIN}")
    assert both.code == 2
