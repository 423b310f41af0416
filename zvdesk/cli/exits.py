"""Give each outcome its exit code; the manual page lists them."""

from __future__ import annotations

from zvdesk import errors as e
from zvdesk.domain.signatures import VerdictKind

OK = 0
REFUSED = 1
USAGE = 2
WRONG_PASSPHRASE = 5
DAMAGED = 6
TOO_NEW = 7
IN_USE = 8
ROLLED_BACK = 9
PACKAGE_REFUSED = 12
INTERRUPTED = 130

OF_ERROR: dict[type[e.ExplainedError], int] = {
    e.WrongPassphrase: WRONG_PASSPHRASE,
    e.WrongRecoveryKey: WRONG_PASSPHRASE,
    e.WrongEscrowKey: WRONG_PASSPHRASE,
    e.RecoveryKeyTypo: WRONG_PASSPHRASE,
    e.WrongKeyFilePassphrase: WRONG_PASSPHRASE,
    e.WrongPin: WRONG_PASSPHRASE,
    e.VaultDamaged: DAMAGED,
    e.VaultTooNew: TOO_NEW,
    e.VaultInUse: IN_USE,
    e.VaultRolledBack: ROLLED_BACK,
    e.PackageRefused: PACKAGE_REFUSED,
    # of `verify --trust`: 1 would say that the document is not good
    e.NotACertificate: USAGE,
    e.FileUnreadable: USAGE,
}

OF_VERDICT: dict[VerdictKind, int] = {
    VerdictKind.VALID: OK,
    VerdictKind.CHANGED: 1,
    VerdictKind.INVALID: 1,
    VerdictKind.UNKNOWN_SIGNER: 3,
    VerdictKind.UNSIGNED: 4,
    VerdictKind.UNREADABLE: 4,
    VerdictKind.EXPIRED: 10,
    VerdictKind.REVOKED: 11,
}


def of_error(error: e.ExplainedError) -> int:
    """Return the exit code of a failure; what has none of its own is a refusal with a reason."""
    return OF_ERROR.get(type(error), REFUSED)
