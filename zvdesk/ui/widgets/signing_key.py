"""Say with which key somebody signs, and open it: the person's own, one in a file, or one on a token."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.domain.roles import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.services.desk import Desk
    from zvdesk.services.exports import Signer

COUNTERSIGNED = "tweede handtekening"


class KeyKind(Enum):
    """Name where a key that signs is kept."""

    OWN = "eigen"
    FILE = "pkcs12"
    PKCS11 = "pkcs11"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Hold what opens a key: a passphrase or a PIN, and for a file or a token where it is."""

    secret: str = field(repr=False)
    kind: KeyKind = KeyKind.OWN
    place: Path = field(default_factory=Path)  # of the key file, or of the library of the token's maker
    label: str = ""  # of the token; "" is the only one there is


@contextmanager
def opened(
    desk: Desk, key: SigningKey, act: Act = Act.SIGN_LIST, document: str = "actielijst"
) -> Iterator[Signer]:
    """Open the key in the worker for one signing session; raises what the services raise."""
    from zvdesk.services import exports, signers  # they bring the PDF libraries: late

    if key.kind is KeyKind.FILE:
        session = signers.signing_with_file(desk, key.place, key.secret, document, act)
    elif key.kind is KeyKind.PKCS11:
        session = signers.signing_with_token(desk, key.place, key.label, key.secret, document, act)
    else:
        session = exports.signing(desk, key.secret, act, document)
    with session as signer:
        yield signer
