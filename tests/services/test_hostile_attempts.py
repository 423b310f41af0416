from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from zvdesk.services import attempts
from zvdesk.services.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {"id": "a" * 36, "at": "2026-11-01T10:00:00+00:00", "device": "pc", "key": "wachtzin"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"count": 5, "last_at": GOOD["at"], "attempts": []}, id="counted, none kept"),
        pytest.param(
            {"count": 5, "last_at": "9999-12-31T23:59:59+00:00", "attempts": [GOOD]}, id="the end of time"
        ),
        pytest.param(
            {"count": 1, "last_at": GOOD["at"], "attempts": [GOOD | {"at": "0001-01-01T00:00:00+14:00"}]},
            id="the begin of time",
        ),
        pytest.param(
            {"count": 1, "last_at": GOOD["at"], "attempts": [GOOD | {"device": "\ud800"}]}, id="half a sign"
        ),
        pytest.param({"count": 10**30, "last_at": GOOD["at"], "attempts": [GOOD]}, id="a huge count"),
        pytest.param({"count": 1, "last_at": GOOD["at"], "attempts": {"0": GOOD}}, id="no list"),
    ],
)
def test_a_hostile_file_of_attempts_counts_for_nothing(tmp_path: Path, content: object) -> None:
    (tmp_path / attempts.FILE).write_text(json.dumps(content))
    assert attempts.load(tmp_path) == attempts.Attempts()
    assert attempts.seconds_left(tmp_path, Clock()) == 0


def test_a_file_of_ours_still_counts(tmp_path: Path) -> None:
    (tmp_path / attempts.FILE).write_text(
        json.dumps({"count": 1, "last_at": GOOD["at"], "attempts": [GOOD | {"device": "pc\x07"}]})
    )
    found = attempts.load(tmp_path)
    assert (found.count, found.kept[0].device) == (1, "pc")
