"""What stands behind a signature is held to a list: each of these files is seen, whoever covered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.agreement.loose_ends import loose_ends
from tests.agreement.world import make_world
from zvdesk.documents.verifying import verify

if TYPE_CHECKING:
    from tests.agreement.files import Made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    return list(loose_ends(make_world(tmp_path_factory.mktemp("tijd"))))


def test_nothing_hides_behind_a_signature(made: list[Made]) -> None:
    assert len(made) > 40
    for one in made:
        reader = one.reader
        found = verify(
            one.make(),
            trusted=reader.trusted,
            time_authorities=reader.time,
            revocation_lists=reader.lists,
            at=reader.at,
        )
        assert found.kind in one.expected, (one.name, found.kind, found.detail)
