from __future__ import annotations

from tests.ui.frame.conftest import cheap_keys, paper, vault, vault_and_paper

__all__ = ["cheap_keys", "paper", "vault", "vault_and_paper"]
