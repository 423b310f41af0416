from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, try_one

SIGNS = [b"\r\n", b'"', b":", b";", b"[[", b"\\", b"\x00"]


@pytest.mark.parametrize("kind", TARGETS)
def test_the_good_file_of_the_corpus_is_read(kind: str) -> None:
    TARGETS[kind][0](TARGETS[kind][1])


@pytest.mark.parametrize("kind", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_spoilt_file_is_read_or_refused_in_dutch(kind: str, data: st.DataObject) -> None:
    good = TARGETS[kind][1]
    at = data.draw(st.integers(0, len(good)))
    put = data.draw(st.binary(max_size=12) | st.sampled_from(SIGNS))
    gone = data.draw(st.integers(0, 20))
    try_one(kind, good[:at] + put + good[at + gone :])
