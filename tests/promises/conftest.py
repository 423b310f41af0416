"""Let the rounds of one test process share what is the same in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.promises import warm

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", autouse=True)
def _warm() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        warm.keep_what_is_same(patch.setattr)
        yield
