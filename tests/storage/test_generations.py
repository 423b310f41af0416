"""A key file goes forward one slot at a time, and says when what outlives a re-key was touched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.storage.conftest import PASSPHRASE
from zvdesk.errors import VaultDamaged
from zvdesk.storage import generations, key_file, slots, strict_json
from zvdesk.storage.wrapping import Wrapped

if TYPE_CHECKING:
    from tests.storage.conftest import Made


def test_more_than_one_step_at_a_time_is_refused(made: Made) -> None:
    document = generations.genuine(made.folder, made.keys)
    master = made.keys.master
    skipped = replace(
        generations.following(document, document.slots, master), generation=document.generation + 2
    )
    nobody = generations.following(document, document.of_kind("recovery"), master)
    for wrong in (skipped.signed(master), nobody):
        with pytest.raises(VaultDamaged):
            generations.commit(made.folder, document, wrong)
    assert generations.genuine(made.folder, made.keys) == document


def test_what_outlives_a_re_key_is_known_and_whole(made: Made) -> None:
    document = generations.genuine(made.folder, made.keys)
    master = made.keys.master
    odd = generations.with_kept(document, {"a key that nobody knows": bytes(32)}, master).signed(master)
    kept = generations.with_kept(document, {"audit": bytes(32)}, master).kept
    assert kept is not None
    touched = replace(document, kept=Wrapped(kept.nonce, kept.sealed[:-1] + b"\x00")).signed(master)
    for wrong in (odd, touched):
        entered = slots.enter(wrong, made.keys.slot_id, PASSPHRASE)
        with pytest.raises(VaultDamaged):
            generations.opened(entered)


def test_a_slot_without_a_passphrase_takes_none(made: Made) -> None:
    document = key_file.candidates(made.folder)[0]
    (recovery,) = document.of_kind("recovery")
    with pytest.raises(ValueError, match="no passphrase"):
        slots.try_slot(document, recovery, PASSPHRASE)


@pytest.mark.parametrize("wrong", ["../buiten", "a/b", "", "met spatie"])
def test_an_id_cannot_lead_out_of_a_folder(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        strict_json.neutral_id(wrong)
