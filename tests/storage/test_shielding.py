"""What is sealed opens again, also when it was sealed by an earlier schema, and only with its own key."""

from __future__ import annotations

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.factories import make_file
from zvdesk.domain.cases import Case
from zvdesk.errors import VaultDamaged
from zvdesk.storage import codec
from zvdesk.storage.cases import PARTS
from zvdesk.storage.sealing import seal, unseal
from zvdesk.storage.shielding import KEY_BYTES, Rows, file_of, sealed, unsealed
from zvdesk.storage.tables import RECORDS

FILE = make_file()


def rows() -> Rows:
    """Return the rows that the tables would hold of a case."""
    found = {RECORDS[Case].name: [_row(FILE.case)]}
    for name, cls in PARTS.items():
        found[RECORDS[cls].name] = [_row(record) for record in getattr(FILE, name)]
    return found


def _row(record: object) -> dict[str, codec.Value]:
    return {
        name: codec.to_column(getattr(record, name), hint) for name, hint in codec.hints(type(record)).items()
    }


def test_a_case_reads_back_from_its_seal() -> None:
    key = secrets.token_bytes(KEY_BYTES)
    held = rows() | {"people": [{"certificate": b"\x00\xff", "base64": "no"}]}
    opened = unsealed(sealed(held, key, FILE.case.id), key, FILE.case.id)
    assert opened == held
    assert file_of(opened) == FILE


def test_a_field_that_came_later_gets_its_default() -> None:
    old = rows()
    for row in old["cases"]:
        del row["closed_on"], row["closing_reason"]
        row["a_field_that_went"] = 1
    assert file_of(old).case == FILE.case


@pytest.mark.parametrize("wrong", ["key", "case", "content"])
def test_another_key_case_or_content_is_damage(wrong: str) -> None:
    key = secrets.token_bytes(KEY_BYTES)
    content = sealed(rows(), key, "case-1")
    with pytest.raises(VaultDamaged):
        unsealed(
            content[:20] + bytes([content[20] ^ 1]) + content[21:] if wrong == "content" else content,
            secrets.token_bytes(KEY_BYTES) if wrong == "key" else key,
            "case-2" if wrong == "case" else "case-1",
        )


def test_a_secret_opens_to_one_key_for_one_purpose() -> None:
    private, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    made = seal(b"geheim", private.public_key().public_bytes_raw(), "doel")
    assert unseal(made, private, "doel") == b"geheim"
    assert unseal(made, other, "doel") is None
    assert unseal(made, private, "ander doel") is None
    assert unseal(made[:-1], private, "doel") is None
    assert unseal(b"", private, "doel") is None
    with pytest.raises(ValueError, match="32"):
        seal(b"geheim", b"kort", "doel")


def test_what_no_table_holds_is_not_sealed() -> None:
    with pytest.raises(TypeError):
        sealed({"cases": [{"id": object()}]}, secrets.token_bytes(KEY_BYTES), "case-1")
