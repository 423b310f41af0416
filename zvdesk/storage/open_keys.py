"""Hold the master key of an opened vault and derive from it every other key of the house (HKDF-SHA256)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec

from zvdesk.storage.wrapping import derive

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMER = ("database", "backup")
OUTLIVE = {"audit": 32, "house signing": 48}  # labels of keys that a re-key keeps, with their bytes
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class OpenKeys:
    """Hold the master key of an opened vault and which slot opened it; its repr shows no secret.

    A key that outlived a re-key is not derived from the master key but kept beside it.
    """

    master: bytes = field(repr=False)
    slot_id: str
    person_id: str | None  # None: opened with the recovery key
    vault_id: str
    practice: bool
    generation: int
    kept: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # by label: from before a re-key

    def database_key(self) -> bytes:
        """Return the raw key of the database."""
        return self._derived("database")

    def audit_key(self) -> bytes:
        """Return the HMAC key of the audit trail."""
        return self._derived("audit")

    def backup_key(self) -> bytes:
        """Return the raw key of the database's backups."""
        return self._derived("backup")

    def house_signing_key(self) -> ec.EllipticCurvePrivateKey:
        """Return the key (EC P-256) with which the house certifies its people's signing keys.

        48 bytes modulo n-1, plus 1, leave no bias worth naming (FIPS 186-5, A.2.1).
        """
        seed = self._derived("house signing", length=48)
        return ec.derive_private_key(int.from_bytes(seed, "big") % (_P256_ORDER - 1) + 1, ec.SECP256R1())

    def outliving(self) -> dict[str, bytes]:
        """Return what a re-key keeps: the key of the log and the seed of the house's key, by label.

        The log's chain and the heads on paper stay verifiable, and partners need not trust a new house.
        """
        return {label: self._derived(label, length=length) for label, length in OUTLIVE.items()}

    def former(self) -> OpenKeys | None:
        """Return the keys that database and backups had before a re-key that was not finished, if any."""
        kept = {label: self.kept[f"former {label}"] for label in FORMER if f"former {label}" in self.kept}
        return replace(self, kept=kept) if kept else None

    def _derived(self, label: str, *, length: int = 32) -> bytes:
        return self.kept.get(label) or derive(self.master, label, salt=self.vault_id.encode(), length=length)
