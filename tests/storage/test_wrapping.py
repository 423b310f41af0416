"""Stretching, deriving and wrapping: bounds, bindings and calibration."""

from __future__ import annotations

import time
import unicodedata

import pytest

from zvdesk.errors import PassphraseTooWeak
from zvdesk.storage import wrapping
from zvdesk.storage.wrapping import CEILING, FLOOR, KdfCost

MIB = 1024


@pytest.mark.parametrize(
    ("cost", "is_allowed"),
    [
        (FLOOR, True),
        (CEILING, True),
        (KdfCost(), True),
        (KdfCost(64 * MIB - 1, 3, 4), False),
        (KdfCost(64 * MIB, 2, 4), False),
        (KdfCost(64 * MIB, 3, 3), False),
        (KdfCost(1024 * MIB + 1, 3, 4), False),
        (KdfCost(64 * MIB, 21, 4), False),
        (KdfCost(64 * MIB, 3, 9), False),
        (KdfCost(2**31, 2**31, 2**31), False),
    ],
)
def test_only_costs_between_floor_and_ceiling_are_allowed(cost: KdfCost, is_allowed: bool) -> None:
    assert cost.is_allowed() is is_allowed


def test_a_forbidden_cost_is_refused_before_any_work() -> None:
    start = time.perf_counter()
    with pytest.raises(ValueError, match="outside the allowed range"):
        wrapping.stretch("x" * 20, bytes(16), KdfCost(2**31, 1000, 4))
    assert time.perf_counter() - start < 0.1


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    text = "één Ångström naïef"
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert composed != decomposed
    salt = bytes(16)
    assert wrapping.stretch(composed, salt, FLOOR) == wrapping.stretch(decomposed, salt, FLOOR)


def test_a_lone_surrogate_is_a_passphrase_like_any_other() -> None:
    assert len(wrapping.stretch("\ud800" * 15, bytes(16), FLOOR)) == 32


@pytest.mark.parametrize("passphrase", ["", "veertien teken", "e\u0301" * 14])
def test_a_short_passphrase_is_too_weak(passphrase: str) -> None:
    with pytest.raises(PassphraseTooWeak) as caught:
        wrapping.check_strength(passphrase)
    assert caught.value.minimum == 15


def test_fifteen_characters_are_enough() -> None:
    wrapping.check_strength("vijftien tekens")


def test_a_wrapped_secret_opens_with_its_key_and_context_only() -> None:
    context = {"purpose": "master"}
    wrapped = wrapping.wrap(bytes(32), b"geheim", context)
    assert b"geheim" not in wrapped.sealed
    assert wrapping.unwrap(bytes(32), wrapped, context) == b"geheim"
    assert wrapping.unwrap(bytes(32), wrapped, {"purpose": "signing"}) is None
    assert wrapping.unwrap(b"\1" * 32, wrapped, context) is None
    assert wrapping.wrap(bytes(32), b"geheim", context) != wrapped


def test_each_label_and_salt_gives_another_key() -> None:
    made = {wrapping.derive(bytes(32), label, salt=salt) for label in ("a", "b") for salt in (b"1", b"2")}
    assert len(made) == 4


@pytest.mark.parametrize(
    ("seconds_per_gib", "expected_mib"),
    [(0.1, 1024), (3.4, 256), (12.0, 64), (60.0, 64), (0.0, 1024)],
)
def test_calibration_aims_for_a_second_within_the_bounds(seconds_per_gib: float, expected_mib: int) -> None:
    cost = wrapping.calibrate(lambda cost: seconds_per_gib * cost.memory_kib / (1024 * MIB))
    assert cost.is_allowed()
    assert cost.memory_kib // MIB == expected_mib


def test_calibration_on_this_machine_gives_an_allowed_cost() -> None:
    assert wrapping.calibrate().is_allowed()
