from __future__ import annotations

from tests.ui.frame.conftest import cheap_keys

__all__ = ["cheap_keys"]
