"""Open the key that a command signs with: the person's own, one in a file, or one on a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.roles import Act
from zvdesk.services import exports, signers

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from zvdesk.services.desk import Desk


def signing(
    desk: Desk, words: str, arguments: argparse.Namespace, kind: str, act: Act = Act.SIGN_LIST
) -> AbstractContextManager[exports.Signer]:
    """Open the key that ``with_other_key`` names, or the person's own with the passphrase of the vault."""
    if arguments.pkcs11 is not None:
        own = arguments.passphrase_fd if arguments.pin_fd is None else arguments.pin_fd
        pin = passphrase(own, "Pincode van de token")
        return signers.signing_with_token(desk, arguments.pkcs11, arguments.token, pin, kind, act)
    if arguments.pkcs12 is None:
        return exports.signing(desk, words, act, kind)
    descriptor = arguments.passphrase_fd  # the next line of it, unless another one is named
    if arguments.pkcs12_passphrase_fd is not None:
        descriptor = arguments.pkcs12_passphrase_fd
    secret = passphrase(descriptor, "Wachtzin van het sleutelbestand")
    return signers.signing_with_file(desk, arguments.pkcs12, secret, kind, act)
