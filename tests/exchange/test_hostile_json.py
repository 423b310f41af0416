"""A hostile file is refused with its reason, quickly, and before anything large is built."""

from __future__ import annotations

import time
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.referral_files import encoded, reasons, referral
from zvdesk import errors
from zvdesk.exchange.careful_json import MAXIMUM_BYTES, MAXIMUM_VALUES, join, parse
from zvdesk.exchange.melding import read_referral
from zvdesk.texts.referrals import REFUSAL_SENTENCES


def refused(data: bytes) -> list[tuple[str, str]]:
    begin = time.monotonic()
    with pytest.raises(errors.ReferralRefused) as caught:
        parse(data)
    assert time.monotonic() - begin < 5
    for problem in caught.value.problems:
        assert problem.reason in REFUSAL_SENTENCES
    return [(problem.path, problem.reason) for problem in caught.value.problems]


def nested(depth: int) -> bytes:
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def many(values: int) -> bytes:
    return b'{"a":[' + b",".join([b"0"] * (values - 2)) + b"]}"


FILES: list[tuple[str, bytes, list[tuple[str, str]]]] = [
    ("empty", b"", [("$", "not_json")]),
    ("blank", b" \n", [("$", "not_json")]),
    ("only a mark", b"\xef\xbb\xbf", [("$", "not_json")]),
    ("two marks", b"\xef\xbb\xbf\xef\xbb\xbf{}", [("$", "not_json")]),
    ("one byte too many", b" " * (MAXIMUM_BYTES + 1), [("$", "too_large")]),
    ("5 MB of spaces", b" " * MAXIMUM_BYTES, [("$", "not_json")]),
    ("too deep", nested(41), [("$", "too_deep")]),
    ("5 MB of brackets", b"[" * MAXIMUM_BYTES, [("$", "too_deep")]),
    ("5 MB of braces", b'{"a":' * (MAXIMUM_BYTES // 5), [("$", "too_deep")]),
    ("closing brackets", b"]" * MAXIMUM_BYTES, [("$", "not_json")]),
    ("too many values", many(MAXIMUM_VALUES + 1), [("$", "too_many_values")]),
    ("too many texts", b'["",' * 1 + b'"",' * 20_000 + b"0]", [("$", "too_many_values")]),
    ("colons do not hide values", b"[" + b'"":"",' * 30_000 + b"0]", [("$", "too_many_values")]),
    ("colons", b":" * MAXIMUM_BYTES, [("$", "not_json")]),
    ("opened and closed without end", b"[]" * (MAXIMUM_BYTES // 2), [("$", "too_many_values")]),
    ("open text of 5 MB", b'{"a":"' + b"x" * (MAXIMUM_BYTES - 6), [("$", "not_json")]),
    ("escaped quotes of 5 MB", b'{"a":"' + b'\\"' * (MAXIMUM_BYTES // 2 - 3), [("$", "not_json")]),
    ("quotes of 5 MB", b'"' * MAXIMUM_BYTES, [("$", "too_many_values")]),
    ("a backslash at the end", b'{"a":"\\', [("$", "not_json")]),
    ("UTF-16", "{}".encode("utf-16"), [("$", "not_utf8")]),
    ("UTF-16 without a mark", '{"a":1}'.encode("utf-16-le"), [("$", "not_utf8")]),
    ("UTF-16, the other end first", '{"a":1}'.encode("utf-16-be"), [("$", "not_utf8")]),
    ("UTF-32", '{"a":1}'.encode("utf-32-le"), [("$", "not_utf8")]),
    ("Latin-1", b'{"a":"\xe9"}', [("$", "not_utf8")]),
    ("a surrogate in UTF-8", b'{"a":"\xed\xa0\x80"}', [("$", "not_utf8")]),
    ("overlong", b'{"a":"\xc0\xaf"}', [("$", "not_utf8")]),
    ("PDF", b"%PDF-1.7\n", [("$", "not_json")]),
    ("HTML", b"<html>", [("$", "not_json")]),
    ("single quotes", b"{'a':1}", [("$", "not_json")]),
    ("comment", b'{"a":1} // x', [("$", "trailing_data")]),
    ("trailing object", b"{}{}", [("$", "trailing_data")]),
    ("trailing zero byte", b"{}\x00", [("$", "trailing_data")]),
    ("trailing comma", b'{"a":1,}', [("$", "not_json")]),
    ("line break in text", b'{"a":"\n"}', [("$", "not_json")]),
    ("list", b"[]", [("$", "not_an_object")]),
    ("text", b'"x"', [("$", "not_an_object")]),
    ("null", b"null", [("$", "not_an_object")]),
    ("NaN alone", b"NaN", [("$", "not_an_object")]),
    ("NaN", b'{"a":NaN}', [("$.a", "bad_number")]),
    ("Infinity", b'{"a":[1,-Infinity]}', [("$.a[1]", "bad_number")]),
    ("a number too large", b'{"a":1e999}', [("$.a", "bad_number")]),
    ("a million digits", b'{"a":' + b"9" * 1_000_000 + b"}", [("$.a", "bad_number")]),
    ("twice", b'{"a":1,"b":{"c":1,"d":0},"a":2}', [("$.a", "duplicate_key")]),
    ("twice further down", b'{"a":[{"c":1,"c":1,"d":0}]}', [("$.a[0].c", "duplicate_key")]),
    ("twice, written differently", b'{"a":1,"\\u0061":2}', [("$.a", "duplicate_key")]),
    ("half a pair", b'{"a":"\\ud800"}', [("$.a", "lone_surrogate")]),
    ("half a pair in a key", b'{"\\udc00":1}', [("$['?']", "lone_surrogate")]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_hostile_files(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert refused(data) == expected


def test_the_limits_themselves_are_allowed() -> None:
    assert parse(nested(40))
    assert parse(many(MAXIMUM_VALUES))
    keys = b"{" + b",".join(b'"k%d":[]' % number for number in range(MAXIMUM_VALUES - 1)) + b"}"
    assert len(parse(b"\xef\xbb\xbf" + keys)) == MAXIMUM_VALUES - 1
    filled = b'{"a":"' + b"x" * (MAXIMUM_BYTES - 8) + b'"}'
    assert parse(filled)
    assert parse(b'{"a":"[[[[{{{{::::\\"[[[["}')


def test_a_repeated_key_is_found_fast_among_many() -> None:
    keys = b"{" + b",".join(b'"k%d":0' % (number // 2) for number in range(MAXIMUM_VALUES - 1)) + b"}"
    assert len(refused(keys)) == (MAXIMUM_VALUES - 1) // 2


def test_a_strange_key_is_shown_short_and_clean() -> None:
    assert join("$", "gewoon") == "$.gewoon"
    assert join("$", "a'b\n\u202ec" + "x" * 99) == "$['a?b\nc" + "x" * 35 + "']"


def test_a_refusal_does_not_carry_the_file_along() -> None:
    for data in (b'{"geheim": "Oefenaar", ', b'{"geheim": "Oefenaar \xff"}'):
        with pytest.raises(errors.ReferralRefused) as caught:
            parse(data)
        shown = "".join(traceback.format_exception(caught.value))
        assert "Oefenaar" not in shown
        assert caught.value.__context__ is None


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(errors.ReferralRefused):
        read_referral(data)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_a_damaged_file_is_read_or_refused(at: int, noise: bytes) -> None:
    data = bytearray(encoded(referral()))
    at %= len(data)
    data[at : at + len(noise)] = noise
    assert reasons(bytes(data)) <= set(REFUSAL_SENTENCES)
