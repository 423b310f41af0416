from __future__ import annotations

import re

import zvdesk.content.reading
from zvdesk.errors import ContentInvalid
from zvdesk.texts.imports import CONTENT_REASONS
from zvdesk.texts.messages import message


def test_every_reason_is_said_in_dutch() -> None:
    listed = re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\b(?:missing|empty|duplicate|unreadable)\b", LIST)
    assert len(listed) > 15
    assert set(listed) == set(CONTENT_REASONS)
    for reason in listed:
        assert reason not in message(ContentInvalid("x.toml", "a.b", reason))


LIST = (zvdesk.content.reading.__doc__ or "").split("all of them:")[1]
