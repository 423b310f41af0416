from __future__ import annotations

from tests.ui.frame.conftest import cheap_keys, vault, vault_and_paper

__all__ = ["cheap_keys", "vault", "vault_and_paper"]
